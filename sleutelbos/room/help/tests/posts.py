"""One valid request for every address of questions that changes something."""

from typing import Any
from uuid import uuid4

from django.test import Client

from sleutelbos.kit.policy import HOST, KEY_HOLDER, RESIDENT
from sleutelbos.room.help import commands, commands_peers, commands_steps
from sleutelbos.room.help.tests.makers import make_knowing
from tests.twice import Post, nothing
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request. In the world the host helps the resident; a step is laid."""
    step: Any = world.things["help.step"]
    once = {"once": str(step.once)}
    host = {"who": world.people[HOST].code}
    asker = {
        "coordinator": ({}, _without_coordinator), "geen-coordinator": ({}, nothing),
        "open": ({}, nothing), "dicht": ({}, _opened),
        "organisatie": ({"who": "het wijkteam"}, nothing), "geen-organisatie": ({}, _outside),
        "liever-anders": (host, nothing), "derde": ({}, _third), "geen-derde": ({}, _third),
        "klaar": ({}, nothing), "toch-niet-klaar": ({}, _closed), "wis": ({}, nothing),
    }  # fmt: skip
    return {
        "help:about": Post(
            RESIDENT, {"once": str(uuid4()), "words": "Wie kent deze brief?", "readers": "one"}
        ),
        "help:take": Post(KEY_HOLDER, before=_knows),
        **{
            f"help:asker#{act}": Post(RESIDENT, data, before, at={"act": act})
            for act, (data, before) in asker.items()
        },
        "help:helper#third": Post(HOST, at={"act": "derde"}),
        "help:helper#gives-back": Post(HOST, at={"act": "geef-terug"}),
        "help:step": Post(RESIDENT, {"once": str(uuid4()), "text": "Samen schrijven"}),
        "help:step#done": Post(RESIDENT, once, at={"act": "gedaan"}),
        "help:step#not-done": Post(RESIDENT, once, before=_step_done, at={"act": "niet-gedaan"}),
        "help:step#dropped": Post(RESIDENT, once, at={"act": "hoeft-niet"}),
        "help:done": Post(RESIDENT, {"outcome": "solved", "came_of_it": "Het is geregeld."}),
        "help:know": Post(KEY_HOLDER, {"areas": ["letters"]}),
    }


def _code(world: World) -> str:
    question: Any = world.things["help.question"]
    return str(question.code)


def _without_coordinator(world: World, _client: Client) -> None:
    commands.coordinator_stops(world.actor(RESIDENT), code=_code(world))


def _opened(world: World, _client: Client) -> None:
    commands.open_up(world.actor(RESIDENT), code=_code(world), wide=True)


def _outside(world: World, _client: Client) -> None:
    commands.think_along(world.actor(RESIDENT), code=_code(world), who="het wijkteam")


def _closed(world: World, _client: Client) -> None:
    commands.close(world.actor(RESIDENT), code=_code(world))


def _third(world: World, _client: Client) -> None:
    make_knowing(world.actor(KEY_HOLDER))
    commands_peers.ask_third(world.actor(HOST), code=_code(world))


def _knows(world: World, _client: Client) -> None:
    make_knowing(world.actor(KEY_HOLDER), "other")


def _step_done(world: World, _client: Client) -> None:
    step: Any = world.things["help.step"]
    commands_steps.do_step(world.actor(RESIDENT), code=_code(world), once=step.once)
