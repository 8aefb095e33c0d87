"""What a volunteer may get without it being wages, or counting for a benefit (K2A).

`limits.json` holds the amounts with article, year and source. For a year that is not in it there is
no answer: nobody is told an amount of last year.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from .models import Claim

if TYPE_CHECKING:
    from sleutelbos.commons.people.models import Person
    from sleutelbos.commons.places.models import Place

FILE = Path(__file__).parent / "limits.json"


@dataclass(frozen=True)
class Limit:
    """One amount in euro cents. `sure` is false when only one source tells it: say so beside it."""

    cents: int
    article: str
    sure: bool
    sources: tuple[str, ...]  # as they are shown: who said it, and when


@dataclass(frozen=True)
class Limits:
    """The amounts of one calendar year. What counts for bijstand is not known for every year."""

    year: int
    hour: Limit
    hour_under_21: Limit
    month: Limit
    whole_year: Limit
    benefit_month: Limit | None = None
    benefit_year: Limit | None = None

    @property
    def sources(self) -> list[str]:
        """Everybody these amounts come from, each once."""
        known = (self.hour, self.hour_under_21, self.month, self.whole_year, self.benefit_month)
        return sorted({source for limit in known if limit for source in limit.sources})


_NAMES = {
    ("tax", "hour"): "hour", ("tax", "hour-under-21"): "hour_under_21",
    ("tax", "month"): "month", ("tax", "year"): "whole_year",
    ("bijstand", "month"): "benefit_month", ("bijstand", "year"): "benefit_year",
}  # fmt: skip


@lru_cache(maxsize=1)
def _known() -> dict[int, Limits]:
    told = json.loads(FILE.read_text(encoding="utf-8"))
    sources = {
        name: f"{said['publisher']}: {said['title']} ({said['date']})"
        for name, said in told["sources"].items()
    }
    years: dict[int, dict[str, Limit]] = {}
    for row in told["rows"]:
        limit = Limit(
            row["cents"], row["article"], row["sure"], tuple(sources[s] for s in row["sources"])
        )
        years.setdefault(row["year"], {})[_NAMES[row["for"], row["per"]]] = limit
    return {year: Limits(year, **amounts) for year, amounts in years.items()}


def limits_of(year: int) -> Limits | None:
    """The amounts of a calendar year, or nothing when we do not know them. No query."""
    return _known().get(year)


@dataclass(frozen=True)
class Standing:
    """What somebody asked or got, in euro cents: in the month of a day, and in its year."""

    month_allowance: int = 0
    month_all: int = 0
    year_allowance: int = 0
    year_all: int = 0
    limits: Limits | None = field(default=None)


def standing(
    person: "Person", place: "Place | None", day: date, *, but: int | None = None
) -> Standing:
    """What counts for the month and year of `day`: what waits and what was paid. 1 query.

    Without a place in every room together, for that person alone: the law knows no rooms.

    When effort and costs are both paid, the Belastingdienst holds the two together against the
    limits (its example of 2023), so both are here. `but` leaves one claim out.
    """
    claims = Claim.objects.within(place) if place else Claim.everywhere.all()  # one's own
    rows = claims.filter(person=person, refused_at=None, taken_back_at=None, day__year=day.year)
    if but is not None:
        rows = rows.exclude(pk=but)
    month, effort = Q(day__month=day.month), Q(kind=Claim.Kind.ALLOWANCE)
    sums = rows.aggregate(
        month_allowance=Sum("cents", filter=month & effort, default=0),
        month_all=Sum("cents", filter=month, default=0),
        year_allowance=Sum("cents", filter=effort, default=0),
        year_all=Sum("cents", default=0),
    )
    return Standing(**sums, limits=limits_of(day.year))
