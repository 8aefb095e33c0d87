"""Looking in the journal, and who read what I told."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import TruncDate

from .models import Entry, Reading

if TYPE_CHECKING:
    from sleutelbos.commons.people.models import Person
    from sleutelbos.commons.places.models import Place


def what_happened_to(place: "Place", about: models.Model) -> models.QuerySet[Entry]:
    """Every line about one row of a place, oldest first."""
    lines = Entry.objects.within(place)
    return lines.filter(about=about._meta.label, about_id=str(about.pk)).order_by("at", "pk")


def done_by(person: "Person", since: datetime) -> models.QuerySet[Entry]:
    """What this person did themselves since a moment, newest first (for undo and for export)."""
    mine = Entry.everywhere.filter(who=person.uuid)  # everywhere: one's own lines in every place
    return mine.filter(at__gte=since).order_by("-at", "-pk")


def readings_of(
    owner: "Person", about: models.Model | str | None = None, limit: int = 20
) -> list[Reading]:
    """Who read what this person told, newest first: of everything, of one thing, or of one kind
    of thing ("story.Door"). 1 query.

    One line for each reader, thing and day, the latest: nobody reads another out of sight (R26).
    `reader` is None for who went, and for who cannot be found now.
    """
    rows = Reading.everywhere.filter(owner=owner)  # one's own, in every place
    if isinstance(about, str):
        rows = rows.filter(about=about)
    elif about is not None:
        rows = rows.filter(about=about._meta.label, about_id=str(about.pk))
    a_line = rows.order_by().values("reader", "thing", day=TruncDate("at"))
    latest = a_line.annotate(latest=models.Max("pk")).values("latest")
    shown = Reading.everywhere.filter(pk__in=latest)  # of the rows above
    found = list(shown.select_related("reader", "place").order_by("-at", "-pk")[:limit])
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
