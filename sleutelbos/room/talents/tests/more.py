"""One more of everything that hangs on the wall."""

from typing import Any
from uuid import uuid4

from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import HOST, PULLER, RESIDENT
from sleutelbos.room.talents import commands_touch
from tests.world import World

from .makers import make_ask, make_offer, make_touch


def more(world: World, nth: int) -> None:
    """Posts of both kinds, of all; contacts, and messages in the one of the walk."""
    neighbour: Any = world.things["more.neighbour"]
    other = actor_of(neighbour, world.room)
    touch: Any = world.things["talents.touch"]
    post: Any = world.things["talents.post"]
    make_touch(other, post)
    for role in (RESIDENT, HOST, PULLER):
        one = world.actor(role)
        make_touch(other, make_ask(one, words=f"Wie helpt met {nth}?"))
        make_touch(one, make_offer(other, words=f"Ik kan {nth} met {role}"))
        make_offer(one, "cooking-for-many", with_name=True)
    for role in (RESIDENT, HOST):
        commands_touch.say(world.actor(role), touch=touch.code, text="Dag buur", once=uuid4())
