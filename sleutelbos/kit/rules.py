"""What must always hold in the rows of a place, told by the modules, checked by one command.

A module that keeps promises its tables cannot keep alone writes them down in `queries_rules.py`,
as `RULES`. They are held against the rows by `sleutelbos check --data`, after a restore, and after
an invented world was written in bulk.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from .within import WithinPlace

if TYPE_CHECKING:
    from sleutelbos.commons.places.models import Place

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Rule:
    """One promise. `says` is the promise itself; `broken` gives a sentence for what breaks it.

    Sentences name rows by number only, never by what somebody is called.
    """

    says: str
    broken: Callable[["Place"], Iterable[str]]


@dataclass(frozen=True)
class Outcome:
    """What came of one rule of one module, over all places that were looked at."""

    module: str
    rule: Rule
    broken: list[str]


def rules() -> list[tuple[str, Rule]]:
    """Every rule of every installed module, by the last part of the module's name."""
    found = [("house", ONE_PLACE)]
    for config in apps.get_app_configs():
        name = f"{config.name}.queries_rules"
        if config.name.startswith("sleutelbos.") and find_spec(name):
            found += [(config.label, rule) for rule in import_module(name).RULES]
    return found


def held_against(places: Iterable["Place"], tell: Tell = lambda done, of: None) -> list[Outcome]:
    """Hold the rows of these places against every rule. `tell` hears after each place."""
    places = list(places)
    outcomes = [Outcome(module, rule, []) for module, rule in rules()]
    for nth, place in enumerate(places, 1):
        for outcome in outcomes:
            told = outcome.rule.broken(place)
            outcome.broken.extend(f"{place.slug}: {sentence}" for sentence in told)
        tell(nth, len(places))
    return outcomes


def overlapping(
    rows: Iterable[tuple[int, Any, datetime, datetime | None]],
) -> Iterator[int]:
    """Row numbers that begin before an earlier row of the same thing ended.

    Rows are (number, thing, from, until or None); those that lasted no time at all do not count.
    """
    ends: dict[Any, datetime | None] = {}
    for number, thing, since, until in sorted(rows, key=lambda row: row[2]):
        if until == since:
            continue
        last = ends.get(thing, since)
        if last is None or since < last:
            yield number
        ends[thing] = max(last, until) if last and until else None


def _way_to_place(model: type[models.Model]) -> str | None:
    manager = getattr(model, "objects", None)
    return manager.path if isinstance(manager, WithinPlace) else None


def _elsewhere(place: "Place") -> Iterator[str]:
    """Rows of this place that lean on a row of another one. One query a link between models."""
    for model in apps.get_models():
        if _way_to_place(model) is None:
            continue
        for field in model._meta.concrete_fields:
            other = field.related_model
            way = _way_to_place(other) if isinstance(other, type) else None
            if way is None:
                continue
            here = model.objects.within(place).filter(**{f"{field.name}__isnull": False})  # type: ignore[attr-defined]
            strange = here.exclude(**{f"{field.name}__{way}": place})
            for number in strange.values_list("pk", flat=True):
                yield f"{model._meta.label} {number} leans on a row of another place."


ONE_PLACE = Rule("Nothing of a place leans on something of another place.", _elsewhere)
