"""Looking at the plan of the door and at whether it is open (K3A)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.commons.places.queries import knows_the_doors
from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.public_holidays import public_holiday

from .models import Loan, Opening, OpeningHours, OtherDay, Turn

LOOK_AHEAD = 35  # days: how far the next opening is looked for


@dataclass(frozen=True)
class DayHours:
    """The plan of one day, in local times; both None when the room is closed.

    `why` says what is special about the day: the room's own words, or the name of a public
    holiday. A holiday alone does not close the room: residents decide that.
    """

    day: date
    opens: time | None
    closes: time | None
    why: str

    @property
    def is_open(self) -> bool:
        """True when the door is planned to be open some time this day."""
        return self.opens is not None


@dataclass(frozen=True)
class NextOpening:
    """When the door is planned to open next, and who does that, if they agreed to be named."""

    at: datetime
    holder: Person | None


def weekly_plan(place: Place) -> dict[int, OpeningHours]:
    """The plan by day of the week (0 is Monday); closed days are left out. 1 query."""
    return {row.weekday: row for row in OpeningHours.objects.within(place)}


def other_days(place: Place, first: date, last: date | None = None) -> list[OtherDay]:
    """The days that are different from the plan, from `first` to `last`, in order. 1 query."""
    rows = OtherDay.objects.within(place).filter(day__gte=first).order_by("day")
    return list(rows.filter(day__lte=last) if last else rows)


def coming_holidays(place: Place, first: date, count: int = 60) -> list[DayHours]:
    """The public holidays ahead on which the plan has the door open. 2 queries."""
    return [day for day in days(place, first, count) if day.is_open and public_holiday(day.day)]


def days(place: Place, first: date, count: int) -> list[DayHours]:
    """The plan of `count` days from `first`, exceptions and holidays in it. 2 queries."""
    plan = weekly_plan(place)
    different = {row.day: row for row in other_days(place, first, first + timedelta(days=count))}
    return [_day(first + timedelta(days=n), plan, different) for n in range(count)]


def _day(day: date, plan: dict[int, OpeningHours], different: dict[date, OtherDay]) -> DayHours:
    if other := different.get(day):
        return DayHours(day, other.opens, other.closes, other.why or public_holiday(day))
    usual = plan.get(day.weekday())
    if usual is None:
        return DayHours(day, None, None, public_holiday(day))
    return DayHours(day, usual.opens, usual.closes, public_holiday(day))


def week_hours(place: Place, monday: date) -> list[DayHours]:
    """The plan of the seven days from `monday`. 2 queries."""
    return days(place, monday, 7)


def agrees_to_be_named(place: Place, person: str) -> Exists:
    """For an `annotate`: did the person at this path agree to be named as who has the key?

    Someone who asked not to be found never did.
    """
    said_yes = Consent.objects.within(place).filter(
        person=OuterRef(person), purpose=Consent.Purpose.SHOW_KEY, withdrawn_at=None,
        person__hidden_since=None,
    )  # fmt: skip
    return Exists(said_yes)


def opening_now(place: Place, at: datetime | None = None) -> Opening | None:
    """The opening the room is in at a moment (now), or nothing: then the door is closed.

    `.opened_at`, `.closes_at`, and `.shown_holder`: who has the key with which it was opened now
    (it may have been passed on), None unless that person agreed (`show-key`) and is not hidden.
    The one truth for "the room is open" (K3A). 1 query when closed, 2 when open.
    """
    at = at or timezone.now()
    found: Any = (
        Opening.objects.within(place)
        .filter(Q(closed_at=None) | Q(closed_at__gt=at), opened_at__lte=at, closes_at__gt=at)
        .select_related("key", "opened_by")
        .order_by("-opened_at")
        .first()
    )
    if found is not None:
        found.shown_holder = _shown_holder(place, found, at)
    return found


@knows_the_doors
def doors_open_now() -> dict[int, datetime]:
    """The rooms whose door is open now, by their key, with when it closes. 1 query.

    One row a room at most is looked at, however many openings there were.
    """
    now = timezone.now()
    rows = Opening.everywhere.filter(  # everywhere: the list of rooms tells it of each of them
        closed_at=None, opened_at__lte=now, closes_at__gt=now
    )
    return dict(rows.values_list("place_id", "closes_at"))


def last_opening(place: Place) -> Opening | None:
    """The newest opening of the room, also when it is over. 1 query."""
    return Opening.objects.within(place).order_by("-opened_at", "-pk").first()


def _shown_holder(place: Place, opening: Opening, at: datetime) -> Person | None:
    loan: Any = (
        Loan.objects.within(place)
        .filter(Q(returned_at=None) | Q(returned_at__gt=at), key=opening.key_id)
        .filter(handed_over_at__lte=at)
        .annotate(shown=agrees_to_be_named(place, "holder"))
        .select_related("holder")
        .order_by("-handed_over_at")
        .first()
    )
    return loan.holder if loan and loan.shown else None


def next_opening(place: Place, at: datetime | None = None) -> NextOpening | None:
    """When the plan says the door opens next after a moment (now), within five weeks. 3 queries."""
    at = at or timezone.now()
    for hours in days(place, timezone.localdate(at), LOOK_AHEAD):
        if hours.opens and (moment := local_moment(hours.day, hours.opens)) > at:
            return NextOpening(moment, _shown_taker(place, hours.day, Turn.What.OPEN))
    return None


def closer_today(place: Place, at: datetime | None = None) -> Person | None:
    """Who closes the door today, if they took that turn and agreed to be named. 1 query."""
    return _shown_taker(place, timezone.localdate(at), Turn.What.CLOSE)


def _shown_taker(place: Place, day: date, what: str) -> Person | None:
    turn: Any = (
        Turn.objects.within(place)
        .filter(day=day, what=what, given_up_at=None)
        .annotate(shown=agrees_to_be_named(place, "holder"))
        .select_related("holder")
        .first()
    )
    return turn.holder if turn and turn.shown else None


def default_closing(place: Place, now: datetime) -> datetime:
    """Until when an opening counts when nobody says: today's plan, else three hours. 2 queries."""
    today = days(place, timezone.localdate(now), 1)[0]
    if today.closes and (planned := local_moment(today.day, today.closes)) > now:
        return planned
    return timezone.localtime(now + timedelta(hours=3)).replace(minute=0, second=0, microsecond=0)


def closing_choices(opening: Opening, now: datetime) -> list[datetime]:
    """The times to choose from for *Tot hoe laat?*: four at most, the present one among them."""
    day = timezone.localdate(now)
    usual = [local_moment(day, time(hour)) for hour in (12, 14, 17, 19, 21, 23)]
    ahead = [moment for moment in usual if moment > now + timedelta(minutes=15)]
    near = sorted(ahead, key=lambda moment: abs(moment - opening.closes_at))[:4]
    if opening.closes_at not in near:
        near = [*near[:3], opening.closes_at]
    return sorted(near)
