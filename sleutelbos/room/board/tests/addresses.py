"""The path arguments of the pages on the door."""

from django.utils import timezone

from sleutelbos.room.board.queries import monday_of
from tests.world import World


def addresses(world: World) -> dict[str, dict[str, object]]:
    """Route name → the path arguments to try it with."""
    room = {"place_slug": world.room.slug}
    monday = monday_of(timezone.localdate()).isoformat()
    return {
        "board:today": room,
        "board:week": room,
        "board:week-of": {**room, "monday": monday},
        "board:way": room,
        "board:ours": room,
    }
