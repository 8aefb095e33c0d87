"""What must hold for every home, not only for the ones in the case files."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openfisca_netherlands import compare, hours_curve
from openfisca_netherlands.comparison.situation import Situation
from openfisca_netherlands.reforms.held_amounts import base_system, system_held_at
from openfisca_netherlands.simulate import Home, Member, Reading, simulate

pytestmark = pytest.mark.mission("B13")
FAST = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

ages = st.integers(27, 66)
children = st.lists(st.integers(0, 14), max_size=4)
wages = st.floats(0, 4000)
rents = st.floats(0, 1200)
years = st.sampled_from([2025, 2026])
exemptions = st.sampled_from(["none", "ordinary", "single_parent", "medical"])
ALLOWANCES = ("care_allowance", "rent_allowance_month", "child_budget", "child_benefit")
EVERY_MONTH = range(1, 13)


def make_home(age, child_ages, wage, rent, partner=None, exemption="none"):
    claimant = {"age": age, "agreed_monthly_wage": wage, "exemption_granted": exemption}
    members = [Member("claimant", claimant)]
    if partner is not None:
        members.append(Member("partner", {"age": partner}))
    members += [Member("child", {"age": years}) for years in child_ages]
    return Home(members, {"bare_rent": rent, "claims_social_assistance": True})


def reading(home, year=2026, system=None, row=0):
    return Reading(simulate([home], year, system or base_system()), year, 1, row)


@FAST
@given(ages, children, wages, exemptions, years)
def test_the_set_off_never_exceeds_the_income_and_the_assistance_never_the_norm(
    age, child_ages, wage, exemption, year
):
    r = reading(make_home(age, child_ages, wage, 0, exemption=exemption), year)
    net, counted, exempt = (r.of(n, 3) for n in ("net_wage", "counted_wage", "exempt_wage"))
    if math.isnan(counted):  # an exemption whose ceiling is not known
        return
    assert 0 <= counted <= net + 1e-9
    assert 0 <= exempt <= net + 1e-9
    assert 0 <= r.of("social_assistance", 3) <= r.of("social_assistance_norm", 3)


@FAST
@given(st.floats(0, 3000), st.sampled_from(["with_capacity", "without_capacity"]))
def test_what_work_takes_off_a_benefit_is_less_than_the_wage(wage, kind):
    both = {"age": 30, "agreed_monthly_wage": wage, "young_disabled_kind": kind}
    r = reading(Home([Member("claimant", both)]))
    assert 0 <= r.of("young_disabled_deduction") <= wage
    assert r.of("young_disabled_benefit") >= 0


@FAST
@given(ages, children, wages, rents, st.none() | ages, years)
def test_no_allowance_is_below_zero(age, child_ages, wage, rent, partner, year):
    r = reading(make_home(age, child_ages, wage, rent, partner), year)
    for name in ALLOWANCES:
        assert r.of(name) >= 0


@FAST
@given(ages, children, wages, rents)
def test_tax_is_never_below_zero_nor_above_the_top_rate(age, child_ages, wage, rent):
    r = reading(make_home(age, child_ages, wage, rent))
    assert 0 <= r.of("income_tax") <= 0.495 * r.of("box1_income") + 1e-9


@FAST
@given(ages, children, wages, rents, st.permutations(range(4)))
def test_the_order_of_the_household_does_not_matter(age, child_ages, wage, rent, order):
    home = make_home(age, [*child_ages[:2], 6], wage, rent, partner=age)
    places = [*(i for i in order if i < len(home.members)), *range(4, len(home.members))]
    mixed = [home.members[i] for i in places]
    one, other = reading(home), reading(Home(mixed, home.inputs))
    for name in (*ALLOWANCES, "disposable_income", "gross_social_assistance"):
        assert other.of(name) == pytest.approx(one.of(name), abs=1e-6)


@FAST
@given(ages, children, wages, st.integers(1, 12), exemptions)
def test_a_month_alone_is_the_same_as_that_month_within_its_year(
    age, child_ages, wage, month, exemption
):
    home = make_home(age, child_ages, wage, 500, exemption=exemption)
    names = ("social_assistance", "net_wage", "counted_wage", "child_benefit_quarter")
    within = reading(home)
    within.of("disposable_income")  # the whole year first
    for name in names:
        alone, among = reading(home).of(name, month), within.of(name, month)
        assert alone == among or (math.isnan(alone) and math.isnan(among))


@FAST
@given(st.lists(wages, min_size=2, max_size=6), rents)
def test_a_home_computed_among_others_is_the_same_as_computed_alone(incomes, rent):
    homes = [make_home(40, [7], wage, rent) for wage in incomes]
    together = simulate(homes, 2026, base_system()).calculate("disposable_income", "2026")
    for row, home in enumerate(homes):
        assert together[row] == reading(home).of("disposable_income")


@FAST
@given(ages, children, wages, rents)
def test_months_add_up_to_the_year_to_the_cent(age, child_ages, wage, rent):
    r = reading(make_home(age, child_ages, wage, rent))
    cents = sum(round(r.of("social_assistance", month) * 100) for month in EVERY_MONTH)
    assert round(r.total("social_assistance") * 100) == cents


HOUR_STEP = 0.1
# at these points a whole rule starts or stops; between them work always pays in these bounds
MARGIN_LOW, MARGIN_HIGH = -0.35, 1.05


@FAST
@given(st.integers(27, 66), children, st.integers(0, 90_000), st.booleans())
def test_one_more_euro_of_wage_leaves_something_between_bounds(age, child_ages, rent, couple):
    situation = {"age": age, "child_ages": child_ages, "rent": rent}
    if couple:
        situation["partner_age"] = age
    hours = [HOUR_STEP * step for step in range(1, 400)]  # 0.1 to 39.9 hours a week
    curve = hours_curve(situation, hours, "2026-03")
    wage = 14.71 * 52 / 12 * 1.08 * HOUR_STEP * 100
    for step in range(10, len(curve)):
        # over one hour at a time: whole euros of allowances step within that
        margin = (int(curve[step]) - int(curve[step - 10])) / (10 * wage)
        assert MARGIN_LOW <= margin <= MARGIN_HIGH, (hours[step], margin)


@FAST
@given(st.integers(0, 40), ages, children)
def test_on_assistance_without_exemption_work_below_the_norm_changes_nothing(
    hours, age, child_ages
):
    situation = {"age": age, "child_ages": child_ages, "benefit": "social_assistance"}
    now, then = compare([situation, situation | {"hours": hours}], "2026-03").outcomes
    if next(line for line in then.lines if line.code == "assistance").amount > 0:
        rounding = 2 * len(then.lines)
        allowances = {"care_allowance", "child_budget"}
        total = [
            sum(line.amount for line in outcome.lines if line.code not in allowances)
            for outcome in (now, then)
        ]
        assert abs(total[0] - total[1]) <= rounding


@FAST
@given(ages, children, st.floats(0, 60), rents, st.sampled_from(["2025-03", "2026-03", "2026-11"]))
def test_a_comparison_is_an_amount_or_a_refusal_never_in_between(
    age, child_ages, hours, rent, month
):
    situation = {
        "age": age,
        "child_ages": child_ages,
        "hours": hours,
        "rent": round(rent * 100),
        "benefit": "social_assistance",
        "exemption": None,
    }
    outcome = compare([situation], month).outcomes[0]
    if outcome.refusals:
        assert outcome.per_month is None
    else:
        assert outcome.per_month == sum(line.amount for line in outcome.lines)
        assert outcome.high is None or outcome.high >= outcome.low


def test_assistance_ends_one_cent_above_the_asset_limit_a_named_threshold():
    rich = Situation(age=40, benefit="social_assistance", assets=800_001)
    poor = Situation(age=40, benefit="social_assistance", assets=800_000)
    poor_, rich_ = compare([poor, rich], "2026-03").outcomes
    assert poor_.per_month - rich_.per_month >= 140_150


def test_held_amounts_are_the_same_in_every_month():
    r = reading(make_home(40, [5], 0, 500), system=system_held_at(2026, True))
    assert {r.of("social_assistance", month) for month in EVERY_MONTH} == {1419.46}
