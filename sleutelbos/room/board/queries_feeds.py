"""What calendars read along: of a room, of one time, of one person (K2E). No names of people."""

import uuid
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.queries import rooms_of
from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.codes import fingerprint
from sleutelbos.kit.ical import Entry, calendar
from sleutelbos.kit.words import listed
from sleutelbos.room.activities import queries as activities
from sleutelbos.room.activities.queries_feeds import for_person_feed, for_room_feed
from sleutelbos.room.keys.queries_feeds import TurnTime, turns_for_feed

from .models import Feed

BACK = timedelta(days=31)  # so long a calendar still shows what was
TURN = timedelta(minutes=15)
# The names of turns are made from the room, the day and the end of the day: always the same ones.
TURNS = uuid.UUID("5f0c3f6e-7a55-4bb5-9b52-7d6e0c1d9a34")


def room_calendar(place: Place) -> bytes:
    """Everything of a room, also what is off. 1 query."""
    first = local_moment(timezone.localdate() - BACK, time.min)
    rows = for_room_feed(place, first)
    return calendar(place.name, [_time(row, place) for row in rows])


def one_time(place: Place, code: str) -> bytes:
    """One time of an activity, to put in a calendar by hand. Raises `NotFound`. 2 queries."""
    row = activities.occurrence(place, code)
    return calendar(row.title, [_time(row, place)])


def person_calendar(token: str) -> bytes | None:
    """The calendar of the person who has this secret address, in the language they read best.

    What they come to, pull or stand in for, and their turns at the door, in the rooms where they
    carry a role now. Nothing when the address was never made or was replaced. 6 queries.
    """
    found = Feed.everywhere.filter(fingerprint=fingerprint(token))  # the address says whose
    feed = found.select_related("person").first()
    if feed is None:
        return None
    with translation.override(feed.person.language):
        return _of(feed.person, timezone.localdate() - BACK)


def _of(person: Person, first: date) -> bytes:
    rooms = list(rooms_of(person))
    rows = for_person_feed(person, local_moment(first, time.min), rooms)
    turns = turns_for_feed(person, rooms, first)
    entries = [_time(row, row.place) for row in rows] + [_turn(turn) for turn in turns]
    return calendar(_("Mijn bos"), sorted(entries, key=lambda entry: (entry.starts, entry.uid)))


def feed_of(person: Person) -> datetime | None:
    """When this person made the address of their calendar, or nothing. 1 query."""
    made: datetime | None = Feed.objects.of(person).values_list("made_at", flat=True).first()
    return made


def _time(row: activities.Occurrence, place: Place) -> Entry:
    here = {"place_slug": place.slug, "code": row.code}
    off = _("Gaat niet door: %(title)s") % {"title": row.title}
    return Entry(
        uid=str(row.uuid),
        starts=row.starts,
        ends=row.ends,
        summary=row.title if row.is_on else off,
        changed_at=row.changed_at,
        where=_where(place),
        about=row.activity.about,
        url=settings.PUBLIC_URL + reverse("activities:occurrence", kwargs=here),
        sequence=row.sequence,
        is_on=row.is_on,
    )


def _turn(found: TurnTime) -> Entry:
    turn, place = found.turn, found.turn.place
    opens, closes = _("Jij doet de deur open"), _("Jij doet de deur dicht")
    here = {"place_slug": place.slug}
    return Entry(
        uid=str(uuid.uuid5(TURNS, f"{place.slug} {turn.day} {turn.what}")),
        starts=found.at,
        ends=found.at + TURN,
        summary=opens if found.is_opening else closes,
        changed_at=turn.taken_at,
        where=_where(place),
        url=settings.PUBLIC_URL + reverse("keys:week", kwargs=here),
    )


def _where(place: Place) -> str:
    return listed((place.name, place.address))
