"""From the bytes of a CSV or XLSX to tabs of plain cells, safely.

For `kit.sheets`. It opens what people really have and refuses the rest with a sentence that says
what to do. Nothing but `SheetRefused` leaves this file, whatever the bytes are.
"""

import csv
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import PurePath

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.refused import Refused

type Cell = bool | int | float | str | datetime | date | time | timedelta | None

MAX_BYTES = 5_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 400
MAX_TABS = 50
MAX_CELLS = 400_000
MAX_UNPACKED = 40_000_000  # bytes of all parts of an XLSX together
MAX_PART = 12_000_000  # bytes of a part that is read whole: texts, styles
MAX_PARTS = 2_000
MAX_CELLS_IN_ROW = 20_000
MAX_TAGS = 200_000  # of styles, texts and settings
MAX_ROWS_SEEN = 1_100_000  # a spreadsheet has 1,048,576; some are coloured far down
MAX_ROW_TAGS = 150_000

KINDS = {"", ".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls"}

REASONS: dict[str, str | Promise] = {
    "empty": _("Dit bestand is leeg. Kies een ander bestand."),
    "too-big": _("Dit bestand is te groot. Knip het in stukken, bijvoorbeeld per jaar."),
    "too-many-rows": _("Deze lijst is te lang. Knip hem in stukken, bijvoorbeeld per jaar."),
    "too-many-columns": _("Deze lijst is te breed. Knip hem in stukken, bijvoorbeeld per maand."),
    "too-many-tabs": _("Dit bestand heeft te veel bladen. Neem er niet meer dan 50."),
    "old-excel": _("Dit is een oud soort Excel. Open het en bewaar het als .xlsx."),
    "other-sheet": _("Dit rekenblad kunnen wij niet openen. Bewaar het als .xlsx of .csv."),
    "password": _("Er zit een wachtwoord op dit bestand. Haal het eraf en kies het opnieuw."),
    "wrong-kind": _("Dit is geen tellijst. Kies een bestand dat eindigt op .xlsx of .csv."),
    "broken": _("Dit bestand gaat niet open. Bewaar het opnieuw als .xlsx of .csv."),
    "no-table": _(
        "Wij vinden geen dagen met aantallen. Zet de dagen onder elkaar en de aantallen ernaast."
    ),
    "bsn": _(
        "In dit bestand staat misschien een burgerservicenummer. Dat bewaren wij nooit. "
        "Haal het nummer weg en kies het bestand opnieuw."
    ),
}


class SheetRefused(Refused):
    """This file cannot be read as a tally sheet. `code` is one of REASONS; nothing was kept."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code, message or str(REASONS[code]))


@dataclass(frozen=True)
class Tab:
    """One tab: its name (empty for CSV) and its rows that hold anything, numbered from 1."""

    name: str
    rows: list[tuple[int, list[Cell]]]


def open_sheet(name: str, data: bytes) -> list[Tab]:
    """The tabs of an uploaded file. The content decides what it is, then the name.

    Raises SheetRefused with a code of REASONS.
    """
    if len(data) > MAX_BYTES:
        raise SheetRefused("too-big")
    if not data.strip(b" \r\n\t\0"):
        raise SheetRefused("empty")
    if PurePath(name).suffix.lower() not in KINDS:
        raise SheetRefused("wrong-kind")
    try:
        return _tabs(data)
    except SheetRefused:
        raise
    except Exception:
        # Whatever a library says about strange bytes may hold what stood in the cells.
        raise SheetRefused("broken") from None


def _tabs(data: bytes) -> list[Tab]:
    if data.startswith(b"PK"):
        tabs = _open_xlsx(data)
    elif data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise SheetRefused("password" if locked else "old-excel")
    else:
        tabs = [Tab("", _kept(_csv_rows(_text(data))))]
    if not any(tab.rows for tab in tabs):
        raise SheetRefused("empty")
    return tabs


def _kept(rows: Iterable[Sequence[Cell]]) -> list[tuple[int, list[Cell]]]:
    """Rows with something in them, without the empty cells at the end."""
    kept: list[tuple[int, list[Cell]]] = []
    filled = 0
    for number, row in enumerate(rows, start=1):
        cells = [] if row.count(None) == len(row) else _trimmed(row)
        if cells:
            kept.append((number, cells))
            filled += len(cells)
        if len(kept) > MAX_ROWS:
            raise SheetRefused("too-many-rows")
        if number > MAX_ROWS_SEEN or filled > MAX_CELLS:
            raise SheetRefused("too-big")
    return kept


def _trimmed(row: Sequence[Cell]) -> list[Cell]:
    cells = [None if isinstance(cell, str) and not cell.strip() else cell for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise SheetRefused("too-many-columns")
    return cells


# --- text ---------------------------------------------------------------------------------------


def _text(data: bytes) -> str:
    """Decode as spreadsheets write: UTF-8 or UTF-16 with a mark, UTF-8, or Windows."""
    if data.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise SheetRefused("wrong-kind")
    text = _decoded(data).lstrip("\ufeff")
    start = text[:500].lstrip().lower()
    if start.startswith(("<?xml", "<html", "<!doctype", "<table", "<meta")):
        raise SheetRefused("other-sheet")
    strange = sum(map(text.count, map(chr, [*range(9), *range(14, 32)])))
    if strange > len(text) // 200:
        raise SheetRefused("wrong-kind")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    nulls = data[:2000].count(0)
    if nulls > len(data[:2000]) // 4:
        little = data[1:2000:2].count(0) > nulls // 2
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _csv_rows(text: str) -> Iterator[list[str]]:
    """The rows as a spreadsheet numbers them; a first line `sep=;` is not one of them."""
    told = re.match(r"\"?sep=(.)\"?\r?\n", text, re.IGNORECASE)
    if told:
        return csv.reader(io.StringIO(text[told.end() :], newline=""), delimiter=told[1])
    return csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first lines into equally many cells, more than one."""
    head = text[:20_000].splitlines()[:80]
    best, most = ";", 0
    for sign in ";\t,|":
        widths = [len(row) for row in csv.reader(head, delimiter=sign) if len(row) > 1]
        if widths:
            usual = max(widths.count(width) for width in set(widths))
            if usual > most:
                best, most = sign, usual
    return best


# --- XLSX ---------------------------------------------------------------------------------------

_TAG = re.compile(rb"<(?:\w+:)?(\w+)")
_LIGHT = {b"row", b"v", b"f", b"t", b"is"}  # beside a cell and its parts, every tag is costly


def _open_xlsx(data: bytes) -> list[Tab]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        _guard(package)
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's warnings repeat what stands in a cell
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            if len(book.worksheets) > MAX_TABS:
                raise SheetRefused("too-many-tabs")
            tabs = []
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write a size that is not true
                rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
                tabs.append(Tab(sheet.title, _kept(rows)))
        finally:
            book.close()
    if sum(len(tab.rows) for tab in tabs) > MAX_ROWS:
        raise SheetRefused("too-many-rows")
    return tabs


def _guard(package: zipfile.ZipFile) -> None:
    """Look at the sizes before anything is unpacked, and at the cells before a tree is built.

    The sizes in the directory can be trusted: zipfile never reads more than they say.
    """
    parts = package.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise SheetRefused("password")
    if "xl/workbook.bin" in names or "content.xml" in names or "Index/Document.iwa" in names:
        raise SheetRefused("other-sheet")
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise SheetRefused("wrong-kind")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise SheetRefused("too-big")
    if any(p.file_size > MAX_PART for p in parts if not p.filename.startswith("xl/worksheets/")):
        raise SheetRefused("too-big")
    counted: Counter[bytes] = Counter()
    for part in parts:
        _count_tags(package.read(part), counted)
    rows, cells = counted[b"row"], counted.pop(b"c", 0)
    light = sum(counted.pop(tag, 0) for tag in _LIGHT)
    endless = rows > MAX_ROW_TAGS or cells > MAX_CELLS or light > 4 * MAX_CELLS
    if endless or counted.total() > MAX_TAGS:
        raise SheetRefused("too-big")


def _count_tags(xml: bytes, counted: Counter[bytes]) -> None:
    """Count what a part holds; refuse one row of endless cells, and what Excel never writes."""
    if (
        xml.startswith((b"<\0", b"\0<", b"\xff\xfe", b"\xfe\xff"))
        or b"<!DOCTYPE" in xml
        or b"<!ENTITY" in xml
    ):
        raise SheetRefused("broken")
    in_row = 0
    for tag in _TAG.finditer(xml):
        counted[tag[1]] += 1
        in_row = 0 if tag[1] == b"row" else in_row + (tag[1] == b"c")
        if in_row > MAX_CELLS_IN_ROW:
            raise SheetRefused("too-big")
