"""One more of everything that stands on the pages of hours."""

from typing import Any

from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import BOARD, HOST, PULLER, RESIDENT
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.hours import commands
from sleutelbos.room.hours.tests.makers import days_ago, make_begun, make_hours
from tests.world import World


def more(world: World, nth: int) -> None:
    """Hours of everybody, somebody more who was there, thanks and lines of all."""
    neighbour: Any = world.things["more.neighbour"]
    other, puller = actor_of(neighbour, world.room), world.actor(PULLER)
    row: Any = world.things["hours.row"]
    people = [other, *(world.actor(role) for role in (RESIDENT, HOST, BOARD, PULLER))]
    there = [world.people[RESIDENT], *world.things.setdefault("more.there", [])]  # type: ignore[misc]
    world.things["more.there"] = [*there[1:], neighbour]
    activities.tick(puller, occurrence=row, people=[*there, neighbour])
    for one in people:
        make_hours(one, 30, days_ago(nth))
        commands.keep(one, kind="gave", picto="pan", text=f"Soep {nth}")
        commands.keep(one, kind="got", picto="brief", with_whom="Wim")
        if one.someone != neighbour:
            commands.thank(other, to=one.someone, what="Dank", occurrence=row)
    began = make_begun(other, *people[1:], title=f"Lunch {nth}")
    commands.write_for_all(other, occurrence=began, minutes=30)
