"""Looking for whom a visitor of the demo can be."""

from dataclasses import dataclass

from django.utils.functional import Promise

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place, Role

from .cast import PARTS, uuid_of


@dataclass(frozen=True)
class Somebody:
    """One of the demo to be: the person, their handle in the address, what they do, and where."""

    handle: str
    person: Person
    does: str | Promise


def parts() -> list[Somebody]:
    """Everybody a visitor can be, in the order of the page. 1 query."""
    wanted = {uuid_of(part.handle): part for part in PARTS}
    found = {person.uuid: person for person in Person.objects.filter(uuid__in=wanted)}
    return [
        Somebody(part.handle, found[uuid], part.does)
        for uuid, part in wanted.items()
        if uuid in found
    ]


def part(handle: str) -> Somebody | None:
    """One of them by handle, or nobody. 1 query."""
    return next((somebody for somebody in parts() if somebody.handle == handle), None)


def room_of(person: Person) -> Place:
    """The room where somebody of the demo comes first. 1 query."""
    roles = Role.objects.filter(person=person, until=None, place__kind=Place.Kind.ROOM)
    return roles.select_related("place").order_by("since", "pk")[0].place
