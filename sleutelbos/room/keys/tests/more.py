"""One more of everything that stands on the pages of keys."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from sleutelbos.kit.policy import BOARD, KEY_HOLDER
from sleutelbos.room.keys import commands, queries
from sleutelbos.room.keys.tests.makers import make_key
from tests.world import World


def more(world: World, nth: int) -> None:
    """Keys in every state, a door that was opened, turns taken and offered, another day."""
    board, holder = world.actor(BOARD), world.actor(KEY_HOLDER)
    here, mine, theirs, gone, lost = (make_key(world.room) for _key in range(5))
    commands.hand_over(board, key=mine, to=holder.someone, responsibility="de naaiclub")
    neighbour: Any = world.things["more.neighbour"]
    commands.hand_over(board, key=theirs, to=neighbour, responsibility="ontbijt")
    commands.retire_key(board, key=gone)
    commands.report_lost(board, key=lost)
    world.things["more.key"] = here
    if queries.opening_now(world.room):
        commands.close_room(holder)
    commands.open_room(holder, closes_at=timezone.now() + timedelta(hours=2))
    day = timezone.localdate() + timedelta(days=7 + nth)
    commands.set_other_day(board, day=day, times=(time(12), time(15)), why="feest")
    turn = commands.take_turn(holder, day=day, what="open")
    commands.offer_turn(holder, turn=turn)
