"""What the walking tests need of help: a question of a resident, helped by a host, with a step."""

from typing import Any
from uuid import uuid4

from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import COORDINATOR, HOST, RESIDENT
from sleutelbos.kit.tests.sounds import make_ogg
from sleutelbos.room.help import commands, commands_messages, commands_peers, commands_steps
from sleutelbos.room.help.models import Voice
from sleutelbos.room.help.tests.makers import make_helping, make_knowing, make_question

CANARY = "Kanarievogel"


def prepare(world: Any) -> None:
    """One question that goes on, one that is done, one that everybody may read."""
    asker, helper = world.actor(RESIDENT), world.actor(HOST)
    question = make_helping(asker, helper, words="Kanarie-verhaal", sound=make_ogg())
    coordinator = world.people[COORDINATOR].code
    commands.coordinator_reads(asker, code=question.code, who=coordinator)
    step = commands_steps.add_step(asker, code=question.code, text="Samen bellen", once=uuid4())
    done = make_question(asker, "other", words="Kanarie-klaar")
    commands.close(asker, code=done.code)
    wide = make_question(asker, "other", words="Kanarie-open", readers=commands.EVERYONE)
    world.things |= {
        "help.question": question, "help.step": step, "help.done": done, "help.wide": wide,
    }  # fmt: skip


def plant(world: Any, person: Any) -> None:
    """Put a person on both sides of a question, with words and a voice that carry the canary."""
    actor, neighbour = actor_of(person, world.room), world.actor(RESIDENT)
    asked = make_question(actor, "other", words=CANARY)
    sound = b"OggS" + CANARY.encode()
    Voice.everywhere.create(question=asked, person=person, mime="audio/ogg", sound=sound)
    commands_steps.add_step(actor, code=asked.code, text=f"{CANARY} belt", once=uuid4())
    commands.think_along(actor, code=asked.code, who=CANARY)
    make_knowing(actor, "children")
    helped = make_question(neighbour, "other", readers=commands.EVERYONE)
    commands_peers.take_open(actor, code=helped.code)
    commands_peers.agree(neighbour, code=helped.code, who=person.code)
    commands_messages.write(actor, code=helped.code, words=f"{CANARY} komt", once=uuid4())


def addresses(world: Any) -> dict[str, dict[str, object]]:
    """Route name → the path arguments to try it with."""
    things = world.things
    room = {"place_slug": world.room.slug}
    one = {**room, "code": things["help.question"].code}
    return {
        "help:ask": room,
        "help:about": {**room, "area": "letters"},
        "help:all": room,
        "help:take": {**room, "code": things["help.wide"].code},
        "help:question": one,
        "help:voice": one,
        "help:asker": {**one, "act": "open"},
        "help:helper": {**one, "act": "derde"},
        "help:step": {**one, "act": "erbij"},
        "help:message": {**one, "act": "schrijf"},
        "help:done": {**room, "code": things["help.done"].code},
    }
