"""The most read page, asked in few words: plain tuples instead of rows of models."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place

from .models import Occurrence, Puller
from .queries import LONGEST, read_cursor


class Line(NamedTuple):
    """One line of the agenda: all that stands on it, and nothing that belongs to the reader but
    `mine` (what they said themselves: coming, waiting, gone, or None)."""

    code: str
    picto: str
    title: str
    starts: datetime
    is_now: bool
    off: str
    coming: int
    is_full: bool
    leaders: tuple[str, ...]
    mine: str | None


class Leaf(NamedTuple):
    """One leaf of the agenda. `next` is the cursor of the leaf after it, or empty."""

    lines: list[Line]
    next: str


_COLUMNS = (
    "code", "activity__picto", "title", "starts", "ends", "off", "taken", "capacity",
    "activity_id", "stand_in__called", "stand_in__hidden_since",
)  # fmt: skip


def agenda_lines(
    place: Place, *, after: str = "", limit: int = 20, person: Person | None = None,
    at: datetime | None = None,
) -> Leaf:  # fmt: skip
    """The same leaf as `queries.agenda`, made for reading it a thousand times. 2 queries."""
    at = at or timezone.now()
    rows = Occurrence.objects.within(place)
    columns: tuple[str, ...] = _COLUMNS
    if person is not None:
        said = FilteredRelation("sign_ups", condition=Q(sign_ups__person=person))
        rows = rows.annotate(said=said, said_state=F("said__state"))
        columns = (*columns, "said_state")
    moment, code = read_cursor(after)
    if moment:
        rows = rows.filter(starts__gte=moment).filter(Q(starts__gt=moment) | Q(code__gt=code))
    else:
        rows = rows.filter(starts__gte=at - LONGEST, ends__gt=at)
    found = list(rows.order_by("starts", "code").values_list(*columns)[: limit + 1])
    leaders = _leaders({row[8] for row in found})
    lines = [_line(row, leaders, at) for row in found[:limit]]
    last = lines[-1] if len(found) > limit else None
    return Leaf(lines, f"{last.starts.timestamp():.0f}-{last.code}" if last else "")


def _leaders(activities: set[int]) -> dict[int, tuple[str, ...]]:
    if not activities:
        return {}
    rows = Puller.everywhere.filter(  # everywhere: of activities that were found within the place
        activity_id__in=activities, until=None, person__hidden_since=None
    ).order_by("since", "pk")
    found: dict[int, tuple[str, ...]] = {}
    for activity, called in rows.values_list("activity_id", "person__called"):
        found[activity] = (*found.get(activity, ()), called)
    return found


def _line(row: tuple[Any, ...], leaders: dict[int, tuple[str, ...]], at: datetime) -> Line:
    code, picto, title, starts, ends, off, taken, capacity, activity, stand_in, hidden = row[:11]
    names = (stand_in,) if stand_in and hidden is None else leaders.get(activity, ())
    return Line(
        code, picto, title, starts, not off and starts <= at < ends, off, taken,
        capacity is not None and taken >= capacity, names, row[11] if len(row) > 11 else None,
    )  # fmt: skip
