"""Makers for tests of founding: a path, and something the room needs."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.room.founding import commands
from sleutelbos.room.founding.models import Need, Step


def make_step(actor: Actor, words: str = "een moestuin maken", month: int = 2) -> Step:
    """A step of our own."""
    return commands.add_step(actor, words=words, month=month)


def make_need(actor: Actor, what: str = "een magnetron", picto: str = "doos") -> Need:
    """A microwave."""
    return commands.ask_for(actor, what=what, picto=picto)
