"""What the walking tests need of founding: a step, and something the room needs."""

from typing import Any

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import PULLER
from sleutelbos.room.founding import commands
from sleutelbos.room.founding.tests.makers import make_need, make_step


def prepare(world: Any) -> None:
    """The puller pulls a step of the path and brings something."""
    puller = world.actor(PULLER)
    step, need = make_step(puller), make_need(puller)
    commands.pull(puller, code=step.code)
    commands.bring(puller, code=make_need(puller, "vier stoelen").code)
    world.things |= {"founding.step": step, "founding.need": need}


def addresses(world: Any) -> dict[str, dict[str, object]]:
    """Route name → the path arguments to try it with."""
    room = {"place_slug": world.room.slug}
    step = {**room, "code": world.things["founding.step"].code}
    need = {**room, "code": world.things["founding.need"].code}
    of_step = ("pull", "let-go", "done", "not-done", "away", "back")
    of_need = ("bring", "not-bring", "there", "not-there", "not-needed", "needed")
    return {
        **{f"founding:{name}": room for name in ("path", "add", "start", "needs", "ask")},
        **{f"founding:{name}": step for name in of_step},
        **{f"founding:{name}": need for name in of_need},
    }


def plant(world: Any, person: Person) -> None:
    """This person laid a step and did it, asked for something and brought it."""
    actor = actor_of(person, world.room)
    step = make_step(actor)
    commands.pull(actor, code=step.code)
    commands.done(actor, code=step.code)
    commands.is_there(actor, code=make_need(actor).code)
