"""Reading the tally sheets people really have, before anyone presses „bewaar“.

For the host who kept counts on paper or in a spreadsheet (ledger K1F). `read_tallies` understands
lists and month sheets, CSV and XLSX, and says of every line it cannot use what is the matter and
what to do. It keeps numbers only: a column about people is not taken over, and a BSN anywhere
stops the file. It touches no database; what it gives is for a preview.

`sheet_files` opens the bytes, `sheet_layout` finds the table, `sheet_rows` reads it,
`sheet_dates` and `sheet_numbers` read one cell.
"""

from datetime import date
from pathlib import PurePath

from sleutelbos.kit.bsn import bsn_in, holds_bsn
from sleutelbos.kit.sheet_dates import Hints, hints_from
from sleutelbos.kit.sheet_files import SheetRefused, Tab, open_sheet
from sleutelbos.kit.sheet_layout import find_layout
from sleutelbos.kit.sheet_report import (
    Column,
    Problem,
    Report,
    Sheet,
    TallyLine,
    activity_of_tab,
    is_summary,
)
from sleutelbos.kit.sheet_rows import TableReader

__all__ = ["Column", "Problem", "Sheet", "SheetRefused", "TallyLine", "read_tallies"]


def read_tallies(name: str, data: bytes, today: date) -> Sheet:
    """Read a tally sheet as it came: `name` is the file name, `data` its bytes.

    Week and month totals span their days, up to `today`; they may hold up to 999 people a day
    and 9,999 in all. Raises SheetRefused: empty, too-big, too-many-rows, too-many-columns,
    too-many-tabs, old-excel, other-sheet, password, wrong-kind, broken, no-table, bsn. Nothing
    else, whatever the bytes. No BSN is echoed and no name is taken over (UAVG article 46).
    """
    tabs = open_sheet(name, data)
    if holds_bsn(name) or any(_tab_holds_bsn(tab) for tab in tabs):
        raise SheetRefused("bsn")
    report = Report()
    try:
        _read_tabs(tabs, hints_from(PurePath(name).stem, Hints(today)), report)
    except (ValueError, TypeError, ArithmeticError, LookupError):
        # A cell nobody foresaw. The file is refused; what stood in it is not repeated.
        raise SheetRefused("broken") from None
    if not report.sheet.columns and not report.about_people:
        raise SheetRefused("no-table")
    return report.sheet


def _read_tabs(tabs: list[Tab], hints: Hints, report: Report) -> None:
    filled = [tab for tab in tabs if tab.rows]
    for tab in filled:
        row, cells = tab.rows[0]
        if len(filled) > 1 and is_summary(tab.name):
            report.skip("summary-skipped", row, tab.name, tab.name)
            continue
        layout = find_layout(tab, hints_from(tab.name, hints))
        if layout is None:
            report.problem("tab-unclear", row, tab.name, cells[-1])
            continue
        activity = activity_of_tab(tab.name) if len(filled) > 1 else None
        TableReader(report, tab, layout, activity).read()


def _tab_holds_bsn(tab: Tab) -> bool:
    """Every cell, with the first words of its column and the cell before it as explanation."""
    headers: dict[int, str] = {}
    for _number, cells in tab.rows:
        before = ""
        for index, cell in enumerate(cells):
            if cell is not None and bsn_in(cell, label=f"{headers.get(index, '')} {before}"):
                return True
            before = cell[:40] if isinstance(cell, str) else ""
            if before:
                headers.setdefault(index, before)
    return holds_bsn(tab.name)
