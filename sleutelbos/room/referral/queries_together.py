"""Looking at going along: what waits for me, where I go, and with whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sleutelbos.commons.journal.queries import readings_of
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.commons.places.queries import agreed, neighbours

from .models import Ask, Going, Line

if TYPE_CHECKING:
    from sleutelbos.commons.journal.models import Reading

MOST = 30


@dataclass(frozen=True)
class Mine:
    """Everything of going along that is mine: asked of me, my own, and with whom I go along."""

    asks: list[Ask]
    own: list[Going]
    along: list[Going]


@dataclass(frozen=True)
class Seen:
    """One going, for the resident or for who goes along. `lines` is None for who must open it.

    `other` is the one on the other side; nobody when there is none or they cannot be found.
    `is_read` says whether somebody else may read it now, found or not.
    """

    going: Going
    is_mine: bool
    is_read: bool
    other: Person | None
    lines: list[Line] | None
    readings: "list[Reading]"


def _along(person: Person) -> Q:
    """With whom somebody goes along: the yes stands and the resident can be found (R32)."""
    return Q(companion=person, withdrawn_at=None, resident__hidden_since=None)


def mine(actor: Actor) -> Mine:
    """What is mine here, newest first; nothing of anybody else. 2 queries."""
    me = actor.someone
    asks = Ask.objects.within(actor.place).filter(resident=me, asker__hidden_since=None)
    both = Q(resident=me) | _along(me)
    goings = Going.objects.within(actor.place).filter(both)
    found = list(
        goings.select_related("institution", "resident", "companion").order_by("-agreed_at", "-pk")
    )
    return Mine(
        list(asks.select_related("institution", "asker").order_by("-asked_at")[:MOST]),
        [going for going in found if going.resident_id == me.pk][:MOST],
        [going for going in found if going.companion_id == me.pk][:MOST],
    )


def asked_of(actor: Actor, code: str) -> Ask | None:
    """One question for a yes, for who it is asked of. 1 query."""
    if not code.isascii():
        return None
    rows = Ask.objects.within(actor.place).filter(code=code, resident=actor.someone)
    found = rows.filter(asker__hidden_since=None)
    return found.select_related("institution", "asker").first()


def seen(actor: Actor, code: str) -> Seen | None:
    """One going as this person may see it; nobody else gets anything. At most 3 queries.

    The resident reads everything at once; who goes along opens it by `commands.read`, because that
    leaves a trace.
    """
    if not code.isascii():
        return None
    me = actor.someone.pk
    both = Q(resident=me) | _along(actor.someone)
    rows = Going.objects.within(actor.place).filter(both, code=code)
    going = rows.select_related("institution", "resident", "companion").first()
    if going is None:
        return None
    is_mine = going.resident_id == me
    other = going.companion if is_mine else going.resident
    lines = Line.objects.within(actor.place).filter(going=going).select_related("person")
    return Seen(
        going, is_mine, bool(going.companion_id and not going.withdrawn_at),
        other if other and not other.is_hidden else None,
        list(lines.order_by("said_at", "pk")) if is_mine else None,
        readings_of(actor.someone, going) if is_mine else [],
    )  # fmt: skip


def can_be_asked(place: Place, me: Person) -> list[Person]:
    """Neighbours who said yes to being asked along, by name, without who is hidden. 2 queries."""
    yes = agreed(place, Consent.Purpose.GO_ALONG)
    return [person for person in neighbours(place).filter(pk__in=yes) if person != me]


def past_limit(ended_before: datetime, still_since: datetime) -> Q:
    """Goings that ended before a moment, or in which nothing was said since another one, and that
    have no day ahead."""
    said = Line.everywhere.filter(  # of the going that is looked at
        going=OuterRef("pk"), said_at__gte=still_since
    )
    no_day = Q(goes_on=None) | Q(goes_on__lt=timezone.localdate(still_since))
    return Q(ended_at__lt=ended_before) | (Q(agreed_at__lt=still_since) & no_day & Q(~Exists(said)))
