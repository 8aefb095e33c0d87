"""Looking at the hours of a whole room: sums for reports and for who may see them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Sum

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.queries import neighbours, not_neighbours

from .models import MOST_MINUTES, HoursEntry


def total(place: Place, first: date, last: date) -> int:
    """The minutes of a room from `first` to `last`, both included; of nobody by name. 1 query."""
    rows = HoursEntry.objects.within(place).filter(day__gte=first, day__lte=last)
    return rows.aggregate(minutes=Sum("minutes"))["minutes"] or 0


def sum_of(person: Person, place: Place, first: date, last: date) -> int:
    """The minutes of one person from `first` to `last`: what membership rests on (K3B). 1 query."""
    rows = HoursEntry.objects.within(place).filter(person=person, day__gte=first, day__lte=last)
    return rows.aggregate(minutes=Sum("minutes"))["minutes"] or 0


def years(place: Place, today: date) -> list[int]:
    """The years in which hours were written here, newest first, this year always. 1 query."""
    rows = HoursEntry.objects.within(place).order_by("day").values_list("day", flat=True)
    oldest = rows.first()
    return list(range(today.year, min(today.year, oldest.year if oldest else today.year) - 1, -1))


@dataclass(frozen=True, slots=True)
class NeighbourHours:
    """One neighbour and their minutes in a year."""

    called: str
    tag_picto: str
    tag_colour: str
    minutes: int


@dataclass(frozen=True)
class YearOfHours:
    """The hours of a room in one year. `others`: of who is gone, hidden or has no role any more."""

    year: int
    rows: list[NeighbourHours]
    others: int
    total: int


def yearly(place: Place, year: int) -> YearOfHours:
    """Every neighbour by name, with their hours of one year; who is hidden is only in the sums.

    Team and funders stand in it only with hours of their own. In the order of the alphabet: this
    is no ranking. 3 queries, however many neighbours.
    """
    days = Q(day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))
    sums = HoursEntry.objects.within(place).filter(days).values_list("person_id")
    minutes = dict(sums.annotate(minutes=Sum("minutes")).order_by())
    paid = not_neighbours(place)
    people = neighbours(place).order_by().values_list("pk", "called", "tag_picto", "tag_colour")
    rows = [
        NeighbourHours(called, picto, colour, minutes.pop(pk, 0))
        for pk, called, picto, colour in people
        if pk not in paid or minutes.get(pk)
    ]
    rows.sort(key=lambda row: row.called.casefold())
    others = sum(minutes.values())
    return YearOfHours(year, rows, others, others + sum(row.minutes for row in rows))


def unsound(place: Place) -> list[str]:
    """What cannot be right about the hours of a place, in plain sentences; sound is empty.

    Rows are named by their number only. 2 queries.
    """
    rows: QuerySet[HoursEntry] = HoursEntry.objects.within(place)
    strange = rows.filter(corrects__isnull=False).exclude(
        minutes=-F("corrects__minutes"), day=F("corrects__day"), place=F("corrects__place")
    )
    told = [
        f"Hours entry {pk} takes back something else."
        for pk in strange.values_list("pk", flat=True)
    ]
    days = rows.exclude(person=None).values_list("person_id", "day")
    sums = days.annotate(minutes=Sum("minutes")).order_by()
    told += [
        f"Person {person} has {minutes} minutes on {day}."
        for person, day, minutes in sums.exclude(minutes__gte=0, minutes__lte=MOST_MINUTES)
    ]
    return told
