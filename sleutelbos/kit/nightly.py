"""What has to happen every night, and every minute, told by the modules, done by one command each.

A module that keeps things only for a while, or writes days ahead, says so in `commands_nightly.py`,
as `NIGHTLY`; what cannot wait for the night stands there as `PULSE`. Doing it twice is doing it
once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


@dataclass(frozen=True)
class Chore:
    """One thing to do at a moment; `does` returns how many rows it was about, `says` tells it.

    With `last` it comes after the chores of all modules, since it is about what those do.
    """

    says: str
    does: Callable[[datetime], int]
    last: bool = False


def chores() -> list[tuple[str, Chore]]:
    """Every chore of every installed module, in the order of the apps, with the module's name."""
    return _told("NIGHTLY")


def pulses() -> list[tuple[str, Chore]]:
    """Every chore of every minute, in the order of the apps, with the module's name."""
    return _told("PULSE")


def _told(when: str) -> list[tuple[str, Chore]]:
    found = []
    for config in apps.get_app_configs():
        name = f"{config.name}.commands_nightly"
        if config.name.startswith("sleutelbos.") and find_spec(name):
            found += [(config.label, chore) for chore in getattr(import_module(name), when, ())]
    return sorted(found, key=lambda told: told[1].last)
