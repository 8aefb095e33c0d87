"""The pride wall: what neighbours chose to show, and what I could show (K2D)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place, Role

from .models import GAVE_WORDS, GaveGot, Thanks

LAST = 40  # of each sort on the wall
MINE = 10  # of each sort that I could show
THANKED = _("Iemand zei dank je wel")


@dataclass(frozen=True)
class Proud:
    """Something on the wall, or that could be: whose, in which words, and about what."""

    once: UUID
    person: Person
    picto: str
    words: str | Promise
    about: str  # the title of an activity, or nothing
    at: datetime
    mine: bool


def _of_line(line: GaveGot, viewer: Person) -> Proud:
    picto = line.picto if line.picto in GAVE_WORDS else "cadeau"
    words = line.text or GAVE_WORDS[picto]
    return Proud(line.once, line.person, picto, words, "", line.shown_at or line.at,
                 line.person_id == viewer.pk)  # fmt: skip


def _of_thanks(said: Thanks, viewer: Person) -> Proud:
    about = said.occurrence.title if said.occurrence else ""
    return Proud(said.once, said.to_person, "hart", THANKED, about, said.shown_at or said.said_at,
                 said.to_person_id == viewer.pk)  # fmt: skip


def _lines(place: Place) -> QuerySet[GaveGot]:
    rows = GaveGot.objects.within(place).filter(kind="gave", taken_away_at=None)
    return rows.select_related("person")


def _thanks(place: Place) -> QuerySet[Thanks]:
    rows = Thanks.objects.within(place).filter(taken_back_at=None)
    return rows.select_related("to_person", "occurrence")


def wall(place: Place, viewer: Person) -> list[Proud]:
    """What neighbours of now chose to show, newest first; nobody who is hidden. 2 queries.

    Never the words or the name of who said thank you, nor with whom somebody did something.
    """
    here = Role.objects.filter(place=place, until=None)
    lines = _lines(place).filter(
        Exists(here.filter(person=OuterRef("person"))), shown_at__isnull=False
    )
    thanks = _thanks(place).filter(
        Exists(here.filter(person=OuterRef("to_person"))), shown_at__isnull=False
    )
    # who is hidden still finds their own, to take it off
    lines = lines.filter(Q(person__hidden_since=None) | Q(person=viewer)).order_by("-shown_at")
    thanks = thanks.filter(Q(to_person__hidden_since=None) | Q(to_person=viewer))
    found = [_of_line(line, viewer) for line in lines[:LAST]]
    found += [_of_thanks(said, viewer) for said in thanks.order_by("-shown_at")[:LAST]]
    return sorted(found, key=lambda proud: proud.at, reverse=True)


def could_show(place: Place, viewer: Person) -> list[Proud]:
    """What I gave and the thanks I got that are not on the wall, ten of each. 2 queries."""
    lines = _lines(place).filter(person=viewer, shown_at=None).order_by("-at")
    thanks = _thanks(place).filter(to_person=viewer, shown_at=None).order_by("-said_at")
    found = [_of_line(line, viewer) for line in lines[:MINE]]
    found += [_of_thanks(said, viewer) for said in thanks[:MINE]]
    return sorted(found, key=lambda proud: proud.at, reverse=True)
