"""Looking for what waits for a person, and for what does not get out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place

from .models import Delivery, Device, Notice, Wishes

SHOWN = 60
STANDS_STILL = timedelta(minutes=15)


def mail_is_set() -> bool:
    """True when there is a mail server to send with; without one nobody is promised a mail."""
    return "console" not in settings.MAILERS["default"]["BACKEND"]


def waiting(person: Person) -> int:
    """How many notices this person did not read yet, in every room. 1 query."""
    mine = Notice.everywhere.filter(person=person)  # one's own, wherever one comes
    return mine.filter(read_at=None).count()


def notices_of(person: Person) -> QuerySet[Notice]:
    """The notices of a person, newest first, with their rooms. 1 query."""
    mine = Notice.everywhere.filter(person=person)  # one's own, wherever one comes
    return mine.select_related("place").order_by("-made_at", "-pk")[:SHOWN]


def mail_failed(person: Person) -> bool:
    """Did the last mail to this person come back? Then they may look at their address. 1 query."""
    mine = Delivery.everywhere.filter(person=person, way=Delivery.Way.MAIL)  # one's own
    last = mine.order_by("-made_at", "-pk").values_list("state", "why").first()
    return last == (Delivery.State.STUCK, "no-address")


def wishes_of(person: Person) -> Wishes:
    """How this person wants to hear; the usual when they never said. 1 query."""
    return Wishes.objects.of(person).first() or Wishes()


def devices_of(person: Person) -> QuerySet[Device]:
    """The phones of a person that show a sign, oldest first. 1 query."""
    return Device.objects.of(person).order_by("made_at", "pk")


@dataclass(frozen=True)
class Stuck:
    """So many mails or signs of one room that do not go out, for one reason, since a moment."""

    why: str
    number: int
    since: datetime
    tries_itself: bool


@dataclass(frozen=True)
class Traffic:
    """What the team sees of what goes out: never to whom, and never what."""

    stuck: list[Stuck]
    stands_still: datetime | None  # nobody does the work: the oldest that is due
    no_mail_server: bool

    @property
    def flows(self) -> bool:
        """Everything goes as it should."""
        return not self.stuck and self.stands_still is None


def traffic(place: Place, at: datetime | None = None) -> Traffic:
    """What does not get out of this room. 2 queries, however much there is."""
    now = at or timezone.now()
    here = Delivery.objects.within(place)
    bad = here.filter(state__in=("stuck", "unsure")) | here.filter(state="waiting", tries__gt=1)
    rows = (
        bad.values("why", "state").annotate(number=Count("pk"), since=Min("made_at"))
        .order_by("why", "state")
    )  # fmt: skip
    found: dict[str, Stuck] = {}
    for row in rows:
        old = found.get(row["why"])
        found[row["why"]] = Stuck(
            row["why"],
            row["number"] + (old.number if old else 0),
            min(row["since"], old.since) if old else row["since"],
            row["state"] == "waiting" and (old is None or old.tries_itself),
        )
    due = here.filter(state="waiting", not_before__lt=now - STANDS_STILL)
    oldest = due.aggregate(oldest=Min("not_before"))["oldest"]
    return Traffic(list(found.values()), oldest, not mail_is_set())
