"""The last day somebody gave hours, and how often somebody wrote them down for all (K5A)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Max

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place

from .models import HoursEntry


def last_hours(place: Place, people: Iterable[int]) -> dict[int, date]:
    """The last day each of these people gave hours, by primary key. 1 query."""
    rows = HoursEntry.objects.within(place).filter(
        person__in=list(people), corrects=None, counter=None
    )
    return dict(rows.order_by().values_list("person").annotate(last=Max("day")))


def times_for_all(person: Person, place: Place, since: datetime) -> int:
    """How often this person wrote down the hours of everybody at something since a moment; for that
    person alone. 1 query."""
    rows = HoursEntry.objects.within(place).filter(entered_by=person, corrects=None, counter=None)
    found = rows.filter(entered_at__gte=since).aggregate(times=Count("together", distinct=True))
    return int(found["times"])
