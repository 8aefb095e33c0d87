"""What of a row belongs to whom: read by export and erase, and demanded of every model (P2).

Also the switches of *Wie ziet wat*: the modules that keep a yes of a person show it there, so that
everything a person decides stands on one page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

if TYPE_CHECKING:
    from sleutelbos.commons.people.models import Person


@dataclass(frozen=True)
class Personal:
    """How one foreign key to a person is treated.

    `label` is what the person reads above these rows in *Wie ziet wat* and in the export;
    `export` names the fields they get (`other__field` reaches along a link); `erase` says what
    happens when they go: the whole `row`, or only the `name` (the row stays as a number or as a
    fact of the room). `seen_by` tells in plain words who else can see it. `wipe` names the texts
    that go along with the name when the row itself stays. `reads` names the rows of others that a
    field of `export` is made of, so that they are fetched in one go.
    """

    label: str | Promise
    erase: Literal["row", "name"]
    export: tuple[str, ...]
    seen_by: str | Promise
    wipe: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


NOBODY: dict[str, Personal] = {}
"""The classification of a model that reaches no person at all."""


@dataclass(frozen=True)
class Link:
    """One foreign key to a person somewhere in the house, and how it is treated."""

    model: type[models.Model]
    name: str
    personal: Personal

    def rows(self, person: "Person") -> models.QuerySet[models.Model]:
        """The rows that reach this person along this link, in every place."""
        return models.QuerySet(self.model).filter(**{self.name: person})


def links() -> Iterator[Link]:
    """Every classified link to a person, of every installed model, in the order of the apps."""
    for model in apps.get_models():
        for name, personal in getattr(model, "personal", NOBODY).items():
            yield Link(model, name, personal)


@dataclass(frozen=True)
class Switch:
    """Something a person says yes or no to: the sentence, where, what it is now, and the address
    that turns it around (POST)."""

    sentence: str
    where: str
    on: bool
    url: str


Switches = Callable[["Person"], list[Switch]]
_SWITCHES: list[Switches] = []


def shows_switches(function: Switches) -> Switches:
    """Put what this function gives for a person on their *Wie ziet wat*. A decorator of a query."""
    _SWITCHES.append(function)
    return function


def switches_of(person: "Person") -> list[Switch]:
    """Everything this person says yes or no to. As many queries as the modules need."""
    return [switch for function in _SWITCHES for switch in function(person)]
