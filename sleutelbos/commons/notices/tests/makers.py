"""Makers for tests: a notice for somebody, and how they want to hear."""

from datetime import time
from itertools import count

from sleutelbos.commons.notices import commands, commands_wishes
from sleutelbos.commons.notices.models import Notice, Wishes
from sleutelbos.commons.places.door import Actor

SENTENCE = "Er is iets voor je in de kamer."
_NUMBERS = count(1)


def make_notice(
    actor: Actor, kind: str = "room", sentence: str = SENTENCE, path: str = ""
) -> Notice:
    """Something new for this person, leading to their own page."""
    path = path or f"/mijn/?n={next(_NUMBERS)}"
    return commands.tell(actor.place, to=actor.someone, kind=kind, sentence=sentence, path=path)


def make_wishes(actor: Actor, **wishes: object) -> Wishes:
    """How this person wants to hear; what is not named is the usual."""
    usual = {
        "mail": False, "mail_at": time(9), "paper": None, "phone": "",
        "quiet_from": time(21), "quiet_until": time(8), "not_about": [],
    }  # fmt: skip
    return commands_wishes.wish(actor.someone, **{**usual, **wishes})
