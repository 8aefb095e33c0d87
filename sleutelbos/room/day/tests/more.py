"""One more of everything that stands on Mijn dag and on the pages about calling."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import COORDINATOR, PULLER
from sleutelbos.room.day import commands
from sleutelbos.room.day.tests.makers import PHONE, make_missed, make_openings
from sleutelbos.room.talents.tests.makers import make_offer
from tests.world import World


def more(world: World, nth: int) -> None:
    """Missed neighbours whom nobody calls, who are called, and were; somebody who opens the door,
    can do what the team does, and is asked to; paid hours of the week."""
    marleen, puller = world.actor(COORDINATOR), world.actor(PULLER)
    neighbour: Any = world.things["more.neighbour"]
    other = actor_of(neighbour, world.room)
    make_missed(world.room, f"stil{nth}", by=puller, phone=PHONE)
    make_missed(world.room, f"weg{nth}", by=other)
    called, spoken = (make_missed(world.room, f"{name}{nth}", by=puller) for name in ("a", "b"))
    commands.take(puller, code=called.someone.code)
    call = commands.take(marleen, code=spoken.someone.code)
    commands.note_outcome(marleen, code=call.code, outcome="spoken")
    make_openings(marleen)
    make_offer(other, "hosting", with_name=True)
    asking = commands.ask_neighbour(marleen, task="deur", code=neighbour.code)
    commands.answer(other, code=asking.code, yes=True)
    day = timezone.localdate() - timedelta(days=nth - 1)
    commands.worked(marleen, day=day, minutes=60)
