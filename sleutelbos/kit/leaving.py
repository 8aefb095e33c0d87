"""What somebody leaves behind when they lay down a role: told by the modules (R25)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sleutelbos.commons.people.models import Person
    from sleutelbos.commons.places.models import Place

Leaves = Callable[["Person", "Place"], list[str]]
Ends = Callable[["Person", "Place"], object]
_LEAVES: list[Leaves] = []
_HANDED: list[Leaves] = []
_ENDS: list[Ends] = []


def leaves_behind(function: Leaves) -> Leaves:
    """List what this function gives for a person in a place, when their role there ends. A
    decorator of a query; its sentences say how many and what to do, never about whom."""
    _LEAVES.append(function)
    return function


def left_by(person: "Person", place: "Place") -> list[str]:
    """What is to be taken back or handed over. As many queries as the modules need."""
    return [sentence for function in _LEAVES for sentence in function(person, place)]


def hands_over(function: Leaves) -> Leaves:
    """As `leaves_behind`, for what is told only on the page of who left, to who may end that role:
    how many stories, steps and claims wait for somebody else. A decorator of a query."""
    _HANDED.append(function)
    return function


def to_hand_over(person: "Person", place: "Place") -> list[str]:
    """All that is to be taken back or handed over by who laid down a role. A query a module."""
    return left_by(person, place) + [
        told for function in _HANDED for told in function(person, place)
    ]


def ends_with_role(function: Ends) -> Ends:
    """Do this when somebody carries no role in a place any more, in the same transaction: what
    they could still be reached with there ends. A decorator of a command."""
    _ENDS.append(function)
    return function


def end_all(person: "Person", place: "Place") -> None:
    """Somebody carries no role here any more: everything that ends with it ends now (R25)."""
    for function in _ENDS:
        function(person, place)
