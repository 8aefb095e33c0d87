"""Today: made so that there is life in the room whenever somebody tries it, and truthful at night.

From six in the morning until half past ten at night the door is open, something is going on and
two things are still to come. At the usual hours that is the usual day; at other hours the plan of
today says that it is another day, and the times move along. At night the door is closed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.clock import local_moment
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities.models import Occurrence
from sleutelbos.room.keys import commands as keys
from sleutelbos.room.keys import queries as looking
from sleutelbos.room.visits import commands_table as table

from .clock import at
from .network import actor
from .scenes_activities import BRIEVEN, KOKEN, NAAICLUB, find
from .scenes_keys import key_number
from .scenes_visits import came_today

MORNING, NIGHT = time(6), time(22, 30)
LAST = 23 * 60 + 59
REGULAR = ((600, 750), (780, 930), (870, 990))  # minutes of the day: 10.00, 13.00, 14.30
COME_TO_SEW, COME_TO_COOK = "tesfay khadija leyla gerda hassan", (
    "fatma joy olena kofi marisol shanti dawit mei"
)  # fmt: skip


@dataclass(frozen=True)
class Times:
    """When the door is open today and when the three things of the day are, in minutes of it."""

    opens: int
    closes: int
    slots: tuple[tuple[int, int], ...]


def times_for(minute: int, plan: tuple[int, int] | None) -> Times:
    """The day as it should be at a minute of it; `plan`: the minutes at which the door is planned.

    Holds from 6.00 to 22.30: the door is open, the first thing is on, the others come after it.
    """
    slots = REGULAR
    if not 600 <= minute <= 735:
        sewing = (minute - 45) // 30 * 30
        cooking = -(-(minute + 30) // 30) * 30
        letters = min(cooking + 90, 23 * 60 + 30)
        slots = (
            (sewing, min(sewing + 150, LAST)),
            (cooking, min(cooking + 150, LAST)),
            (letters, min(letters + 120, LAST)),
        )
    opens, closes = plan or (slots[0][0], 17 * 60)
    return Times(
        min(opens, slots[0][0]), min(max(closes, -(-(minute + 180) // 30) * 30), LAST), slots
    )


def is_night(now: datetime) -> bool:
    """Is it so late or so early that the room is closed, also in the demo?"""
    return not MORNING <= timezone.localtime(now).time() < NIGHT


def comes_alive(room: Place, now: datetime) -> None:
    """Open the door and let the day be going on. Done again later it only adds what is missing."""
    if is_night(now):
        return
    here = timezone.localtime(now)
    today = here.date()
    plan = _plan(room, today)
    times = times_for(here.hour * 60 + here.minute, plan)
    if looking.opening_now(room, now) is None:
        _open_door(room, today, plan, times, now)
    came_today(room, _moment(today, times.slots[0][0]), now)
    _host(room, now)
    for nth, (title, puller, who) in enumerate((
        (NAAICLUB, "rosa", COME_TO_SEW), (KOKEN, "amina", COME_TO_COOK), (BRIEVEN, "wim", ""),
    )):  # fmt: skip
        first, last = (_moment(today, minute) for minute in times.slots[nth])
        row = _on_today(room, title, now, going_on=nth == 0) or _move_or_plan(
            room, title, puller, first, last
        )
        with at(min(row.starts, now)):
            for handle in who.split():
                activities.sign_up(actor(handle, room), occurrence=row)


def _plan(room: Place, today: date) -> tuple[int, int] | None:
    hours = next(h for h in looking.week_hours(room, looking.monday_of(today)) if h.day == today)
    if hours.opens is None or hours.closes is None:
        return None
    return (
        hours.opens.hour * 60 + hours.opens.minute, hours.closes.hour * 60 + hours.closes.minute
    )  # fmt: skip


def _open_door(
    room: Place, today: date, plan: tuple[int, int] | None, times: Times, now: datetime
) -> None:
    """Fatma opened it, with her own key; the plan of today says so when it usually does not."""
    if (times.opens, times.closes) != plan:
        why = "Extra open" if plan is None else "Wij zijn langer open"
        with at(_moment(today, 0)):
            keys.set_other_day(
                actor("fatma", room), day=today, times=(_clock(times.opens), _clock(times.closes)),
                why=why,
            )  # fmt: skip
    last = looking.last_opening(room)
    opened = _moment(today, times.opens)
    if last and last.closed_at and last.closed_at > opened:  # it was open and closed before
        opened = now
    with at(opened):
        keys.open_room(
            actor("fatma", room), key=key_number(room, 1), closes_at=_moment(today, times.closes)
        )


def _host(room: Place, now: datetime) -> None:
    with at(now):
        table.be_host(actor("fatma", room))


def _on_today(room: Place, title: str, now: datetime, *, going_on: bool) -> Occurrence | None:
    """What the day already has: something that is on, or something that is still to come."""
    end = local_moment(timezone.localdate(now) + timedelta(days=1), time.min)
    rows = Occurrence.objects.within(room).filter(title=title, cancelled_at=None, starts__lt=end)
    rows = rows.filter(starts__lte=now, ends__gt=now) if going_on else rows.filter(starts__gt=now)
    found: Occurrence | None = rows.order_by("starts").first()
    return found


def _move_or_plan(
    room: Place, title: str, puller: str, starts: datetime, ends: datetime
) -> Occurrence:
    """Move the weekly time of today, as long as it has not begun; else choose one more time."""
    minutes = int((ends - starts).total_seconds()) // 60
    leader = actor(puller, room)
    day = timezone.localdate(starts)
    weekly = Occurrence.objects.within(room).filter(
        title=title, original_day=day, cancelled_at=None, set_apart_at=None
    )
    with at(min(starts, _moment(day, 0))):
        if row := weekly.first():
            return activities.change_one(
                leader, occurrence=row, title=title, starts=starts, minutes=minutes
            )
        return activities.plan(leader, activity=find(room, title), starts=starts, minutes=minutes)


def _moment(day: date, minute: int) -> datetime:
    return local_moment(day, _clock(minute))


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)
