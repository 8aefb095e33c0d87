"""What the walking tests need to try the addresses of keys: keys in every state, and a turn."""

from datetime import timedelta

from django.utils import timezone

from sleutelbos.room.keys import commands
from sleutelbos.room.keys.tests.makers import make_key, make_week
from tests.world import World


def prepare(world: World) -> None:
    """One key on the board, one with the key holder, one retired, and two turns."""
    make_week(world.room)
    here, out, gone = (make_key(world.room, n) for n in (901, 902, 903))
    holder = world.actor("key-holder")
    commands.hand_over(holder, key=out, to=holder.someone, responsibility="de naaiclub")
    commands.retire_key(world.actor("board"), key=gone)
    day = timezone.localdate() + timedelta(days=3)
    for what in ("open", "dicht"):
        commands.take_turn(holder, day=day, what=what)
    world.things |= {"key-here": here, "key-out": out, "key-gone": gone, "turn-day": day}


def addresses(world: World) -> dict[str, dict[str, object]]:
    """Route name → the path arguments to try it with."""
    room = {"place_slug": world.room.slug}
    things = world.things
    here, out, gone = (
        {**room, "code": things[name].code}  # type: ignore[attr-defined]
        for name in ("key-here", "key-out", "key-gone")
    )
    day = things["turn-day"].isoformat()  # type: ignore[attr-defined]
    turn = {**room, "day": day, "what": "dicht"}
    plain = (
        "board", "list", "add", "mine-back", "open", "until", "open-undo", "close", "close-undo",
        "hours", "other-day", "week",
    )  # fmt: skip
    return {
        **{f"keys:{name}": room for name in plain},
        "keys:usual-day": {**room, "day": day},
        "keys:week-of": {**room, "monday": day},
        **{f"keys:{name}": turn for name in ("take", "give-up", "offer", "withdraw", "swap")},
        **{f"keys:{name}": out for name in ("pass", "handed", "back", "undo", "lost", "found")},
        "keys:hand": here,
        "keys:retire": here,
        "keys:reinstate": gone,
    }
