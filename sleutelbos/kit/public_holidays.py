"""The public holidays of the Netherlands: eleven rules, one of them of Easter.

A library that knows every country was used before; it takes 31 MiB of a process for these eleven
days. The tests still hold ours against it, day by day.

Source: Algemene termijnenwet art. 3 (Good Friday is put on a level with them there). 5 May is one
in the law every year; most people have the day off once in five years, and those are named.
"""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIRST_KINGS_DAY = 2014  # the year; what was before is not told


def public_holiday(day: date) -> str:
    """What the public holiday on this day is called, in the language of now; "" on other days."""
    return str(_holidays(day.year).get(day, ""))


@lru_cache(maxsize=16)
def _holidays(year: int) -> dict[date, str | Promise]:
    sunday = easter(year)
    named: dict[date, str | Promise] = {
        date(year, 1, 1): _("Nieuwjaarsdag"),
        sunday - timedelta(days=2): _("Goede vrijdag"),
        sunday: _("Eerste paasdag"),
        sunday + timedelta(days=1): _("Tweede paasdag"),
        sunday + timedelta(days=39): _("Hemelvaartsdag"),
        sunday + timedelta(days=49): _("Eerste pinksterdag"),
        sunday + timedelta(days=50): _("Tweede pinksterdag"),
        date(year, 12, 25): _("Eerste kerstdag"),
        date(year, 12, 26): _("Tweede kerstdag"),
    }
    if year % 5 == 0:
        named.setdefault(date(year, 5, 5), _("Bevrijdingsdag"))
    if year >= FIRST_KINGS_DAY:
        named[_kings_day(year)] = _("Koningsdag")
    return named


def _kings_day(year: int) -> date:
    """27 April, or the day before when that is a Sunday (Besluit verjaardag Koning)."""
    birthday = date(year, 4, 27)
    return birthday - timedelta(days=1) if birthday.weekday() == 6 else birthday
