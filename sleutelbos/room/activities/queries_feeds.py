"""What calendars take over: every time as an event with a name that never changes (K2E)."""

from collections.abc import Iterable
from datetime import datetime

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place

from .models import Occurrence, Puller, SignUp

MOST = 1000  # events in one feed


def for_room_feed(place: Place, since: datetime) -> list[Occurrence]:
    """Everything of a room that ends after `since`, also what is off, in order. 1 query.

    For an iCalendar feed: `.uuid` is the UID, `.sequence` the SEQUENCE, `.changed_at` the
    LAST-MODIFIED, `.is_on` decides the STATUS. No names of people go along.
    """
    rows = Occurrence.objects.within(place).filter(ends__gt=since).select_related("activity")
    return list(rows.order_by("starts", "code")[:MOST])


def for_person_feed(person: Person, since: datetime, places: Iterable[Place]) -> list[Occurrence]:
    """What one person comes to, stands in for or pulls, in these rooms of theirs. 1 query.

    Each with `.activity` and `.place`; otherwise as `for_room_feed`.
    """
    said = SignUp.everywhere.filter(person=person)  # everywhere: one person's own, wherever
    pulls = Puller.everywhere.filter(person=person, until=None)  # the same
    here = Occurrence.everywhere.filter(place__in=list(places))  # in several rooms, all named
    own = here.filter(ends__gt=since)
    rows = (
        own.filter(pk__in=said.exclude(state=SignUp.State.GONE).values("occurrence"))
        | own.filter(activity__in=pulls.values("activity"))
        | own.filter(stand_in=person)
    )
    return list(rows.select_related("activity", "place").order_by("starts", "code")[:MOST])
