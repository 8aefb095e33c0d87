"""One valid request for every address of the wall that changes something."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.test import Client

from sleutelbos.kit.policy import HOST, KEY_HOLDER, RESIDENT
from sleutelbos.room.talents import commands, commands_touch
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request."""
    once = {"once": str(uuid4())}
    resident, host = world.actor(RESIDENT), world.actor(HOST)
    things: dict[str, Any] = world.things
    post, touch = things["talents.post"].code, things["talents.touch"].code
    return {
        "talents:offer-this": Post(HOST, {**once, "words": "Ik bak brood met wie wil"}),
        "talents:ask-this": Post(HOST, {**once, "words": "Wie naait een knoop aan?"}),
        "talents:mean": Post(RESIDENT, {"concept": "understanding-letters"}),
        "talents:take-down": Post(RESIDENT),
        "talents:hang-again": Post(
            RESIDENT, before=_first(lambda: commands.take_down(resident, post=post))
        ),
        "talents:touch": Post(KEY_HOLDER),
        "talents:thread": Post(HOST, {**once, "text": "Ik kom dinsdag langs."}),
        "talents:stop": Post(HOST),
        "talents:resume": Post(
            HOST, before=_first(lambda: commands_touch.stop(host, touch=touch))
        ),
    }  # fmt: skip


def _first(what: Callable[[], object]) -> Callable[[World, Client], None]:
    def before(_world: World, _client: Client) -> None:
        what()

    return before
