"""Hours that the neighbours of an invented room gave, and the thanks they got."""

from datetime import date, timedelta
from uuid import UUID

from sleutelbos.room.hours.models import MOST_MINUTES, HoursEntry, Thanks

from .big_days import moment
from .big_people import One, Room
from .bulk import uuid_from

WHAT = ("ontvangen", "koffie zetten", "schoonmaken", "boodschappen", "klussen", "vergaderen")


def draw(room: Room) -> None:
    """Who led something wrote hours for the volunteers who were there; others wrote their own."""
    volunteers = {one.pk for one in room.volunteers}
    by_uuid = {one.pk: one for one in room.volunteers}
    for occurrence, puller, day, minutes, ticked in room.led:
        together = uuid_from(room.lot)
        for pk in ticked:
            if pk in volunteers:
                _entry(room, by_uuid[pk], puller, day, minutes, occurrence, together)
        at = moment(day, 1270)
        room.note(puller, "hours.written-for-all", "activities.Occurrence", occurrence, at)
        if room.lot.random() < 0.05:
            _thank(room, puller, occurrence, day)
    for day in room.days.open:
        for one in room.lot.sample(room.volunteers, min(6, len(room.volunteers))):
            if one.is_here(day):
                _entry(room, one, one, day, room.lot.choice((30, 60, 90, 120, 180, 240)))


def _entry(
    room: Room, one: One, by: One, day: date, minutes: int, occurrence: int | None = None,
    together: UUID | None = None,
) -> None:  # fmt: skip
    """One entry, as long as the day stays under twelve hours; few are taken back again."""
    lot = room.lot
    had = room.given.get((one.pk, day), 0)
    if had + minutes > MOST_MINUTES:
        return
    at = moment(day, 1265)
    values = {
        "place_id": room.place, "person_id": one.pk, "day": day, "occurrence_id": occurrence,
        "what": "" if occurrence else lot.choice(WHAT), "entered_by_id": by.pk,
    }  # fmt: skip
    pk = room.tables[HoursEntry].add(minutes=minutes, entered_at=at, together=together, **values)
    if by is one:
        room.note(one, "hours.written", "hours.HoursEntry", pk, at)
    if lot.random() < 0.02:
        later = at + timedelta(minutes=3)
        counter = room.tables[HoursEntry].add(
            minutes=-minutes, entered_at=later, corrects_id=pk, **values
        )
        room.note(by, "hours.corrected", "hours.HoursEntry", counter, later)
        return
    room.given[one.pk, day] = had + minutes


def _thank(room: Room, puller: One, occurrence: int, day: date) -> None:
    other = room.pick(room.everybody, day)
    if other and other is not puller:
        at = moment(day, 1275)
        pk = room.tables[Thanks].add(
            place_id=room.place, to_person_id=puller.pk, from_person_id=other.pk,
            occurrence_id=occurrence, said_at=at, seen_at=at + timedelta(hours=14),
        )  # fmt: skip
        room.note(other, "hours.thanked", "hours.Thanks", pk, at)
