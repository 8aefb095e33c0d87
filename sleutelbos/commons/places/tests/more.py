"""One more of everything that stands on the pages of places."""

from sleutelbos.commons.places import commands
from sleutelbos.commons.places.models import Consent
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.kit.policy import BOARD
from tests.world import World


def more(world: World, nth: int) -> None:
    """A neighbour with a story of roles, who agreed to everything; and a yes of everybody."""
    board, one = world.actor(BOARD), make_actor(world.room, f"more{nth}", "key-holder", "host")
    world.things["more.neighbour"] = one.someone
    commands.end_role(board, of=one.someone, name="host")
    commands.give_role(board, to=one.someone, name="host")
    commands.give_role(board, to=world.things["neighbour"], name="host")  # type: ignore[arg-type]
    commands.end_role(board, of=world.things["neighbour"], name="host")  # type: ignore[arg-type]
    for purpose in Consent.Purpose:
        commands.say_yes(one, purpose)
        for role in world.people:
            if world.actor(role).roles:
                commands.say_yes(world.actor(role), purpose)
