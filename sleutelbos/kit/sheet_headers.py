"""What the headers of a tally sheet say: days, parts, activities, people, or things we refuse.

For `kit.sheets`; pure functions.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sleutelbos.kit.digit_runs import plain
from sleutelbos.kit.sheet_dates import Days
from sleutelbos.kit.sheet_files import Cell
from sleutelbos.kit.sheet_numbers import Part, part_word

type Meaning = Literal[
    "day", "week", "month", "weekday", "year", "part", "activity",
    "people", "total", "person", "note", "ignored",
]  # fmt: skip

_WORDS: list[tuple[Meaning, str]] = [
    ("person", "naam namen name names voornaam voornamen achternaam achternamen telefoon tel "
               "telefoonnummer telnr mobiel phone adres adressen address straat huisnummer "
               "postcode woonplaats geboortedatum geboren geb gebdatum dob bsn sofinummer "
               "burgerservicenummer email mail mailadres handtekening paraf contactpersoon "
               "gastheer gastvrouw deelnemerslijst"),
    ("year", "jaar year"),
    ("note", "opmerking opmerkingen notitie notities bijzonderheden toelichting remark remarks "
             "note notes comment comments weer"),
    ("part", "dagdeel dagdelen tijd tijdstip moment tijdvak part time"),
    ("activity", "activiteit activiteiten activity wat onderdeel programma bezigheid"),
    ("day", "datum datums date day dag dagen wanneer"),
    ("week", "week weeknr weeknummer wk"),
    ("month", "maand maanden month periode"),
    ("total", "totaal totalen total subtotaal som sum tot"),
    ("people", "aantal aantallen bezoekers bezoek bezoeken personen mensen people visitors count "
               "number deelnemers opkomst geteld telling tellingen turf turven pers aanwezig "
               "aanwezigen"),
]  # fmt: skip
_MEANING: dict[str, Meaning] = {word: m for m, words in _WORDS for word in words.split()}
_FILLER = {"nr", "van", "de", "het", "per", "in", "s", "bij", "op", "of"}
_TOTAL = re.compile(
    r"(?:sub|eind)?tota(?:al|len|l)\b|tot\.|som\b|sum\b|gemiddeld|gem\.|average|samen\b"
)


@dataclass
class Role:
    """What one column holds; `activity`, `part` and `days` are what its header already says."""

    index: int
    header: str
    meaning: Meaning
    activity: str | None = None
    part: Part | None = None
    days: Days | str | None = None


def is_total(cell: Cell) -> bool:
    """Whether a row that begins so is a sum of others: Totaal, Subtotaal week 45, Gemiddeld."""
    return isinstance(cell, str) and bool(_TOTAL.match(plain(cell[:40]).strip()))


def header_meaning(cell: Cell) -> Meaning | None:
    """What a header says its column holds, or None when it is no word we know."""
    words = words_in(cell)
    if not words or any(word.isdigit() for word in words):
        return None
    found = {_MEANING[word] for word in words if word in _MEANING}
    if found & {"activity"} and "person" in found:
        return "activity"  # „naam activiteit“
    if found & {"people", "total"} and "person" in found:
        found.discard("person")  # „aantal namen“
    for meaning in ("person", "year", "note", "part", "activity", "total", "people"):
        if meaning in found:
            return "people" if meaning == "total" and "people" in found - {"total"} else meaning
    return next((meaning for meaning in ("day", "week", "month") if meaning in found), None)


def activity_in(name: str) -> str | None:
    """The activity a header names: „Koffie ochtend“ and „Aantal koffie“ are both koffie."""
    kept = [word for word in name.split() if not all(map(_is_known, words_in(word)))]
    return " ".join(kept).strip(" -:()'’") or None


def _is_known(word: str) -> bool:
    return word in _FILLER or _MEANING.get(word) == "people" or part_word(word) is not None


def words_in(cell: Cell) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", plain(cell[:200])) if isinstance(cell, str) else []


def text_of(cell: Cell) -> str:
    """What a cell says on one line, at most 80 characters; a day as the Dutch write it."""
    if isinstance(cell, date):
        return f"{cell.day}-{cell.month}-{cell.year}"
    return " ".join(str(cell).split())[:80] if cell is not None else ""


def cell_at(cells: list[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None


def letter(index: int) -> str:
    """The letter of a column as a spreadsheet shows it: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
