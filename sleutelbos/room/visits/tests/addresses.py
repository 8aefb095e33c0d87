"""What the walking tests need to know of the door: a tablet, a visit, a count, a moment."""

import uuid

from django.utils import timezone

from sleutelbos.room.visits import commands, commands_counts, commands_table
from sleutelbos.room.visits.models import CountingMoment, Tablet
from sleutelbos.room.visits.views import COOKIE
from tests.world import World


def prepare(world: World) -> None:
    """Put a tablet at the door, let somebody in, write a count down and draw a moment."""
    host = world.actor("host")
    token = commands.enrol(host, name="Voordeur")
    tablet = Tablet.objects.within(world.room).get()
    world.tablet_cookies[COOKIE] = token
    now = timezone.localdate()
    once = uuid.uuid4()
    commands_table.add_by_hand(host, once=once, code=world.people["resident"].code)
    line = commands_counts.Line(now, now, "", "", 12)
    commands_counts.import_tallies(host, lines=[line], file="a" * 64)
    tally = commands_counts.write_tally(
        host, first_day=now, last_day=now, people=3, once=uuid.uuid4()
    )
    moment = CountingMoment.everywhere.create(
        place=world.room, day=now, part="morning", drawn_at=timezone.now(), seed="0"
    )
    world.things |= {
        "tablet": tablet.code,
        "visit": str(once),
        "tally": tally.code,
        "moment": moment.code,
    }


def addresses(world: World) -> dict[str, dict[str, object]]:
    """Every address with a place in it."""
    here = {"place_slug": world.room.slug}
    plain = (
        "door", "names", "send", "newcomer", "drink", "arrive", "not_me", "join", "call",
        "place_tablet", "take_by_card", "back_to_door", "leave_door", "table", "be_host",
        "answer_call", "add",
        "help_in", "write_note", "set_aside", "tallies", "tally_day", "tally_month", "read_file",
        "put_in", "moments", "draw",
    )  # fmt: skip
    visit, moment = world.things["visit"], world.things["moment"]
    return {f"visits:{name}": here for name in plain} | {
        "visits:who": {**here, "picto": "vis"},
        "visits:hello": {**here, "once": visit},
        "visits:revoke_tablet": {**here, "code": world.things["tablet"]},
        "visits:take_back": {**here, "once": visit},
        "visits:take_back_note": {**here, "once": visit},
        "visits:take_back_import": {**here, "file": "a" * 64},
        "visits:take_back_tally": {**here, "code": world.things["tally"]},
        "visits:moment": {**here, "code": moment},
        "visits:tick": {**here, "code": moment},
        "visits:finish": {**here, "code": moment},
    }
