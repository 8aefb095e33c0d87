"""The pages on the door, each gathered whole from what the other modules know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.queries import who_does_what
from sleutelbos.kit.cache import lagging
from sleutelbos.room.activities import queries as activities
from sleutelbos.room.hours import queries as hours
from sleutelbos.room.keys import queries as keys
from sleutelbos.room.talents import queries as talents
from sleutelbos.room.visits import queries_counts as visits

SHOWN = 2  # of what is asked and offered, on the first page


@dataclass(frozen=True)
class Today:
    """The first page of a room. `opening` is None when the door is closed."""

    at: datetime
    opening: Any | None
    closer: Person | None
    next: keys.NextOpening | None
    rows: Sequence[activities.Occurrence]
    week: Sequence[object]
    asked: Sequence[object]
    offered: Sequence[object]
    asked_count: int
    offered_count: int

    @property
    def day(self) -> date:
        """The day it is, on the clock of the room."""
        return timezone.localdate(self.at)

    @property
    def is_doubtful(self) -> bool:
        """Something is planned, but the door is shut and does not open any more before it ends."""
        if self.opening or not self.rows:
            return False
        started = any(row.starts <= self.at for row in self.rows)
        opens = self.next and timezone.localdate(self.next.at) == self.day
        return started or not opens


@dataclass(frozen=True)
class WeekDay:
    """One day of the week page: when the door is open, and what is on."""

    hours: object
    rows: Sequence[object]
    is_today: bool


@dataclass(frozen=True)
class Ours:
    """What everybody may know of a room as a whole, since `first`.

    `minutes` of hours given, and `visits` tapped at the door (other sources are not added up).
    """

    roles: list[tuple[str, list[Person]]]
    minutes: int
    visits: int
    first: date


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def today(place: Place, *, viewer: Person | None = None, at: datetime | None = None) -> Today:
    """Everything on the first page of a room. 8 to 11 queries, 3 fewer when the slow part is warm.

    The plan of the week and how much is asked and offered may be some seconds old; whether the
    door is open, what is on, and what neighbours ask never are for somebody signed in.
    """
    at = at or timezone.now()
    opening = keys.opening_now(place, at)
    rows = activities.today(place, at, person=viewer)
    for row in rows:
        row.is_now = row.is_now and opening is not None  # a shut door says "now" of nothing
    week, (asked, offered) = lagging("front", place.pk, timezone.localdate(at), make=lambda: (
        keys.week_hours(place, monday_of(timezone.localdate(at))), talents.counts(place)
    ))  # fmt: skip
    return Today(
        at=at,
        opening=opening,
        closer=keys.closer_today(place, at) if opening else None,
        next=None if opening else keys.next_opening(place, at),
        rows=list(rows),
        week=week,
        asked=list(talents.asked(place, SHOWN, viewer=viewer)),
        offered=list(talents.offered(place, SHOWN, viewer=viewer)),
        asked_count=asked,
        offered_count=offered,
    )


def week(place: Place, monday: date) -> list[WeekDay]:
    """The seven days from `monday`: opening and activities. 4 queries."""
    rows = activities.week(place, monday)
    by_day = {
        day: list(found)
        for day, found in groupby(rows, key=lambda row: timezone.localdate(row.starts))
    }
    now = timezone.localdate()
    return [
        WeekDay(hours=day, rows=by_day.get(day.day, []), is_today=day.day == now)
        for day in keys.week_hours(place, monday)
    ]


def ours(place: Place) -> Ours:
    """Who does what here, the hours given together and the visits of this year so far."""
    now = timezone.localdate()
    first = now.replace(month=1, day=1)
    counted = visits.visits_per_day(place, first, now)
    return Ours(
        roles=who_does_what(place),
        minutes=hours.total(place, first, now),
        visits=sum(row.people for row in counted if row.source == "tapped"),
        first=first,
    )
