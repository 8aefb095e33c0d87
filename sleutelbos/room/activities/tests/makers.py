"""Makers for tests: something that happens, and a time at which it does."""

from datetime import datetime, timedelta

from django.utils import timezone

from sleutelbos.commons.places.door import Actor
from sleutelbos.room.activities import commands
from sleutelbos.room.activities.models import Activity, Occurrence

NO_LIMIT = commands.Limit()


def machines(number: int = 2) -> commands.Limit:
    """A limit with its reason: so many sewing machines."""
    return commands.Limit(number, "things", f"{number} naaimachines")


def make_idea(actor: Actor, title: str = "Ontbijt op zondag", picto: str = "kop") -> Activity:
    """An idea that waits for somebody who begins."""
    return commands.have_idea(actor, title=title, picto=picto)


def make_occurrence(
    puller: Actor, title: str = "Samen koken", *, starts: datetime | None = None,
    limit: commands.Limit = NO_LIMIT, weekly: bool = False, minutes: int = 120,
) -> Occurrence:  # fmt: skip
    """Something that happens tomorrow (or when is said), pulled by `puller`."""
    starts = starts or (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    return commands.begin(
        puller, title=title, picto="pan", starts=starts, weekly=weekly, limit=limit,
        minutes=minutes,
    )  # fmt: skip


def as_it_is(row: Occurrence) -> Occurrence:
    """The row as the database has it now."""
    fresh: Occurrence = (
        Occurrence.objects.within(row.place).select_related("activity").get(pk=row.pk)
    )
    return fresh
