"""Rules worked out by hand from the law, for ages, months and homes the case files do not have."""

import math

import pytest

from openfisca_netherlands.reforms.held_amounts import system_held_at

ASKS = {"claims_social_assistance": True}


def test_a_single_parent_has_the_norm_of_a_single_person(read):
    r = read({}, [("child", {"age": 3})], ASKS, month=8)
    assert r.of("social_assistance") == 1419.46


def test_a_child_of_eighteen_is_not_a_dependent_child(read):
    r = read({}, [("child", {"age": 18})], ASKS)
    assert r.of("dependent_children") == 0
    assert r.of("child_benefit") == 0


@pytest.mark.parametrize(
    ("housemate", "sharers"),
    [
        ({"age": 26}, 1),
        ({"age": 27}, 2),
        ({"age": 60, "is_student": True}, 1),
        ({"age": 60, "commercial_tenant": True}, 1),
    ],
)
def test_housemates_share_costs_from_27_unless_they_study_or_rent_commercially(
    read, housemate, sharers
):
    assert read({}, [("resident", housemate)]).of("cost_sharers") == sharers


def test_a_grown_child_of_27_shares_costs(read):
    r = read({}, [("child", {"age": 27})], ASKS)
    assert r.of("cost_sharers") == 2
    assert r.of("social_assistance") == 1001.07  # half of 2,002.13, rounded half up


def test_a_couple_alone_has_twice_one_half_of_the_norm(read):
    assert read({}, [("partner", {"age": 41})], ASKS).of("social_assistance") == 2002.13


def test_somebody_of_20_has_the_low_norm_whoever_lives_there(read):
    r = read({"age": 20}, [("resident", {"age": 50}), ("resident", {"age": 51})], ASKS)
    assert r.of("social_assistance_norm") == 345.99


def test_the_norm_changes_in_the_month_after_the_birthday(read):
    r = read({"age": [20] * 5 + [21] * 7}, home=ASKS)
    assert r.of("social_assistance_norm", 5) == 345.99
    assert r.of("social_assistance_norm", 6) == 1401.5
    assert r.of("social_assistance_norm", 7) == 1419.46


def test_age_follows_from_the_date_of_birth_on_the_first_of_the_month(read):
    r = read({})
    system = r.simulation.tax_benefit_system
    from openfisca_netherlands.simulate import Home, Member, Reading, simulate

    born = Home([Member("claimant", {"birth_date": "2005-06-15"})])
    r = Reading(simulate([born], 2026, system), 2026)
    ages = [r.simulation.calculate("age", f"2026-{m:02d}")[0] for m in (5, 6, 7)]
    assert ages == [20, 20, 21]


def test_one_euro_above_the_asset_limit_ends_assistance(read):
    assert read({"assets": 8000.0}, home=ASKS).of("social_assistance") == 1401.5
    assert read({"assets": 8000.01}, home=ASKS).of("social_assistance") == 0


def test_the_ordinary_exemption_ends_after_six_months(read):
    granted = {
        "net_wage": 800.0,
        "exemption_granted": "ordinary",
        "exemption_months_used": list(range(3, 15)),
    }
    r = read(granted, home=ASKS)
    assert [r.of("exempt_wage", m) for m in (1, 3, 4)] == [200, 200, 0]


def test_the_single_parents_exemption_waits_for_the_six_months(read):
    wage = {"net_wage": 800.0, "exemption_granted": "single_parent"}
    child = [("child", {"age": 11})]
    assert read(wage | {"ordinary_months_used": 5}, child, ASKS).of("exempt_wage") == 0
    assert read(wage | {"ordinary_months_used": 6}, child, ASKS).of("exempt_wage") == 100
    twelve = [("child", {"age": 12})]
    assert read(wage, twelve, ASKS).of("exempt_wage") == 0


def test_medically_limited_people_under_27_keep_their_exemption(read):
    r = read({"age": 23, "net_wage": 400.0, "exemption_granted": "medical"}, home=ASKS)
    assert r.of("exempt_wage") == 60


def test_under_27_the_ordinary_exemption_was_none_and_is_disputed_from_2026(read):
    wage = {"age": 25, "net_wage": 400.0, "exemption_granted": "ordinary"}
    assert read(wage, home=ASKS, year=2024).of("social_assistance") == 883.83
    assert math.isnan(read(wage, home=ASKS).of("social_assistance"))


def test_each_partner_has_an_exemption_of_their_own(read):
    work = {"net_wage": 400.0, "exemption_granted": "ordinary"}
    r = read(work, [("partner", {"age": 40} | work)], ASKS)
    assert r.of("exempt_wage") == 200
    assert r.of("social_assistance") == 2002.13 - 600


def test_gross_assistance_leaves_the_net_norm_after_tax(read):
    r = read({}, home=ASKS, system=system_held_at(2026, False))
    gross, tax = r.of("gross_social_assistance"), r.of("income_tax")
    assert abs(gross - tax - 12 * 1401.5) < 0.001


def test_the_year_maximum_of_volunteer_allowance_is_used_up_month_by_month(read):
    r = read({"volunteer_allowance": 210.0}, home=ASKS)
    counted = [r.of("volunteer_allowance_counted", m) for m in range(1, 13)]
    assert counted == [0] * 10 + [110, 210]


def test_proven_costs_are_no_means_at_any_age(read):
    costs = {"age": 22, "volunteer_allowance": 80.0, "volunteer_proven_costs": 80.0}
    assert read(costs, home=ASKS).of("social_assistance") == 1401.5


def test_ww_pays_75_percent_for_two_months_and_70_after(read):
    ww = {"unemployment_month_wage": 2000.0, "unemployment_month_number": list(range(1, 13))}
    r = read(ww)
    assert [r.of("unemployment_benefit", m) for m in (1, 2, 3)] == [1500, 1500, 1400]


def test_ww_has_a_month_per_year_of_work_and_half_a_month_since_2016(read):
    for years, months in ((1, 3), (6, 6), (10, 10), (15, 12), (45, 24)):
        assert read({"years_worked": years}, year=2025).of("unemployment_duration") == months


def test_wajong_without_work_capacity_is_75_percent_and_loses_75_cents(read):
    r = read({"young_disabled_kind": "without_capacity", "agreed_monthly_wage": 400.0})
    assert abs(r.of("young_disabled_benefit") - 0.75 * (2294.40 - 400)) < 0.001


def test_the_lowest_earner_of_a_couple_gets_the_combination_credit(read):
    work = [("partner", {"age": 38, "agreed_monthly_wage": 900.0}), ("child", {"age": 5})]
    r = read({"agreed_monthly_wage": 2500.0}, work)
    assert r.claimant("combination_credit") == 0
    assert abs(r.partner("combination_credit") - 0.1145 * (900 * 1.08 * 12 - 6239)) < 0.001


def test_wages_use_up_the_maximum_of_the_health_contribution_first(read):
    r = read({"agreed_monthly_wage": 6000.0, "profit": 10_000.0})
    room = 79_409 - 6000 * 1.08 * 12
    assert abs(r.of("health_insurance_contribution") - 0.0485 * room) < 0.001


def test_a_starter_may_make_a_loss_with_the_deduction_and_others_may_not(read):
    small = {"profit": 1000.0, "meets_hours_criterion": True}
    assert read(small).of("taxable_profit") == 0
    loss = read(small | {"is_starter": True}).of("taxable_profit")
    assert abs(loss - (1000 - 3323) * 0.873) < 0.001


def test_a_partner_without_dutch_insurance_halves_the_care_allowance(read):
    both = read({}, [("partner", {"age": 40})]).of("care_allowance_unrounded")
    one = read({}, [("partner", {"age": 40, "health_insured": False})])
    assert one.of("care_allowance_unrounded") == both / 2


def test_a_high_rent_ends_the_allowance_in_2025_and_only_stops_counting_in_2026(read):
    home = {"bare_rent": 950.0}
    assert read({}, home=home, year=2025).of("rent_allowance_month") == 0
    assert read({}, home=home).of("rent_allowance_month") == 523


def test_income_of_a_resident_child_counts_above_the_exempt_part(read):
    child = [("child", {"age": 19, "agreed_monthly_wage": 1000.0})]
    r = read({}, child, {"bare_rent": 600.0})
    assert abs(r.of("rent_income") - (12_960 - 6218)) < 0.001


def test_child_budget_changes_in_the_month_a_child_becomes_twelve(read):
    r = read({}, [("child", {"age": [11] * 6 + [12] * 6})])
    assert r.of("child_budget") == round(2580 + 3416 + 724 / 2)


def test_child_benefit_looks_at_the_age_on_the_first_day_of_the_quarter(read):
    r = read({}, [("child", {"age": [5] * 4 + [6] * 8})])
    assert r.of("child_benefit_quarter", 5) == 295.07
    assert r.of("child_benefit_quarter", 7) == 362.35


def test_childcare_above_the_income_of_the_highest_rate_is_refused(read):
    child = [("child", {"age": 2, "childcare_hours": 100.0, "childcare_price": 10.0})]
    low = {"parents_work": True, "assessment_income": 50_000.0}
    assert read({}, child, low).of("childcare_allowance") == 960
    high = low | {"assessment_income": 60_000.0}
    assert math.isnan(read({}, child, high).of("childcare_allowance"))
    highest = low | {"assessment_income": 170_000.0}
    assert read({}, child, highest).of("childcare_allowance") == 365
    second = [("child", child[0][1] | {"is_first_childcare_child": False})]
    assert math.isnan(read({}, second, highest).of("childcare_allowance"))


def test_wage_cost_subsidy_is_capped_and_measured_against_the_wage_that_is_due(read):
    job = {"weekly_hours": 36.0, "wage_value": 0.5}
    base = 14.71 * 36 * 52 / 12 * 1.08
    assert abs(read(job).claimant("wage_cost_subsidy") - 0.5 * base) < 0.01
    better = read(job | {"wage_factor": 1.2})
    assert abs(better.claimant("wage_cost_subsidy") - 0.4 * base) < 0.01
    assert read(job | {"wage_value": 1.0}).claimant("wage_cost_subsidy") == 0


@pytest.mark.parametrize("year", [2023, 2027])
def test_outside_2024_to_2026_every_amount_is_unknown(read, year):
    r = read({"agreed_monthly_wage": 1500.0}, home={"bare_rent": 600.0} | ASKS, year=year)
    for name in ("social_assistance", "income_tax", "care_allowance", "rent_allowance_month"):
        assert math.isnan(r.of(name)), name


def test_the_2027_regime_is_off_and_unknown_when_it_is_switched_on(read):
    from openfisca_netherlands.reforms.held_amounts import base_system
    from openfisca_netherlands.reforms.participation_act_2027 import ParticipationAct2027

    wage = {"net_wage": 400.0}
    assert read(wage, home=ASKS, year=2027).of("exempt_wage") == 0
    on = ParticipationAct2027(base_system())
    assert math.isnan(read(wage, home=ASKS, year=2027, system=on).of("exempt_wage"))
    assert read(wage, home=ASKS, system=on).of("social_assistance") == 1001.5


def test_assets_above_every_limit_are_above_a_limit_we_do_not_know(read):
    child = [("child", {"age": 5})]
    assert read({"assets": float("inf")}, child, year=2024).of("child_budget") == 0
    assert math.isnan(read({"assets": 1000.0}, child, year=2024).of("child_budget"))


def test_from_pension_age_rates_are_known_and_credits_are_not(read):
    r = read({"age": 68, "agreed_monthly_wage": 1000.0})
    assert abs(r.of("box1_tax") - 12_960 * 0.1785) < 0.001
    assert math.isnan(r.of("income_tax"))


def test_an_age_that_was_not_given_is_refused(read):
    r = read({"age": 226}, home=ASKS)
    assert math.isnan(r.of("social_assistance"))
    assert math.isnan(r.of("care_allowance"))
