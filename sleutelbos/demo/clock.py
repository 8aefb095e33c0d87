"""Doing something at another moment, so that the invented rooms have a past."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sleutelbos.kit.clock import local_moment


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let the clock of the house stand still at `moment` (aware) while the block runs.

    Only for building a demo in a process of its own: commands write the moment at which they run
    and rightly take none from their caller, so the clock itself is set. Not safe among threads.
    """
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield moment
    finally:
        timezone.now = real


def on(day: date, clock: str) -> datetime:
    """The moment at which the clock in the room says "13.30" on a day."""
    hour, _dot, minute = clock.partition(".")
    return local_moment(day, time(int(hour), int(minute or 0)))


def last_weekday(today: date, weekday: int) -> date:
    """The last time before today that it was this weekday (0 is Monday): 1 to 7 days ago."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def last_month(today: date, month: int) -> date:
    """A day in the last such month that is more than a week and less than a year ago."""
    days = [date(year, month, day) for year in (today.year, today.year - 1) for day in (28, 3)]
    return max(day for day in days if 8 <= (today - day).days <= 362)


def months_ago(today: date, months: int) -> date:
    """The first day of the month that many months ago."""
    number = today.year * 12 + today.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
