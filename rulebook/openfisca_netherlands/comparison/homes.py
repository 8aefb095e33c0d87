"""From a situation to homes for the model: the situation itself, and its lowest and highest end."""

from dataclasses import dataclass, replace
from typing import Any

from openfisca_netherlands.comparison.situation import Benefit, Situation
from openfisca_netherlands.simulate import MONTHS, Home, Member

EXEMPTION_MONTHS = {"ordinary": 6, "single_parent": 30, "wage_cost_subsidy": 12}
YOUNG_CHILD = 12
NO_END = None


@dataclass(frozen=True)
class Row:
    """One home to compute for a situation: ``low``, ``high`` or ``after`` (what comes later)."""

    situation: int  # index in the comparison
    kind: str
    facts: Situation

    @property
    def home(self) -> Home:
        """The home as the model wants it."""
        return to_home(self.facts)


def rows_of(index: int, situation: Situation, maximum_rent: int) -> list[Row]:
    """The homes that answer one situation.

    Known in full: one home. With an unknown rent or exemption: the lowest and the highest end.
    With an exemption or the first months of WW: what comes after as well.
    """
    low = high = situation
    if situation.rent is None:
        low, high = replace(low, rent=0), replace(high, rent=maximum_rent)
    if situation.exemption is None:
        low = replace(low, exemption="none")
        high = replace(high, exemption=possible_exemption(situation))
    rows = [Row(index, "low", low)]
    if high != low:
        rows.append(Row(index, "high", high))
    if months_left(situation) is not NO_END:
        after = replace(low, exemption="none", unemployment_month_number=3)
        rows.append(Row(index, "after", after))
    return rows


def possible_exemption(situation: Situation) -> str:
    """The exemption the municipality could grant: ordinary first, then that of a single parent."""
    if not (situation.claims_assistance and situation.works):
        return "none"
    if situation.exemption_months_used < EXEMPTION_MONTHS["ordinary"]:
        return "ordinary"
    young = any(age < YOUNG_CHILD for age in situation.child_ages)
    return "single_parent" if young and situation.partner_age is None else "none"


def months_left(situation: Situation) -> int | None:
    """How many months the figures hold before an exemption or the first months of WW end."""
    if situation.benefit == Benefit.UNEMPLOYMENT and situation.unemployment_month_number <= 2:
        return 3 - situation.unemployment_month_number
    kind = situation.exemption
    used = situation.exemption_months_used
    if kind is None:
        kind = possible_exemption(situation)
        if kind == "single_parent":
            used = 0  # its own thirty months start after the six
    if not situation.claims_assistance or kind not in EXEMPTION_MONTHS:
        return NO_END
    return max(EXEMPTION_MONTHS[kind] - used, 0) or NO_END


def to_home(s: Situation) -> Home:
    """A situation as members with inputs; money from cents to euros."""
    claimant = Member("claimant", _adult(s) | _exemption(s) | _benefit(s) | _volunteer(s))
    members = [claimant]
    if s.partner_age is not None:
        members.append(Member("partner", _partner(s)))
    members += [Member("child", {"age": age}) for age in s.child_ages]
    members += [Member("resident", {"age": age}) for age in s.housemate_ages]
    if s.housemates_income:
        earner = next(m for m in reversed(members) if m.inputs["age"] >= 18)
        if earner.role in ("child", "resident"):
            earner.inputs["agreed_monthly_wage"] = s.housemates_income / 100 / MONTHS / 1.08
    inputs = {
        "bare_rent": (s.rent or 0) / 100,
        "service_costs": s.service_costs / 100,
        "claims_social_assistance": s.claims_assistance,
        "gifts": s.gifts_year / 100,
        "attachment": s.attachment,
        "self_employed_assistance": s.self_employed_assistance,
        "without_parental_support": s.without_parental_support,
    }
    return Home(members, inputs)


def _adult(s: Situation) -> dict[str, Any]:
    return {
        "age": s.age,
        "assets": s.assets / 100,
        "weekly_hours": s.hours,
        "wage_factor": s.wage_factor,
        "agreed_monthly_wage": (s.monthly_wage or 0) / 100,
        "profit": s.profit / 100,
        "meets_hours_criterion": s.meets_hours_criterion,
        "is_starter": s.is_starter,
        "in_institution": s.in_institution,
        "is_student": s.is_student,
        "has_right_of_residence": not s.without_residence_right,
    }


def _partner(s: Situation) -> dict[str, Any]:
    return {
        "age": s.partner_age,
        "weekly_hours": s.partner_hours,
        "wage_factor": s.partner_wage_factor,
        "agreed_monthly_wage": (s.partner_monthly_wage or 0) / 100,
    }


def _exemption(s: Situation) -> dict[str, Any]:
    kind = s.exemption or "none"
    used = s.exemption_months_used
    if kind == "single_parent":
        used = 0 if s.exemption_months_used <= EXEMPTION_MONTHS["ordinary"] else used
    return {
        "exemption_granted": kind,
        "exemption_months_used": [used + month for month in range(MONTHS)],
    }


def _benefit(s: Situation) -> dict[str, Any]:
    able = "with_capacity" if s.young_disabled_capacity else "without_capacity"
    waj = s.benefit == Benefit.YOUNG_DISABLED
    wia = s.benefit == Benefit.DISABILITY
    unemployed = s.benefit == Benefit.UNEMPLOYMENT
    number = s.unemployment_month_number
    return {
        "young_disabled_kind": able if waj else "none",
        "wage_dispensation": s.wage_dispensation,
        "disability_kind": s.disability_kind if wia else "none",
        "disability_benefit_without_work": s.disability_amount / 100 if wia else 0.0,
        "unemployment_month_wage": s.unemployment_month_wage / 100 if unemployed else 0.0,
        "unemployment_month_number": [number + month for month in range(MONTHS)],
    }


def _volunteer(s: Situation) -> dict[str, Any]:
    paid = [month < s.volunteer_months for month in range(MONTHS)]
    return {
        "volunteer_allowance": [s.volunteer_month / 100 * yes for yes in paid],
        "volunteer_proven_costs": [s.volunteer_proven_costs / 100 * yes for yes in paid],
        "volunteer_hourly_rate": s.volunteer_hourly_rate / 100,
    }
