"""Looking at the door: who may tap, who came, and what waits for a human."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.kit.leaving import hands_over
from sleutelbos.kit.prepared import Prepared, columns, instance

from .models import Part, SetAside, Tablet, Undone, Visit
from .queries_counts import DayCount, Pair, door_versus_counted, visits_per_day

__all__ = [
    "Arrivals", "DayCount", "Pair", "already_here", "arrivals", "by_codes", "door_versus_counted",
    "on_the_screen", "part_of", "present", "set_aside", "stands_at", "tablet_of", "tablets",
    "visit_of", "visits_per_day", "with_tag",
]  # fmt: skip


@dataclass(frozen=True)
class Arrivals:
    """How many visits were tapped in one part of a day: of neighbours we know, and of others."""

    part: str
    known: int
    new: int

    @property
    def label(self) -> str:
        """The part of the day in words."""
        return str(Part(self.part).label)

    @property
    def people(self) -> int:
        """Visits in all."""
        return self.known + self.new


def part_of(moment: datetime) -> tuple[date, str]:
    """The day and the part of it, on the clock of the room. Nothing finer is kept of a visit."""
    here = timezone.localtime(moment)
    if here.hour < 12:
        return here.date(), Part.MORNING.value
    return here.date(), (Part.AFTERNOON if here.hour < 18 else Part.EVENING).value


def tablet_of(place_slug: str, fingerprint: str) -> models.QuerySet[Tablet]:
    """The working tablet with this token at this place, with `.place`; none when revoked."""
    return Tablet.everywhere.filter(  # which place it stands in is what is asked here
        place__slug=place_slug, fingerprint=fingerprint, revoked_at=None
    ).select_related("place")


@Prepared
def _tablet_at(*, slug: Any, fingerprint: Any) -> models.QuerySet[Tablet, Any]:
    rows = tablet_of(slug, fingerprint)
    return rows.values_list("pk", *columns(Place, "place__"))


@Prepared
def _held_tablet_at(*, slug: Any, fingerprint: Any) -> models.QuerySet[Tablet, Any]:
    rows = tablet_of(slug, fingerprint).select_for_update(of=("self",), no_key=True)
    return rows.values_list("pk", *columns(Place, "place__"))


def stands_at(place_slug: str, fingerprint: str, *, hold: bool = False) -> Place | None:
    """The place where the tablet with this token stands, or nothing. 1 query.

    With `hold` the row of the tablet is held until the end of the transaction.
    """
    question = _held_tablet_at if hold else _tablet_at
    rows = question(slug=place_slug, fingerprint=fingerprint)
    return instance(Place, rows[0][1:]) if rows else None


def tablets(place: Place) -> models.QuerySet[Tablet]:
    """Every tablet that still works here, newest first, with who put it there. 1 query."""
    here = Tablet.objects.within(place).filter(revoked_at=None)
    return here.select_related("enrolled_by").order_by("-enrolled_at", "-pk")


def on_the_screen(place: Place) -> models.QuerySet[Person]:
    """The neighbours who said yes to their name on the door screen, by name. 1 query.

    Who is hidden, or took the yes back, is not among them from the next request on (K1F, P2).
    """
    return places.neighbours(place).filter(
        consents__place=place,
        consents__purpose=Consent.Purpose.DOOR_NAME,
        consents__withdrawn_at=None,
    )


def with_tag(place: Place, picto: str, *, also_off_screen: bool = False) -> list[Person]:
    """The neighbours with one pictogram on their tag: those on the screen, or for the host all."""
    people = places.neighbours(place) if also_off_screen else on_the_screen(place)
    return list(people.filter(tag_picto=picto))


@Prepared
def _by_codes(*, place: Any, codes: list[Any]) -> models.QuerySet[Person, Any]:
    people = places.neighbours(place).filter(code__in=codes)
    return people.values_list(*columns(Person))


def by_codes(place: Place, codes: set[str]) -> dict[str, Person]:
    """Neighbours of this place by code; unknown, elsewhere and hidden are not there. 1 query."""
    people = [instance(Person, row) for row in _by_codes(place=place.pk, codes=sorted(codes))]
    return {person.code: person for person in people}


@Prepared
def _already_here(*, place: Any, ids: list[Any]) -> models.QuerySet[Visit, Any]:
    visits = Visit.objects.within(place).filter(client_id__in=ids)
    undone = Undone.objects.within(place).filter(client_id__in=ids)
    return visits.values_list("client_id", "digest", "brought_by_id").union(
        undone.values_list(
            "client_id",
            Value("", output_field=models.CharField()),
            Value(None, output_field=models.BigIntegerField()),
        ),
        all=True,
    )


def already_here(
    place: Place, ids: set[uuid.UUID]
) -> tuple[dict[uuid.UUID, tuple[str, int | None]], set[uuid.UUID]]:
    """Of these ids: the visits there are (digest, brought by), and those taken back. 1 query."""
    found: dict[uuid.UUID, tuple[str, int | None]] = {}
    taken_back = set()
    for client_id, digest, brought_by in _already_here(place=place.pk, ids=sorted(ids)):
        if digest:
            found[client_id] = (digest, brought_by)
        else:
            taken_back.add(client_id)
    return found, taken_back


def visit_of(place: Place, client_id: uuid.UUID) -> Visit | None:
    """One visit by the id its device gave it; for the page that greets. 1 query."""
    return Visit.objects.within(place).filter(client_id=client_id).first()


def arrivals(place: Place, day: date) -> list[Arrivals]:
    """What was tapped on a day, by part of the day, only parts in which somebody came. 1 query."""
    rows = (
        Visit.objects.within(place).filter(day=day).values("part")
        .annotate(known=Count("pk", filter=Q(person__isnull=False)), all=Count("pk"))
    )  # fmt: skip
    found = {row["part"]: Arrivals(row["part"], row["known"], row["all"] - row["known"])
             for row in rows}  # fmt: skip
    return [found[part] for part in Part.values if part in found]


def present(place: Place, day: date) -> list[Person]:
    """The neighbours who tapped in on a day and are on the door screen, by name. 1 query.

    For hosts and for who pulls an activity: they see nobody who keeps the name off the screen.
    """
    came = Visit.objects.within(place).filter(day=day, person__isnull=False)
    return list(on_the_screen(place).filter(pk__in=came.values("person")))


def set_aside(place: Place) -> list[SetAside]:
    """What a host or the team must still decide about, oldest first. 1 query."""
    return list(SetAside.objects.within(place).filter(settled_at=None).order_by("pk"))


@hands_over
def left_tablets(person: Person, place: Place) -> list[str]:
    """The tablets that somebody put at the door who left: are they still there? (R25). 1 query."""
    theirs = Tablet.objects.within(place).filter(revoked_at=None, enrolled_by=person)
    told = _("Zette de tablet „%(name)s“ neer. Kijk of die nog in de kamer staat.")
    return [told % {"name": name} for name in theirs.values_list("name", flat=True)]
