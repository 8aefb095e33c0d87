"""Looking at who opens and closes the door on which day (K3A)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.words import day_in_full

from .models import Turn, TurnAsked
from .queries_hours import DayHours, days, week_hours

What = Literal["open", "dicht"]
BOTH: tuple[What, What] = ("open", "dicht")


@dataclass(frozen=True)
class FreeTurn:
    """A turn nobody has yet: on a day, at one of its two ends, at a moment. `is_asked`: everybody
    with a key was asked for it."""

    day: date
    what: What
    at: datetime
    is_asked: bool = False


@dataclass(frozen=True)
class Cell:
    """One end of one day as the week page shows it to `actor`."""

    day: date
    what: What
    at: time
    turn: Turn | None
    is_mine: bool
    is_over: bool

    @property
    def holder(self) -> Person | None:
        """Who does it, unless that person does not want to be found."""
        return shown(self.turn.holder) if self.turn and not self.is_mine else None

    @property
    def swapped_with(self) -> Person | None:
        """With whom this turn was swapped, if it was."""
        was = self.turn.swapped_from if self.turn else None
        return shown(was.holder) if was else None

    @property
    def about(self) -> str:
        """Which turn a button is about, for who hears the page: `: do 26 november dicht`."""
        day = day_in_full(self.day, self.day.year)
        sentence = _(": %(day)s open") if self.what == "open" else _(": %(day)s dicht")
        return sentence % {"day": day}

    @property
    def is_offered(self) -> bool:
        """True when its holder would like to swap it."""
        return bool(self.turn and self.turn.offered_at)


@dataclass(frozen=True)
class TurnDay:
    """One row of the week: the plan of the day, and its two ends when the room is open."""

    hours: DayHours
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Swap:
    """Two neighbours who swapped: each does what the other had."""

    one: Turn
    other: Turn

    @property
    def ends(self) -> tuple[Turn, Turn]:
        """What each of the two does now, the first day first."""
        return self.one, self.other


@dataclass(frozen=True)
class Week:
    """The page *Wie doet deze week de deur?*; `free` are the turns to come that nobody has."""

    monday: date
    days: list[TurnDay]
    free: list[FreeTurn]
    swaps: list[Swap]
    is_this_week: bool

    @property
    def number(self) -> int:
        """The number of the week, as calendars count (ISO 8601)."""
        return self.monday.isocalendar().week

    @property
    def before(self) -> date:
        """The Monday before."""
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        """The Monday after."""
        return self.monday + timedelta(days=7)


def shown(person: Person | None) -> Person | None:
    """A person as others may see them: nothing for who is gone or asked not to be found."""
    return None if person is None or person.is_hidden else person


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def turns_between(place: Place, first: date, last: date) -> models.QuerySet[Turn]:
    """The turns people have from `first` to `last`, with their holders. 1 query."""
    return (
        Turn.objects.within(place)
        .filter(day__gte=first, day__lte=last, given_up_at=None)
        .select_related("holder", "swapped_from__holder")
        .order_by("day", "-what")
    )


def week_of_turns(actor: Actor, monday: date, now: datetime | None = None) -> Week:
    """The week from `monday` as this actor sees it. 4 queries."""
    now = now or timezone.now()
    held = list(turns_between(actor.place, monday, monday + timedelta(days=6)))
    plan = week_hours(actor.place, monday)
    rows = [TurnDay(hours, _cells(actor, hours, held, now)) for hours in plan]
    return Week(
        monday=monday,
        days=[row for row in rows if row.cells or row.hours.why],
        free=_free(plan, held, now),
        swaps=_swaps(actor.place, held),
        is_this_week=monday == monday_of(timezone.localdate(now)),
    )


def _cells(actor: Actor, hours: DayHours, held: list[Turn], now: datetime) -> tuple[Cell, ...]:
    if hours.opens is None or hours.closes is None:
        return ()
    found = {(turn.day, turn.what): turn for turn in held}
    cells = []
    for what, at in zip(BOTH, (hours.opens, hours.closes), strict=True):
        turn = found.get((hours.day, what))
        is_mine = turn is not None and turn.holder == actor.person
        is_over = local_moment(hours.day, at) <= now
        cells.append(Cell(hours.day, what, at, turn, is_mine, is_over))
    return tuple(cells)


def _free(plan: list[DayHours], held: list[Turn], now: datetime) -> list[FreeTurn]:
    taken = {(turn.day, turn.what) for turn in held}
    free = []
    for hours in plan:
        for what, at in zip(BOTH, (hours.opens, hours.closes), strict=True):
            if at is None or (hours.day, what) in taken:
                continue
            if (moment := local_moment(hours.day, at)) > now:
                free.append(FreeTurn(hours.day, what, moment))
    return free


def _swaps(place: Place, held: list[Turn]) -> list[Swap]:
    """Of every swap that touches these turns, both ends. 1 query, also when there are none."""
    moments = {turn.taken_at for turn in held if turn.swapped_from_id}
    ends = (
        Turn.objects.within(place)
        .filter(taken_at__in=moments or {timezone.now()}, given_up_at=None)
        .exclude(swapped_from=None)
        .select_related("holder", "swapped_from__holder")
        .order_by("day", "-what")
    )
    half: dict[tuple[datetime, frozenset[int]], Turn] = {}
    swaps = []
    for turn in ends:
        was = turn.swapped_from
        if was is None or not shown(turn.holder) or not shown(was.holder):
            continue
        pair = turn.taken_at, frozenset({turn.holder_id, was.holder_id})
        if (first := half.pop(pair, None)) is not None:
            swaps.append(Swap(first, turn))
        else:
            half[pair] = turn
    return swaps


def days_without_anyone(place: Place, first: date, count: int = 14) -> list[FreeTurn]:
    """The turns nobody has on the `count` days from `first`, in order: so a day without anyone
    shows early. 4 queries."""
    held = list(turns_between(place, first, first + timedelta(days=count - 1)))
    rows = TurnAsked.objects.within(place).filter(day__gte=first)
    asked = set(rows.values_list("day", "what"))
    free = _free(days(place, first, count), held, timezone.now())
    return [replace(one, is_asked=(one.day, one.what) in asked) for one in free]


def turns_of(person: Person, place: Place, first: date) -> list[Turn]:
    """The turns this person has from a day on, in order. 1 query."""
    mine = Turn.objects.within(place).filter(holder=person, day__gte=first, given_up_at=None)
    return list(mine.order_by("day", "-what"))


def turn(place: Place, day: date, what: str) -> Turn | None:
    """The turn somebody has at one end of a day, or nothing. 1 query."""
    return turns_between(place, day, day).filter(what=what).first()
