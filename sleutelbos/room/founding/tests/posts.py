"""One valid request for every address of founding that changes something."""

from typing import Any
from uuid import uuid4

from django.test import Client

from sleutelbos.kit.policy import BOARD, PULLER, RESIDENT
from sleutelbos.room.founding import commands
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request. In the world the puller pulls the step; nobody brings yet."""
    once = {"once": str(uuid4())}
    return {
        "founding:add": Post(PULLER, {**once, "words": "een kippenhok maken", "month": "3"}),
        "founding:pull": Post(RESIDENT, before=_let_go),
        "founding:let-go": Post(PULLER),
        "founding:done": Post(PULLER),
        "founding:not-done": Post(PULLER, before=_done),
        "founding:away": Post(PULLER),
        "founding:back": Post(PULLER, before=_away),
        "founding:start": Post(
            BOARD,
            {
                **once,
                "name": "De Sleutelbloem",
                "slug": "sleutelbloem",
                "address": "Dorp 1",
                "way_there": "De deur naast de bakker.",
            },
        ),
        "founding:ask": Post(PULLER, {**once, "what": "een fornuis", "picto": "doos"}),
        "founding:bring": Post(RESIDENT),
        "founding:not-bring": Post(RESIDENT, before=_brought),
        "founding:there": Post(PULLER),
        "founding:not-there": Post(PULLER, before=_there),
        "founding:not-needed": Post(PULLER),
        "founding:needed": Post(PULLER, before=_not_needed),
    }


def _step(world: World) -> Any:
    return world.things["founding.step"]


def _need(world: World) -> Any:
    return world.things["founding.need"]


def _let_go(world: World, _client: Client) -> None:
    commands.let_go(world.actor(PULLER), code=_step(world).code)


def _done(world: World, _client: Client) -> None:
    commands.done(world.actor(PULLER), code=_step(world).code)


def _away(world: World, _client: Client) -> None:
    commands.take_away(world.actor(PULLER), code=_step(world).code)


def _brought(world: World, _client: Client) -> None:
    commands.bring(world.actor(RESIDENT), code=_need(world).code)


def _there(world: World, _client: Client) -> None:
    commands.is_there(world.actor(PULLER), code=_need(world).code)


def _not_needed(world: World, _client: Client) -> None:
    commands.not_needed(world.actor(PULLER), code=_need(world).code)
