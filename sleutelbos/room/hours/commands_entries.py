"""Writing hours down, for oneself and for all who were there; taking them back (K1E, K3B).

Entries are only added. Before a sum is made the row of its person is locked, so two who write at
the same moment stand one behind the other, and a day of a person never holds more than twelve
hours, in all rooms together. What another room holds is never told: only that it is too much.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.room.activities.permissions import leads

from . import queries
from .models import MOST_MINUTES, HoursEntry
from .permissions import may_write_hours

if TYPE_CHECKING:
    from sleutelbos.room.activities.models import Occurrence

A_YEAR = timedelta(days=366)


@transaction.atomic
def write_hours(
    actor: Actor, *, minutes: int, day: date, occurrence: "Occurrence | None" = None,
    what: str = "", once: UUID | None = None,
) -> HoursEntry:  # fmt: skip
    """Write down my own hours: `minutes` on `day`, for an activity or for the room itself.

    With an occurrence the day is the day it began. The same `once` twice is one entry (R5). Refused
    `no-hours`, `too-many-hours` (above twelve hours a day, all entries of that day in all rooms
    together), `future-day`, `too-long-ago`, `not-yet` (it has not begun), `hours-there` (written
    already, by me or by who led it). Noted in the journal.
    """
    allow(may_write_hours(actor))
    if occurrence is not None:
        day = _day_of(actor, occurrence)
    once = once or uuid4()
    _lock(actor.someone.pk)
    mine = HoursEntry.objects.within(actor.place).filter(person=actor.someone)
    if found := mine.filter(once=once).first():
        return _the_same_or_refuse(found, minutes, day)
    _refuse_day(day)
    _refuse_minutes(minutes, _sums(_on(day, [actor.someone])).get(actor.someone.pk, 0))
    if occurrence is not None and _still_there(mine, occurrence).exists():
        raise _there_already()
    entry = HoursEntry(
        place=actor.place, person=actor.someone, minutes=minutes, day=day, occurrence=occurrence,
        what=one_line(what)[:80], entered_by=actor.someone, entered_at=timezone.now(), once=once,
    )  # fmt: skip
    _add(entry)
    note(actor, "hours.written", entry)
    return entry


@dataclass(frozen=True)
class Together:
    """What came of writing for all: the entries, and who was left out because it is too much."""

    once: UUID
    entries: list[HoursEntry] = field(default_factory=list)
    too_much: list[Person] = field(default_factory=list)


@transaction.atomic
def write_for_all(
    actor: Actor, *, occurrence: "Occurrence", minutes: int, people: Iterable[Person] | None = None,
    once: UUID | None = None,
) -> Together:  # fmt: skip
    """Write the same hours for everybody who was there (or for `people` among them), by who led it.

    Who has hours for this already keeps those; who would come above twelve hours that day is left
    out and told of. The same `once` twice is one deed (R5). Refused `not-known-here` (somebody who
    was not there), `no-hours`, `too-many-hours`, `too-long-ago`, `not-yet`. Noted in the journal.
    """
    allow(leads(actor, occurrence))
    day = _day_of(actor, occurrence)
    _refuse_day(day)
    _refuse_minutes(minutes, 0)
    once = once or uuid4()
    wanted = _present(actor, occurrence, people)
    _lock(*(person.pk for person in wanted))
    rows = HoursEntry.objects.within(actor.place)
    mine = rows.filter(together=once, corrects=None, entered_by=actor.someone)
    if done := list(mine.order_by("pk")):
        return Together(once, done)
    there = set(_still_there(rows, occurrence).values_list("person_id", flat=True))
    sums = _sums(_on(day, wanted))
    new = [person for person in wanted if person.pk not in there]
    fits = [person for person in new if sums.get(person.pk, 0) + minutes <= MOST_MINUTES]
    now = timezone.now()
    entries = [
        HoursEntry(
            place=actor.place, person=person, minutes=minutes, day=day, occurrence=occurrence,
            entered_by=actor.someone, entered_at=now, together=once,
            once=uuid5(once, str(person.uuid)),
        )
        for person in fits
    ]  # fmt: skip
    HoursEntry.everywhere.bulk_create(entries)  # everywhere: writing, not looking
    note(actor, "hours.written-for-all", occurrence)
    return Together(once, entries, [person for person in new if person not in fits])


@transaction.atomic
def correct(actor: Actor, *, entry: HoursEntry) -> HoursEntry:
    """Take hours back by writing the opposite; returns that counter-entry. Twice is once.

    For my own hours, and for those I wrote down for others. Raises `NotFound` for hours of others;
    refused when they are `too-long-ago`. Noted in the journal.
    """
    found = HoursEntry.objects.within(actor.place).select_for_update().filter(pk=entry.pk).first()
    if found is None or actor.someone.pk not in {found.person_id, found.entered_by_id}:
        raise NotFound
    if found.corrects_id is not None:
        raise NotFound
    return _counter(actor, found)


@transaction.atomic
def correct_together(actor: Actor, *, together: UUID) -> list[HoursEntry]:
    """Take back all that I wrote at once for everybody; what a neighbour took back stays as it is.

    Raises `NotFound` when I wrote nothing like that here. Noted in the journal, each entry.
    """
    rows = HoursEntry.objects.within(actor.place).select_for_update()
    mine = list(
        rows.filter(together=together, corrects=None, entered_by=actor.someone).order_by("pk")
    )
    if not mine:
        raise NotFound
    return [_counter(actor, entry) for entry in mine]


def _counter(actor: Actor, entry: HoursEntry) -> HoursEntry:
    made = HoursEntry.objects.within(actor.place).filter(corrects=entry).first()
    if made is not None:
        return made
    _refuse_day(entry.day)
    counter = HoursEntry(
        place=actor.place, person_id=entry.person_id, minutes=-entry.minutes, day=entry.day,
        occurrence_id=entry.occurrence_id, entered_by=actor.someone, entered_at=timezone.now(),
        corrects=entry,
    )  # fmt: skip
    _add(counter)
    note(actor, "hours.corrected", entry)
    return counter


def _day_of(actor: Actor, occurrence: "Occurrence") -> date:
    """The day an occurrence began, when it is of this room and has begun."""
    if occurrence.place_id != actor.place.pk:
        raise NotFound
    if occurrence.starts > timezone.now():
        raise Refused("not-yet", _("Het is nog niet begonnen."))
    return timezone.localdate(occurrence.starts)


def _present(
    actor: Actor, occurrence: "Occurrence", people: Iterable[Person] | None
) -> list[Person]:
    """Who was there, in one order for everybody, so that two who lock them never wait in a ring."""
    known = {person.pk: person for person in queries.who_was_there(actor.place, occurrence)}
    wanted = list(known.values()) if people is None else list(people)
    if any(person.pk not in known for person in wanted):
        raise Refused("not-known-here", _("Deze buur was er niet bij. Vink eerst aan wie er was."))
    return sorted({person.pk: known[person.pk] for person in wanted}.values(), key=lambda p: p.pk)


def _lock(*people: int) -> None:
    """Hold these people until the end of the transaction; what only points at them may go on."""
    rows = Person.objects.filter(pk__in=people).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _add(entry: HoursEntry) -> None:
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        raise Refused("try-again", _("Probeer het nog een keer.")) from None


def _on(day: date, people: Iterable[Person]) -> QuerySet[HoursEntry]:
    """All hours of these people on a day: whoever is in two rooms still has one day."""
    return HoursEntry.everywhere.filter(day=day, person__in=people)  # a day is one, in every room


def _sums(rows: QuerySet[HoursEntry]) -> dict[int, int]:
    return dict(rows.values_list("person_id").annotate(minutes=Sum("minutes")).order_by())


def _still_there(rows: QuerySet[HoursEntry], occurrence: "Occurrence") -> QuerySet[HoursEntry]:
    return rows.filter(occurrence=occurrence, corrects=None, counter=None)


def _refuse_day(day: date) -> None:
    today = timezone.localdate()
    if day > today:
        raise Refused(
            "future-day", _("Deze dag is nog niet geweest. Kies vandaag of eerder."), field="day"
        )
    if day < today - A_YEAR:
        raise Refused(
            "too-long-ago", _("Dit is langer dan een jaar geleden. Kies een latere dag."),
            field="day",
        )  # fmt: skip


def _refuse_minutes(minutes: int, had: int) -> None:
    if minutes <= 0:
        raise Refused("no-hours", _("Kies hoe lang je er was."), field="minutes")
    if had + minutes > MOST_MINUTES:
        raise Refused(
            "too-many-hours", _("Meer dan 12 uur op één dag kan niet. Klopt het getal?"),
            field="minutes",
        )  # fmt: skip


def _the_same_or_refuse(found: HoursEntry, minutes: int, day: date) -> HoursEntry:
    """The same form again is the entry it made; with other hours it comes from an old page."""
    if (found.minutes, found.day) == (minutes, day):
        return found
    raise _there_already()


def _there_already() -> Refused:
    return Refused("hours-there", _("Deze uren staan er al. Klopt het niet? Maak ze ongedaan."))
