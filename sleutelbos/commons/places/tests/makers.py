"""Makers for tests: a room, and somebody in it. Defaults, no hidden rows."""

from sleutelbos.commons.people.tests.makers import make_person
from sleutelbos.commons.places import commands
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.models import Place


def make_cooperative(slug: str = "de-bos") -> Place:
    """The cooperative of the network; the same one when asked twice."""
    found = Place.objects.filter(slug=slug).first()
    return found or commands.found_cooperative(name="De Bos", slug=slug)


def make_room(slug: str = "de-kamer", name: str = "De Kamer") -> Place:
    """A room with nobody in it."""
    return commands.found_room(make_cooperative(), name=name, slug=slug)


def make_actor(room: Place, called: str = "noor", *roles: str) -> Actor:
    """Somebody in a room: a resident, and what else is named. `make_actor(room, "sam", "host")`."""
    person = make_person(called.capitalize())
    for role in roles or ("resident",):
        commands.first_role(person, room, role)
    if (
        roles
        and not {"funder", "coordinator", "assistant"} & set(roles)
        and "resident" not in roles
    ):
        commands.first_role(person, room, "resident")
    return actor_of(person, room)
