"""One more of everything that stands on the pages of activities."""

from typing import Any

from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import HOST, PULLER, RESIDENT
from sleutelbos.room.activities import commands
from sleutelbos.room.activities.tests.makers import machines, make_idea, make_occurrence
from tests.world import World


def more(world: World, nth: int) -> None:
    """Something planned, something at rest, an idea; people who come, wait, pull along and wish."""
    puller, host, resident = (world.actor(role) for role in (PULLER, HOST, RESIDENT))
    neighbour: Any = world.things["more.neighbour"]
    other = actor_of(neighbour, world.room)
    row: Any = world.things["occurrence"]
    full = make_occurrence(puller, f"Vol {nth}", limit=machines(1), weekly=True)
    for one in (other, resident, host):
        commands.sign_up(one, occurrence=full)
        commands.sign_up(one, occurrence=row)
    commands.pull(other, activity=row.activity)
    commands.ask_along(puller, activity=full.activity, person=host.someone)
    commands.ask_along(puller, activity=full.activity, person=resident.someone)
    idea = make_idea(other, f"Zingen {nth}")
    for asked in (idea, world.things["idea"]):
        commands.wish(resident, activity=asked)  # type: ignore[arg-type]
        commands.wish(other, activity=asked)  # type: ignore[arg-type]
    for one in (resident, host):
        resting = make_occurrence(one, f"Rust {nth}")
        commands.sign_up(other, occurrence=resting)
        commands.stop_pulling(one, activity=resting.activity)
