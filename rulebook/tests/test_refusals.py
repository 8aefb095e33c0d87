import pytest

from openfisca_netherlands import compare
from openfisca_netherlands.comparison.outcome import Status
from openfisca_netherlands.comparison.unsupported import FOUND_BY_THE_MODEL, UNSUPPORTED

EVERY = (*UNSUPPORTED, *FOUND_BY_THE_MODEL)
CODES = [entry.code for entry in EVERY]


@pytest.mark.mission("B13")
@pytest.mark.parametrize("entry", EVERY, ids=CODES)
def test_an_unsupported_situation_says_so_and_gives_no_amount(entry):
    outcome = compare([dict(entry.example)], f"{entry.year}-03").outcomes[0]
    assert outcome.status is Status.REFUSED
    assert entry.code in [refusal.code for refusal in outcome.refusals]
    assert outcome.per_month is None
    assert outcome.after_rent is None
    assert outcome.lines == ()
    assert all(refusal.ask for refusal in outcome.refusals)


def test_every_unsupported_situation_stands_in_the_docs(rulebook):
    text = (rulebook / "docs" / "unsupported.md").read_text(encoding="utf-8")
    for entry in EVERY:
        assert f"`{entry.code}`" in text
        assert entry.sentence in text


def test_codes_are_given_once():
    assert len(set(CODES)) == len(CODES)


IN_THE_MODEL = (
    "pension_age",
    "wage_dispensation",
    "young_disabled_under_21",
    "disability_follow_up",
    "business_beside_unemployment",
    "business_beside_young_disabled",
    "business_beside_disability",
    "business_beside_assistance",
    "self_employed_assistance",
    "attachment",
    "residence_right",
    "institution",
    "student",
    "under_27_volunteer",
    "gifts_above_limit",
    "young_tenant_with_child",
    "young_couple_sharing",
    "date_before_rules",
    "date_after_rules",
)


@pytest.mark.parametrize("code", IN_THE_MODEL)
def test_the_model_refuses_without_the_list(code):
    import math

    from openfisca_netherlands.comparison.homes import to_home
    from openfisca_netherlands.comparison.situation import Situation
    from openfisca_netherlands.reforms.held_amounts import system_held_at
    from openfisca_netherlands.simulate import Reading, simulate

    entry = next(entry for entry in UNSUPPORTED if entry.code == code)
    home = to_home(Situation.of(entry.example))
    reading = Reading(simulate([home], entry.year, system_held_at(entry.year, False)), entry.year)
    assert math.isnan(reading.of("disposable_income"))
