"""Telling the demo's network from a real one, so that no real neighbour is ever touched."""

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.models import Place

from .cast import uuid_of

SLUG, NAME = "demo-de-zonnige-zijde", "Coöperatie De Zonnige Zijde"


def is_empty() -> bool:
    """Nobody lives in this database, and there is no place in it."""
    return not Place.objects.exists() and not Person.objects.exists()


def is_ours() -> bool:
    """The one cooperative in this database is that of the demo."""
    return list(
        Place.objects.filter(kind=Place.Kind.COOPERATIVE).values_list("slug", flat=True)
    ) == [SLUG]


def person(handle: str) -> Person:
    """Somebody of the demo by handle. Raises `Person.DoesNotExist`."""
    return Person.objects.get(uuid=uuid_of(handle))


def people(handles: str) -> list[Person]:
    """Several of them, in the order they are named: `people("amina wim")`."""
    return [person(handle) for handle in handles.split()]


def actor(handle: str, room: Place) -> Actor:
    """Somebody of the demo in a room, with the roles they carry there."""
    return actor_of(person(handle), room)
