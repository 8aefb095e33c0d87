"""One more of everything that stands on the pages of support posts and places to work."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import BOARD, COORDINATOR, HOST
from sleutelbos.room.workplaces import commands, commands_steps
from sleutelbos.room.workplaces.tests.makers import make_post, make_review, make_step
from tests.world import World


def more(world: World, nth: int) -> None:
    """Posts with and without somebody, one that ended; places to work of others that the host
    guides, planned reviews and ones that were made."""
    board, host = world.actor(BOARD), world.actor(HOST)
    neighbour: Any = world.things["more.neighbour"]
    other, today = actor_of(neighbour, world.room), timezone.localdate()
    soon = today + timedelta(days=20)
    make_post(board, person=world.people[COORDINATOR].code, funding="de gemeente", until=soon)
    commands.end_post(board, code=make_post(board).code)
    step = make_step(host, other, where=f"De tuin {nth}", until=soon)
    theirs: Any = world.things["workplaces.step"]
    for one in (step, theirs):
        make_review(host, one, soon)
        made = make_review(host, one)
        commands_steps.record_review(
            host, code=one.code, review=made.code, percent=60, made_on=today, words="Gemeten."
        )
