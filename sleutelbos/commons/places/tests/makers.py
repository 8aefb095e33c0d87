"""Makers for tests: a room, and somebody in it. Defaults, no hidden rows."""

from itertools import cycle

from sleutelbos.commons.people import commands as people
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.models import Place

PICTOS = cycle(("vis", "boom", "vogel", "boot", "theepot", "huis", "lamp", "bloem", "appel"))
COLOURS = cycle(("blauw", "groen", "rood", "paars", "bruin"))


def make_cooperative(slug: str = "de-bos") -> Place:
    """The cooperative of the network; the same one when asked twice."""
    found = Place.objects.filter(slug=slug).first()
    return found or commands.found_cooperative(name="De Bos", slug=slug)


def make_room(slug: str = "de-kamer", name: str = "De Kamer") -> Place:
    """A room with nobody in it."""
    return commands.found_room(make_cooperative(), name=name, slug=slug)


def make_person(called: str = "Noor", email: str | None = None) -> Person:
    """Somebody who is at home nowhere yet."""
    return people.get_to_know(
        called=called, tag_picto=next(PICTOS), tag_colour=next(COLOURS), email=email
    )


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
