"""What the API asks of hours: leaves of somebody's own."""

from uuid import UUID

from django.db.models import Q

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.refused import NotFound

from .models import HoursEntry
from .queries import entry_of, my_entries


def mine_after(person: Person, place: Place, cursor: UUID | None, limit: int) -> list[HoursEntry]:
    """A leaf of my hours, newest day first, after the entry `cursor`. 2 queries at most.

    Raises `NotFound` for a cursor that is no entry of mine.
    """
    rows = my_entries(person, place)
    if cursor:
        last = entry_of(person, place, cursor)
        if last is None:
            raise NotFound
        same_day = Q(day=last.day, entered_at__lt=last.entered_at)
        same_moment = Q(day=last.day, entered_at=last.entered_at, pk__lt=last.pk)
        rows = rows.filter(Q(day__lt=last.day) | same_day | same_moment)
    return list(rows[:limit])
