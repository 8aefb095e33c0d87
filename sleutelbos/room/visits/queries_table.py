"""Looking at the host's table: today at a glance, and what is on."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.cache import caches
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.cache import cache_key
from sleutelbos.room.activities import queries as activities

from .models import HandoverNote, HostCall, HostDay, SetAside
from .queries import Arrivals, arrivals, on_the_screen, present

SHORT = 15 * 60  # seconds a drink is remembered, and nowhere but in the cache
NOTES_LAST = timedelta(days=14)
DRINKS: dict[str, tuple[str, str | Promise]] = {
    # what is said → pictogram, word
    "koffie": ("kop", _("Koffie")),
    "thee": ("thee", _("Thee")),
    "water": ("water", _("Water")),
}


@dataclass(frozen=True)
class Drink:
    """Something to drink for somebody at the table. It knows no person and is in no database."""

    once: str
    what: str
    at: datetime
    is_new: bool
    with_neighbour: bool

    @property
    def picto(self) -> str:
        """The drawing that goes with it."""
        return DRINKS[self.what][0] if self.what in DRINKS else "mensen"

    @property
    def label(self) -> str:
        """The word for it; empty when they only said that a neighbour brought them."""
        return str(DRINKS[self.what][1]) if self.what in DRINKS else ""


@dataclass(frozen=True)
class Table:
    """Everything on „Vandaag aan tafel“."""

    day: date
    host: Person | None
    arrivals: list[Arrivals]
    present: list[Person]
    call: HostCall | None
    drinks: list[Drink]
    notes: list[HandoverNote]
    to_settle: int
    people: int = field(default=0)


def drinks_key(place: Place) -> str:
    """The one cache key of the drinks of a place."""
    return cache_key("drinks", place.pk)


def drinks(place: Place, now: datetime) -> list[Drink]:
    """What was asked for in the last 15 minutes, newest first. 0 queries."""
    told: list[Drink] = caches["moment"].get(drinks_key(place), [])
    since = now - timedelta(seconds=SHORT)
    return [drink for drink in reversed(told) if drink.at > since]


def host_on(place: Place, day: date) -> Person | None:
    """Who receives people on a day; None when nobody tapped it, or is hidden. 1 query."""
    found = (
        HostDay.objects.within(place).filter(day=day, person__hidden_since=None)
        .select_related("person").first()
    )  # fmt: skip
    return found.person if found else None


def host_on_screen(place: Place, day: date) -> Person | None:
    """Who receives people, as the door may say it: only with a yes to the name there. 1 query."""
    today = HostDay.objects.within(place).filter(day=day)
    return on_the_screen(place).filter(pk__in=today.values("person")).first()


def notes(place: Place, now: datetime) -> list[HandoverNote]:
    """What hosts wrote for each other in the last 14 days, newest first, at most 5. 1 query."""
    rows = HandoverNote.objects.within(place).filter(written_at__gt=now - NOTES_LAST)
    return list(rows.select_related("written_by").order_by("-written_at", "-pk")[:5])


def table(place: Place, now: datetime) -> Table:
    """„Vandaag aan tafel“: who receives, how many came, who calls, what to pour. 6 queries."""
    day = timezone.localdate(now)
    came = arrivals(place, day)
    return Table(
        day=day,
        host=host_on(place, day),
        arrivals=came,
        present=present(place, day),
        call=open_call(place),
        drinks=drinks(place, now),
        notes=notes(place, now),
        to_settle=SetAside.objects.within(place).filter(settled_at=None).count(),
        people=sum(part.people for part in came),
    )


def on_today(place: Place, at: datetime) -> list[dict[str, object]]:
    """What is on now or next today, for the door, in order; at most 3, as many as fit on a screen.

    Each as code, title, at („13.00“), is_now. 2 queries.
    """
    return [
        {
            "code": occurrence.code, "title": occurrence.title, "is_now": occurrence.is_now,
            "at": "{0.hour}.{0.minute:02}".format(timezone.localtime(occurrence.starts)),
        }
        for occurrence in activities.today(place, at)[:3]
    ]  # fmt: skip


def open_call(place: Place) -> HostCall | None:
    """The call nobody answered yet, or nothing. 1 query."""
    call: HostCall | None = HostCall.objects.within(place).filter(answered_at=None).first()
    return call
