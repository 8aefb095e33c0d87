"""Makers for tests: a notice for somebody."""

from sleutelbos.commons.notices import commands
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.places.door import Actor

SENTENCE = "Er is iets voor je in de kamer."


def make_notice(actor: Actor, kind: str = "room", sentence: str = SENTENCE) -> Notice:
    """Something for this person, leading to their own page."""
    return commands.tell(actor.place, to=actor.someone, kind=kind, sentence=sentence, path="/mijn/")
