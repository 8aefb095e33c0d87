"""Makers for tests of keys: a key on the board, and a week with hours."""

from datetime import time
from itertools import count

from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.room.keys import commands
from sleutelbos.room.keys.models import Key

NUMBERS = count(1)


def make_key(room: Place, number: int | None = None, opens: str = "voordeur", **more: bool) -> Key:
    """A key that hangs on the board."""
    board = make_actor(room, "bestuur", "board")
    return commands.add_key(board, opens=opens, number=number or next(NUMBERS), **more)


def make_week(room: Place, opens: time = time(10), closes: time = time(17)) -> None:
    """The plan: every day of the week open at these local times."""
    board = make_actor(room, "bestuur", "board")
    commands.set_hours(board, hours={weekday: (opens, closes) for weekday in range(7)})
