"""The days of an invented room: when its door is open, and how busy it is."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random

from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.public_holidays import public_holiday

STAYS_OPEN = {"Goede vrijdag", "Bevrijdingsdag"}
WEEKDAY = (1.0, 1.15, 1.05, 1.1, 0.8)
AHEAD = 91  # days of what is weekly that are written down ahead


@lru_cache(maxsize=8192)
def _noon(day: date) -> datetime:
    """Noon on the clock of the room, in UTC."""
    return local_moment(day, time(12)).astimezone(UTC)


def moment(day: date, minute: int) -> datetime:
    """The moment (UTC) of a minute of the day in the room. No room is open while clocks change."""
    return _noon(day) + timedelta(minutes=minute - 720)


def busy(day: date) -> float:
    """How busy a day is beside an ordinary one: weekdays differ, summer and December are quiet."""
    week = day.isocalendar().week
    season = 0.55 if 29 <= week <= 34 else 0.7 if week in {1, 51, 52, 53} else 1.0
    return WEEKDAY[day.weekday() % 5] * season


@dataclass
class Days:
    """The plan of a room and what became of it. Minutes of the day; weekday 0 is Monday."""

    first: date
    last: date  # the last day that is over
    plan: dict[int, tuple[int, int]]
    closed: dict[date, str] = field(default_factory=dict)
    open: list[date] = field(default_factory=list)

    @classmethod
    def drawn(cls, first: date, last: date, lot: Random) -> "Days":
        """Monday to Friday, one long evening, closed on holidays and between the years."""
        opens = lot.choice((540, 570, 600))
        plan = dict.fromkeys(range(5), (opens, 1020))
        plan[lot.choice((1, 3))] = (opens + 180, 1260)
        days = cls(first, last, plan)
        for nth in range((last - first).days + 1 + AHEAD):
            day = first + timedelta(days=nth)
            if day.weekday() not in plan:
                continue
            why = public_holiday(day)
            if why and why not in STAYS_OPEN:
                days.closed[day] = why
            elif (day.month, day.day) >= (12, 27):
                days.closed[day] = "Kerstvakantie"
            elif day <= last:
                days.open.append(day)
        return days

    def is_open(self, day: date) -> bool:
        """Is the door open that day, as far as the plan tells?"""
        return day.weekday() in self.plan and day not in self.closed

    def hours(self, day: date) -> tuple[int, int]:
        """From which minute to which minute."""
        return self.plan[day.weekday()]
