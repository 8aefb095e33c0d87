"""Makers for tests: somebody. Defaults, no hidden rows."""

from itertools import cycle

from sleutelbos.commons.people import commands
from sleutelbos.commons.people.models import Person

PICTOS = cycle(("vis", "boom", "vogel", "boot", "theepot", "huis", "lamp", "bloem", "appel"))
COLOURS = cycle(("blauw", "groen", "rood", "paars", "bruin"))


def make_person(called: str = "Noor", email: str | None = None) -> Person:
    """Somebody who is at home nowhere yet."""
    return commands.get_to_know(
        called=called, tag_picto=next(PICTOS), tag_colour=next(COLOURS), email=email
    )
