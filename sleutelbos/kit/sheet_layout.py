"""How a tab is laid out: which row is the header, and what every column holds.

For `kit.sheets`; pure functions. Two layouts: days down, with columns of people, of activities or
of parts of the day; and days across, with activities or parts down.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from sleutelbos.kit.sheet_columns import Row, column_cells, name_columns
from sleutelbos.kit.sheet_dates import Days, Hints, hints_from, is_weekday, read_days
from sleutelbos.kit.sheet_files import Cell, Tab
from sleutelbos.kit.sheet_headers import (
    Meaning,
    Role,
    cell_at,
    header_meaning,
    is_total,
    text_of,
)
from sleutelbos.kit.sheet_numbers import is_countable, read_part

HEAD = 30  # rows in which a header is looked for


@dataclass
class Layout:
    """A table in a tab: its header row, its columns, the rows below it, and what titles say."""

    header_row: int
    roles: list[Role]
    rows: list[Row]
    hints: Hints
    across: bool = False
    header: list[Cell] = field(default_factory=list)

    def having(self, *meanings: Meaning) -> list[Role]:
        """The columns with one of these meanings, from left to right."""
        return [role for role in self.roles if role.meaning in meanings]


def find_layout(tab: Tab, hints: Hints) -> Layout | None:
    """The table of a tab, or None when there are no days with anything beside them."""
    for find in (_by_words, _by_days_across, _by_data):
        layout = find(tab, hints)
        if layout:
            return layout
    return None


def title_hints(rows: list[Row], hints: Hints) -> Hints:
    """What the lines above the header say about year, month and week."""
    for _number, cells in rows:
        for cell in cells:
            if isinstance(cell, str):
                hints = hints_from(cell, hints)
            elif isinstance(cell, date) and len(cells) == 1:
                hints = replace(hints, year=cell.year, month=cell.month)
    return hints


# --- days down, with a header in words ----------------------------------------------------------


def _by_words(tab: Tab, hints: Hints) -> Layout | None:
    """The row with most words we know, a day among them, above cells that are days."""
    best: tuple[int, Layout] | None = None
    for at, (_number, cells) in enumerate(tab.rows[:HEAD]):
        known = [meaning for cell in cells if (meaning := header_meaning(cell))]
        if not {"day", "week", "month"} & set(known) or len([c for c in cells if c]) < 2:
            continue
        seen = title_hints(tab.rows[:at], hints)
        if _day_columns(cells, seen)[0] >= 2 or (best and len(known) <= best[0]):
            continue
        layout = _down(tab.rows, at, seen)
        if layout and any(_row_days_seen(layout, row) for row in layout.rows[:40]):
            best = len(known), layout
    return best[1] if best else None


def _row_days_seen(layout: Layout, row: Row) -> bool:
    return isinstance(row_days(layout, row[1]), Days) or row_days(layout, row[1]) in {
        "future", "too-old", "no-such-day", "weekday-differs", "day-without-month", "week-unknown",
    }  # fmt: skip


def row_days(layout: Layout, cells: list[Cell], hints: Hints | None = None) -> Days | str | None:
    """The days of a row, put together from its columns for day, week, month and year."""
    hints = hints or layout.hints
    roles = layout.having("day", "week", "month", "year")
    if len(roles) == 1:
        role, cell = roles[0], cell_at(cells, roles[0].index)
        small = _small(cell)
        if small and role.meaning == "week":
            cell = f"week {small}"
        if small and role.meaning == "month":
            cell = f"1-{small}-{hints.year}" if hints.year else f"1-{small}"
        return read_days(cell, hints, months=role.meaning == "month")
    said = {role.meaning: cell_at(cells, role.index) for role in roles}
    if all(cell is None for cell in said.values()):
        return None
    day, week = text_of(said.get("day")), text_of(said.get("week"))
    month, year = text_of(said.get("month")), text_of(said.get("year"))
    if week and not day.strip().isdigit():
        text = f"{day} week {re.sub(r'[^\d]', '', week)} {year}"
    else:
        text = f"{day}-{month}-{year}" if month.isdigit() else f"{day} {month} {year}"
    return read_days(text.strip(" -"), hints, months="day" not in said)


def _small(cell: Cell) -> int | None:
    """The number of a week or month, also when a spreadsheet made 45.0 of it."""
    digits = re.fullmatch(r"\s*(\d{1,2})(?:\.0)?\s*", str(cell))
    return int(digits[1]) if digits else None


def _down(rows: list[Row], at: int, hints: Hints) -> Layout | None:
    number, header = rows[at]
    upper = rows[at - 1][1] if at and rows[at - 1][0] == number - 1 else []
    below = rows[at + 1 :]
    roles = name_columns(upper, header, below)
    layout = Layout(number, roles, below, hints, header=header)
    if not layout.having("day", "week", "month"):
        return None
    _see_months(layout)
    return layout


def _see_months(layout: Layout) -> None:
    """A day column with only firsts of different months holds months: Excel shows nov-26."""
    days = layout.having("day", "month")
    if len(days) != 1 or layout.having("week", "year"):
        return
    cells = [cell for cell in column_cells(days[0].index, layout.rows) if isinstance(cell, date)]
    firsts = {(cell.year, cell.month) for cell in cells if cell.day == 1}
    if len(cells) > 1 and len(firsts) == len(cells):
        days[0].meaning = "month"


# --- without words, or with days across ---------------------------------------------------------


def _day_columns(cells: list[Cell], hints: Hints) -> tuple[int, dict[int, Days | str]]:
    """How many cells of a row are days we can place, and all that look like days."""
    found: dict[int, Days | str] = {}
    for test in (_dates_in, _weekdays_in, _numbers_in):
        found = test(cells, hints)
        if found:
            break
    return sum(isinstance(days, Days) for days in found.values()), found


def _read_all(
    cells: list[Cell], hints: Hints, test: Callable[[Cell], bool]
) -> dict[int, Days | str]:
    read = {n: read_days(cell, hints) for n, cell in enumerate(cells) if test(cell)}
    return {n: days for n, days in read.items() if days is not None}


def _dates_in(cells: list[Cell], hints: Hints) -> dict[int, Days | str]:
    def test(cell: Cell) -> bool:
        dated = isinstance(cell, date) or (isinstance(cell, str) and not is_weekday(cell))
        return dated and read_days(cell, hints) not in {"day-unclear", "day-without-month"}

    found = _read_all(cells, hints, test)
    return found if len(found) >= 2 else {}


def _weekdays_in(cells: list[Cell], hints: Hints) -> dict[int, Days | str]:
    found = _read_all(cells, hints, is_weekday)
    return found if len(found) >= 3 else {}


def _numbers_in(cells: list[Cell], hints: Hints) -> dict[int, Days | str]:
    """1 2 3 4 5 ...: at least five days of a month in a row."""
    numbers = {
        n: int(str(cell).strip())
        for n, cell in enumerate(cells)
        if not isinstance(cell, bool) and re.fullmatch(r"\s*\d{1,2}\s*", str(cell))
    }
    ordered = list(numbers.values())
    if len(ordered) < 5 or any(not 0 < b - a <= 3 for a, b in pairwise(ordered)):
        return {}
    return _read_all(cells, hints, lambda cell: str(cell).strip().isdigit())


def _by_days_across(tab: Tab, hints: Hints) -> Layout | None:
    best: tuple[int, int] | None = None
    for at, (_number, cells) in enumerate(tab.rows[:HEAD]):
        placed, found = _day_columns(cells, title_hints(tab.rows[:at], hints))
        if found and (best is None or placed > best[0]) and at + 1 < len(tab.rows):
            best = placed, at
    if best is None:
        return None
    at = best[1]
    number, header = tab.rows[at]
    seen = title_hints(tab.rows[:at], hints)
    found = _day_columns(header, seen)[1]
    below = tab.rows[at + 1 :]
    width = max(len(cells) for _n, cells in below[:200])
    roles = []
    for index in range(max(width, len(header))):
        name = text_of(cell_at(header, index))
        if index in found:
            roles.append(Role(index, name, "people", days=found[index]))
        else:
            roles.append(Role(index, name, _label(index, name, min(found), below)))
    return Layout(number, roles, below, seen, across=True, header=header)


def _label(index: int, name: str, first_day: int, below: list[Row]) -> Meaning:
    """What a column beside the days holds: to the left the activity or the part of the day."""
    meaning = header_meaning(name)
    if meaning in {"person", "note", "total", "part", "activity"}:
        return meaning
    if index > first_day:
        return "ignored"
    cells = [
        cell for cell in column_cells(index, below) if isinstance(cell, str) and not is_total(cell)
    ]
    if not cells:
        return "ignored"
    return "part" if all(read_part(cell) != "part-unclear" for cell in cells) else "activity"


def _by_data(tab: Tab, hints: Hints) -> Layout | None:
    """No word for day anywhere: the first row with a day and, beside it, something counted."""
    for at, (_number, cells) in enumerate(tab.rows[: 2 * HEAD]):
        seen = title_hints(tab.rows[:at], hints)
        for index, cell in enumerate(cells):
            strict = isinstance(cell, date | str) or (seen.month is not None and at > 0)
            if not strict or not isinstance(read_days(cell, seen), Days):
                continue
            if any(map(is_countable, cells[index + 1 :])):
                return _without_words(tab.rows, at, index, seen)
    return None


def _without_words(rows: list[Row], at: int, index: int, hints: Hints) -> Layout | None:
    above = rows[at - 1] if at else (0, [])
    is_header = any(isinstance(cell, str) for cell in above[1][index + 1 :])
    header = list(above[1]) if is_header else []
    header += [None] * (index + 1 - len(header))
    header[index] = "datum"
    number = above[0] if is_header else 0
    layout = _down([(number, header), *rows[at:]], 0, hints)
    if layout:
        layout.roles[index].header = text_of(cell_at(above[1], index)) if is_header else ""
    return layout
