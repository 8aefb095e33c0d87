"""Makers for tests of hours: hours of somebody, and an activity that has begun."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities.tests.makers import make_occurrence
from sleutelbos.room.hours import commands
from sleutelbos.room.hours.models import HoursEntry


def make_hours(actor: Actor, minutes: int = 120, day: date | None = None, **how: Any) -> HoursEntry:
    """Two hours in the room today, unless told otherwise."""
    return commands.write_hours(actor, minutes=minutes, day=day or timezone.localdate(), **how)


def make_begun(puller: Actor, *there: Actor, title: str = "Samen koken", minutes: int = 120) -> Any:
    """An activity that began just now, pulled by `puller`, with these neighbours ticked."""
    now = timezone.now().replace(second=0, microsecond=0)
    row = make_occurrence(puller, title, starts=now, minutes=minutes)
    if there:
        people = [actor.someone for actor in there]
        activities.tick(puller, occurrence=row, people=people)
    return row


def make_got(room: Place, called: str, how: str = "gently", times: int = 3) -> Actor:
    """A neighbour who wrote down so many times that they got help, and may be asked."""
    actor = make_actor(room, called)
    for _time in range(times):
        commands.keep(actor, kind="got", picto="brief")
    commands.steer(actor, how=how)
    return actor


def days_ago(days: int) -> date:
    """So many days before today."""
    return timezone.localdate() - timedelta(days=days)
