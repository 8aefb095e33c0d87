"""Makers for tests of going along. Defaults, no hidden rows."""

from uuid import UUID, uuid4

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.room.referral import commands
from sleutelbos.room.referral.models import WelcomeCard


def make_card(place: Place, *, once: UUID | None = None, **how: str) -> WelcomeCard:
    """A welcome card for this room, made by nobody in particular."""
    return commands.make_card(Actor(None, place), once=once or uuid4(), **how)
