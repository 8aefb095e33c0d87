"""One valid request for every address of places to work that changes something."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from sleutelbos.kit.policy import BOARD, COORDINATOR, HOST, RESIDENT
from sleutelbos.room.workplaces import commands
from sleutelbos.room.workplaces.models import Step
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request. In the world the host guides a place to work of the resident."""
    once, today = {"once": str(uuid4())}, timezone.localdate().isoformat()
    proposed = {"form": "internship", "where": "De moestuin", "since": today, "hours": "12"}
    measured = {"percent": "60", "made_on": today, "measured_by": "De arbeidsdeskundige"}
    return {
        "workplaces:add-post": Post(
            BOARD,
            {**once, "kind": "assistant", "hours": "16", "since": today, "funding": "de gemeente"},
        ),
        "workplaces:end-post": Post(BOARD),
        "workplaces:reopen-post": Post(BOARD, before=_ended),
        "workplaces:propose": Post(HOST, {**once, **proposed}),
        "workplaces:read": Post(HOST),
        "workplaces:agree": Post(RESIDENT, before=_proposed),
        "workplaces:decline": Post(RESIDENT, before=_proposed),
        "workplaces:change": Post(
            RESIDENT,
            {
                **once,
                **proposed,
                "agreements": "Op dinsdag.",
                "goals": "Leren snoeien.",
                "version": "1",
            },
        ),
        "workplaces:choose-guide": Post(RESIDENT, {"wie": world.people[COORDINATOR].code}),
        "workplaces:end": Post(RESIDENT, {"outcome": "Ik kan nu plannen."}),
        "workplaces:next": Post(HOST, {**once, **proposed, "outcome": "Goed gegaan."}),
        "workplaces:plan": Post(RESIDENT, {**once, "day": today}),
        "workplaces:record": Post(RESIDENT, {**measured, "words": "Samen gemeten."}),
        "workplaces:wipe": Post(RESIDENT),
    }


def _ended(world: World, _client: Client) -> None:
    post: Any = world.things["workplaces.post"]
    commands.end_post(world.actor(BOARD), code=post.code)


def _proposed(world: World, _client: Client) -> None:
    step: Any = world.things["workplaces.step"]
    Step.objects.within(world.room).filter(pk=step.pk).update(agreed_at=None)
