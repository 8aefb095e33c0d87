"""Whatever bytes come, they give a sheet that keeps its rules, or a refusal; never a traceback."""

from datetime import date, datetime, time

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from sleutelbos.kit.sheets import Sheet, SheetRefused, read_tallies

from .sheet_makers import (
    GOOD,
    OLE,
    TAB,
    TODAY,
    answer,
    csv_sheet,
    nov,
    refusal,
    spoiled,
    xlsx_bytes,
)

pytestmark = pytest.mark.mission("K1F")

STARTS = [b"", b"PK\x03\x04", OLE, b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"Datum;Aantal\n"]


@given(st.sampled_from(STARTS), st.binary(max_size=400), st.sampled_from(["a.csv", "b.xlsx", ""]))
@settings(max_examples=400)
def test_no_bytes_give_anything_but_a_sheet_or_a_refusal(start, rest, name):
    sheet = answer(name, start + rest)

    assert sheet.message if isinstance(sheet, SheetRefused) else sheet.columns or sheet.problems


@given(st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_workbook_gives_a_sheet_or_a_refusal(data):
    damaged = bytearray(GOOD)
    for _n in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(GOOD) - 1))] = data.draw(st.integers(0, 255))

    assert isinstance(answer("lijst.xlsx", bytes(damaged)), Sheet | SheetRefused)


@given(st.binary(max_size=200), st.sampled_from([TAB, "xl/workbook.xml", "xl/styles.xml"]))
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_strange_xml_inside_gives_a_refusal(xml, part):
    assert refusal("lijst.xlsx", spoiled(GOOD, part, xml))


WORDS = [
    *("Datum", "Week", "Maand", "Dag", "Dagdeel", "Activiteit", "Naam", "Aantal", "Totaal"),
    *("Koffie", "ochtend", "di 3 nov", "3-11", "nov 2026", "week 45", "45", "maandag", "dicht"),
    *("IIII", "ca. 15", "-", "x", "12,5", "31-2", "29 feb", "0-0", "99-99-9999", "week 99", "'"),
]
VALUES = [
    None,
    0,
    1,
    3,
    12,
    -4,
    2.5,
    46329,
    1e300,
    True,
    nov(3),
    datetime(2026, 11, 4, 10),
    time(9),
]
anything = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=6)
messy = st.sampled_from([*WORDS, *VALUES]) | anything
a_day = st.sampled_from(
    [nov(3), nov(4), "di 3 nov", "5-11", 46329, "okt 2026", "20-11", "31-2", None]
)
a_part = st.sampled_from(["ochtend", "Middag", "avond", "straks", "10:30", None])
a_count = st.sampled_from([0, 4, 12, "ca. 15", "IIII", "dicht", "-", None, "12,5", "veel", 1234])
likely = st.tuples(a_day, a_part, st.sampled_from(["Koffie", "Lunch", None]), a_count, a_count)
tables = st.builds(
    lambda titles, header, rows, end: [*titles, header, *rows, *end],
    st.lists(st.lists(messy, max_size=5), max_size=2),
    st.just(["Datum", "Dagdeel", "Activiteit", "Aantal", "Opmerking"])
    | st.lists(messy, max_size=5),
    st.lists(likely.map(list) | st.lists(messy, max_size=6), max_size=8),
    st.lists(st.lists(messy, max_size=5), max_size=2),
)


@given(tables)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_is_read_and_no_line_breaks_the_rules(rows):
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    text = "\n".join(";".join(c.replace(";", " ").replace('"', " ") for c in row) for row in cells)
    sheet = answer("lijst.csv", text.encode("utf-8", "replace"))
    if isinstance(sheet, SheetRefused):
        event(sheet.code)
        assert sheet.code in {"empty", "no-table", "wrong-kind", "other-sheet"}
        return
    event("lines" if sheet.lines else "no lines")
    keys = [
        (ln.first_day, ln.last_day, ln.part, (ln.activity or "").casefold()) for ln in sheet.lines
    ]
    assert len(set(keys)) == len(keys)
    for line in sheet.lines:
        assert line.first_day <= line.last_day <= TODAY
        assert line.first_day >= date(2021, 11, 15)
        assert 0 <= line.people <= 9_999
        assert 1 <= line.row <= text.count("\n") + text.count("\r") + 1
    assert all(len(p.held) <= 40 for p in sheet.problems + sheet.skipped)


@given(tables)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_any_workbook_is_read(rows):
    clean = [[None if isinstance(c, str) and not c.isprintable() else c for c in r] for r in rows]
    sheet = answer("lijst.xlsx", xlsx_bytes(Blad1=clean))

    assert not isinstance(sheet, SheetRefused) or sheet.code in {"empty", "no-table"}


@given(st.dates(date(2022, 1, 1), TODAY), st.integers(0, 999))
def test_every_day_written_in_every_usual_way_is_the_same_day(day, people):
    months = "jan feb mrt apr mei jun jul aug sep okt nov dec".split()
    weekdays = "ma di wo do vr za zo".split()
    serial = (day - date(1899, 12, 30)).days
    for written in (
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day.isoformat()}",
        f"{weekdays[day.weekday()]} {day.day} {months[day.month - 1]} {day.year}",
        f"{day.day}.{day.month}.{day:%y}",
        str(serial),
    ):
        line = csv_sheet(f"Datum;Aantal\n{written};{people}").lines[0]
        assert (line.first_day, line.last_day, line.people) == (day, day, people)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 31), st.integers(1, 12))
def test_without_a_year_it_is_the_latest_such_day_not_after_today(today, day, month):
    sheet = read_tallies("l.csv", f"Datum;Aantal\n{day}-{month};5\n".encode(), today)

    for line in sheet.lines:
        assert (line.first_day.day, line.first_day.month) == (day, month)
        assert line.first_day <= today
        try:
            assert line.first_day.replace(year=line.first_day.year + 1) > today
        except ValueError:
            assert (day, month) == (29, 2)
