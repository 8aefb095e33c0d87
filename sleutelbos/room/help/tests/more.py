"""One more of everything that stands on the pages of questions."""

from typing import Any
from uuid import uuid4

from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import HOST, PULLER, RESIDENT
from sleutelbos.room.help import (
    commands,
    commands_messages,
    commands_peers,
    commands_read,
    commands_steps,
)
from sleutelbos.room.help.tests.makers import make_knowing, make_question
from tests.world import World


def more(world: World, nth: int) -> None:
    """Questions of all, that are open to all, helped, waiting and done; steps, and who read it."""
    asker, host, puller = (world.actor(role) for role in (RESIDENT, HOST, PULLER))
    neighbour: Any = world.things["more.neighbour"]
    other, theirs = actor_of(neighbour, world.room), world.things["help.question"]
    code: str = theirs.code  # type: ignore[attr-defined]
    make_knowing(other, "letters", "other")
    commands_steps.add_step(asker, code=code, text=f"Bellen {nth}", once=uuid4())
    for one in (asker, host):
        commands_messages.write(
            one, code=code, words=f"Dag {nth}", once=uuid4(), to=host.someone.code
        )
    commands_read.read(host, code=code)
    for one in (asker, puller):
        wide = make_question(one, "other", words=f"Open {nth}", readers=commands.EVERYONE)
        commands_peers.take_open(host, code=wide.code)
        make_question(one, "other", words=f"Open nog {nth}", readers=commands.EVERYONE)
        done = make_question(one, "other", words=f"Klaar {nth}")
        commands.close(one, code=done.code)
    make_question(other, "other", words=f"Van een ander {nth}", readers=commands.EVERYONE)
    helped = make_question(other, "other", readers=commands.EVERYONE)
    commands_peers.take_open(puller, code=helped.code)
    commands_peers.agree(other, code=helped.code, who=puller.someone.code)
