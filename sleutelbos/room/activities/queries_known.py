"""Who of the room knows somebody: whoever pulls what they were at last (K1E, K5A)."""

from collections.abc import Iterable

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place

from .models import Attended
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
