"""What must always hold about a place and the roles in it."""

from collections.abc import Iterator

from sleutelbos.kit.rules import Rule, overlapping

from .models import Place, Role


def _roles_at_once(place: Place) -> Iterator[str]:
    rows = Role.objects.filter(place=place).values_list("pk", "person", "name", "since", "until")
    spans = ((pk, (person, name), since, until) for pk, person, name, since, until in rows)
    for pk in overlapping(spans):
        yield f"Role {pk} was given while the same person carried it."


def _room_without_cooperative(place: Place) -> Iterator[str]:
    above = place.part_of
    if place.kind == Place.Kind.ROOM and above and above.kind != Place.Kind.COOPERATIVE:
        yield "It is part of something that is no cooperative."


RULES = (
    Rule("A person carries a role once at a time.", _roles_at_once),
    Rule("A room is part of a cooperative.", _room_without_cooperative),
)
