"""What somebody leaves behind when they lay down a role: told by the modules (R25)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sleutelbos.commons.people.models import Person
    from sleutelbos.commons.places.models import Place

Leaves = Callable[["Person", "Place"], list[str]]
_LEAVES: list[Leaves] = []


def leaves_behind(function: Leaves) -> Leaves:
    """List what this function gives for a person in a place, when their role there ends. A
    decorator of a query; its sentences say how many and what to do, never about whom."""
    _LEAVES.append(function)
    return function


def left_by(person: "Person", place: "Place") -> list[str]:
    """What is to be taken back or handed over. As many queries as the modules need."""
    return [sentence for function in _LEAVES for sentence in function(person, place)]
