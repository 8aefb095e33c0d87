"""From the rows of one table to lines and problems.

For `kit.sheets`. A total is left out and named; a note too; an empty day below a merged one is
that same day; a title between two months is the month of what follows.
"""

from sleutelbos.kit.sheet_dates import Days
from sleutelbos.kit.sheet_files import Cell, Tab
from sleutelbos.kit.sheet_headers import Meaning, Role, cell_at, is_total, letter, text_of
from sleutelbos.kit.sheet_layout import Layout, Row, row_days, title_hints
from sleutelbos.kit.sheet_numbers import Count, Part, read_part, read_people, within_reason
from sleutelbos.kit.sheet_report import Report, TallyLine

type Counts = list[tuple[Role, Cell, Count | str]]


class TableReader:
    """Goes down the rows of one table and tells the report."""

    def __init__(self, report: Report, tab: Tab, layout: Layout, activity: str | None) -> None:
        self.report, self.tab, self.layout = report, tab.name, layout
        self.hints, self.activity = layout.hints, activity
        self.days: Days | None = None
        self.label: dict[Meaning, Cell] = {}

    def read(self) -> None:
        """The columns first, then row by row."""
        people = self.layout.having("person")
        for role in people:
            self.report.about_people = True
            self._problem("person-column", self.layout.header_row, role.header, role)
        if people and self.layout.across:
            return  # a list of names with crosses below the days
        for role in self.layout.roles:
            if role.header or role.meaning != "ignored":
                self.report.column(self.tab, role)
            if isinstance(role.days, str):
                self._problem(role.days, self.layout.header_row, role.header, role)
        for row in self.layout.rows:
            if row[1] != self.layout.header:
                self._row(row)

    def _row(self, row: Row) -> None:
        number, cells = row
        first = next(cell for cell in cells if cell is not None)
        labels = [cell_at(cells, r.index) for r in self.layout.having("activity", "part", "day")]
        if any(map(is_total, [first, *labels])):
            self.report.skip("total-skipped", number, self.tab, first)
            return
        counts = self._counts(cells)
        if self.layout.across:
            self._across(row, first, counts)
        else:
            self._down(row, first, counts)

    def _counts(self, cells: list[Cell]) -> Counts:
        """The cells of the columns that count people, and what they say; empty ones left out."""
        read = [
            (role, cell := cell_at(cells, role.index), read_people(cell))
            for role in self.layout.having("people")
        ]
        return [(role, cell, count) for role, cell, count in read if count is not None]

    # --- days down ---

    def _down(self, row: Row, first: Cell, counts: Counts) -> None:
        number, cells = row
        days = row_days(self.layout, cells, self.hints)
        if days is None and self.days and self._names_part_or_activity(cells):
            days = self.days
        numbers = any(isinstance(count, Count) for _role, _cell, count in counts)
        if not counts or (not numbers and days in {None, "day-unclear"}):
            self._without_counts(row, days, first)
        elif isinstance(days, Days):
            self.days = days
            self._lines(row, days, counts)
        else:
            self.days = None
            role = self.layout.having("day", "week", "month")[0]
            self._problem(days or "no-day", number, cell_at(cells, role.index), role)

    def _without_counts(self, row: Row, days: Days | str | None, first: Cell) -> None:
        """A day on which nothing was counted, a title between two months, or a note."""
        number, cells = row
        if isinstance(days, Days) and days.length == 1:
            self.days = days
            return
        if len(cells) == 1 and len(text_of(first)) <= 30:
            self.hints = title_hints([row], self.hints)
        if isinstance(first, str) and days in {None, "day-unclear"}:
            self.report.skip("note-skipped", number, self.tab, first)

    def _names_part_or_activity(self, cells: list[Cell]) -> bool:
        roles = self.layout.having("part", "activity")
        return any(cell_at(cells, role.index) is not None for role in roles)

    def _lines(self, row: Row, days: Days, counts: Counts) -> None:
        number, cells = row
        part: Part | None = None
        for role in self.layout.having("part"):
            read = read_part(cell_at(cells, role.index))
            if read == "part-unclear":
                self._problem(read, number, cell_at(cells, role.index), role)
                return
            part = part or read
        said = [text_of(cell_at(cells, role.index)) for role in self.layout.having("activity")]
        activity = next(filter(None, said), None)
        for role, cell, count in counts:
            self._line(number, days, (role, cell, count), part, activity)

    # --- days across ---

    def _across(self, row: Row, first: Cell, counts: Counts) -> None:
        number, cells = row
        roles = self.layout.having("activity", "part")
        if not counts and (not roles or ":" in str(first) or len(str(first)) > 40):
            self.report.skip("note-skipped", number, self.tab, first)
            return
        for role in roles:
            cell = cell_at(cells, role.index)
            if cell is not None or len(roles) == 1:
                self.label[role.meaning] = cell
        part = read_part(self.label.get("part"))
        if part == "part-unclear":
            role = self.layout.having("part")[0]
            self._problem(part, number, cell_at(cells, role.index), role)
            return
        activity = text_of(self.label.get("activity")) or None
        for role, cell, count in counts:
            if isinstance(role.days, Days):
                self._line(number, role.days, (role, cell, count), part, activity)

    def _line(
        self, number: int, days: Days, counted: tuple[Role, Cell, Count | str],
        part: Part | None, activity: str | None,
    ) -> None:  # fmt: skip
        role, cell, count = counted
        if isinstance(count, Count) and not within_reason(count, days.length):
            count = "too-many"
        if isinstance(count, str):
            self._problem(count, number, cell, role)
            return
        line = TallyLine(
            row=number, sheet=self.tab, first_day=days.first, last_day=days.last,
            part=role.part or part, activity=role.activity or activity or self.activity,
            people=count.people, estimated=count.estimated, closed=count.closed,
            column=letter(role.index),
        )  # fmt: skip
        self.report.line(line, role, cell)

    def _problem(self, code: str, row: int, held: Cell, role: Role) -> None:
        self.report.problem(code, row, self.tab, held, role)
