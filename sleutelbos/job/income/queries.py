"""Situations in, amounts and sentences out: the one place that asks the rule model.

The model is loaded at the first question, never with the site. It keeps nothing and logs nothing;
neither does this. Money is in whole cents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .queries_shown import Part, Report, Row, Shown, euros, hours_a_week, once
from .queries_words import said

if TYPE_CHECKING:
    from openfisca_netherlands.comparison import Comparison, Line, Outcome

FULL_WEEK = 32  # hours of a buurtbaan
HOURS = tuple(range(0, 44, 4))
MOST_CENTS = 100_000_000  # a million euros, as the rule model takes
NOTICE = 500  # cents: less is the rounding of allowances
NAMES = {
    "now": gettext_noop("Zoals nu"),
    "volunteer": gettext_noop("Vergoeding als vrijwilliger"),
    "hours": gettext_noop("Een paar uur werk"),
    "job": gettext_noop("Buurtbaan"),
    "work": gettext_noop("Een baan"),
    "business": gettext_noop("Eigen bedrijf"),
}


class NotRight(Exception):
    """Answers that cannot be right: per fact of the model one sentence, in the reader's language.

    `place` is the number of the situation, from 0.
    """

    def __init__(self, problems: Mapping[str, str], place: int) -> None:
        self.problems = {name: said(sentence) for name, sentence in problems.items()}
        self.place = place
        super().__init__("answers that cannot be right")  # no answer is repeated


def has_model() -> bool:
    """Whether the rule model is installed here. Looks for it without loading it."""
    return find_spec("openfisca_netherlands") is not None


def check(situation: Mapping[str, Any], place: int = 0) -> None:
    """Raise `NotRight` when these answers cannot be right."""
    from openfisca_netherlands.comparison import Situation, SituationError

    try:
        Situation.of(situation)
    except SituationError as wrong:
        raise NotRight(wrong.problems, place) from None


def compared(
    situations: Sequence[Mapping[str, Any]],
    month: date,
    *,
    also: Sequence[Mapping[str, Any]] = (),
) -> Shown:
    """Put situations side by side. Raises `NotRight`.

    `also` holds the same situations with the other answer to what somebody does not know (Wajong);
    the outcome then runs from the lower to the higher.
    """
    asked = f"{month:%Y-%m}"
    found = _ask(situations, asked)
    rows = [_row(outcome, told) for outcome, told in zip(found.outcomes, situations, strict=True)]
    if also:
        other = _ask(also, asked)
        others = [_row(outcome, told) for outcome, told in zip(other.outcomes, also, strict=True)]
        rows = [_between(one, two) for one, two in zip(rows, others, strict=True)]
    open_ones = _finished([row for row in rows if row.cents is not None])
    since = [part.since for row in open_ones for part in row.parts if part.since]
    return Shown(
        rows=open_ones,
        refused=[row for row in rows if row.cents is None],
        not_counted=[said(line) for line in found.not_counted],
        ask_about=[said(line) for line in found.ask_municipality],
        disclaimer=said(found.disclaimer),
        month=month,
        rent=situations[0].get("rent"),
        newest=max(since, default=None),
    )


def _ask(situations: Sequence[Mapping[str, Any]], month: str) -> "Comparison":
    from openfisca_netherlands import compare

    for place, situation in enumerate(situations):
        check(situation, place)
    return compare(situations, month)


def plain(situations: Sequence[Mapping[str, Any]], month: str) -> "Comparison":
    """The same for a program: the outcome as the model gives it. Raises `NotRight`."""
    from openfisca_netherlands.comparison import SituationError

    try:
        return _ask(situations, month)
    except SituationError as wrong:
        raise NotRight(wrong.problems, -1) from None


def _finished(rows: list[Row]) -> list[Row]:
    """Largest first, each against now and against the longest bar."""
    now = next((row.cents for row in rows if row.is_now), None)
    most = max((row.high or row.cents or 0 for row in rows), default=0) or 1
    ready = [
        replace(
            row,
            more=None if now is None or row.is_now else (row.cents or 0) - now,
            share=round(1000 * max(row.cents or 0, 0) / most),
        )
        for row in rows
    ]
    return sorted(ready, key=lambda row: -(row.cents or 0))


def _row(outcome: "Outcome", told: Mapping[str, Any]) -> Row:
    code = outcome.name
    row = Row(code=code, name=_(NAMES[code]), small=_small(code, told))
    reports = tuple(
        Report(said(duty.what), said(duty.to), said(duty.before), duty.law)
        for duty in outcome.duties
    )
    if outcome.per_month is None:
        why = tuple((said(one.sentence), said(one.ask)) for one in outcome.refusals)
        return replace(row, why_not=why, reports=reports)
    later = outcome.afterwards
    changes = outcome.lasts_months and later is not None and later != outcome.per_month
    rent = told.get("rent")
    high = outcome.high if outcome.high != outcome.low else None
    return replace(
        row,
        cents=outcome.per_month,
        high=high,
        open_ended=outcome.high is None,
        after_rent=outcome.after_rent,
        high_after_rent=None if high is None or rent is None else high - rent,
        lasts=outcome.lasts_months if changes else None,
        afterwards=later if changes else None,
        parts=tuple(_part(line) for line in outcome.lines),
        notes=tuple(said(note) for note in outcome.notes),
        reports=reports,
        watch=tuple(said(sentence) for sentence in outcome.watch),
        after_job=tuple(_part(line) for line in outcome.after_the_job),
    )


def _part(line: "Line") -> Part:
    return Part(
        code=line.code,
        what=said(line.what),
        why=said(line.why),
        cents=line.amount,
        law=line.law,
        since=date.fromisoformat(line.since) if line.since else None,
        sure=line.confirmed,
        steps=tuple(_part(step) for step in line.because),
    )


def _between(one: Row, two: Row) -> Row:
    """The lower of two outcomes, with the higher as its other end."""
    if one.cents is None or two.cents is None:
        return one if one.cents is None else two
    low, high = sorted((one, two), key=lambda row: row.cents or 0)
    if low.cents == high.cents:
        return low
    unsure = said("Je weet iets nog niet. Daarom zie je een laagste en een hoogste bedrag.")
    top = high.high or high.cents or 0
    rent = None if low.after_rent is None else (low.cents or 0) - low.after_rent
    return replace(
        low,
        high=top,
        high_after_rent=None if rent is None else top - rent,
        notes=tuple(once((unsure, *low.notes))),
    )


def _small(code: str, told: Mapping[str, Any]) -> str:
    """The few words under the name of a situation: with which figures it was computed."""
    if code == "volunteer":
        return _("%(euros)s per maand") % {"euros": euros(told["volunteer_month"])}
    if code == "business":
        return _("%(euros)s winst per jaar") % {"euros": euros(told["profit"])}
    if code == "now":
        return ""
    wage = told.get("monthly_wage")
    pay = _pay(wage) if wage else _("minimumloon")
    return f"{hours_a_week(told['hours'] or FULL_WEEK)} · {pay}"


def _pay(cents: int) -> str:
    return _("%(euros)s loon per maand") % {"euros": euros(cents)}
