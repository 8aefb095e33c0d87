"""One more of everything that stands on the pages of founding."""

from typing import Any

from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import PULLER
from sleutelbos.room.founding import commands
from sleutelbos.room.founding.tests.makers import make_need, make_step
from tests.world import World


def more(world: World, nth: int) -> None:
    """Steps pulled by two, done and away; what is needed, brought, there and not needed."""
    puller = world.actor(PULLER)
    neighbour: Any = world.things["more.neighbour"]
    other = actor_of(neighbour, world.room)
    pulled, done, away = (make_step(puller, f"{what} {nth}", month=3) for what in "abc")
    for one in (puller, other):
        commands.pull(one, code=pulled.code)
    commands.done(puller, code=done.code)
    commands.take_away(puller, code=away.code)
    make_need(puller, f"een stoel {nth}")
    brought, there, gone = (make_need(puller, f"{what} {nth}") for what in ("pan", "lamp", "kast"))
    commands.bring(other, code=brought.code)
    commands.bring(other, code=there.code)
    commands.is_there(puller, code=there.code)
    commands.not_needed(puller, code=gone.code)
