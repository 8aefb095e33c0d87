"""Looking in the journal, and who read what I told."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import TruncDate

from .models import Entry, Reading

if TYPE_CHECKING:
    from sleutelbos.commons.people.models import Person


def done_by(person: "Person", since: datetime) -> models.QuerySet[Entry]:
    """What this person did themselves since a moment, newest first (for undo and for export)."""
    mine = Entry.everywhere.filter(who=person.uuid)  # everywhere: one's own lines in every place
    return mine.filter(at__gte=since).order_by("-at", "-pk")


def readings_of(
    owner: "Person", about: models.Model | type[models.Model] | None = None, limit: int = 20
) -> list[Reading]:
    """Who read what this person told, newest first: of everything, of one kind of thing, or of one
    thing. 1 query.

    One line for each reader, thing and day, the last time of that day: who reads often does not
    push anybody else out of sight. `reader` is None for who went, and for who cannot be found now.
    """
    rows = Reading.everywhere.filter(owner=owner)  # one's own, in every place
    if about is not None:
        rows = rows.filter(about=about._meta.label)
    if isinstance(about, models.Model):
        rows = rows.filter(about_id=str(about.pk))
    each = rows.order_by().values("reader", "thing", "about", "about_id", day=TruncDate("at"))
    last = rows.filter(pk__in=each.annotate(last=models.Max("pk")).values("last"))
    found = list(last.select_related("reader", "place").order_by("-at", "-pk")[:limit])
    for reading in found:
        if reading.reader is not None and reading.reader.is_hidden:
            reading.reader = None
    return found


def has_read(reader: "Person", about: models.Model, since: datetime, *, thing: str = "") -> bool:
    """Did this person read this since a moment (as a thing of this name)? 1 query."""
    rows = Reading.everywhere.filter(  # of one thing, which is in one place
        reader=reader, about=about._meta.label, about_id=str(about.pk), at__gte=since
    )
    return (rows.filter(thing=thing) if thing else rows).exists()
