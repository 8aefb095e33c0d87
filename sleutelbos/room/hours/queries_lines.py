"""Looking at thanks, and at what somebody gave and got. Only ever for that person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.functional import Promise

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place

from .models import GAVE_WORDS, GOT_WORDS, GaveGot, Thanks

if TYPE_CHECKING:
    from sleutelbos.room.activities.models import Occurrence

LAST = 3  # so many of each stand on my page
UNDO_DAYS = timedelta(days=7)


@dataclass(frozen=True)
class Given:
    """One line of *Ik gaf* or *Ik kreeg*. `words` are my own, or those of the drawing."""

    once: UUID
    kind: str
    picto: str
    own: str
    with_whom: str
    at: datetime
    shown: bool = False  # on the pride wall

    @property
    def words(self) -> str | Promise:
        """What the line says."""
        return self.own or words_for(self.kind)[self.picto]


def words_for(kind: str) -> dict[str, str | Promise]:
    """The drawings to choose from and what each says: for what I gave, or for what I got."""
    return GAVE_WORDS if kind == GaveGot.Kind.GAVE else GOT_WORDS


def _given(line: GaveGot) -> Given:
    picto = line.picto if line.picto in GAVE_WORDS else "cadeau"
    shown = line.shown_at is not None
    return Given(line.once, line.kind, picto, line.text, line.with_whom, line.at, shown)


def _mine(person: Person, place: Place) -> QuerySet[GaveGot]:
    return GaveGot.objects.within(place).filter(person=person, taken_away_at=None)


def gave_and_got(person: Person, place: Place) -> tuple[list[Given], list[Given]]:
    """The last three I gave and the last three I got, newest first, and no more. 1 query."""
    nth = Window(RowNumber(), partition_by="kind", order_by=[F("at").desc(), F("pk").desc()])
    rows = _mine(person, place).annotate(nth=nth).filter(nth__lte=LAST).order_by("-at", "-pk")
    found = [_given(line) for line in rows]
    gave = [line for line in found if line.kind == GaveGot.Kind.GAVE]
    return gave, [line for line in found if line.kind == GaveGot.Kind.GOT]


def lines(person: Person, place: Place, kind: str, *, skip: int, limit: int) -> list[Given]:
    """A leaf of what I gave or got, newest first. 1 query; nothing is counted."""
    rows = _mine(person, place).filter(kind=kind).order_by("-at", "-pk")
    return [_given(line) for line in rows[skip : skip + limit]]


def news_of_thanks(person: Person, place: Place, at: datetime) -> tuple[list[Thanks], list[Thanks]]:
    """Thanks to me that I did not put away; and what I said myself this week. 1 query.

    Each with `.shown`: the other as I may see them, or nothing for who is gone or hidden.
    """
    said = Q(from_person=person, said_at__gte=at - UNDO_DAYS)
    rows = Thanks.objects.within(place).filter(taken_back_at=None)
    rows = rows.filter(said | Q(to_person=person, seen_at=None))
    found = list(rows.select_related("from_person", "to_person", "occurrence").order_by("-said_at"))
    for row in found:
        other = row.to_person if row.from_person_id == person.pk else row.from_person
        row.shown = None if other is None or other.is_hidden else other
    mine = [row for row in found if row.from_person_id == person.pk]
    return [row for row in found if row.to_person_id == person.pk], mine


def said_for(person: Person, place: Place, occurrence: "Occurrence") -> dict[int, Thanks]:
    """Whom I thanked for this, and how: person → what I said. 1 query."""
    rows = Thanks.objects.within(place).filter(from_person=person, taken_back_at=None)
    return {row.to_person_id: row for row in rows.filter(occurrence=occurrence)}
