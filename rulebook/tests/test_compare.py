import json

import pytest

from openfisca_netherlands import compare, hours_curve
from openfisca_netherlands.comparison import Situation, SituationError, benefit_ends_at, losses
from openfisca_netherlands.comparison.outcome import Status

NOVEMBER = "2026-11"
ALONE = {"age": 35, "rent": 62_000, "benefit": "social_assistance"}
PARENT = {"age": 36, "child_ages": [4, 13], "rent": 70_000, "benefit": "social_assistance"}
WAJONG = {"age": 29, "rent": 64_000, "benefit": "young_disabled"}


def only(situation, month=NOVEMBER):
    return compare([situation], month).outcomes[0]


def by_code(outcome):
    return {line.code: line for line in outcome.lines}


@pytest.mark.mission("B13")
def test_a_single_person_on_assistance_keeps_a_hundred_euros_of_volunteer_allowance():
    now, then = compare([ALONE, ALONE | {"volunteer_month": 10_000}], NOVEMBER).outcomes
    assert now.status is then.status is Status.OK
    assert then.per_month - now.per_month == 10_000
    assert by_code(then)["assistance"].amount == by_code(now)["assistance"].amount == 141_946
    assert then.after_rent == then.per_month - 62_000
    assert any("klantmanager" in duty.to for duty in then.duties)
    assert any("Vóór je begint" in duty.before for duty in then.duties)


@pytest.mark.mission("B13")
def test_a_single_parent_goes_to_a_32_hour_buurtbaan():
    job = PARENT | {"hours": 32, "neighbourhood_job": True, "years_worked": 5}
    now, then = compare([PARENT, job], "2026-03").outcomes
    lines = by_code(then)
    assert lines["wage"].amount == 220_297  # 14.71 x 32 x 52 / 12 x 1.08
    assert lines["assistance"].amount == 0
    assert lines["tax"].amount == 0
    assert lines["rent_allowance"].amount == 42_800
    assert lines["child_budget"].amount == 77_500
    assert then.per_month > now.per_month
    assert any("bijstand stopt" in sentence for sentence in then.watch)
    assert any("ongeveer 7 maanden WW" in sentence for sentence in then.watch)
    assert any("weer bijstand vragen" in sentence for sentence in then.watch)
    early, late = then.after_the_job
    assert early.amount > late.amount > 0
    assert not early.confirmed


@pytest.mark.mission("B13")
def test_somebody_on_wajong_works_twelve_hours():
    work = WAJONG | {"hours": 12}
    now, then = compare([WAJONG, work], "2026-03").outcomes
    lines = by_code(then)
    assert lines["wage"].amount == 82_611
    assert lines["young_disabled"].amount == 115_629  # 70% x (2,294.40 - 764.92) x 1.08
    assert now.per_month < then.per_month < now.per_month + 82_611
    assert any(duty.to == "UWV" for duty in then.duties)


@pytest.mark.parametrize("situation", [ALONE, PARENT, WAJONG, WAJONG | {"hours": 12}])
@pytest.mark.parametrize("month", ["2025-02", "2026-03", "2026-11"])
def test_lines_are_whole_cents_and_add_up_to_the_month(situation, month):
    outcome = only(situation, month)
    assert all(isinstance(line.amount, int) for line in outcome.lines)
    assert sum(line.amount for line in outcome.lines) == outcome.per_month


def test_every_line_has_its_law_its_date_and_its_reason():
    for outcome in compare([PARENT, WAJONG | {"hours": 12}], NOVEMBER).outcomes:
        for line in outcome.lines:
            assert line.why
            assert " art." in line.law
            assert line.since >= "2015"
            assert line.since <= "2026-11"


def test_the_date_of_a_line_is_that_of_the_amount_in_force():
    january, july = only(ALONE, "2026-03"), only(ALONE, "2026-11")
    assert by_code(january)["assistance"].since == "2026-01-01"
    assert by_code(july)["assistance"].since == "2026-07-01"


def test_the_steps_under_a_line_come_from_the_calculation():
    work = ALONE | {"hours": 12, "exemption": "ordinary"}
    line = by_code(only(work, "2026-03"))["assistance"]
    steps = {step.code: step.amount for step in line.because}
    norm, counted = steps["social_assistance_norm"], steps["counted_wage"]
    assert steps["exemption_ordinary"] == round(steps["net_wage"] * 0.25)
    assert line.amount == norm - counted
    assert all(step.why and step.law for step in line.because)


def test_an_exemption_lasts_its_months_and_afterwards_less_is_left():
    work = ALONE | {"hours": 12, "exemption": "ordinary", "exemption_months_used": 2}
    outcome = only(work, "2026-03")
    assert outcome.lasts_months == 4
    assert outcome.afterwards < outcome.per_month
    assert any("Na 4 maanden" in sentence for sentence in outcome.watch)


def test_an_undecided_exemption_gives_a_range():
    outcome = only(ALONE | {"hours": 12, "exemption": None}, "2026-03")
    assert outcome.status is Status.MARKED
    assert outcome.low == outcome.per_month < outcome.high


def test_an_exemption_whose_ceiling_is_unknown_gives_only_the_lower_end():
    outcome = only(ALONE | {"hours": 12, "exemption": None}, NOVEMBER)
    assert outcome.low is not None
    assert outcome.high is None
    assert any("niet bekend" in note for note in outcome.notes)


@pytest.mark.parametrize(
    ("situation", "hours"), [(ALONE, 32), (PARENT, 32), (ALONE, 28), (PARENT | {"rent": None}, 32)]
)
def test_where_nothing_is_left_whatever_the_ceiling_the_outcome_is_certain(situation, hours):
    """A quarter of the wage is the most that can be exempt; the rest is above the norm already."""
    undecided = only(situation | {"hours": hours, "exemption": None})
    certain = only(situation | {"hours": hours, "exemption": "none"})
    assert by_code(undecided)["assistance"].amount == 0
    assert (undecided.low, undecided.high) == (certain.low, certain.high)
    assert undecided.notes == certain.notes


@pytest.mark.parametrize("hours", [8, 16, 24])
def test_where_the_ceiling_matters_nothing_is_made_certain(hours):
    """At 24 hours nothing is left without an exemption; with one there may be."""
    outcome = only(ALONE | {"hours": hours, "exemption": None})
    assert outcome.high is None
    assert only(ALONE | {"hours": hours, "exemption": "ordinary"}).status is Status.REFUSED


def test_an_unknown_rent_gives_a_range_and_no_amount_after_rent():
    outcome = only(ALONE | {"rent": None})
    assert outcome.low < outcome.high
    assert outcome.after_rent is None


def test_an_unconfirmed_amount_marks_the_outcome():
    work = ALONE | {"hours": 12, "exemption": "medical"}
    outcome = only(work, "2026-03")
    assert outcome.status is Status.MARKED
    assert any("niet bevestigd" in note for note in outcome.notes)
    assert not by_code(outcome)["assistance"].confirmed
    assert by_code(outcome)["care_allowance"].confirmed is False  # it rests on the assistance


def test_without_that_amount_the_outcome_is_not_marked():
    assert only(ALONE | {"hours": 12}, "2026-03").status is Status.OK


def test_a_refused_situation_does_not_touch_the_others():
    business = ALONE | {"profit": 500_000}
    alone = only(ALONE)
    first, second = compare([business, ALONE], NOVEMBER).outcomes
    assert first.status is Status.REFUSED
    assert first.per_month is None
    assert second == alone


def test_ww_in_its_first_month_says_what_comes_after():
    ww = {
        "age": 45,
        "benefit": "unemployment",
        "unemployment_month_wage": 240_000,
        "unemployment_month_number": 1,
    }
    outcome = only(ww)
    assert outcome.lasts_months == 2
    assert by_code(outcome)["unemployment"].amount == 180_000
    assert outcome.afterwards < outcome.per_month


def test_an_own_business_without_benefit_pays_its_own_contribution():
    outcome = only({"age": 40, "profit": 2_400_000, "meets_hours_criterion": True})
    lines = by_code(outcome)
    assert lines["profit"].amount == 200_000
    assert lines["health_contribution"].amount < 0


def test_the_derived_definitions_of_the_household_are_shown():
    shown = compare([PARENT], NOVEMBER).household
    assert shown["cost_sharers"] == 1
    assert shown["allowance_partner"] is False
    assert shown["living_arrangement"].startswith("Alleenstaande ouder")


def test_the_answer_is_plain_json():
    text = json.dumps(compare([PARENT], NOVEMBER).to_dict(), ensure_ascii=False)
    assert "NaN" not in text


def test_a_comparison_names_what_the_municipality_may_add():
    comparison = compare([ALONE], NOVEMBER)
    assert "De Stadspas." in comparison.ask_municipality
    elsewhere = compare([ALONE | {"municipality": "../secret"}], NOVEMBER)
    assert elsewhere.ask_municipality
    assert "De Stadspas." not in elsewhere.ask_municipality


@pytest.mark.parametrize("situations", [[], [ALONE] * 5])
def test_one_to_four_situations_are_compared(situations):
    with pytest.raises(SituationError):
        compare(situations, NOVEMBER)


@pytest.mark.parametrize("month", ["2026", "2026-13", "november", "2026-00", ""])
def test_a_month_is_a_month(month):
    with pytest.raises(SituationError) as raised:
        compare([ALONE], month)
    assert "month" in raised.value.problems


@pytest.mark.parametrize("situation", [ALONE, PARENT, WAJONG, {"age": 50, "rent": 55_000}])
def test_the_curve_gives_the_same_cents_as_the_comparison(situation):
    hours = [0, 7.5, 16, 32, 40]
    curve = hours_curve(situation, hours, NOVEMBER)
    for value, point in zip(hours, curve, strict=True):
        assert only(situation | {"hours": value}).per_month == point


def test_a_curve_of_a_refused_situation_is_refused():
    assert hours_curve({"age": 70}, [10], NOVEMBER) is None
    assert hours_curve(ALONE | {"exemption": "ordinary"}, [10], NOVEMBER) is None


def test_the_points_where_working_more_leaves_less_are_found():
    assert losses([0, 10, 20, 30, 40], [100, 120, 90, 110, 130]) == [(10.0, 20.0, 30)]
    assert losses([0, 10, 20], [100, 90, 80]) == [(0.0, 20.0, 20)]
    assert losses([0, 10], [100, 100]) == []


def test_a_situation_object_and_a_mapping_give_the_same():
    assert only(Situation(age=35, rent=62_000, benefit="social_assistance")) == only(ALONE)


def test_the_hours_at_which_a_benefit_ends():
    ends = benefit_ends_at(ALONE, "2026-03")
    assert by_code(only(ALONE | {"hours": ends - 0.25}, "2026-03"))["assistance"].amount > 0
    assert by_code(only(ALONE | {"hours": ends}, "2026-03"))["assistance"].amount == 0
    assert benefit_ends_at(WAJONG, "2026-03") == 36.0  # a full week at the minimum wage
    assert benefit_ends_at({"age": 40}, "2026-03") is None
    assert benefit_ends_at(ALONE | {"profit": 1}, "2026-03") is None


def test_ww_ends_above_87_and_a_half_percent_a_named_threshold():
    ww = {"age": 45, "benefit": "unemployment", "unemployment_month_wage": 240_000}
    edge = round(0.875 * 240_000 / 1.08)
    below, above = compare(
        [ww | {"monthly_wage": edge - 10}, ww | {"monthly_wage": edge + 10}], "2026-03"
    ).outcomes
    assert by_code(below)["unemployment"].amount > 20_000
    assert by_code(above)["unemployment"].amount == 0
    assert above.per_month < below.per_month


def test_the_steps_of_a_wage_are_those_of_the_one_who_earns_it():
    couple = ALONE | {"partner_age": 19, "hours": 20, "partner_hours": 10, "benefit": "none"}
    lines = by_code(only(couple, "2026-03"))
    hourly = [lines[code].because[0].amount for code in ("wage", "partner_wage")]
    assert hourly == [1471, 883]


def test_a_working_partner_on_assistance_may_keep_more_than_is_shown():
    couple = ALONE | {"partner_age": 40, "partner_hours": 10}
    outcome = only(couple, "2026-03")
    assert outcome.status is Status.MARKED
    assert outcome.high is None
    assert any("beslist" in note for note in outcome.notes)


@pytest.mark.mission("B13")
def test_after_a_buurtbaan_uwv_tells_what_somebody_with_its_benefit_gets():
    then = only(WAJONG | {"hours": 32, "neighbourhood_job": True, "years_worked": 5})
    assert then.after_the_job == ()
    assert any("Vraag UWV wat je krijgt" in sentence for sentence in then.watch)
    assert not any("bijstand" in sentence for sentence in then.watch)


def test_without_years_worked_how_long_ww_lasts_is_left_to_uwv():
    then = only(ALONE | {"hours": 32, "neighbourhood_job": True})
    assert any("hangt af van je werkjaren" in sentence for sentence in then.watch)


def test_wages_beside_wajong_warn_of_wage_dispensation():
    assert any("loondispensatie" in sentence for sentence in only(WAJONG | {"hours": 12}).watch)
    assert not any("loondispensatie" in sentence for sentence in only(WAJONG).watch)


def test_a_volunteer_reads_the_limits_of_month_and_year():
    watch = only(ALONE | {"volunteer_month": 10_000}).watch
    assert "Per maand mag je hoogstens 220 euro vergoeding krijgen." in watch
    assert "Per jaar mag je hoogstens 2200 euro vergoeding krijgen." in watch


@pytest.mark.parametrize(
    ("situation", "sentence"),
    [
        (ALONE, "Met meer dan 8000 euro spaargeld krijg je geen bijstand."),
        (ALONE | {"assets": 790_000}, "Met meer dan 8000 euro spaargeld krijg je geen bijstand."),
        (WAJONG, "Met meer dan 38479 euro spaargeld krijg je geen huurtoeslag."),
    ],
)
def test_the_limit_of_savings_stands_there_when_nobody_told_them_or_they_are_close(
    situation, sentence
):
    assert sentence in only(situation).watch
    assert sentence not in only(situation | {"assets": 100_000}).watch


def test_a_volunteer_allowance_that_goes_off_the_assistance_does_not_say_it_may_be_kept():
    """Under 27 in 2025 it counts as means."""
    young = {"age": 25, "benefit": "social_assistance"}
    now, then = compare([young, young | {"volunteer_month": 10_000}], "2025-10").outcomes
    assert then.per_month == now.per_month
    assert by_code(then)["volunteer"].why == "Deze vergoeding gaat van je bijstand af."


def test_the_wage_of_a_partner_must_be_reported_however_it_was_given():
    couple = ALONE | {"partner_age": 40}
    for wage in ({"partner_hours": 8}, {"partner_monthly_wage": 50_000}):
        outcome = only(couple | wage)
        assert [duty.before for duty in outcome.duties if "partner" in duty.what] == ["Elke maand."]
        assert any("Meld al je uren" in sentence for sentence in outcome.watch)
        alone = only(couple | wage | {"benefit": "none"})
        assert [duty.to for duty in alone.duties] == ["Dienst Toeslagen"]


def test_two_benefits_are_refused_and_both_offices_must_be_told_of_a_change():
    outcome = only({"age": 40, "benefit": "several"})
    assert outcome.refusals
    assert [duty.to for duty in outcome.duties] == ["je klantmanager", "UWV", "Dienst Toeslagen"]
