"""Looking at hours: my own, those of an activity, and what there is to write today."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import ngettext

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.room.activities import queries as activities

from .models import HoursEntry, Steering
from .queries_lines import Given, gave_and_got, lines, news_of_thanks, said_for, words_for
from .queries_year import NeighbourHours, YearOfHours, sum_of, total, unsound, yearly, years

if TYPE_CHECKING:
    from sleutelbos.room.activities.models import Occurrence

__all__ = [
    "Card", "Chip", "Given", "NeighbourHours", "Present", "YearOfHours", "card", "chips",
    "entry_of", "gave_and_got", "lines", "months_of", "my_entries", "news_of_thanks", "present",
    "recent", "said_for", "steer_choices", "sum_of", "today", "total",
    "unsound", "who_was_there", "words_for", "yearly", "years",
]  # fmt: skip

CHIPS = (30, 60, 120, 180, 240)  # minutes
UNDO_DAYS = timedelta(days=7)
MONTHS = 12


@dataclass(frozen=True)
class Chip:
    """One length to tap: the figure and its word apart, as they are drawn."""

    minutes: int

    @property
    def figure(self) -> str:
        """`½`, `1`, `2½`, `1.45` (hours and minutes, as on a clock)."""
        whole, rest = divmod(self.minutes, 60)
        if rest == 30:
            return f"{whole or ''}½"
        return f"{whole}.{rest:02}" if rest else str(whole)

    @property
    def unit(self) -> str:
        """The word under the figure."""
        return ngettext("uur", "uur", max(1, -(-self.minutes // 60)))


def chips(also: int = 0) -> list[Chip]:
    """The lengths to choose from, shortest first, with `also` (minutes) among them."""
    return [Chip(minutes) for minutes in sorted({*CHIPS, *([also] if also > 0 else [])})]


def _mine(person: Person, place: Place) -> QuerySet[HoursEntry]:
    """What stands: entries of a person that were not taken back."""
    rows = HoursEntry.objects.within(place).filter(person=person, corrects=None, counter=None)
    return rows.select_related("occurrence", "entered_by")


def today(person: Person, place: Place, day: date) -> list[HoursEntry]:
    """The hours of one person on a day, in the order they were written. 1 query."""
    return list(_mine(person, place).filter(day=day).order_by("entered_at", "pk"))


def recent(person: Person, place: Place, at: datetime) -> list[HoursEntry]:
    """The hours of today, and those written in the last seven days, newest first. 1 query."""
    fresh = Q(day=timezone.localdate(at)) | Q(entered_at__gte=at - UNDO_DAYS)
    return list(_mine(person, place).filter(fresh).order_by("-entered_at", "-pk")[:40])


def my_entries(person: Person, place: Place) -> QuerySet[HoursEntry]:
    """Everything I have here, the newest day first, for a page or a file."""
    return _mine(person, place).order_by("-day", "-entered_at", "-pk")


def steer_choices() -> list[tuple[str, Any]]:
    """The answers to how much somebody may be steered, in the words of the person."""
    return list(Steering.How.choices)


def entry_of(person: Person, place: Place, once: UUID) -> HoursEntry | None:
    """One entry that I may take back: mine, or written by me. 1 query."""
    rows = HoursEntry.objects.within(place).filter(once=once, corrects=None)
    return rows.filter(Q(person=person) | Q(entered_by=person)).first()


def months_of(person: Person, place: Place) -> list[tuple[date, int]]:
    """The first day of each month with hours of mine, and the minutes; 12 at most. 1 query."""
    rows = HoursEntry.objects.within(place).filter(person=person).annotate(month=TruncMonth("day"))
    sums = rows.values_list("month").annotate(minutes=Sum("minutes")).order_by("-month")
    return [(month, minutes) for month, minutes in sums[:MONTHS] if minutes]


@dataclass(frozen=True)
class Card:
    """*Hoe lang was jij er vandaag?*: what there is to write, and what stands already."""

    day: date
    occurrence: "Occurrence | None" = None  # still without hours
    last: "Occurrence | None" = None  # what I was at last today
    written: list[HoursEntry] = field(default_factory=list)
    once: UUID = field(default_factory=uuid4)

    @property
    def chips(self) -> list[Chip]:
        """The lengths to tap; none when today is written down already."""
        return chips() if self.asks else []

    @property
    def asks(self) -> bool:
        """Is there something to write: an activity without hours, or a day without any?"""
        return self.occurrence is not None or not self.written


def card(
    person: Person, place: Place, at: datetime, *, entries: list[HoursEntry] | None = None
) -> Card:
    """What to ask about today: 2 queries, or 1 with `entries` (as `recent` gives them)."""
    day = timezone.localdate(at)
    written = today(person, place, day) if entries is None else entries
    written = [entry for entry in written if entry.day == day]
    last = activities.attended_today(person, place, day)
    done = last is not None and any(entry.occurrence_id == last.pk for entry in written)
    return Card(day, None if done else last, last, written)


def who_was_there(place: Place, occurrence: "Occurrence") -> list[Person]:
    """Who was at an activity by name: who was ticked, or else who said *Ik kom*; and who leads it.

    Nobody who is hidden. 4 queries.
    """
    came = activities.comers(place, occurrence)
    there = came.people
    if came.ticked:
        there = list(Person.objects.filter(pk__in=came.ticked, hidden_since=None))
    led = activities.pullers_of(place, {occurrence.activity_id}).get(occurrence.activity_id, [])
    stand_in = occurrence.stand_in
    if stand_in is not None:
        led = [] if stand_in.is_hidden else [stand_in]
    found = {person.pk: person for person in [*led, *there]}
    return sorted(found.values(), key=lambda person: (person.called.casefold(), person.pk))


@dataclass(frozen=True)
class Present:
    """Somebody who was there, and the minutes that are written for them already (or 0)."""

    person: Person
    minutes: int


def present(place: Place, occurrence: "Occurrence") -> list[Present]:
    """Who was there, by name, with the hours they have for it. 5 queries."""
    rows = HoursEntry.objects.within(place).filter(occurrence=occurrence)
    sums = dict(rows.values_list("person_id").annotate(minutes=Sum("minutes")).order_by())
    people = who_was_there(place, occurrence)
    return [Present(person, sums.get(person.pk, 0)) for person in people]
