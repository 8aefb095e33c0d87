"""Looking in the journal."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from .models import Entry

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
