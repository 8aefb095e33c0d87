"""The small world, scene after scene. Made only with commands: whatever they refuse cannot be."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from sleutelbos.commons.places.models import Place
from sleutelbos.room.activities import commands as activities

from . import (
    scenes_activities,
    scenes_cash,
    scenes_day,
    scenes_help,
    scenes_hours,
    scenes_keys,
    scenes_notices,
    scenes_people,
    scenes_referral,
    scenes_story,
    scenes_talents,
    scenes_today,
    scenes_visits,
)

Tell = Callable[[int, int], None]
Scene = Callable[[datetime], object]


@transaction.atomic
def build(now: datetime, tell: Tell = lambda done, of: None) -> Place:
    """Make the whole small world as it is at `now` (aware); returns Het Lampje.

    `tell` hears after each scene how many are done, of how many. All of it, or nothing. Raises
    `Refused` when a scene does what a rule of the house does not allow.
    """
    now = timezone.localtime(now)  # so that its date is the date in the room
    with override("nl"):
        lampje, bloem = scenes_people.found(now)
        scenes: list[Scene] = [
            partial(scenes_keys.hand_around, lampje, bloem),
            partial(scenes_keys.what_happened, lampje),
            partial(scenes_keys.take_turns, lampje),
            partial(scenes_keys.opened_before, lampje, "fatma"),
            partial(scenes_keys.opened_before, bloem, "abena"),
            partial(scenes_activities.on_the_shelf, lampje),
            partial(scenes_activities.come_back, lampje, scenes_activities.LAMPJE),
            partial(scenes_activities.come_back, bloem, scenes_activities.SLEUTELBLOEM),
            partial(scenes_activities.this_week, lampje),
            partial(scenes_activities.came_up, lampje),
            partial(scenes_activities.were_there, lampje),
            partial(scenes_talents.hang, lampje, bloem),
            partial(scenes_talents.get_in_touch, lampje),
            partial(scenes_story.is_told, lampje),
            partial(scenes_story.walls_were_told, lampje),
            partial(scenes_visits.put_tablet, lampje, "fatma"),
            partial(scenes_visits.came_in, lampje),
            partial(scenes_visits.counted, lampje),
            partial(scenes_notices.say_how, lampje),
            partial(scenes_hours.were_written, lampje),
            partial(scenes_hours.were_thanked, lampje),
            partial(scenes_cash.costs_came_back, lampje),
            partial(scenes_cash.is_built_up, lampje),
            partial(scenes_cash.may_be_asked, lampje),
            partial(scenes_help.neighbours_help, lampje),
            partial(scenes_referral.institutions, lampje),
            partial(scenes_referral.pointed_the_way, lampje),
            partial(scenes_referral.went_along, lampje),
            partial(scenes_referral.at_work, lampje),
            partial(scenes_day.are_missed, lampje),
            partial(scenes_today.comes_alive, lampje),
        ]
        for done, scene in enumerate(scenes, 1):
            scene(now)
            tell(done, len(scenes))
    return lampje


@transaction.atomic
def wake(room: Place, now: datetime) -> None:
    """Bring a world that was made on an earlier day to life again. Twice on one day is once."""
    now = timezone.localtime(now)
    with override("nl"):
        activities.extend_series(today=now.date(), place=room)
        scenes_keys.more_turns(room, now)
        scenes_today.comes_alive(room, now)
