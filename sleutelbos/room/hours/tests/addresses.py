"""What the walking tests need of hours: an activity that began, hours, thanks and a line."""

from typing import Any

from sleutelbos.kit.policy import PULLER, RESIDENT
from sleutelbos.room.hours import commands
from sleutelbos.room.hours.tests.makers import make_begun, make_got, make_hours


def prepare(world: Any) -> None:
    """The puller led something the resident was at, wrote hours for all, thanked and gave."""
    puller, resident = world.actor(PULLER), world.actor(RESIDENT)
    row = make_begun(puller, resident, title="Soep")
    together = commands.write_for_all(puller, occurrence=row, minutes=60)
    samira = make_got(world.room, "samira")
    world.things |= {
        "hours.invited": samira.someone.code,
        "hours.row": row,
        "hours.together": together.once,
        "hours.entry": make_hours(puller, 30),
        "hours.thanks": commands.thank(puller, to=resident.someone),
        "hours.line": commands.keep(puller, kind="gave", picto="pan"),
    }


def addresses(world: Any) -> dict[str, dict[str, object]]:
    """Route name → the path arguments to try it with."""
    things = world.things
    room = {"place_slug": world.room.slug}
    time = {**room, "code": things["hours.row"].code}
    line = {"once": things["hours.line"].once}
    return {
        "hours:undo": {"once": things["hours.entry"].once},
        "hours:for-all": time,
        "hours:undo-for-all": {**time, "once": things["hours.together"]},
        "hours:thank": time,
        "hours:overview": room,
        "hours:overview-csv": room,
        "hours:undo-thanks": {"once": things["hours.thanks"].once},
        "hours:away": line,
        "hours:back": line,
        "hours:show": {**room, **line},
        "hours:hide": {**room, **line},
        "hours:pride": room,
        "hours:invitations": room,
        "hours:invited": {**room, "code": things["hours.invited"]},
        "hours:not-invited": {**room, "code": things["hours.invited"]},
    }
