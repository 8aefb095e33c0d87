"""One more of everything that stands at the table and among the counts."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from sleutelbos.kit.policy import HOST
from sleutelbos.room.visits import commands, commands_counts, commands_table
from sleutelbos.room.visits.models import CountingMoment
from sleutelbos.room.visits.tests.makers import at_the_door, item, sent
from tests.world import World


def more(world: World, nth: int) -> None:
    """A tablet, a host, visits, a call, drinks, notes, things set aside, counts and moments."""
    host, today = world.actor(HOST), timezone.localdate()
    neighbour: Any = world.things["more.neighbour"]
    commands.enrol(host, name=f"Deur {nth}")
    commands_table.be_host(host)
    sent(world.room, item(), item("known", tag=neighbour.code), item("known", tag="zzzzzz"))
    commands_table.call_host(at_the_door(world.room))
    commands_table.say_drink(at_the_door(world.room), what="koffie", once=uuid4(), is_new=True)
    commands_table.write_note(host, text=f"De melk is op {nth}", once=uuid4())
    day = today - timedelta(days=nth)
    commands_counts.write_tally(host, first_day=day, last_day=day, people=9, once=uuid4())
    line = commands_counts.Line(day, day, "", "", 7)
    commands_counts.import_tallies(host, lines=[line], file=f"{nth}" * 64)
    for gone in (nth, 40 + nth):
        moment = CountingMoment.everywhere.create(
            place=world.room, day=today - timedelta(days=gone), part="morning", seed="0",
            drawn_at=timezone.now(),
        )  # fmt: skip
        commands_counts.tick(host, code=moment.code, presses=[(uuid4(), 1), (uuid4(), 1)])
        commands_counts.finish_count(host, code=moment.code)
