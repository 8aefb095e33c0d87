"""Finding by a few words: accents, spelling and script are forgiven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kit.search import (
    Match,
    Vocabulary,
    alike,
    convincing,
    fold,
    root,
    slips,
    telling_words,
    words_of,
)

LETTERS = st.text("abcdeiknorstuçñéöşğıİ ابتةىأل", max_size=24)
PLAIN = st.text("abcdefgh", min_size=1, max_size=10)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("DİKİŞ", "dikiş"),
        ("dikis", "dikiş"),
        ("ISPANAK", "ıspanak"),
        ("hikâye", "hikaye"),
        ("Niños", "ninos"),
        ("خِيَاطَة", "خياطه"),
        ("أطفال", "اطفال"),
        ("مستشفى", "مستشفي"),
        ("٢٤", "24"),
        ("Straße", "STRASSE"),
    ],
)
def test_two_ways_of_writing_are_the_same(one: str, other: str):
    assert fold(one) == fold(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_any_text_gives_words_and_never_breaks(text: str):
    assert [word for word in words_of(text) if len(word) < 2] == []
    assert set(telling_words(text)) <= set(words_of(text))


def test_arabic_words_lose_their_article():
    assert words_of("الخياطة والطبخ بالعربية") == ["خياطه", "طبخ", "عربيه"]


def test_words_that_say_nothing_are_left_out_unless_there_is_nothing_else():
    assert telling_words("Wie kan mij helpen met naaien?") == ["naaien"]
    assert telling_words("hoe kan dit") == ["hoe", "kan", "dit"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("huizen", "huis"),
        ("lessen", "les"),
        ("kinderen", "kind"),
        ("verven", "verf"),
        ("bicicletas", "bicicleta"),
    ],
)
def test_one_and_many_have_the_same_root(one: str, other: str):
    assert root(one) == root(other)


@given(PLAIN, PLAIN)
def test_slips_count_the_same_both_ways(one: str, other: str):
    assert slips(one, other, 3) == slips(other, one, 3)
    assert (slips(one, other, 3) == 0) == (one == other)


@given(PLAIN, st.integers(0, 9))
def test_a_letter_left_out_is_one_slip(word: str, where: int):
    shorter = word[: where % len(word)] + word[where % len(word) + 1 :]
    assert slips(word, shorter, 2) == 1


def test_two_letters_swapped_are_one_slip():
    assert slips("naaien", "anaien", 2) == 1
    assert slips("brood", "baard", 1) == 2


@given(LETTERS, LETTERS)
def test_likeness_lies_between_nothing_and_the_same(one: str, other: str):
    for a in words_of(one):
        assert alike(a, a) == 1.0
        for b in words_of(other):
            assert 0.0 <= alike(a, b) <= 1.0


@pytest.mark.parametrize(
    ("said", "meant", "not_meant"),
    [
        ("fietsemaker", "fietsenmaker", "kleermaker"),
        ("kofie", "koffie", "koffer"),
        ("fiets", "fietsenmaker", "fitness"),
        ("bisikletim", "bisiklet", "basket"),
        ("timmeren", "timmerman", "zwemmen"),
        ("huiswerkles", "huiswerk", "huisdier"),
    ],
)
def test_a_slip_is_nearer_than_another_word(said: str, meant: str, not_meant: str):
    assert alike(said, meant) > alike(said, not_meant)
    assert alike(said, meant) >= 0.55


def test_short_words_are_not_forgiven():
    assert alike("bad", "bed") == 0.0


def test_a_name_ranks_above_a_word_about_it():
    vocabulary = Vocabulary(
        [("mending", 3.0, "Kleding maken"), ("mending", 2.0, "broek"), ("hemming", 3.0, "Broek")]
    )
    assert convincing(vocabulary.match("broek")) == ["hemming", "mending"]


def test_a_rare_word_says_more_than_one_that_everything_shares():
    vocabulary = Vocabulary(
        [(n, 3.0, f"samen {what}") for n, what in enumerate(("koken", "eten", "zingen", "lopen"))]
    )
    assert convincing(vocabulary.match("samen zingen")) == [2]


def test_nothing_in_common_is_nothing_found():
    vocabulary = Vocabulary([("a", 3.0, "fietsen maken")])
    assert vocabulary.match("xqzzy") == {}
    assert vocabulary.match("") == {}
    assert Vocabulary([]).match("fiets") == {}


def test_what_stays_far_behind_the_best_is_not_shown():
    found = {"best": Match(4.0, 1.0), "near": Match(2.0, 0.9), "far": Match(1.0, 0.9)}
    assert convincing(found) == ["best", "near"]
    assert convincing({"vague": Match(4.0, 0.2)}) == []
