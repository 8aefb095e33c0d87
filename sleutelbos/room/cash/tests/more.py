"""One more of everything that stands on the pages of costs and the cash book."""

from typing import Any

from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import PULLER, TREASURER
from sleutelbos.room.cash import commands
from sleutelbos.room.cash.tests.makers import fill_tin, make_claim
from tests.world import World


def more(world: World, nth: int) -> None:
    """Claims that wait, were paid and refused, of two people; lines of both pots, a count."""
    treasurer = world.actor(TREASURER)
    neighbour: Any = world.things["more.neighbour"]
    fill_tin(treasurer)
    fill_tin(treasurer, pot="account")
    for one in (world.actor(PULLER), actor_of(neighbour, world.room)):
        make_claim(one, 500 + nth, f"verf {nth}")
        commands.pay(treasurer, code=make_claim(one, 600 + nth).code, pot="tin")
        commands.refuse(treasurer, code=make_claim(one, 700 + nth).code, why="Geen bon.")
    make_claim(treasurer, 800 + nth)
    commands.correct(treasurer, once=fill_tin(treasurer, 900 + nth).once)
    commands.count_tin(treasurer, cents=5_000 + nth)
