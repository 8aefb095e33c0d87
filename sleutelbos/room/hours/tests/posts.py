"""One valid request for every address of hours that changes something."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from sleutelbos.kit.policy import BOARD, COORDINATOR, PULLER, RESIDENT
from sleutelbos.room.hours import commands, commands_giving_back
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request."""
    once, today = {"once": str(uuid4())}, timezone.localdate().isoformat()
    things: dict[str, Any] = world.things
    leader = {"to": world.people[PULLER].code, "what": "Lekkere soep!"}
    return {
        "hours:write": Post(RESIDENT, {**once, "minutes": "120", "day": today, "what": "Geverfd"}),
        "hours:tap": Post(RESIDENT, {**once, "minutes": "60", "day": today}),
        "hours:undo": Post(PULLER),
        "hours:for-all": Post(
            PULLER, {**once, "minutes": "120", "people": [world.people[RESIDENT].code]},
            before=_nothing_written,
        ),
        "hours:undo-for-all": Post(PULLER),
        "hours:thank": Post(RESIDENT, {**once, **leader}),
        "hours:undo-thanks": Post(PULLER),
        "hours:seen": Post(RESIDENT, {"once": str(things["hours.thanks"].once)}),
        "hours:gave": Post(BOARD, {**once, "picto": "pan", "text": "Soep", "with_whom": "Wim"}),
        "hours:got": Post(BOARD, {**once, "picto": "brief", "text": "Hulp met een brief"}),
        "hours:away": Post(PULLER),
        "hours:back": Post(PULLER, before=_taken_away),
        "hours:show": Post(PULLER),
        "hours:hide": Post(PULLER, before=_shown),
        "hours:steer": Post(BOARD, {"how": "gently"}),
        "hours:invited": Post(COORDINATOR, {"wat": "gevraagd"}),
        "hours:not-invited": Post(COORDINATOR, before=_invited),
    }  # fmt: skip


def _nothing_written(world: World, _client: Client) -> None:
    together: Any = world.things["hours.together"]
    commands.correct_together(world.actor(PULLER), together=together)


def _taken_away(world: World, _client: Client) -> None:
    line: Any = world.things["hours.line"]
    commands.take_away(world.actor(PULLER), once=line.once)


def _shown(world: World, _client: Client) -> None:
    line: Any = world.things["hours.line"]
    commands_giving_back.show(world.actor(PULLER), once=line.once)


def _invited(world: World, _client: Client) -> None:
    code = str(world.things["hours.invited"])
    commands_giving_back.invited(world.actor(COORDINATOR), code=code, day=timezone.localdate())
