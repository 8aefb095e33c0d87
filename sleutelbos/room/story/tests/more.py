"""One more of everything that stands on the pages of Mijn route."""

from typing import Any

from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import HOST, PULLER, RESIDENT
from sleutelbos.kit.tests.sounds import make_ogg
from sleutelbos.room.story import commands_sharing, commands_steps
from sleutelbos.room.story.tests.makers import (
    make_door,
    make_draft,
    make_pen,
    make_share,
    make_step,
)
from tests.world import World


def more(world: World, nth: int) -> None:
    """Doors of everybody, told and said, with steps, shown to who reads them; pens and drafts."""
    neighbour: Any = world.things["more.neighbour"]
    other = actor_of(neighbour, world.room)
    shown: Any = world.things["story.door"]
    make_share(world.actor(RESIDENT), shown, other)
    commands_sharing.read(other, door=shown.code)
    for role in (RESIDENT, HOST, PULLER):
        one = world.actor(role)
        door = make_door(one, f"Deur {nth}", helped="Koffie", sound=make_ogg())
        make_step(one, door)
        done = make_door(one, f"Open {nth}", state="open")
        make_step(one, done)
        commands_steps.did(one, door=done.code)
        make_share(one, door, other)
        make_share(other, make_door(other, f"Van een buur {nth}"), one)
        make_draft(make_pen(one, other), other, f"Geschreven {nth}")
        make_draft(make_pen(other, one), one, f"Voor een buur {nth}")
