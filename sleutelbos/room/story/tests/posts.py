"""One valid request for every address of Mijn route that changes something."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from sleutelbos.kit.policy import HOST, KEY_HOLDER, RESIDENT
from sleutelbos.room.story import commands, commands_steps
from sleutelbos.room.story.tests.makers import can_be_chosen
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request."""
    once = {"once": str(uuid4())}
    words = {"words": "Ik durf weer te bellen", "state": "now", "helped": "Samen oefenen"}
    last = _thing(world, "heard")
    step = {
        "what": "Bellen",
        "with_whom": "Wim",
        "day": str(timezone.localdate() + timedelta(days=3)),
        "time": "14:00",
    }
    return {
        "story:tell": Post(RESIDENT, {**once, **words}),
        "story:pens": Post(RESIDENT, before=_to_somebody),
        "story:take-pen": Post(RESIDENT),
        "story:read": Post(HOST),
        "story:close": Post(HOST),
        "story:write-for": Post(HOST, {**once, **words}),
        "story:withdraw": Post(HOST),
        "story:change": Post(RESIDENT, words),
        "story:state": Post(RESIDENT, {"state": "open"}),
        "story:goal": Post(RESIDENT),
        "story:no-goal": Post(RESIDENT, before=_my_goal),
        "story:earlier": Post(RESIDENT, {"position": str(last.position)}, at={"code": last.code}),
        "story:pause": Post(RESIDENT),
        "story:resume": Post(RESIDENT, before=_paused),
        "story:away": Post(RESIDENT),
        "story:back": Post(RESIDENT, before=_taken_away),
        "story:true": Post(RESIDENT, at={"code": _thing(world, "draft").code}),
        "story:step": Post(RESIDENT, {**once, **step}, before=_without_step),
        "story:done": Post(RESIDENT),
        "story:not-done": Post(RESIDENT),
        "story:drop": Post(RESIDENT),
        "story:pick-up": Post(RESIDENT),
        "story:wall": Post(RESIDENT, {"wall": "net", "of_system": "on", "count": "on"}),
        "story:show": Post(RESIDENT, {"days": "28"}, before=_to_somebody),
        "story:stop": Post(RESIDENT),
    }


def _thing(world: World, name: str) -> Any:
    return world.things[f"story.{name}"]


def _to_somebody(world: World, _client: Client) -> dict[str, str]:
    return {"to": can_be_chosen(world.actor(KEY_HOLDER)).someone.code}


def _my_goal(world: World, _client: Client) -> None:
    commands.set_goal(world.actor(RESIDENT), door=_thing(world, "door").code)


def _paused(world: World, _client: Client) -> None:
    commands.pause(world.actor(RESIDENT), door=_thing(world, "door").code)


def _taken_away(world: World, _client: Client) -> None:
    commands.take_away(world.actor(RESIDENT), door=_thing(world, "door").code)


def _without_step(world: World, _client: Client) -> None:
    commands_steps.drop(world.actor(RESIDENT), door=_thing(world, "door").code)
