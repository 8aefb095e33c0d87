"""How many people a cell says: figures, „ca. 15“, tally marks, „dicht“. And which part of the day.

For `kit.sheets`; pure functions. A cell that cannot be read gives a code, never a guess.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from sleutelbos.kit.digit_runs import plain
from sleutelbos.kit.sheet_files import Cell

type Part = Literal["morning", "afternoon", "evening"]

MOST_A_DAY = 999
MOST_A_SPAN = 9_999
LONGEST = 300  # characters of a cell that may hold a number or tally marks


@dataclass(frozen=True)
class Count:
    """A number of people; estimated when the cell says about; closed when it says shut."""

    people: int
    estimated: bool = False
    closed: bool = False


_NOTHING = {"", "-", "--", "---", ".", "/", "?", "nvt", "n.v.t.", "n.v.t", "nb", "n.b.", "n/a"}
_CLOSED = re.compile(
    r"(?:(?:wij )?(?:was|waren|is|zijn) )?(?:dicht|gesloten|feestdag|vakantie|closed|holiday"
    r"|schoolvakantie|zomerstop|kapali|kapalı|مغلق|cerrado)\b.*"
)
_NOBODY = {"geen", "niemand", "nul", "nobody", "none", "zero"}
_ABOUT = re.compile(
    r"(?:±|\+/-|\+-|~|≈|>|<|c\.?a\.?(?=[\s\d])|circa\b|ongeveer\b|ong\.?(?=[\s\d])|plm\.?|zo'?n\b"
    r"|een stuk of\b|rond de\b|rond\b|bijna\b|ruim\b|meer dan\b|minder dan\b|about\b|approx\.?"
    r"|around\b|schatting:?|geschat:?)\s*"
)
_ABOUT_AFTER = re.compile(r"\s*(?:\?|\+|\(?(?:geschat|schatting|estimated|ongeveer|ca\.?)\)?)$")
_PEOPLE = re.compile(
    r"\s*(?:x|pp?\.?|pers\.?|persoon|personen|mensen|man|bezoekers?|buren|deelnemers?|gasten|bewoners?"
    r"|people|persons?|visitors?|kişi|stuks)$"
)
_MARKS = re.compile(r"(?=.*[|il\U0001d377\U0001d378])[|il/\\\s\U0001d377\U0001d378]+")
_RANGE = re.compile(r"\d+\s*(?:-|–|—|/|\\|à|a|tot|of|to|or|\+|en|t/m)\s*\d+(?:\s+[^\W\d]+\.?)*")
_NUMBER = re.compile(r"[-–−]?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:[. ,]\d{3})+")


def read_people(cell: Cell) -> Count | str | None:
    """The people a cell tells: a Count, a code of what is the matter, or None for nothing there.

    Codes: not-a-number, negative, too-many, decimal, range, sheet-error, date-in-count.
    """
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "not-a-number"
    if isinstance(cell, int | float):
        return _whole(cell)
    if isinstance(cell, str):
        return _read_text(plain(cell).strip()) if len(cell) <= LONGEST else "not-a-number"
    return "date-in-count"


def within_reason(count: Count, days: int) -> bool:
    """At most 999 people on one day or part of it; a week or month total may be more."""
    return count.people <= (MOST_A_DAY if days == 1 else min(MOST_A_DAY * days, MOST_A_SPAN))


def _whole(number: float, *, estimated: bool = False) -> Count | str:
    if not -1e9 < number < 1e9:
        return "too-many"
    if number < 0:
        return "negative"
    if number != int(number):
        return "decimal"
    people = int(number)
    return "too-many" if people > MOST_A_SPAN else Count(people, estimated)


def _read_text(text: str) -> Count | str | None:
    text = text.replace("−", "-")
    if text in _NOTHING or set(text) <= set("-–— ."):
        return None
    if text.startswith("#") and not text[1:].strip().isdigit():
        return "sheet-error"
    if _CLOSED.fullmatch(text):
        return Count(0, closed=True)
    if text in _NOBODY:
        return Count(0)
    if _MARKS.fullmatch(text):
        return Count(_tally(text))
    return _read_figure(text)


def _tally(text: str) -> int:
    """Each stroke is one; a slash through a group is one more; 𝍸 is five."""
    slashes = len(re.findall(r"[/\\]", text))
    return sum(map(text.count, "|il\U0001d377")) + slashes + 5 * text.count("\U0001d378")


def _read_figure(text: str) -> Count | str:
    text = _PEOPLE.sub("", text.lstrip("# "))
    about = _ABOUT.match(text)
    text = text[about.end() :] if about else text
    after = _ABOUT_AFTER.search(text)
    text = _PEOPLE.sub("", text[: after.start()] if after else text).strip()
    if _THOUSANDS.fullmatch(text) and text[0] != "0":
        return _whole(int(re.sub(r"\D", "", text)), estimated=bool(about or after))
    if _NUMBER.fullmatch(text):
        number = float(text[:20].replace("–", "-").replace(",", "."))
        return _whole(number, estimated=bool(about or after))
    return "range" if _RANGE.fullmatch(text) else "not-a-number"


_PARTS: dict[str, Part] = {
    **dict.fromkeys(
        ["ochtend", "ochtends", "ocht", "och", "morgen", "morgens", "vm", "v.m.", "voormiddag",
         "morning", "am", "o"],
        "morning",
    ),
    **dict.fromkeys(
        ["middag", "middags", "mid", "namiddag", "nm", "n.m.", "afternoon", "pm", "m"],
        "afternoon",
    ),
    **dict.fromkeys(["avond", "avonds", "av", "evening", "a", "e"], "evening"),
}  # fmt: skip
_WHOLE_DAY = {"dag", "hele dag", "heel de dag", "gehele dag", "all day", "day", "-", "alles"}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.u](\d{2})?)?\s*(?:uur|u|h)?(?:\s*(?:-|–|tot|t/m)\s*\d.*)?")


def read_part(cell: Cell) -> Part | Literal["part-unclear"] | None:
    """Part of the day by word or clock: before noon, before six, after. None: the whole day.

    The code `part-unclear` when it says something else.
    """
    if cell is None:
        return None
    if isinstance(cell, time):
        return _at(cell.hour)
    text = plain(str(cell)[:40]).strip(" '’‘.").removeprefix("s ")
    if text in _WHOLE_DAY or not text:
        return None
    if text in _PARTS:
        return _PARTS[text]
    clock = _CLOCK.fullmatch(text)
    if clock and int(clock[1]) < 24:
        return _at(int(clock[1]))
    return "part-unclear"


def part_word(word: str) -> Part | None:
    """The part of the day a single word of a header names; letters alone do not count."""
    return _PARTS.get(word) if len(word) > 2 else None


def _at(hour: int) -> Part:
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"


def is_countable(cell: Cell) -> bool:
    """Whether a cell is something a count column would hold: a number, marks, or shut."""
    return not isinstance(cell, date | time | timedelta) and isinstance(read_people(cell), Count)
