"""Mijn geld for programs of others: situations in, lines out (B13). No personal data, nothing kept.

Money is in whole cents. What the rules do not reach comes back refused, with who can tell; an
answer that cannot be right is a problem that says where.
"""

from datetime import date
from typing import TYPE_CHECKING, Literal

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field
from pydantic.alias_generators import to_camel

from sleutelbos.kit.api import At, Body, Shape, bounded, problem
from sleutelbos.kit.cache import cache_key

from . import queries
from .queries_words import said

if TYPE_CHECKING:
    from openfisca_netherlands.comparison import Comparison, Line, Outcome

router = Router(tags=["money"], by_alias=True)

MOST_A_MINUTE = 240  # of one server process: reckoning takes some 50 milliseconds
if TYPE_CHECKING:
    Cents = int
    Age = int
    Years = int
    WwMonth = int
    UsedMonths = int
    Months = int
else:
    Cents, Age, Years = bounded(0, queries.MOST_CENTS), bounded(0, 120), bounded(0, 60)
    WwMonth, UsedMonths, Months = bounded(1, 38), bounded(0, 36), bounded(0, 12)
Benefit = Literal[
    "none", "social_assistance", "unemployment", "young_disabled", "disability", "several"
]
Exemption = Literal["none", "ordinary", "single_parent", "medical", "wage_cost_subsidy"]


class SituationIn(Body):
    """A household in one situation. Never a name, a date of birth or an address."""

    name: str = Field(default="", max_length=60, description="Yours; it comes back.")
    age: Age
    partner_age: Age | None = None
    child_ages: list[Age] = Field(default=[], max_length=12)
    housemate_ages: list[Age] = Field(default=[], max_length=12)
    housemates_income: Cents | None = Field(default=None, description="A year; null: unknown.")
    rent: Cents | None = Field(default=0, description="A month, bare rent; null: unknown.")
    service_costs: Cents = 0
    assets: Cents = 0
    municipality: str = Field(default="amsterdam", pattern=r"^[a-z]{1,40}$")
    benefit: Benefit = "none"
    unemployment_month_wage: Cents = 0
    unemployment_month_number: WwMonth = 3
    young_disabled_capacity: bool = True
    wage_dispensation: bool = False
    disability_kind: Literal["none", "full_and_lasting", "wage_related", "follow_up"] = "none"
    disability_amount: Cents = 0
    hours: float = Field(default=0, ge=0, le=60, description="Paid work, a week.")
    wage_factor: float = Field(default=1, ge=1, le=10, description="Of the minimum wage.")
    monthly_wage: Cents | None = Field(default=None, description="Before tax, instead of hours.")
    partner_hours: float = Field(default=0, ge=0, le=60)
    partner_monthly_wage: Cents | None = None
    partner_benefit: bool = False
    neighbourhood_job: bool = Field(default=False, description="A buurtbaan.")
    years_worked: Years | None = None
    exemption: Exemption | None = Field(
        default=None, description="What the municipality decided; null: unknown."
    )
    exemption_months_used: UsedMonths = 0
    profit: Cents = Field(default=0, description="A year.")
    meets_hours_criterion: bool = False
    is_starter: bool = False
    volunteer_month: Cents = 0
    volunteer_months: Months = 12
    volunteer_hourly_rate: Cents = 0
    volunteer_proven_costs: Cents = 0
    gifts_year: Cents = 0
    attachment: bool = False
    in_institution: bool = False
    is_student: bool = False
    without_residence_right: bool = False
    self_employed_assistance: bool = False
    without_parental_support: bool = False


class CompareIn(Body):
    """One to four situations, and the month whose amounts hold."""

    month: str | None = Field(
        default=None, pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="`2026-11`; null: now."
    )
    situations: list[SituationIn] = Field(min_length=1, max_length=4)


class LineOut(Shape):
    """One line: what, why, cents a month, law, and since when the newest amount in it holds."""

    code: str
    what: str
    why: str
    amount: int
    law: str
    since: date | None
    confirmed: bool
    because: list["LineOut"] = []

    @classmethod
    def of(cls, line: "Line") -> "LineOut":
        """A line of the model, in the language of the reader."""
        return cls(
            code=line.code, what=said(line.what), why=said(line.why), amount=line.amount,
            law=line.law, since=date.fromisoformat(line.since) if line.since else None,
            confirmed=line.confirmed, because=[cls.of(step) for step in line.because],
        )  # fmt: skip


class DutyOut(Shape):
    """What to report, to whom, before when."""

    what: str
    to: str
    before: str
    law: str


class RefusalOut(Shape):
    """Why there is no amount, and who can give it."""

    code: str
    sentence: str
    ask: str


class OutcomeOut(Shape):
    """One situation: computed, marked or refused. Amounts are null when it is refused."""

    name: str
    status: Literal["ok", "marked", "refused"]
    per_month: int | None = Field(description="What comes in, after tax.")
    after_rent: int | None
    low: int | None
    high: int | None = Field(description="Null when only the lower end is known.")
    lasts_months: int | None
    afterwards: int | None
    lines: list[LineOut]
    after_the_job: list[LineOut]
    notes: list[str]
    watch: list[str]
    duties: list[DutyOut]
    refusals: list[RefusalOut]

    @classmethod
    def of(cls, outcome: "Outcome") -> "OutcomeOut":
        """An outcome of the model, in the language of the reader."""
        return cls(
            name=outcome.name, status=outcome.status.value, per_month=outcome.per_month,
            after_rent=outcome.after_rent, low=outcome.low, high=outcome.high,
            lasts_months=outcome.lasts_months, afterwards=outcome.afterwards,
            lines=[LineOut.of(line) for line in outcome.lines],
            after_the_job=[LineOut.of(line) for line in outcome.after_the_job],
            notes=[said(note) for note in outcome.notes],
            watch=[said(sentence) for sentence in outcome.watch],
            duties=[
                DutyOut(what=said(d.what), to=said(d.to), before=said(d.before), law=d.law)
                for d in outcome.duties
            ],
            refusals=[
                RefusalOut(code=r.code, sentence=said(r.sentence), ask=said(r.ask))
                for r in outcome.refusals
            ],
        )  # fmt: skip


class ComparisonOut(Shape):
    """The situations in the order they were given, and what holds for all of them."""

    month: str
    outcomes: list[OutcomeOut]
    not_counted: list[str]
    ask_municipality: list[str]
    disclaimer: str

    @classmethod
    def of(cls, found: "Comparison") -> "ComparisonOut":
        """A comparison of the model, in the language of the reader."""
        return cls(
            month=found.month, outcomes=[OutcomeOut.of(one) for one in found.outcomes],
            not_counted=[said(line) for line in found.not_counted],
            ask_municipality=[said(line) for line in found.ask_municipality],
            disclaimer=said(found.disclaimer),
        )  # fmt: skip


@router.post(
    "/geld/vergelijk", operation_id="compareMoney", response=ComparisonOut, auth=None,
    openapi_extra={"responses": {
        "429": {"description": "Too many questions in one minute; Retry-After says how long."},
        "503": {"description": "The rule model is not installed here."},
    }},
)  # fmt: skip
def compare_money(request: HttpRequest, body: CompareIn) -> ComparisonOut | HttpResponse:
    """Put up to four situations side by side: what comes in per month, and why.

    Nothing is kept or logged. A situation the rules do not reach has `status` refused. Refused
    `cannot-be` when answers contradict each other (a child older than its parent).
    """
    if not queries.has_model():
        return problem(503, "no-model", _("Hier kunnen wij dat nog niet uitrekenen."))
    if _is_too_busy():
        sentence = _("Er wordt nu veel gerekend. Probeer het over een minuut nog eens.")
        return problem(429, "too-busy", sentence, Retry_After="60")
    month = body.month or f"{timezone.localdate():%Y-%m}"
    try:
        return ComparisonOut.of(queries.plain([one.model_dump() for one in body.situations], month))
    except queries.NotRight as wrong:
        return _cannot_be(wrong)


def _cannot_be(wrong: queries.NotRight) -> HttpResponse:
    way = f"body.situations.{wrong.place}." if wrong.place >= 0 else "body."
    where = [At(where=way + to_camel(name), code="cannot-be") for name in wrong.problems]
    return problem(409, "cannot-be", next(iter(wrong.problems.values())), where)


def _is_too_busy() -> bool:
    """Whether this minute has had its questions. Counts questions, not people: no address kept."""
    key = cache_key("money", int(timezone.now().timestamp() // 60))
    cache.add(key, 0, 120)
    return bool(cache.incr(key) > MOST_A_MINUTE)
