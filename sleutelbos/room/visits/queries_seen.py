"""When neighbours who said yes to that were here last, and what the team counts itself (K5A)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Max

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place

from .models import Tally, Visit


def last_visits(place: Place, people: Iterable[int]) -> dict[int, date]:
    """The last day each of these people tapped in at the door, by primary key. 1 query.

    Only who put the own name on the door screen taps in by name; of others there is nothing here.
    """
    rows = Visit.objects.within(place).filter(person__in=list(people))
    return dict(rows.order_by().values_list("person").annotate(last=Max("day")))


def times_tallied(person: Person, place: Place, since: datetime) -> int:
    """How often this person wrote down a count since a moment; for that person alone. 1 query."""
    rows = Tally.objects.within(place).filter(noted_by=person, taken_back_at=None)
    return rows.filter(noted_at__gte=since).count()


def who_brought(place: Place, people: Iterable[Person]) -> dict[int, Person]:
    """By primary key: who brought each of these neighbours along, the last time they did. 1 query.

    Nobody who is hidden or does not come any more.
    """
    rows = Visit.objects.within(place).filter(
        person__in=[person.pk for person in people], brought_by__hidden_since=None,
        brought_by__roles__place=place, brought_by__roles__until=None,
    )  # fmt: skip
    visits = rows.select_related("brought_by").order_by("day", "pk")
    return {visit.person_id: visit.brought_by for visit in visits}
