"""The path arguments of the pages on the door."""

from django.utils import timezone

from sleutelbos.kit.policy import PULLER
from sleutelbos.room.board import commands
from sleutelbos.room.board.queries import monday_of
from tests.world import World


def prepare(world: World) -> None:
    """A calendar of the puller, at its secret address."""
    world.things["feed"] = commands.renew_feed(world.actor(PULLER))


def addresses(world: World) -> dict[str, dict[str, object]]:
    """Route name → the path arguments to try it with."""
    room = {"place_slug": world.room.slug}
    monday = monday_of(timezone.localdate()).isoformat()
    of_time = {**room, "code": world.things["occurrence"].code}  # type: ignore[attr-defined]
    return {
        "board:today": room,
        "board:week": room,
        "board:week-of": {**room, "monday": monday},
        "board:week-paper": room,
        "board:week-paper-of": {**room, "monday": monday},
        "board:list-paper": of_time,
        "board:poster": room,
        "board:way": room,
        "board:ours": room,
        "board:feed-of-room": room,
        "board:feed-of-one": of_time,
        "board:feed": {"token": world.things["feed"]},
    }
