"""Who of the room knows somebody: whoever pulls what they were at last (K1E, K5A)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place

from .models import Attended, Occurrence
from .queries import pullers_of


def known_by(place: Place, people: Iterable[Person]) -> dict[int, Person]:
    """By primary key: who pulls the last thing each of these people was ticked at. 2 queries.

    Who pulls something is named anyway; who is hidden is not. Nobody knows themselves.
    """
    rows = Attended.objects.within(place).filter(person__in=[person.pk for person in people])
    ticked = rows.order_by("occurrence__starts", "pk").values_list(
        "person_id", "occurrence__activity_id"
    )
    last = dict(ticked)
    pullers = pullers_of(place, set(last.values()))
    found = {}
    for pk, activity in last.items():
        others = [puller for puller in pullers.get(activity, []) if puller.pk != pk]
        if others:
            found[pk] = others[0]
    return found


def last_times(place: Place, people: Iterable[int]) -> dict[int, datetime]:
    """When each of these people was ticked at something last, by primary key. 1 query."""
    rows = Attended.objects.within(place).filter(person__in=list(people))
    return dict(rows.order_by().values_list("person").annotate(last=Max("occurrence__starts")))


def times_stood_in(person: Person, place: Place, since: datetime, until: datetime) -> int:
    """How often this person led something for who pulls it, from a moment until another; for that
    person alone. 1 query."""
    rows = Occurrence.objects.within(place).filter(stand_in=person, cancelled_at=None)
    return rows.filter(starts__gte=since, starts__lt=until).count()
