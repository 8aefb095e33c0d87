"""With whom to talk about money: people of the room who agreed to be named, and the room itself."""

import re

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.models import Place

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,50}")
MOST = 4


def room(slug: str) -> Place | None:
    """The room with this short name, if there is one. 1 query, none for what cannot be a name."""
    return places.rooms().filter(slug=slug).first() if SLUG.fullmatch(slug) else None


def who_to_ask(place: Place) -> list[Person]:
    """People with a task here who want to be named, at most four. 2 queries."""
    found: dict[int, Person] = {}
    for _role, people in places.who_does_what(place):
        found |= {person.pk: person for person in people}
    return list(found.values())[:MOST]
