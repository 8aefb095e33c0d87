"""Looking for what waits for a person."""

from django.db.models import QuerySet

from sleutelbos.commons.people.models import Person

from .models import Notice

SHOWN = 60


def waiting(person: Person) -> int:
    """How many notices this person did not read yet, in every room. 1 query."""
    mine = Notice.everywhere.filter(person=person)  # one's own, wherever one comes
    return mine.filter(read_at=None).count()


def notices_of(person: Person) -> QuerySet[Notice]:
    """The notices of a person, newest first, with their rooms. 1 query."""
    mine = Notice.everywhere.filter(person=person)  # one's own, wherever one comes
    return mine.select_related("place").order_by("-made_at", "-pk")[:SHOWN]
