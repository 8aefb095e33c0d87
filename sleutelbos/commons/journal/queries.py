"""Looking in the journal, and who read what I told."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

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
    owner: "Person", about: models.Model | None = None, limit: int = 20
) -> list[Reading]:
    """Who read what this person told, newest first: of everything, or of one thing. 1 query.

    `reader` is None for who went, and for who cannot be found now.
    """
    rows = Reading.everywhere.filter(owner=owner)  # one's own, in every place
    if about is not None:
        rows = rows.filter(about=about._meta.label, about_id=str(about.pk))
    found = list(rows.select_related("reader", "place").order_by("-at", "-pk")[:limit])
    for reading in found:
        if reading.reader is not None and reading.reader.is_hidden:
            reading.reader = None
    return found
