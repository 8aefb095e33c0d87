"""Days and times on the clock of the wall, also in the two nights that it changes (R48).

The written rule is that of calendars (RFC 5545, 3.3.5). A time that is skipped when the clock goes
forward is read with the offset from before: 02:30 becomes 03:30. A time that comes twice when the
clock goes back means the first of the two. Where people type a time themselves, the screen says so
(`clock_change`).
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from django.utils import timezone


def local_moment(day: date, at: time) -> datetime:
    """The moment (in UTC) at which the clock of the wall says `at` on `day`.

    In UTC, because arithmetic and equality on local moments go wrong in just those two nights.
    """
    zone = timezone.get_default_timezone()
    said = datetime.combine(day, at).replace(tzinfo=zone, fold=0)
    return said.astimezone(UTC)


def clock_change(day: date, at: time) -> Literal["", "skipped", "twice"]:
    """Does this time exist once (""), not at all ("skipped") or two times ("twice") that night?"""
    zone = timezone.get_default_timezone()
    first = datetime.combine(day, at).replace(tzinfo=zone, fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return ""
    shown = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
    return "twice" if shown == datetime.combine(day, at) else "skipped"


def day_before(now: datetime, length: timedelta) -> date:
    """The day that was `length` (whole days) before the day of `now`, both on the wall's calendar.

    Counted in days and not in hours: 30 times 24 hours before half past eleven in a winter's night
    it was, in summer time, half past twelve: a day later than thirty days ago.
    """
    return timezone.localdate(now) - length
