"""Samira and Gerda may be called when they are missed; Rosa and Joy like to call."""

from datetime import datetime, timedelta

from sleutelbos.commons.places.models import Place
from sleutelbos.room.day import commands

from .clock import at
from .network import actor

MISSED, CALL = ("samira", "gerda"), ("rosa", "joy")


def are_missed(room: Place, now: datetime) -> None:
    """Said a month ago, and not seen since."""
    with at(now - timedelta(days=32)):
        for handle in MISSED:
            commands.choose(actor(handle, room), called=True, calls=False, phone="")
        for handle in CALL:
            commands.choose(actor(handle, room), called=False, calls=True, phone="")
