"""What comes in per month for many numbers of hours at once: one simulation, whole arrays."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openfisca_netherlands.comparison.engine import YEARS, parse_month
from openfisca_netherlands.comparison.homes import to_home
from openfisca_netherlands.comparison.situation import Benefit, Situation
from openfisca_netherlands.comparison.unsupported import refusals_of
from openfisca_netherlands.reforms.held_amounts import system_held_at
from openfisca_netherlands.simulate import simulate_copies

REFUSED = None
QUARTER = 0.25  # hours


def hours_curve(
    situation: Situation | Mapping[str, Any], hours: Sequence[float], month: str
) -> NDArray[np.int64] | None:
    """Cents per month for every number of weekly hours; None where the situation is refused.

    The same lines as ``compare``: income after tax, assistance, volunteer allowance, allowances as
    paid and child benefit; rent is not taken off. The first month of the year is read, so an
    exemption that was granted counts.
    """
    asked = Situation.of(situation)
    year, number = parse_month(month)
    if year not in YEARS or refusals_of(asked, year) or asked.exemption is None:
        return REFUSED
    if asked.rent is None:
        return REFUSED
    system = system_held_at(year, number > 6)
    points = np.asarray(hours, dtype=float)
    simulation = simulate_copies(to_home(asked), len(points), year, system, "weekly_hours", points)
    total = _monthly_cents(simulation, asked, year, number)
    return REFUSED if total is None else total


def _monthly_cents(
    simulation: Any, asked: Situation, year: int, number: int
) -> NDArray[np.int64] | None:
    first, whole = f"{year}-01", str(year)
    people = simulation.populations["household"]
    couple = simulation.calculate("is_claimant", first) | simulation.calculate("is_partner", first)

    def adults(name: str, period: str) -> Any:
        values = simulation.calculate(name, period)
        return people.sum(np.where(couple, values, 0))

    month = adults("taxable_wage", first) + adults("taxable_benefits", first)
    profit = adults("taxable_profit", whole)
    year_income = adults("box1_income_before_assistance", whole)
    share = np.divide(
        month + profit / 12,
        year_income,
        out=np.full(len(month), 1 / 12),
        where=year_income > 0,
    )
    within = simulation.calculate("volunteer_allowance_within_limits", whole)
    parts = [
        month,
        adults("profit", whole) / 12,
        -adults("income_tax_before_assistance", whole) * share,
        -adults("health_insurance_contribution", whole) / 12,
        simulation.calculate("social_assistance", first),
        adults("volunteer_allowance", first),
        simulation.calculate("care_allowance_month", whole),
        simulation.calculate("rent_allowance_month", whole),
        simulation.calculate("child_budget_month", whole),
        simulation.calculate("child_benefit_quarter", f"{year}-{number:02d}") / 3,
    ]
    if any(np.isnan(part).any() for part in parts) or (within != 1).any():
        return REFUSED
    # every line is rounded to the cent before it is added, as in compare
    return sum(np.floor(part * 100 + 0.5 + 1e-7).astype(np.int64) for part in parts)


def losses(hours: Sequence[float], cents: Sequence[int]) -> list[tuple[float, float, int]]:
    """Where working more leaves less: from hours, to hours, cents lost a month.

    Each stretch runs from a high point to the lowest point after it, before the amount is back.
    """
    found = []
    start = 0
    while start < len(cents) - 1:
        if cents[start + 1] >= cents[start]:
            start += 1
            continue
        back = next((i for i in range(start + 1, len(cents)) if cents[i] > cents[start]), None)
        stop = len(cents) if back is None else back
        low = min(range(start + 1, stop), key=lambda i: cents[i])
        found.append((float(hours[start]), float(hours[low]), int(cents[start] - cents[low])))
        start = stop
    return found


ENDING = {
    Benefit.SOCIAL_ASSISTANCE: "social_assistance",
    Benefit.UNEMPLOYMENT: "unemployment_benefit",
    Benefit.YOUNG_DISABLED: "young_disabled_benefit",
    Benefit.DISABILITY: "disability_benefit",
}


def benefit_ends_at(
    situation: Situation | Mapping[str, Any], month: str, most: float = 40.0
) -> float | None:
    """Weekly hours from which nothing is left of the benefit, by quarters of an hour.

    None where it does not end up to ``most`` hours, where there is none, or where it is refused.
    """
    asked = Situation.of(situation)
    year, number = parse_month(month)
    variable = ENDING.get(Benefit(asked.benefit))
    if variable is None or year not in YEARS or refusals_of(asked, year):
        return REFUSED
    hours = np.arange(0, most + QUARTER, QUARTER)
    system = system_held_at(year, number > 6)
    simulation = simulate_copies(to_home(asked), len(hours), year, system, "weekly_hours", hours)
    paid = simulation.calculate(variable, f"{year}-01")
    if variable != "social_assistance":
        paid = simulation.populations["household"].sum(paid)
    over = np.flatnonzero(paid == 0)
    return REFUSED if np.isnan(paid).any() or not len(over) else float(hours[over[0]])
