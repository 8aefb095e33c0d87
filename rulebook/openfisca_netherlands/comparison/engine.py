"""Compare situations: one simulation for all of them, read line by line."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from openfisca_netherlands.base import amount
from openfisca_netherlands.comparison import advice
from openfisca_netherlands.comparison.after_job import after_the_job
from openfisca_netherlands.comparison.homes import Row, months_left, rows_of
from openfisca_netherlands.comparison.lines import BENEFIT_VARIABLE, LinesOfRow, UnknownAmountError
from openfisca_netherlands.comparison.outcome import (
    Comparison,
    Line,
    Outcome,
    Refusal,
    Status,
)
from openfisca_netherlands.comparison.situation import Benefit, Situation, SituationError
from openfisca_netherlands.comparison.unsupported import (
    EXEMPTION_UNKNOWN,
    UNKNOWN_AMOUNT,
    VOLUNTEER_ABOVE_LIMIT,
    Unsupported,
    refusals_of,
)
from openfisca_netherlands.municipalities import schemes
from openfisca_netherlands.reforms.held_amounts import system_held_at
from openfisca_netherlands.simulate import Reading, simulate
from openfisca_netherlands.why.chain import Chain
from openfisca_netherlands.why.texts import DISCLAIMER, NOT_COUNTED, NOTES

MOST_SITUATIONS = 4
YEARS = range(2024, 2027)
# what the lines are made of; computed before the tracer is read
ROOTS = (
    "disposable_income",
    "income_tax_before_assistance",
    "health_insurance_contribution",
    "care_allowance_month",
    "rent_allowance_month",
    "child_budget_month",
    "volunteer_allowance_within_limits",
    "gross_wage",
    "profit",
    "taxable_benefits",
    "social_assistance",
)


def compare(situations: Sequence[Situation | Mapping[str, Any]], month: str) -> Comparison:
    """Put up to four situations side by side, with the amounts that hold in one month.

    ``month`` is ``"2026-11"``. Money goes in and comes out in whole cents. Answers that cannot be
    right raise ``SituationError`` with a sentence per field; a situation outside the rules
    comes back refused, never with an amount. Nothing is kept or logged.
    """
    year, number = parse_month(month)
    if not 1 <= len(situations) <= MOST_SITUATIONS:
        raise SituationError({"situations": "Kies één tot en met vier situaties."})
    asked = [Situation.of(answers) for answers in situations]
    refused = {i: found for i, s in enumerate(asked) if (found := refusals_of(s, year))}
    open_ones = [i for i in range(len(asked)) if i not in refused]
    computed: dict[int, Outcome] = {}
    household: dict[str, Any] = {}
    if open_ones and year in YEARS:
        board = _Board(asked, open_ones, year, number)
        computed = {i: board.outcome(i) for i in open_ones}
        household = board.definitions()
    outcomes = [
        computed[i] if i in computed else _refused(asked[i], refused[i]) for i in range(len(asked))
    ]
    ask = schemes(asked[0].municipality)
    return Comparison(month, tuple(outcomes), NOT_COUNTED, household, ask, DISCLAIMER)


def parse_month(month: str) -> tuple[int, int]:
    """Year and month number of ``"2026-11"``."""
    year, _, number = str(month).partition("-")
    if not (year.isdigit() and number.isdigit() and len(year) == 4 and 1 <= int(number) <= 12):
        raise SituationError({"month": "Kies een maand, bijvoorbeeld november 2026."})
    return int(year), int(number)


def _refused(situation: Situation, found: Sequence[Unsupported]) -> Outcome:
    reasons = tuple(Refusal(entry.code, entry.sentence, entry.ask) for entry in found)
    duties = advice.duties(situation)
    return Outcome(situation.name, Status.REFUSED, refusals=reasons, duties=duties)


class _Board:
    """One simulation with a row for every end of every situation."""

    def __init__(self, asked: list[Situation], indexes: list[int], year: int, month: int) -> None:
        self.asked, self.year, self.month = asked, year, month
        self.system = system_held_at(year, month > 6)
        params = self.system.parameters(f"{year}-{month:02d}-01")
        highest = round(amount(params, "rent_allowance.maximum_rent") * 100)
        self.rows = [row for i in indexes for row in rows_of(i, asked[i], highest)]
        homes = [row.home for row in self.rows]
        self.simulation = simulate(homes, year, self.system, trace=True)
        for name in ROOTS:
            kind = self.system.get_variable(name).definition_period
            self.simulation.calculate(name, f"{year}-01" if kind == "month" else str(year))
        self.simulation.calculate("child_benefit_quarter", f"{year}-{month:02d}")
        self.chain = Chain(self.simulation, f"{year}-{month:02d}-01")
        self.known: dict[int, list[Line] | UnknownAmountError] = {}

    def reading(self, row: Row) -> Reading:
        """Amounts of one row."""
        return Reading(self.simulation, self.year, 1, self.rows.index(row))

    def lines(self, row: Row) -> list[Line]:
        """The lines of one row in its first month; built once. Raises UnknownAmountError."""
        place = self.rows.index(row)
        if place not in self.known:
            try:
                one = LinesOfRow(row, self.reading(row), self.chain, 1, self.month)
                self.known[place] = one.all()
            except UnknownAmountError as unknown:
                self.known[place] = unknown
        found = self.known[place]
        if isinstance(found, UnknownAmountError):
            raise found
        return found

    def total(self, row: Row | None) -> int | None:
        """What comes in per month in a row, in cents; None where there is no row or no amount."""
        if row is None:
            return None
        try:
            return sum(line.amount for line in self.lines(row))
        except UnknownAmountError:
            return None

    def outcome(self, index: int) -> Outcome:
        """One situation, computed or refused."""
        asked = self.asked[index]
        mine = {row.kind: row for row in self.rows if row.situation == index}
        low = mine["low"]
        reason = self._beyond(low)
        if reason is not None:
            return _refused(asked, [reason])
        lines = self.lines(low)
        high_row = mine.get("high")
        per_month = sum(line.amount for line in lines)
        high = self.total(high_row) if high_row else per_month
        rent = asked.rent
        result = Outcome(
            name=asked.name,
            status=Status.OK,
            per_month=per_month,
            after_rent=None if rent is None else per_month - rent,
            low=per_month,
            high=high,
            lasts_months=months_left(asked),
            afterwards=self.total(mine.get("after")),
            lines=tuple(lines),
            duties=advice.duties(asked),
            watch=advice.watch(asked, self.reading(low), per_month, self.total(mine.get("after"))),
        )
        if asked.neighbourhood_job and asked.benefit in (Benefit.NONE, Benefit.SOCIAL_ASSISTANCE):
            later = after_the_job(asked, self.reading(low), self.chain)
            result = replace(result, after_the_job=later)
        undecided = asked.exemption is None and self._keeps_more(low, high_row)
        return self._marked(result, asked, high != per_month, undecided)

    def _beyond(self, row: Row) -> Unsupported | None:
        reading = self.reading(row)
        if reading.claimant("volunteer_allowance_within_limits") != 1:
            return VOLUNTEER_ABOVE_LIMIT
        try:
            self.lines(row)
        except UnknownAmountError:
            unknown = math.isnan(reading.total("exempt_wage"))
            return EXEMPTION_UNKNOWN if unknown else UNKNOWN_AMOUNT
        return None

    def _keeps_more(self, low: Row, high: Row | None) -> bool:
        """Whether an exemption changes the assistance, or may change it by an unknown sum."""
        if high is None:
            return False
        name = "social_assistance"
        return bool(self.reading(low).of(name, 1) != self.reading(high).of(name, 1))

    def _marked(
        self, result: Outcome, asked: Situation, has_range: bool, undecided: bool
    ) -> Outcome:
        """Add the notes; a caveat among them marks the outcome."""
        partner_may_keep = asked.claims_assistance and asked.partner_works
        if partner_may_keep:
            result = replace(result, high=None)
        caveats = {
            "unconfirmed": not all(line.confirmed for line in result.lines),
            "range": has_range and result.high is not None,
            "municipality_decides": partner_may_keep or undecided,
            "lower_bound": result.high is None,
        }
        remarks = {
            "holiday_in_may": asked.claims_assistance or asked.works,
            "supplement": asked.benefit in BENEFIT_VARIABLE,
            "volunteer_months": bool(asked.volunteer_month) and asked.volunteer_months < 12,
        }
        notes = tuple(NOTES[code] for code, holds in (caveats | remarks).items() if holds)
        status = Status.MARKED if any(caveats.values()) else Status.OK
        return replace(result, status=status, notes=notes)

    def definitions(self) -> dict[str, Any]:
        """The three definitions of a household, derived from the first situation, to show."""
        reading = Reading(self.simulation, self.year, 1, 0)
        form = reading.of("living_arrangement")
        names = self.system.get_variable("living_arrangement").possible_values
        return {
            "living_arrangement": list(names)[int(form)].value,
            "allowance_partner": bool(reading.of("has_allowance_partner")),
            "cost_sharers": int(reading.of("cost_sharers")),
            "residents": int(reading.of("number_of_residents")),
        }
