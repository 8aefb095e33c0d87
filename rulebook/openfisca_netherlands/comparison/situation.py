"""One situation as a resident tells it, and what is asked when an answer cannot be right.

Money is in whole cents. None means *weet ik niet*: the answer then becomes a range, or says what
to look up. No name, no date of birth, no address: only what the rules need.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self


class Benefit(StrEnum):
    """What comes in now beside work."""

    NONE = "none"
    SOCIAL_ASSISTANCE = "social_assistance"
    UNEMPLOYMENT = "unemployment"
    YOUNG_DISABLED = "young_disabled"
    DISABILITY = "disability"
    SEVERAL = "several"


class SituationError(ValueError):
    """Answers that cannot be right: per field one Dutch sentence that says what to do."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(f"{field}: {text}" for field, text in self.problems.items()))


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A household in one situation; everything stays the same for the year that is looked at."""

    name: str = "zoals nu"
    # who
    age: int
    partner_age: int | None = None
    child_ages: tuple[int, ...] = ()
    housemate_ages: tuple[int, ...] = ()
    housemates_income: int | None = None  # cents a year, of all housemates and grown children
    # home and savings
    rent: int | None = 0  # cents a month, bare rent; 0 = none, None = unknown
    service_costs: int = 0
    assets: int = 0  # cents on 1 January, claimant and partner together
    municipality: str = "amsterdam"
    # benefit
    benefit: str = Benefit.NONE
    unemployment_month_wage: int = 0
    unemployment_month_number: int = 3
    young_disabled_capacity: bool = True
    wage_dispensation: bool = False
    disability_kind: str = "none"
    disability_amount: int = 0  # cents a month before tax, without work
    # work
    hours: float = 0.0
    wage_factor: float = 1.0  # hourly wage as a factor of the minimum wage
    monthly_wage: int | None = None  # cents before tax without holiday pay, instead of hours
    partner_hours: float = 0.0
    partner_wage_factor: float = 1.0
    partner_monthly_wage: int | None = None
    neighbourhood_job: bool = False  # a buurtbaan: at most two years
    years_worked: int | None = None
    exemption: str | None = "none"  # decided by the municipality; None = unknown
    exemption_months_used: int = 0
    profit: int = 0  # cents a year
    meets_hours_criterion: bool = False
    is_starter: bool = False
    # volunteer work
    volunteer_month: int = 0
    volunteer_months: int = 12
    volunteer_hourly_rate: int = 0
    volunteer_proven_costs: int = 0
    # circumstances we do not compute
    attachment: bool = False
    in_institution: bool = False
    is_student: bool = False
    without_residence_right: bool = False
    self_employed_assistance: bool = False
    partner_benefit: bool = False
    gifts_year: int = 0
    without_parental_support: bool = False

    @classmethod
    def of(cls, answers: "Situation | Mapping[str, Any]") -> Self:
        """A situation from a mapping, as it comes out of a form or an API; checked."""
        if isinstance(answers, Situation):
            situation = answers
        else:
            known = {field.name for field in fields(cls)}
            unknown = sorted(set(answers) - known)
            if unknown:
                raise SituationError({name: "Deze vraag kennen wij niet." for name in unknown})
            if "age" not in answers:
                raise SituationError({"age": "Vul in hoe oud je bent."})
            listed = {"child_ages", "housemate_ages"}
            try:
                ready: dict[str, Any] = {
                    k: tuple(v) if k in listed else v for k, v in answers.items()
                }
            except TypeError:
                sentence = "Vul voor ieder een leeftijd in."
                raise SituationError(dict.fromkeys(listed & set(answers), sentence)) from None
            situation = cls(**ready)
        problems = check(situation)
        if problems:
            raise SituationError(problems)
        return situation  # type: ignore[return-value]

    @property
    def claims_assistance(self) -> bool:
        """Whether social assistance is what comes in now."""
        return self.benefit == Benefit.SOCIAL_ASSISTANCE

    @property
    def works(self) -> bool:
        """Whether the claimant has paid work."""
        return bool(self.hours or self.monthly_wage)

    @property
    def partner_works(self) -> bool:
        """Whether the partner has paid work."""
        return bool(self.partner_hours or self.partner_monthly_wage)

    @property
    def adults_beside_couple(self) -> int:
        """Grown people at the address other than claimant and partner."""
        return sum(1 for age in (*self.child_ages, *self.housemate_ages) if age >= 18)


# None means "weet ik niet" or "not there"; everywhere else an answer is needed
MAY_BE_NONE = frozenset(
    (
        "partner_age",
        "housemates_income",
        "rent",
        "monthly_wage",
        "partner_monthly_wage",
        "years_worked",
    )
)

type Check = tuple[str, Callable[[Situation], bool], str]

DISABILITY_KINDS = ("none", "full_and_lasting", "wage_related", "follow_up")
EXEMPTIONS = (None, "none", "ordinary", "single_parent", "medical", "wage_cost_subsidy")
MOST_HOURS = 60
MOST_MONEY = 100_000_000  # a million euros
MOST_WW_WAGE = 700_000  # 7,000 euros: above 21.75 x every maximum daily wage until the end of 2026


def _number(*names: str, least: float, most: float) -> Callable[[Situation], bool]:
    """Whether one of the fields holds something that is no number between the bounds."""

    def wrong(situation: Situation) -> bool:
        for name in names:
            value = getattr(situation, name)
            if value is None and name in MAY_BE_NONE:
                continue
            if isinstance(value, bool) or not isinstance(value, int | float):
                return True
            if not math.isfinite(value) or not least <= value <= most:
                return True
        return False

    return wrong


def _ages(name: str) -> Callable[[Situation], bool]:
    def wrong(situation: Situation) -> bool:
        return any(
            isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= 120
            for age in getattr(situation, name)
        )

    return wrong


def _whole_cents(name: str) -> Callable[[Situation], bool]:
    bounds = _number(name, least=0, most=MOST_MONEY)
    return lambda s: bounds(s) or isinstance(getattr(s, name), float)


def _child_too_old(situation: Situation) -> bool:
    parents = [age for age in (situation.age, situation.partner_age) if isinstance(age, int)]
    youngest_gap = 12
    return bool(situation.child_ages) and max(situation.child_ages) > max(parents) - youngest_gap


def _not_yes_or_no(name: str) -> Callable[[Situation], bool]:
    return lambda s: not isinstance(getattr(s, name), bool)


YES_OR_NO = tuple(field.name for field in fields(Situation) if field.type in (bool, "bool"))
AMOUNT = "Vul een bedrag in van 0 euro of meer."
HOURS = "Vul uren per week in, van 0 tot en met 60."

FORM_CHECKS: tuple[Check, ...] = (
    ("age", _number("age", least=0, most=120), "Vul je leeftijd in jaren in."),
    (
        "partner_age",
        _number("partner_age", least=0, most=120),
        "Vul de leeftijd van je partner in jaren in.",
    ),
    ("child_ages", _ages("child_ages"), "Vul de leeftijd van elk kind in jaren in."),
    ("housemate_ages", _ages("housemate_ages"), "Vul de leeftijd van elke huisgenoot in jaren in."),
    ("hours", _number("hours", least=0, most=MOST_HOURS), HOURS),
    ("partner_hours", _number("partner_hours", least=0, most=MOST_HOURS), HOURS),
    (
        "wage_factor",
        _number("wage_factor", least=1, most=10),
        "Dit is lager dan het minimumloon. Kijk op je loonstrook.",
    ),
    (
        "partner_wage_factor",
        _number("partner_wage_factor", least=1, most=10),
        "Dit is lager dan het minimumloon. Kijk op de loonstrook.",
    ),
    (
        "exemption_months_used",
        _number("exemption_months_used", least=0, most=36),
        "Vul in hoeveel maanden je al een deel mocht houden.",
    ),
    (
        "unemployment_month_number",
        _number("unemployment_month_number", least=1, most=38),
        "Vul in hoeveel maanden je WW hebt. De eerste maand is 1.",
    ),
    (
        "volunteer_months",
        _number("volunteer_months", least=0, most=12),
        "Vul in hoeveel maanden per jaar je vergoeding krijgt.",
    ),
    (
        "years_worked",
        _number("years_worked", least=0, most=60),
        "Vul in hoeveel jaar je in je leven gewerkt hebt.",
    ),
    *(
        (name, _whole_cents(name), AMOUNT)
        for name in (
            "rent",
            "service_costs",
            "assets",
            "monthly_wage",
            "partner_monthly_wage",
            "profit",
            "volunteer_month",
            "volunteer_hourly_rate",
            "volunteer_proven_costs",
            "unemployment_month_wage",
            "disability_amount",
            "housemates_income",
            "gifts_year",
        )
    ),
    ("municipality", lambda s: not isinstance(s.municipality, str), "Kies je gemeente."),
    *((name, _not_yes_or_no(name), "Kies ja of nee.") for name in YES_OR_NO),
    (
        "benefit",
        lambda s: s.benefit not in set(Benefit),
        "Kies wat er nu elke maand binnenkomt.",
    ),
    (
        "exemption",
        lambda s: s.exemption not in EXEMPTIONS,
        "Kies wat de gemeente met je heeft afgesproken.",
    ),
    (
        "disability_kind",
        lambda s: s.disability_kind not in DISABILITY_KINDS,
        "Kies de soort WIA. Die staat in je brief van UWV.",
    ),
)

SENSE_CHECKS: tuple[Check, ...] = (
    (
        "child_ages",
        _child_too_old,
        "Een kind is jonger dan zijn ouder. Kijk de leeftijden nog eens na.",
    ),
    (
        "partner_hours",
        lambda s: s.partner_age is None and s.partner_works,
        "Vul ook de leeftijd van je partner in, of zet de uren op 0.",
    ),
    (
        "unemployment_month_wage",
        lambda s: (
            s.benefit == Benefit.UNEMPLOYMENT and not 0 < s.unemployment_month_wage <= MOST_WW_WAGE
        ),
        "Vul je WW-maandloon in. Het staat in je brief van UWV.",
    ),
    (
        "disability_kind",
        lambda s: s.benefit == Benefit.DISABILITY and s.disability_kind == "none",
        "Kies de soort WIA. Die staat in je brief van UWV.",
    ),
    (
        "disability_amount",
        lambda s: s.benefit == Benefit.DISABILITY and s.disability_amount == 0,
        "Vul je WIA per maand in. Het staat in je brief van UWV.",
    ),
)


def check(situation: Situation) -> dict[str, str]:
    """Per field the sentence to show beside it; empty when every answer can be right.

    Sense is checked only when the form is: a text in a number field has no order.
    """
    for checks in (FORM_CHECKS, SENSE_CHECKS):
        found = {field: text for field, wrong, text in reversed(checks) if wrong(situation)}
        if found:
            return found
    return {}
