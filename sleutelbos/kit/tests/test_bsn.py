"""No BSN is ever kept (bar R38, ledger P1); other numbers pass. Run with -s to see the rates."""

import logging
import subprocess
import sys

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kit.bsn import bsn_in, holds_bsn, without_bsn

from . import bsn_corpus as corpus

BSN = "123456782"

pytestmark = pytest.mark.mission("P1")

any_bsn = st.sampled_from(corpus.valid_bsns(300, seed=7))
words = st.text(st.characters(exclude_categories=["N", "Cs"]), max_size=60)


@pytest.mark.parametrize("notation", corpus.NOTATIONS)
def test_every_bsn_is_stopped_in_every_notation(notation):
    hits, of = corpus.stopped(notation)

    print(f"stopped {hits}/{of}  {notation}")
    assert (hits, of) == (1000, 1000)


@pytest.mark.parametrize("kind", corpus.INNOCENT)
def test_other_numbers_pass(kind):
    alarms, of = corpus.alarms(kind)

    print(f"false alarms {alarms}/{of}  {kind}")
    assert alarms <= 10


@pytest.mark.parametrize("kind", corpus.CHOSEN)
def test_what_nobody_can_tell_from_a_bsn_is_stopped_only_when_it_passes_the_eleven_test(kind):
    alarms, of = corpus.alarms(kind)

    print(f"false alarms by choice {alarms}/{of}  {kind}")
    assert 60 <= alarms <= 120


def test_the_corpus_holds_valid_numbers_and_the_check_does_look_at_them():
    numbers = corpus.valid_bsns()
    spoiled = [f"{n[:-1]}{(int(n[-1]) + 1) % 10}" for n in numbers]

    assert len(set(numbers)) == 1000
    assert sum(n.startswith("0") for n in numbers) > 50
    assert not any(map(holds_bsn, spoiled))


def test_eight_digits_are_a_bsn_only_where_something_says_so():
    assert not holds_bsn("12345672")
    assert holds_bsn("Mijn BSN? 12345672")
    assert holds_bsn("12345672", label="BSN cliënt")
    assert bsn_in({"bsn": 12345672})
    assert not bsn_in({"kvk": 12345672})


def test_a_mobile_number_without_zero_passes_in_a_phone_field_and_not_elsewhere():
    mobile = "612345671"

    assert holds_bsn(mobile)
    assert not holds_bsn(mobile, label="Telefoon")
    assert not bsn_in({"phone": mobile})
    assert not bsn_in({"telefoon": {"mobiel": [612345671]}})
    assert holds_bsn(f"bel mij op {mobile}, mijn bsn")


def test_a_phone_word_does_not_open_the_door_for_other_numbers():
    assert holds_bsn(f"bel mij op {BSN}")
    assert bsn_in({"phone": BSN})


@given(before=words, number=any_bsn, after=words)
def test_no_words_around_it_hide_a_bsn(before, number, after):
    # A mobile range beside a phone word, and an ISBN that ends in X, pass on purpose.
    if number[0] != "6" and after[:1].lower() != "x":
        assert holds_bsn(f"{before}{number}{after}")


@given(number=any_bsn, data=st.data())
def test_no_invisible_characters_hide_a_bsn(number, data):
    signs = st.text("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f", max_size=3)

    assert holds_bsn("".join(digit + data.draw(signs) for digit in number))


@given(st.text())
def test_any_text_gets_an_answer(text):
    assert holds_bsn(text) in {True, False}


@given(st.text(st.characters(exclude_categories=["N"])), st.integers(0, 9_999_999))
def test_fewer_than_eight_digits_are_never_a_bsn(text, number):
    assert not holds_bsn(f"bsn {text} {number}")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-99999, 99999) | st.text(max_size=7),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@given(json_values, any_bsn, st.sampled_from(["value", "key", "number", "float"]))
def test_a_bsn_is_found_at_any_depth_of_json(data, number, where):
    number = "1" + "23456782" if number[0] in "06" else number
    planted = {
        "value": [number],
        "key": {number: None},
        "number": int(number),
        "float": float(number),
    }[where]

    assert not bsn_in(data)
    assert bsn_in([data, {"a": [{"b": planted}]}])


def test_very_deep_json_does_not_exhaust_the_machine():
    deep: object = BSN
    for _n in range(50_000):
        deep = [deep]

    assert bsn_in(deep)


def test_the_validator_says_kindly_what_to_do_and_never_repeats_the_number(caplog):
    caplog.set_level(logging.DEBUG)
    for value in (f"Ik ben {BSN}", {"note": BSN}, int(BSN)):
        with pytest.raises(ValidationError) as refusal:
            without_bsn(value)
        assert refusal.value.code == "bsn"
        assert "burgerservicenummer" in refusal.value.messages[0]
        assert BSN not in repr(refusal.value) + str(vars(refusal.value))
    assert BSN not in caplog.text


def test_the_validator_lets_ordinary_things_pass():
    for value in ("Soep om 12.30 uur, bel 06 12345679", {"people": 12}, None, 3.5, ""):
        without_bsn(value)


def test_the_phone_library_is_not_loaded_for_ordinary_text():
    program = (
        "import sys; from sleutelbos.kit.bsn import holds_bsn;"
        "assert not holds_bsn('Soep om 12.30 uur op 3-11-2026, bel 06 12345678');"
        "sys.exit('phonenumbers' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603
    assert done.returncode == 0
