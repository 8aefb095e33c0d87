"""How long rows stay: told by the modules for every model of theirs, guarded every night (P2, R40).

A module says it in its `commands_nightly.py`, as `KEPT`: a model → `Kept`. A model that reaches a
person and is not in it fails the tests. What has a limit names the rows that are past it; after
the night there are none, and `sleutelbos tasks --dry-run` tells how many would go.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class Kept:
    """How long rows of one model stay: in words, and which rows are past it at a moment."""

    until: str
    past: Callable[[datetime], models.Q] | None = None


WITH_PERSON = Kept("as long as the person wants to be known here")
OF_ROOM = Kept("a fact of the room: it stays, its names go with the people")
WITH_ITS_ROW = Kept("as long as the row it hangs on")


def kept() -> dict[type[models.Model], Kept]:
    """What every installed module says, by model."""
    told: dict[type[models.Model], Kept] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.commands_nightly"
        if config.name.startswith("sleutelbos.") and find_spec(name):
            told |= getattr(import_module(name), "KEPT", {})
    return told


def past_limit(now: datetime) -> list[tuple[type[models.Model], Kept, int]]:
    """How many rows of each model with a limit are past it at this moment. 1 query a model."""
    return [
        (model, rule, models.QuerySet(model).filter(rule.past(now)).count())
        for model, rule in kept().items()
        if rule.past is not None
    ]
