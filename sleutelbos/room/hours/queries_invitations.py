"""Whom the team might ask what they would like to do: an invitation, never a debt (K1E).

Only neighbours who agreed to be asked are ever looked at. Who got help three times and wrote down
nothing that they gave is invited; how often, and what it was, leaves this file in no form. Each day
another few, in an order that means nothing: drawn anew from the day itself.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.models import Place
from sleutelbos.room.activities import queries as activities
from sleutelbos.room.activities.queries_known import known_by
from sleutelbos.room.talents import queries as talents

from .models import Asked, GaveGot, HoursEntry, Steering

A_DAY = 3  # invitations at most
GOT = 3  # times somebody got something
REST = {"gently": timedelta(days=56), "actively": timedelta(days=14)}
LATER = timedelta(days=7)


@dataclass(frozen=True)
class Invitation:
    """A neighbour to ask, what hangs on their ring, and who of the room knows them (or nobody)."""

    person: Person
    talents: list[talents.Hung]
    knows: Person | None


def steering_of(person: Person, place: Place) -> str:
    """How much this person agreed to be steered: `not`, `gently` or `actively`. 1 query."""
    rows = Steering.objects.within(place).filter(person=person, until=None)
    return rows.values_list("how", flat=True).first() or "not"


def invitations(place: Place, day: date) -> list[Invitation]:
    """At most three neighbours to ask on a day, those of the day already asked among the three.

    For *Mijn dag* of the team. 10 queries, however large the room is; 6 when there is nobody.
    """
    drawn = _drawn(place, day)
    if not drawn:
        return []
    hung = talents.hung_by(place, drawn)
    known = known_by(place, drawn)
    welcomed = places.welcomed_by(place, drawn)
    return [
        Invitation(person, hung.get(person.pk, []), known.get(person.pk, welcomed.get(person.pk)))
        for person in drawn
    ]


def find_invitation(place: Place, day: date, code: str) -> Person | None:
    """The neighbour with this code, if they are on the list of the day."""
    return next((person for person in _drawn(place, day) if person.code == code), None)


def _drawn(place: Place, day: date) -> list[Person]:
    agreed = dict(_agreed(place))
    resting, today = _resting(place, day, agreed)
    gave = _gave(place)
    fits = [
        person for person in _got(place, [pk for pk in agreed if pk not in resting])
        if person.pk not in gave
    ]  # fmt: skip
    fits.sort(key=lambda person: sha256(f"{day}{person.uuid}".encode()).digest())
    return fits[: max(A_DAY - today, 0)]


def _agreed(place: Place) -> QuerySet[Steering, tuple[int, str]]:
    rows = Steering.objects.within(place).filter(until=None, how__in=REST)
    return rows.values_list("person_id", "how")


def _resting(place: Place, day: date, agreed: dict[int, str]) -> tuple[set[int], int]:
    """Who is left in peace on this day, and how many were asked or put off on it already."""
    rows = Asked.objects.within(place).filter(day__lte=day, day__gt=day - max(REST.values()))
    asked = list(rows.values_list("person_id", "later", "day"))
    resting = {
        pk for pk, later, last in asked
        if day < last + (LATER if later else REST.get(agreed.get(pk, ""), LATER))
    }  # fmt: skip
    return resting, sum(1 for _pk, _later, last in asked if last == day)


def _gave(place: Place) -> set[int]:
    """Who wrote down something they gave or their own hours, or pulls something.

    Hours that somebody else wrote for all who were there do not count: that is being there.
    """
    lines = GaveGot.objects.within(place).filter(kind="gave", taken_away_at=None)
    given = HoursEntry.objects.within(place).filter(
        person__isnull=False, entered_by=F("person"), corrects=None, counter=None
    )
    found = set(lines.values_list("person_id", flat=True))
    found |= set(given.values_list("person", flat=True))
    return found | set(activities.pulled_here(place))


def _got(place: Place, among: list[int]) -> list[Person]:
    """Neighbours among these who wrote down three times that they got something."""
    times = (
        GaveGot.objects.within(place)
        .filter(person=OuterRef("pk"), kind="got", taken_away_at=None)
        .order_by().values("person").annotate(times=Count("pk")).filter(times__gte=GOT)
    )  # fmt: skip
    return list(places.neighbours(place).filter(Exists(times), pk__in=among))
