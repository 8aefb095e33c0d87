"""One valid request for every address of Mijn dag that changes something."""

from typing import Any

from django.test import Client

from sleutelbos.kit.policy import COORDINATOR, PULLER, RESIDENT
from sleutelbos.room.day import commands
from sleutelbos.room.day.models import Asking, Call
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request. In the world the puller calls one neighbour, and was asked."""
    return {
        "day:worked": Post(COORDINATOR, {"uren": "4"}),
        "day:me": Post(RESIDENT, {"called": "on", "phone": "06 12345678", "calls": "on"}),
        "day:take": Post(PULLER),
        "day:ask": Post(COORDINATOR),
        "day:ask-holders": Post(COORDINATOR),
        "day:tomorrow": Post(COORDINATOR, before=_nobody_calls),
        "day:today": Post(COORDINATOR, before=_put_off),
        "day:outcome": Post(PULLER, {"hoe": "spoken"}),
        "day:reopen": Post(PULLER, before=_called),
        "day:put-back": Post(PULLER),
        "day:hand": Post(COORDINATOR, before=_nobody_was_asked),
        "day:answer": Post(PULLER, {"wat": "ja"}),
    }


def _called(world: World, _client: Client) -> None:
    call: Any = world.things["day.call"]
    commands.note_outcome(world.actor(PULLER), code=call.code, outcome="spoken")


def _nobody_was_asked(world: World, _client: Client) -> None:
    Asking.objects.within(world.room).delete()


def _nobody_calls(world: World, _client: Client) -> None:
    Call.objects.within(world.room).delete()


def _put_off(world: World, client: Client) -> None:
    _nobody_calls(world, client)
    person: Any = world.things["day.missed"]
    commands.put_off(world.actor(COORDINATOR), code=person.code)
