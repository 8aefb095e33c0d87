"""Looking at counts: what was tapped and what was counted, side by side, each with its source."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Count, Sum

from sleutelbos.commons.places.models import Place
from sleutelbos.room.keys import queries as keys

from .models import CountingMoment, CountTick, Part, Tally, Visit


@dataclass(frozen=True)
class DayCount:
    """Visits from a day up to and including another, in one part of the day or all of it ("").

    `source` says how this is known: tapped, counted, tallied, imported or estimated. Figures with
    another source are not to be added up without saying so: they may count the same people.
    """

    first_day: date
    last_day: date
    part: str
    source: str
    people: int
    activity: str = ""

    @property
    def source_label(self) -> str:
        """How it is known, in words."""
        return str(Tally.Source(self.source).label)


@dataclass(frozen=True)
class Pair:
    """One finished counting moment: how many people the door knew of, and how many there were."""

    day: date
    part: str
    tapped: int
    counted: int


def part_label(part: str) -> str:
    """A part of the day in words; nothing for the whole day."""
    return str(Part(part).label) if part else ""


def visits_per_day(place: Place, first: date, last: date) -> list[DayCount]:
    """What is known of the visits between two days, oldest first, each with its source. 2 queries.

    A tally that began before `first` or ended after `last` comes along whole, with its own days.
    """
    tapped = (
        Visit.objects.within(place).filter(day__range=(first, last)).values("day", "part")
        .annotate(people=Count("pk"))
    )  # fmt: skip
    found = [
        DayCount(row["day"], row["day"], row["part"], Tally.Source.TAPPED.value, row["people"])
        for row in tapped
    ]
    told = Tally.objects.within(place).filter(
        taken_back_at=None, first_day__lte=last, last_day__gte=first
    )
    found += [
        DayCount(t.first_day, t.last_day, t.part, t.source, t.people, t.activity) for t in told
    ]
    order = ["", *Part.values]
    return sorted(found, key=lambda c: (c.first_day, c.last_day, order.index(c.part), c.source))


def door_versus_counted(place: Place, first: date, last: date) -> list[Pair]:
    """For every finished counting moment: what was tapped beside what was counted. 2 queries.

    So that a report can say how many visits the door misses. In visits, oldest first.
    """
    counted = Tally.objects.within(place).filter(
        source=Tally.Source.COUNTED, taken_back_at=None, first_day__range=(first, last)
    ).exclude(part="")  # fmt: skip
    tallies = list(counted.order_by("first_day", "part"))
    tapped = dict.fromkeys(((t.first_day, t.part) for t in tallies), 0)
    rows = Visit.objects.within(place).filter(day__in={t.first_day for t in tallies})
    for day, part, people in rows.values_list("day", "part").annotate(people=Count("pk")):
        if (day, part) in tapped:
            tapped[day, part] = people
    return [Pair(t.first_day, t.part, tapped[t.first_day, t.part], t.people) for t in tallies]


def recent_tallies(place: Place) -> list[Tally]:
    """The last 30 counts somebody wrote down here, newest first, with who did. 1 query."""
    rows = Tally.objects.within(place).filter(taken_back_at=None).select_related("noted_by")
    return list(rows.order_by("-noted_at", "-pk")[:30])


def files_of(tallies: Iterable[Tally]) -> list[tuple[str, int]]:
    """The files among these counts, each with how many of its lines are here. 0 queries."""
    return list(Counter(t.file for t in tallies if t.file).items())


def same_lines(place: Place, onces: set[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these lines were put in before and still stand. 1 query."""
    rows = Tally.objects.within(place).filter(once__in=onces, taken_back_at=None)
    return set(rows.values_list("once", flat=True))


def counts_on(place: Place, days: set[tuple[date, date]]) -> dict[tuple[date, date], int]:
    """What was written down before for the same days, in visits, whatever the source. 1 query."""
    rows = Tally.objects.within(place).filter(
        taken_back_at=None, first_day__in={first for first, _last in days}
    )
    found: Counter[tuple[date, date]] = Counter()
    for first, last, people in rows.values_list("first_day", "last_day", "people"):
        if (first, last) in days:
            found[first, last] += people
    return dict(found)


def moments(place: Place, day: date) -> list[CountingMoment]:
    """The counting moments of the month of this day and of the next, in order. 1 query."""
    first = day.replace(day=1)
    last = (first + timedelta(days=62)).replace(day=1) - timedelta(days=1)
    rows = CountingMoment.objects.within(place).filter(day__range=(first, last))
    order = {part: n for n, part in enumerate(Part.values)}
    return sorted(rows, key=lambda m: (m.day, order[m.part]))


def moment_of(place: Place, code: str) -> tuple[CountingMoment, int]:
    """One counting moment with how many people it has so far. 2 queries.

    Raises `ObjectDoesNotExist` when it is not of this place.
    """
    moment = CountingMoment.objects.within(place).filter(code=code).first()
    if moment is None:
        raise ObjectDoesNotExist
    if moment.finished_at:
        tally = Tally.objects.within(place).filter(once=moment_once(moment)).order_by("-pk").first()
        return moment, tally.people if tally else 0
    return moment, so_far(moment)


def so_far(moment: CountingMoment) -> int:
    """People counted up to now: presses on +1 less presses on −1, never below none. 1 query."""
    ticks: models.QuerySet[CountTick] = CountTick.objects.within(moment.place).filter(moment=moment)
    return max(0, ticks.aggregate(people=Sum("step"))["people"] or 0)


def moment_once(moment: CountingMoment) -> uuid.UUID:
    """The id under which the outcome of a counting moment is written, so that it is there once."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"counting {moment.code}")


def drawn_before(place: Place) -> Counter[tuple[int, str]]:
    """How often each weekday (Monday 0) and part was drawn here until now. 1 query."""
    rows = CountingMoment.objects.within(place).values_list("day", "part")
    return Counter((day.weekday(), part) for day, part in rows)


def open_parts(place: Place, first: date, last: date) -> list[tuple[date, str]]:
    """The parts of day in which the room is open by plan, from a day up to another.

    2 queries a week. A room that made no plan yet is taken to be open on weekdays, by day.
    """
    found = []
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        for hours in keys.week_hours(place, monday):
            if first <= hours.day <= last and hours.opens and hours.closes:
                found += [(hours.day, part) for part in parts_between(hours.opens, hours.closes)]
        monday += timedelta(days=7)
    if found:
        return found
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    by_day = (Part.MORNING.value, Part.AFTERNOON.value)
    return [(day, part) for day in days if day.weekday() < 5 for part in by_day]


def parts_between(opens: time, closes: time) -> list[str]:
    """The parts of day in which a room is open for at least half an hour."""
    edges = ((0, 12, Part.MORNING), (12, 18, Part.AFTERNOON), (18, 24, Part.EVENING))
    begin, end = opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute
    return [
        part.value for start, stop, part in edges
        if min(end, stop * 60) - max(begin, start * 60) >= 30
    ]  # fmt: skip
