"""Which day, week or month a cell means: real dates, „di 3 nov“, „3-11“, „nov 2026“, „week 45“.

For `kit.sheets`; pure functions. Day before month, as the Dutch write. Without a year it is the
latest such day that is not after today, unless the sheet says a year in its title.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from sleutelbos.kit.digit_runs import plain
from sleutelbos.kit.sheet_files import Cell

OLDEST = 5  # years
LONGEST = 80  # characters of a cell or title that may hold a day
_SERIALS = range(36_526, 73_051)  # how a spreadsheet numbers the days of 2000 to 2099
_SERIAL_ZERO = date(1899, 12, 30)

_MONTH_NAMES = (
    "januari january jan", "februari february feb febr", "maart march mrt mar maa",
    "april apr", "mei may", "juni june jun", "juli july jul", "augustus august aug",
    "september sep sept", "oktober october okt oct", "november nov", "december dec",
)  # fmt: skip
_DAY_NAMES = (
    "maandag monday ma maa mon mo", "dinsdag tuesday di din tue tues tu",
    "woensdag wednesday wo woe wed we", "donderdag thursday do don thu thur thurs th",
    "vrijdag friday vr vri vrij fri fr", "zaterdag saturday za zat sat sa",
    "zondag sunday zo zon sun su",
)  # fmt: skip
MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
WEEKDAYS = {name: n for n, names in enumerate(_DAY_NAMES) for name in names.split()}
del MONTHS["maa"]


@dataclass(frozen=True)
class Hints:
    """What the title of the sheet, its tab and its file already say, and what day it is."""

    today: date
    year: int | None = None
    month: int | None = None
    week: int | None = None


@dataclass(frozen=True)
class Days:
    """A day, or the first and last day of a week or month."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1


def read_days(cell: Cell, hints: Hints, *, months: bool = False) -> Days | str | None:
    """The day or span a cell means, a code of what is the matter, or None for nothing there.

    `months`: this column holds months, so 1-11-2026 means all of November. A week or month that
    is not over yet counts up to today. Codes: day-unclear, no-such-day, day-without-month,
    week-unknown, weekday-differs, future, too-old.
    """
    found = _read(cell, hints)
    if not isinstance(found, Days):
        return found
    if months and found.length == 1 and found.first.day == 1:
        found = _month(found.first.year, found.first.month)
    if found.first > hints.today:
        return "future"
    if found.first < _years_before(hints.today, OLDEST):
        return "too-old"
    return replace(found, last=min(found.last, hints.today))


def hints_from(text: str, hints: Hints) -> Hints:
    """What a title, tab or file name adds: „Turflijst november 2026“, „week 45“."""
    text = plain(text[:LONGEST])
    words = re.findall(r"[^\W\d_]+|\d+", text)
    year = next((int(b) for a, b in pairwise(["", *words]) if _is_year(a, b, hints)), None)
    month = next((MONTHS[word] for word in words if word in MONTHS), None)
    week = re.search(r"(?<![^\W_])(?:week|wk|w)[ .:_-]*(?:nr\.?)?\s*(\d{1,2})(?!\d)", text)
    number = int(week[1]) if week and 1 <= int(week[1]) <= 53 else None
    if year:
        hints = replace(hints, year=year)
    if month:
        hints = replace(hints, month=month, week=None)
    return replace(hints, week=number) if number else hints


def _is_year(before: str, word: str, hints: Hints) -> bool:
    """A year the sheet can be about; „sinds 2019“ is not."""
    since = before in {"sinds", "vanaf", "since", "opgericht"}
    return (
        bool(re.fullmatch(r"20\d\d", word))
        and not since
        and (hints.today.year - OLDEST <= int(word) <= hints.today.year)
    )


def is_weekday(cell: Cell) -> bool:
    """Whether a cell holds the name of a weekday and nothing else."""
    return isinstance(cell, str) and plain(cell).strip(" .") in WEEKDAYS


def _years_before(day: date, years: int) -> date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def _read(cell: Cell, hints: Hints) -> Days | str | None:
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return _one(cell.date())
    if isinstance(cell, date):
        return _one(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _bare_number(cell, hints)
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return "day-unclear"
    return _read_text(cell, hints)


def _bare_number(number: int, hints: Hints) -> Days | str:
    if number in _SERIALS:
        return _one(_SERIAL_ZERO + timedelta(number))
    if 20_000_101 <= number <= 20_991_231:
        return _dated(number // 10_000, number // 100 % 100, number % 100)
    if not 1 <= number <= 31:
        return "day-unclear"
    if hints.month is None:
        return "day-without-month"
    return _with_year(hints, lambda year: _dated(year, hints.month or 1, number))


def _read_text(text: str, hints: Hints) -> Days | str | None:
    text = re.sub(r"\([^)]*\)|[,\"]", " ", plain(text))
    text = re.sub(r"[t ]\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?z?(?: uur)?$", "", text)
    text = re.sub(r"(?<=\d)(?:e|ste|de|st|nd|rd|th)\b|\b(?:de|the|of|op|datum)\b:?", " ", text)
    weekday = None
    for word in re.finditer(r"[^\W\d_]+\.?", text):
        if word[0].strip(".") in WEEKDAYS:
            weekday = WEEKDAYS[word[0].strip(".")]
            text = text[: word.start()] + " " + text[word.end() :]
            break
    text = " ".join(text.split()).strip(" .-:")
    if not text:
        return None if weekday is None else _in_hinted_week(weekday, hints)
    week = _WEEK.fullmatch(text)
    if week:
        return _read_week(week, weekday, hints)
    found = _read_date(text, hints)
    if isinstance(found, Days) and weekday is not None and found.first.weekday() != weekday:
        return "weekday-differs" if found.length == 1 else "day-unclear"
    return found


_SEP = r"[-/. ]"
_YEAR = r"(?P<y>(?:19|20)\d\d|'?\d\d)"
_WEEK = re.compile(
    r"(?:(?P<before>20\d\d)-?w|(?:week|wk|w)\.? ?(?:nr\.?)? ?)(?P<w>\d\d?)"
    rf"(?:{_SEP}+(?P<y>20\d\d))?"
)
_DATES = [
    re.compile(pattern)
    for pattern in (
        rf"(?P<y>(?:19|20)\d\d){_SEP}(?P<m>\d\d?){_SEP}(?P<d>\d\d?)",
        r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)",
        rf"(?P<d>\d\d?) ?{_SEP} ?(?P<m>\d\d?) ?{_SEP} ?{_YEAR}",
        r"(?P<d>\d\d?) ?[-/.] ?(?P<m>\d\d?)",
        rf"(?P<d>\d\d?)[-/. ]*(?P<name>[a-z]+)(?:[-/. ]*{_YEAR})?",
        rf"(?P<name>[a-z]+)[-. ]*(?P<d>\d\d?)(?:{_SEP}+(?P<y>20\d\d))",
        r"(?P<name>[a-z]+)[-. ]*(?P<y>20\d\d|'\d\d)?",
        r"(?P<name>[a-z]+)[-. ]*(?P<d>\d\d?)",
        r"(?P<m>\d\d?)[-/. ](?P<y>20\d\d)",
        rf"(?P<y>20\d\d){_SEP}*(?P<name>[a-z]+)",
        r"(?P<y>20\d\d)[-/.](?P<m>\d\d?)",
    )
]


def _read_date(text: str, hints: Hints) -> Days | str:
    if text.isdecimal() and len(text) < 9:
        return _bare_number(int(text), hints)
    for pattern in _DATES:
        found = pattern.fullmatch(text)
        if found:
            return _from_parts(found.groupdict(), hints)
    return "day-unclear"


def _from_parts(parts: dict[str, str | None], hints: Hints) -> Days | str:
    name, day, year = parts.get("name"), parts.get("d"), _year(parts.get("y"))
    month = MONTHS.get(name, 0) if name else int(parts.get("m") or 0)
    if not 1 <= month <= 12:
        return "day-unclear"
    if day is None:
        if year:
            return _month(year, month)
        return _with_year(hints, lambda guess: _month(guess, month))
    if name and "y" not in parts and _could_be_year(int(day), hints):
        return "day-unclear"  # „nov 26“
    if year:
        return _dated(year, month, int(day))
    return _with_year(hints, lambda guess: _dated(guess, month, int(day)))


def _could_be_year(number: int, hints: Hints) -> bool:
    """nov 26 may be the 26th, or November 2026."""
    return abs(2000 + number - hints.today.year) <= OLDEST


def _year(text: str | None) -> int | None:
    if not text:
        return None
    number = int(text.strip("'"))
    return number + 2000 if number < 100 else number


def _with_year(hints: Hints, make: Callable[[int], Days | str]) -> Days | str:
    """The year the sheet names, or the latest in which this is not after today."""
    if hints.year:
        return make(hints.year)
    for year in range(hints.today.year, hints.today.year - 9, -1):
        found = make(year)
        if isinstance(found, Days) and found.first <= hints.today:
            return found
    return "no-such-day"


def _dated(year: int, month: int, day: int) -> Days | str:
    try:
        return _one(date(year, month, day))
    except ValueError:
        return "no-such-day"


def _one(day: date) -> Days:
    return Days(day, day)


def _month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _read_week(found: re.Match[str], weekday: int | None, hints: Hints) -> Days | str:
    year = _year(found["y"] or found["before"])
    hints = replace(hints, year=year or hints.year)
    number = int(found["w"])
    return _with_year(hints, lambda guess: _week(guess, number, weekday))


def _in_hinted_week(weekday: int, hints: Hints) -> Days | str:
    if hints.week is None:
        return "week-unknown"
    week = hints.week
    return _with_year(hints, lambda guess: _week(guess, week, weekday))


def _week(year: int, number: int, weekday: int | None) -> Days | str:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return "no-such-day"
    if weekday is None:
        return Days(monday, monday + timedelta(6))
    return _one(monday + timedelta(weekday))
