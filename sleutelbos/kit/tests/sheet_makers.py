"""Makes invented tally sheets, whole and damaged, and reads what became of them."""

import io
import zipfile
from datetime import date

from openpyxl import Workbook

from sleutelbos.kit.sheets import Sheet, SheetRefused, read_tallies

TODAY = date(2026, 11, 15)
BSN = "123456782"


def nov(day: int) -> date:
    return date(2026, 11, day)


def csv_sheet(text: str, name: str = "turflijst.csv", encoding: str = "utf-8") -> Sheet:
    return read_tallies(name, text.encode(encoding), TODAY)


def xlsx_bytes(**tabs: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in tabs.items():
        tab = book.create_sheet(name.replace("_", " "))
        for row in rows:
            tab.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx_sheet(name: str = "turflijst.xlsx", **tabs: list[list[object]]) -> Sheet:
    return read_tallies(name, xlsx_bytes(**tabs), TODAY)


def days(sheet: Sheet) -> list[tuple]:
    """Row, day, part, activity, people of each line."""
    return [(ln.row, ln.first_day, ln.part, ln.activity, ln.people) for ln in sheet.lines]


def problems(sheet: Sheet) -> list[tuple]:
    return [(p.row, p.column, p.held, p.code) for p in sheet.problems]


def skipped(sheet: Sheet) -> list[tuple]:
    return [(p.row, p.held, p.code) for p in sheet.skipped]


def answer(name: str, data: bytes) -> Sheet | SheetRefused:
    try:
        return read_tallies(name, data, TODAY)
    except SheetRefused as refused:
        return refused


def refusal(name: str, data: bytes) -> str:
    refused = answer(name, data)
    assert isinstance(refused, SheetRefused)
    assert refused.message
    return refused.code


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def spoiled(data: bytes, name: str, xml: bytes) -> bytes:
    """The same XLSX with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {n: package.read(n) for n in package.namelist()}
    return zipped(**{**parts, name: xml})


GOOD = xlsx_bytes(Blad1=[["Datum", "Aantal"], ["3-11", 5]])
TAB = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
