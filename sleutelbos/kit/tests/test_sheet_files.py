"""Files that are no tally sheet, or mean harm, are refused with a sentence that says what to do."""

import io
import struct

import pytest
from openpyxl import Workbook

from sleutelbos.kit.sheets import read_tallies

from .sheet_makers import (
    GOOD,
    MAIN,
    OLE,
    TAB,
    TODAY,
    days,
    nov,
    refusal,
    spoiled,
    xlsx_bytes,
    zipped,
)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("leeg.csv", b"", "empty"),
        ("leeg.csv", b"\r\n \r\n", "empty"),
        ("leeg.csv", b";;;\n;;;\n", "empty"),
        ("leeg.xlsx", xlsx_bytes(Blad1=[]), "empty"),
        ("oud.xls", OLE + b"\0" * 600, "old-excel"),
        ("slot.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("foto.jpg", b"Datum;Aantal\n3-11;5\n", "wrong-kind"),
        ("lijst.csv", b"%PDF-1.7 ...", "wrong-kind"),
        ("lijst.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "wrong-kind"),
        ("lijst.xlsx", zipped(**{"word/document.xml": b"<a/>"}), "wrong-kind"),
        ("lijst.xlsx", zipped(**{"content.xml": b"<a/>", "mimetype": b"ods"}), "other-sheet"),
        ("lijst.xls", b"<html><table><tr><td>3-11", "other-sheet"),
        ("lijst.xlsx", GOOD[:200], "broken"),
        ("lijst.xlsx", spoiled(GOOD, TAB, b"<worksheet"), "broken"),
        ("praatje.csv", b"Hallo, dit is een brief.\nGroeten.\n", "no-table"),
        ("groot.csv", b"3-11;5\n" * 800_000, "too-big"),
        ("lang.csv", b"Datum;Aantal\n" + b"3-11;5\n" * 20_001, "too-many-rows"),
        ("breed.csv", b"Datum" + b";a" * 401 + b"\n", "too-many-columns"),
        ("vol.csv", (b"a;" * 399 + b"a\n") * 1_001, "too-big"),
        ("bladen.xlsx", xlsx_bytes(**{f"B{n}": [[n]] for n in range(51)}), "too-many-tabs"),
    ],
)
def test_a_file_we_cannot_read_says_kindly_why(name, data, code):
    assert refusal(name, data) == code


def test_an_encrypted_zip_asks_for_the_password_to_be_taken_off():
    data = bytearray(GOOD)
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1

    assert refusal("slot.xlsx", bytes(data)) == "password"


@pytest.mark.parametrize(
    "xml",
    [
        b"<worksheet " + MAIN + b">" + b" " * 45_000_000 + b"</worksheet>",
        b"<worksheet " + MAIN + b"><sheetData><row>" + b"<c/>" * 30_000 + b"</row></sheetData>",
        b"<worksheet " + MAIN + b"><sheetData>" + b"<row><c/><c/></row>" * 210_000,
        b"<worksheet " + MAIN + b"><mergeCells>" + b"<mergeCell/>" * 201_000,
    ],
    ids=["spaces", "one endless row", "endless cells", "endless merges"],
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked_into_a_tree(xml):
    bomb = spoiled(GOOD, TAB, xml)

    assert len(bomb) < 500_000
    assert refusal("lijst.xlsx", bomb) == "too-big"


def test_a_zip_that_lies_about_its_sizes_is_refused():
    bomb = bytearray(spoiled(GOOD, TAB, b"<worksheet " + MAIN + b">" + b" " * 45_000_000))
    entry = bomb.index(TAB.encode(), bomb.index(b"PK\x01\x02")) - 46
    bomb[entry + 24 : entry + 28] = struct.pack("<I", 100)

    assert refusal("lijst.xlsx", bytes(bomb)) == "broken"


def test_entities_that_grow_are_refused():
    xml = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]><worksheet ' + MAIN + b">&a;</worksheet>"

    assert refusal("lijst.xlsx", spoiled(GOOD, TAB, xml)) == "broken"


def test_a_cell_that_a_date_format_cannot_hold_is_not_warned_about_with_its_content(recwarn):
    book = Workbook()
    book.active.append(["Datum", "Aantal", "Datum van betaling"])
    book.active.append(["3-11", 5, 987654321987])
    book.active["C2"].number_format = "dd-mm-yyyy"
    out = io.BytesIO()
    book.save(out)

    assert days(read_tallies("lijst.xlsx", out.getvalue(), TODAY)) == [(2, nov(3), None, None, 5)]
    assert not [w for w in recwarn if "987654321987" in str(w.message)]


def test_a_row_far_down_a_coloured_sheet_keeps_its_number():
    book = Workbook()
    book.active.append(["Datum", "Aantal"])
    book.active["A50000"], book.active["B50000"] = "3-11", 5
    out = io.BytesIO()
    book.save(out)

    assert days(read_tallies("lijst.xlsx", out.getvalue(), TODAY))[0][0] == 50_000


def test_the_content_decides_when_the_name_says_something_else():
    assert days(read_tallies("lijst.csv", GOOD, TODAY)) == [(2, nov(3), None, None, 5)]
    assert days(read_tallies("lijst.xls", b"sep=;\nDatum;Aantal\n3-11;5\n", TODAY)) == [
        (2, nov(3), None, None, 5)
    ]
