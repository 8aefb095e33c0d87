"""One valid request for every address of questions that changes something."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from sleutelbos.kit.policy import HOST, KEY_HOLDER, RESIDENT
from sleutelbos.room.help import commands, commands_messages, commands_peers, commands_steps
from sleutelbos.room.help.tests.makers import make_knowing
from tests.twice import Post, nothing
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request. In the world the host helps the resident; a step is laid."""
    step: Any = world.things["help.step"]
    once = {"once": str(step.once)}
    host = {"who": world.people[HOST].code}
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    asker = {
        "coordinator": ({}, _without_coordinator), "geen-coordinator": ({}, nothing),
        "open": ({}, nothing), "dicht": ({}, _opened),
        "organisatie": ({"who": "het wijkteam"}, nothing), "geen-organisatie": ({}, _outside),
        "ja": ({}, _willing), "iedereen-vragen": ({}, nothing),
        "liever-anders": (host, nothing), "toch-deze": (host, _rather_other),
        "derde": ({}, _third), "geen-derde": ({}, _third),
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
        "help:helper#helps": Post(KEY_HOLDER, before=_asked, at={"act": "ik-help"}),
        "help:helper#not-now": Post(KEY_HOLDER, before=_asked, at={"act": "nu-niet"}),
        "help:helper#after-all": Post(KEY_HOLDER, before=_not_now, at={"act": "toch-wel"}),
        "help:helper#aloud": Post(HOST, at={"act": "gevraagd"}),
        "help:helper#gives-back": Post(HOST, at={"act": "geef-terug"}),
        "help:step": Post(RESIDENT, {"once": str(uuid4()), "text": "Samen schrijven"}),
        "help:step#done": Post(RESIDENT, once, at={"act": "gedaan"}),
        "help:step#not-done": Post(RESIDENT, once, before=_step_done, at={"act": "niet-gedaan"}),
        "help:step#dropped": Post(RESIDENT, once, at={"act": "hoeft-niet"}),
        "help:step#kept": Post(RESIDENT, once, before=_dropped, at={"act": "toch-wel"}),
        "help:step#moved": Post(RESIDENT, {**once, "day": day}, at={"act": "dag"}),
        "help:message": Post(
            RESIDENT,
            {"once": str(uuid4()), "words": "Tot donderdag.", **host},
            at={"act": "schrijf"},
        ),
        "help:message#back": Post(RESIDENT, before=_written, at={"act": "haal-terug"}),
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


def _asked(world: World, client: Client) -> None:
    _third(world, client)
    commands_peers.answer_third(world.actor(RESIDENT), code=_code(world), yes=True)


def _willing(world: World, client: Client) -> dict[str, str]:
    _asked(world, client)
    commands_peers.offer(world.actor(KEY_HOLDER), code=_code(world))
    return {"who": world.people[KEY_HOLDER].code}


def _not_now(world: World, client: Client) -> None:
    _asked(world, client)
    commands_peers.not_now(world.actor(KEY_HOLDER), code=_code(world))


def _rather_other(world: World, _client: Client) -> None:
    commands_peers.rather_other(
        world.actor(RESIDENT), code=_code(world), who=world.people[HOST].code
    )


def _dropped(world: World, _client: Client) -> None:
    step: Any = world.things["help.step"]
    commands_steps.drop_step(world.actor(RESIDENT), code=_code(world), once=step.once)


def _knows(world: World, _client: Client) -> None:
    make_knowing(world.actor(KEY_HOLDER), "other")


def _step_done(world: World, _client: Client) -> None:
    step: Any = world.things["help.step"]
    commands_steps.do_step(world.actor(RESIDENT), code=_code(world), once=step.once)


def _written(world: World, _client: Client) -> dict[str, str]:
    once = uuid4()
    commands_messages.write(
        world.actor(RESIDENT), code=_code(world), words="Toch niet", once=once,
        to=world.people[HOST].code,
    )  # fmt: skip
    return {"once": str(once)}
