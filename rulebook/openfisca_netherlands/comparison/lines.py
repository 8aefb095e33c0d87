"""The lines of one situation, read from the simulation; their cents add up to the month."""

import math
from dataclasses import dataclass

from openfisca_netherlands.comparison.homes import Row
from openfisca_netherlands.comparison.outcome import Line
from openfisca_netherlands.comparison.situation import Benefit, Situation
from openfisca_netherlands.simulate import Reading
from openfisca_netherlands.why.chain import BOTH, CLAIMANT, PARTNER, Chain, Root
from openfisca_netherlands.why.texts import LINES

BENEFIT_VARIABLE = {
    Benefit.YOUNG_DISABLED: "young_disabled_benefit",
    Benefit.UNEMPLOYMENT: "unemployment_benefit",
    Benefit.DISABILITY: "disability_benefit",
}


@dataclass
class LinesOfRow:
    """Builds the lines of one row for one month of its year."""

    row: Row
    reading: Reading
    chain: Chain
    month: int  # month of the simulation: 1 is the first
    quarter_month: int  # month that was asked about, for child benefit

    @property
    def facts(self) -> Situation:
        """The situation of this row."""
        return self.row.facts

    def all(self) -> list[Line]:
        """Every line that belongs in this situation; an unknown amount is NaN before this."""
        return [
            *self.work(),
            *self.benefit(),
            *self.taxes(),
            *self.assistance(),
            *self.volunteer(),
            *self.allowances(),
        ]

    def _line(
        self, code: str, euros: float, variable: str, case: str = "", who: str = BOTH
    ) -> Line:
        what, whys = LINES[code]
        if math.isnan(euros):
            raise UnknownAmountError(code, variable)
        root = Root(variable, self._period(variable), self.reading.row, who)
        return self.chain.line(code, what, whys[case], euros, root)

    def _period(self, variable: str) -> str:
        kind = self.reading.simulation.tax_benefit_system.get_variable(variable)
        year = self.reading.year
        if kind.definition_period == "month":
            month = self.quarter_month if variable.startswith("child_benefit") else self.month
            return f"{year}-{month:02d}"
        return str(year)

    def work(self) -> list[Line]:
        """Wages before tax with holiday pay, and profit."""
        lines = []
        mine = self.reading.claimant("taxable_wage", self.month)
        theirs = self.reading.partner("taxable_wage", self.month)
        if mine:
            lines.append(self._line("wage", mine, "gross_wage", who=CLAIMANT))
        if theirs:
            lines.append(self._line("partner_wage", theirs, "gross_wage", who=PARTNER))
        if self.facts.profit:
            earned = self.reading.claimant("profit") / 12
            lines.append(self._line("profit", earned, "profit"))
        return lines

    def benefit(self) -> list[Line]:
        """The benefit of UWV before tax, with holiday allowance."""
        variable = BENEFIT_VARIABLE.get(Benefit(self.facts.benefit))
        if variable is None:
            return []
        paid = self.reading.claimant("taxable_benefits", self.month)
        case = self._benefit_case(paid)
        return [self._line(self.facts.benefit, paid, variable, case, CLAIMANT)]

    def _benefit_case(self, paid: float) -> str:
        if paid == 0:
            return "zero"
        if not self.facts.works:
            return ""
        if self.facts.benefit == Benefit.YOUNG_DISABLED:
            return "with_capacity" if self.facts.young_disabled_capacity else "without_capacity"
        if self.facts.benefit == Benefit.UNEMPLOYMENT:
            number = self.facts.unemployment_month_number + self.month - 1
            return "early" if number <= 2 else "late"
        return "wage"

    def taxes(self) -> list[Line]:
        """Tax and contribution of the month: the year's, by the share of this month's income."""
        r = self.reading
        year = r.of("box1_income_before_assistance")
        if math.isnan(year):
            raise UnknownAmountError("tax", "box1_income_before_assistance")
        if not self._has_income():
            return []
        month = r.of("taxable_wage", self.month) + r.of("taxable_benefits", self.month)
        share = (month + r.of("taxable_profit") / 12) / year if year > 0 else 1 / 12
        tax = r.of("income_tax_before_assistance") * share
        variable = "income_tax_before_assistance"
        lines = [self._line("tax", 0.0 - tax, variable, "" if tax else "zero")]
        if self.facts.profit:
            owed = r.of("health_insurance_contribution") / 12
            variable = "health_insurance_contribution"
            lines.append(self._line("health_contribution", 0.0 - owed, variable))
        return lines

    def _has_income(self) -> bool:
        r, m = self.reading, self.month
        return bool(r.of("taxable_wage", m) or r.of("taxable_benefits", m) or self.facts.profit)

    def assistance(self) -> list[Line]:
        """Social assistance, net, with holiday allowance."""
        if not self.facts.claims_assistance:
            return []
        paid = self.reading.of("social_assistance", self.month)
        if paid == 0:
            case = "zero"
        elif self.reading.of("exempt_wage", self.month):
            case = "exempt"
        else:
            case = "means" if self.reading.of("counted_means", self.month) else ""
        return [self._line("assistance", paid, "social_assistance", case)]

    def volunteer(self) -> list[Line]:
        """Volunteer allowance within the limits."""
        paid = self.reading.claimant("volunteer_allowance", self.month)
        if not paid:
            return []
        counted = self.reading.claimant("volunteer_allowance_counted", self.month)
        case = "counted" if counted and self.facts.claims_assistance else ""
        return [self._line("volunteer", paid, "volunteer_allowance_within_limits", case)]

    def allowances(self) -> list[Line]:
        """Allowances as they are paid: whole euros a month, and child benefit by quarter."""
        r, facts = self.reading, self.facts
        care = r.of("care_allowance_month")
        lines = [self._allowance("care_allowance", care, "care_allowance")]
        if facts.rent:
            rent = r.of("rent_allowance_month")
            lines.append(self._allowance("rent_allowance", rent, "rent_allowance_unrounded"))
        if any(age < 18 for age in facts.child_ages):
            budget = r.of("child_budget_month")
            lines.append(self._allowance("child_budget", budget, "child_budget"))
            quarter = r.of("child_benefit_quarter", self.quarter_month)
            lines.append(self._line("child_benefit", quarter / 3, "child_benefit_quarter"))
        return lines

    def _allowance(self, code: str, euros: float, variable: str) -> Line:
        return self._line(code, euros, variable, "zero" if euros == 0 else "")


class UnknownAmountError(ArithmeticError):
    """An amount of a line is not known; the situation is refused."""

    def __init__(self, code: str, variable: str) -> None:
        super().__init__(f"{code}: {variable} is unknown")
        self.code, self.variable = code, variable
