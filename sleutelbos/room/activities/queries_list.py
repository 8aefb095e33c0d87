"""The most read page, asked in few words: plain tuples, and the words of the question kept."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.prepared import Prepared

from .models import Occurrence, Puller
from .queries import LONGEST, read_cursor


class Line(NamedTuple):
    """One line of the agenda: all that stands on it, and nothing that belongs to the reader but
    `mine` (what they said themselves: coming, waiting, gone, or None) and `i_lead`."""

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
    i_lead: bool
    asks_stand_in: bool


class Leaf(NamedTuple):
    """One leaf of the agenda. `next` is the cursor of the leaf after it, or empty."""

    lines: list[Line]
    next: str


_COLUMNS = (
    "code", "activity__picto", "title", "starts", "ends", "off", "taken", "capacity",
    "activity_id", "stand_in__called", "stand_in__hidden_since", "stand_in_id",
    "stand_in_asked_at",
)  # fmt: skip


LEAF = 20  # lines


def agenda_lines(
    place: Place, *, after: str = "", person: Person | None = None, at: datetime | None = None
) -> Leaf:
    """The same leaf as `queries.agenda`, made for reading it a thousand times. 2 queries."""
    at = at or timezone.now()
    moment, code = read_cursor(after)
    if moment:
        rows = _shown(place.pk, person.pk if person else None).filter(starts__gte=moment)
        found = list(_leaf(rows.filter(Q(starts__gt=moment) | Q(code__gt=code)), person))
    elif person:
        found = _for_me(place=place.pk, person=person.pk, first=at - LONGEST, at=at)
    else:
        found = _for_all(place=place.pk, first=at - LONGEST, at=at)
    leaders = _leaders(sorted({row[8] for row in found}))
    lines = [_line(row, leaders, at, person.pk if person else None) for row in found[:LEAF]]
    last = lines[-1] if len(found) > LEAF else None
    return Leaf(lines, f"{last.starts.timestamp():.0f}-{last.code}" if last else "")


def _shown(place: Any, person: Any) -> QuerySet[Occurrence, Any]:
    rows = Occurrence.objects.within(place)
    if person is None:
        return rows
    said = FilteredRelation("sign_ups", condition=Q(sign_ups__person=person))
    return rows.annotate(said=said, said_state=F("said__state"))


def _leaf(rows: QuerySet[Occurrence, Any], person: object) -> QuerySet[Occurrence, Any]:
    columns = _COLUMNS if person is None else (*_COLUMNS, "said_state")
    return rows.order_by("starts", "code").values_list(*columns)[: LEAF + 1]


@Prepared
def _for_me(*, place: Any, person: Any, first: Any, at: Any) -> QuerySet[Occurrence, Any]:
    """What is coming, and what this person said to it."""
    return _leaf(_shown(place, person).filter(starts__gte=first, ends__gt=at), person)


@Prepared
def _for_all(*, place: Any, first: Any, at: Any) -> QuerySet[Occurrence, Any]:
    """What is coming, for somebody without a name."""
    return _leaf(_shown(place, None).filter(starts__gte=first, ends__gt=at), None)


@Prepared
def _pullers(*, activities: list[Any]) -> QuerySet[Puller, Any]:
    """Who pulls these now, by name, first the longest; nobody who is hidden."""
    rows = Puller.everywhere.filter(  # everywhere: of activities that were found within the place
        activity__pk__in=activities, until=None, person__hidden_since=None
    ).order_by("since", "pk")
    return rows.values_list("activity_id", "person__called", "person_id")


def _leaders(activities: list[int]) -> dict[int, dict[int, str]]:
    """By activity: who pulls it now, first the longest, what each is called by primary key."""
    found: dict[int, dict[int, str]] = {}
    for activity, called, person in _pullers(activities=activities):
        found.setdefault(activity, {})[person] = called
    return found


def _line(
    row: tuple[Any, ...], leaders: dict[int, dict[int, str]], at: datetime, me: int | None
) -> Line:
    code, picto, title, starts, ends, off, taken, capacity, activity = row[:9]
    stand_in, hidden, stand_in_id, asked_at = row[9:13]
    named = {stand_in_id: stand_in} if stand_in and hidden is None else leaders.get(activity, {})
    return Line(
        code, picto, title, starts, not off and starts <= at < ends, off, taken,
        capacity is not None and taken >= capacity, tuple(named.values()),
        row[13] if len(row) > 13 else None, me in named, asked_at is not None and not stand_in_id,
    )  # fmt: skip
