"""Carmen and meneer De Wit are missed; Samira and Gerda may be called too; Rosa and Joy call."""

from datetime import datetime, timedelta

from sleutelbos.commons.places.models import Place
from sleutelbos.room.day import commands

from .clock import at
from .network import actor

MISSED, MAY, CALL = ("carmen", "jaap"), ("samira", "gerda"), ("rosa", "joy")


def are_missed(room: Place, now: datetime) -> None:
    """Said a month ago. Two were not seen since: they are in no other scene."""
    with at(now - timedelta(days=32)):
        for handle in (*MISSED, *MAY):
            commands.choose(actor(handle, room), called=True, calls=False, phone="")
        for handle in CALL:
            commands.choose(actor(handle, room), called=False, calls=True, phone="")
