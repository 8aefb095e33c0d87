"""What reading a tally sheet gives: lines, problems, what was left out, and the columns.

For `kit.sheets` and for the preview that shows it. Every sentence says what to do.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.sheet_dates import MONTHS, WEEKDAYS, Days
from sleutelbos.kit.sheet_files import Cell
from sleutelbos.kit.sheet_headers import Meaning, Role, header_meaning, letter, words_in
from sleutelbos.kit.sheet_numbers import Part

MOST_PROBLEMS = 1_000

SENTENCES: dict[str, str | Promise] = {
    "no-day": _("Hier staat geen dag. Schrijf de dag erbij, zoals 3-11-2026."),
    "day-unclear": _("Wij begrijpen deze dag niet. Schrijf hem zo: 3-11-2026."),
    "no-such-day": _("Deze dag bestaat niet. Kijk de dag nog eens na."),
    "day-without-month": _("Welke maand is dit? Zet de maand boven de lijst."),
    "week-unknown": _("Welke week is dit? Zet het nummer van de week boven de lijst."),
    "weekday-differs": _("De naam van de dag past niet bij de datum. Kijk ze allebei na."),
    "future": _("Deze dag moet nog komen. Schrijf alleen op wat voorbij is."),
    "too-old": _("Dit is langer dan vijf jaar geleden. Klopt het jaar?"),
    "part-unclear": _("Wij begrijpen dit dagdeel niet. Schrijf ochtend, middag of avond."),
    "not-a-number": _("Hier staat geen getal. Schrijf hoeveel mensen er waren."),
    "negative": _("Minder dan nul mensen kan niet. Klopt het getal?"),
    "too-many": _("Dit zijn wel erg veel mensen. Klopt het getal?"),
    "decimal": _("Mensen tellen wij heel. Schrijf een getal zonder komma."),
    "range": _("Hier staan twee getallen. Schrijf er één."),
    "sheet-error": _("Het rekenblad kon dit niet uitrekenen. Schrijf het getal zelf."),
    "date-in-count": _("Hier staat een dag of een tijd. Schrijf hoeveel mensen er waren."),
    "twice": _("Dit staat ook in rij %(row)s. Laat er één staan."),
    "twice-elsewhere": _("Dit staat ook op blad %(sheet)s, rij %(row)s. Laat er één staan."),
    "person-column": _("Hier staan gegevens van mensen. Wij nemen alleen aantallen over."),
    "tab-unclear": _("Wij vinden op dit blad geen dagen met aantallen. Wij slaan het over."),
    "total-skipped": _("Dit is een totaal. Wij tellen de regels zelf op."),
    "note-skipped": _("Dit lezen wij als opmerking. Wij nemen haar niet over."),
    "summary-skipped": _("Dit blad telt andere bladen op. Wij slaan het over."),
}


@dataclass(frozen=True)
class TallyLine:
    """One count: how many people, on which day (or from first to last day), part and activity.

    `row` and `column` are where it stands in the file; `estimated` when the sheet says about;
    `closed` when it says the room was shut (people is then 0).
    """

    row: int
    sheet: str
    first_day: date
    last_day: date
    part: Part | None
    activity: str | None
    people: int
    estimated: bool = False
    closed: bool = False
    column: str = ""


@dataclass(frozen=True)
class Problem:
    """A place in the file that cannot be used: `held` is what stood there, at most 40 characters.

    `column` is its letter, `header` the text above it; `code` is one of SENTENCES, `message` the
    sentence in the language of the reader.
    """

    row: int
    column: str
    held: str
    code: str
    message: str
    sheet: str = ""
    header: str = ""


@dataclass(frozen=True)
class Column:
    """How one header was understood."""

    sheet: str
    letter: str
    header: str
    meaning: Meaning
    activity: str | None = None
    part: Part | None = None
    first_day: date | None = None


@dataclass
class Sheet:
    """What a file tells: lines to keep, problems to mend, lines left out on purpose, columns.

    `unlisted` counts the problems after the first MOST_PROBLEMS; those are not written out.
    """

    lines: list[TallyLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    unlisted: int = 0


class Report:
    """Collects what a file tells; knows what was there before."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self.about_people = False
        self._first: dict[tuple[date, date, Part | None, str], TallyLine] = {}

    def problem(
        self,
        code: str,
        row: int,
        tab: str,
        held: Cell,
        role: Role | None = None,
        words: dict[str, object] | None = None,
    ) -> None:
        """Write down a place that cannot be used; `words` go into its sentence."""
        if len(self.sheet.problems) < MOST_PROBLEMS:
            self.sheet.problems.append(_noted(code, row, tab, held, role, words or {}))
        else:
            self.sheet.unlisted += 1

    def skip(self, code: str, row: int, tab: str, held: Cell) -> None:
        """Write down a line that was left out on purpose."""
        self.sheet.skipped.append(_noted(code, row, tab, held, None, {}))

    def column(self, tab: str, role: Role) -> None:
        """Write down how a column was understood."""
        day = role.days.first if isinstance(role.days, Days) else None
        self.sheet.columns.append(
            Column(
                tab, letter(role.index), role.header, role.meaning, role.activity, role.part, day
            )
        )

    def line(self, line: TallyLine, role: Role, cell: Cell) -> None:
        """Keep a line, unless the same day, part and activity was there before."""
        key = (line.first_day, line.last_day, line.part, (line.activity or "").casefold())
        first = self._first.setdefault(key, line)
        if first is line:
            self.sheet.lines.append(line)
        else:
            code = "twice" if first.sheet == line.sheet else "twice-elsewhere"
            where: dict[str, object] = {"row": first.row, "sheet": first.sheet}
            self.problem(code, line.row, line.sheet, cell, role, where)


_BLAND = {"blad", "sheet", "tabblad", "tab", "tabelle", "data", "invoer", "lijst", "turflijst"}
_SUMMARY = re.compile(r"(?:totaal|totalen|overzicht|samenvatting|summary|grafiek|jaartotaal)\b")


def is_summary(tab: str) -> bool:
    """A tab that adds up the others, going by its name."""
    return bool(_SUMMARY.match(tab.strip().lower()))


def activity_of_tab(tab: str) -> str | None:
    """The activity a tab is named after; not „Blad1“, „nov 2026“, „week 45“ or „Bezoekers“."""
    for word in words_in(tab):
        if word.isdigit() or word in MONTHS or word in WEEKDAYS or word in _BLAND:
            return None
    return None if header_meaning(tab) else " ".join(tab.split()) or None


def _noted(
    code: str, row: int, tab: str, held: Cell, role: Role | None, words: dict[str, object]
) -> Problem:
    column, header = (letter(role.index), role.header) if role else ("", "")
    return Problem(row, column, _shown(held), code, str(SENTENCES[code]) % words, tab, header)


def _shown(cell: Cell) -> str:
    """What a cell held, as people see it, at most 40 characters."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return f"{cell.day}-{cell.month}-{cell.year}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    text = " ".join(str(cell).split()) if cell is not None else ""
    return text if len(text) <= 40 else text[:39] + "…"
