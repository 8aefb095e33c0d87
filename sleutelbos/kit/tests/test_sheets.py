"""Tally sheets as people really keep them; every sheet here is invented."""

import io
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from sleutelbos.kit.sheets import read_tallies

from .sheet_makers import (
    TODAY,
    csv_sheet,
    days,
    nov,
    problems,
    skipped,
    xlsx_sheet,
)

pytestmark = pytest.mark.mission("K1F")


# --- a dozen messy sheets -----------------------------------------------------------------------


A_LIST = (
    "Turflijst Lindekamer;;;\n"
    "ingevuld aan de bar;;;\n"
    "\n"
    "Datum;Dagdeel;Activiteit;Aantal;Opmerking\n"
    "di 3 nov;ochtend;Koffie;12;\n"
    ";middag;Lunch;ca. 15;gezellig\n"
    "4-11;ochtend;Koffie;|||| |||;\n"
    "5 november;;;dicht;geen sleutel\n"
    "06/11/2026;avond;;12,5;\n"
    "7-11-2026;avond;;-3;\n"
    "31 november;avond;;4;\n"
    "16-11-2026;avond;;4;\n"
    "1-11-2019;avond;;4;\n"
    "8-11-2026;straks;;4;\n"
    "9-11-2026;;;1234;\n"
    "9-11-2026;;;15 à 20;\n"
    "10-11-2026;avond;;veel;\n"
    ";;;7;\n"
    "3-11-2026;Ochtend;koffie;13;\n"
    "Totaal;;;99;\n"
    "Let op: de deur klemt;;;;\n"
)


def test_a_list_with_titles_notes_totals_and_everything_people_write():
    sheet = csv_sheet(A_LIST, encoding="cp1252")

    assert days(sheet) == [
        (5, nov(3), "morning", "Koffie", 12),
        (6, nov(3), "afternoon", "Lunch", 15),
        (7, nov(4), "morning", "Koffie", 7),
        (8, nov(5), None, None, 0),
    ]
    assert [(ln.estimated, ln.closed) for ln in sheet.lines] == [
        (False, False),
        (True, False),
        (False, False),
        (False, True),
    ]
    assert problems(sheet) == [
        (9, "D", "12,5", "decimal"),
        (10, "D", "-3", "negative"),
        (11, "A", "31 november", "no-such-day"),
        (12, "A", "16-11-2026", "future"),
        (13, "A", "1-11-2019", "too-old"),
        (14, "B", "straks", "part-unclear"),
        (15, "D", "1234", "too-many"),
        (16, "D", "15 à 20", "range"),
        (17, "D", "veel", "not-a-number"),
        (18, "A", "", "no-day"),
        (19, "D", "13", "twice"),
    ]
    assert sheet.problems[-1].message == "Dit staat ook in rij 5. Laat er één staan."
    assert sheet.problems[-1].header == "Aantal"
    assert skipped(sheet) == [
        (20, "Totaal", "total-skipped"),
        (21, "Let op: de deur klemt", "note-skipped"),
    ]
    assert [(c.letter, c.header, c.meaning) for c in sheet.columns] == [
        ("A", "Datum", "day"),
        ("B", "Dagdeel", "part"),
        ("C", "Activiteit", "activity"),
        ("D", "Aantal", "people"),
        ("E", "Opmerking", "note"),
    ]


def test_a_month_matrix_with_a_title_days_down_and_activities_across():
    sheet = xlsx_sheet(
        November_2026=[
            ["Bezoekers november 2026"],
            [],
            ["dag", "Koffie", "Lunch", "Naailes", "Totaal"],
            [1, None, None, None, None],
            [2, 12, 20, None, 32],
            [3, 8, "IIII", 5.0, 17],
            [4, "gesloten"],
            [30, 8, None, None, 8],
            ["Totaal", 20, 24, 5, 49],
            ["Bron: briefjes van de bar"],
        ],
        Totalen=[["Maand", "Aantal"], ["nov", 99]],
    )

    assert days(sheet) == [
        (5, nov(2), None, "Koffie", 12),
        (5, nov(2), None, "Lunch", 20),
        (6, nov(3), None, "Koffie", 8),
        (6, nov(3), None, "Lunch", 4),
        (6, nov(3), None, "Naailes", 5),
        (7, nov(4), None, "Koffie", 0),
    ]
    assert {ln.sheet for ln in sheet.lines} == {"November 2026"}
    assert [ln.column for ln in sheet.lines] == ["B", "C", "B", "C", "D", "B"]
    assert problems(sheet) == [(8, "A", "30", "future")]
    assert skipped(sheet) == [
        (9, "Totaal", "total-skipped"),
        (10, "Bron: briefjes van de bar", "note-skipped"),
        (1, "Totalen", "summary-skipped"),
    ]


def test_a_week_sheet_with_weekdays_across():
    sheet = xlsx_sheet(
        Blad1=[
            ["Week 45, 2026"],
            ["", "ma", "di", "wo", "do", "vr", "totaal"],
            ["Koffie", 10, 12, "±8", None, 11, 41],
            ["Lunch", "-", 20, None, "x", 18, 38],
            ["Totaal", 10, 32, 8, 0, 29, 79],
        ]
    )

    assert days(sheet) == [
        (3, nov(2), None, "Koffie", 10),
        (3, nov(3), None, "Koffie", 12),
        (3, nov(4), None, "Koffie", 8),
        (3, nov(6), None, "Koffie", 11),
        (4, nov(3), None, "Lunch", 20),
        (4, nov(6), None, "Lunch", 18),
    ]
    assert [ln.people for ln in sheet.lines if ln.estimated] == [8]
    assert problems(sheet) == [(4, "E", "x", "not-a-number")]
    assert skipped(sheet) == [(5, "Totaal", "total-skipped")]
    assert [c.first_day for c in sheet.columns if c.header == "wo"] == [nov(4)]


def test_weekdays_across_without_a_week_say_what_is_missing():
    sheet = xlsx_sheet(Blad1=[["", "ma", "di", "wo"], ["Koffie", 1, 2, 3]])

    assert sheet.lines == []
    assert {p.code for p in sheet.problems} == {"week-unknown"}
    assert len(sheet.problems) == 3


def test_real_dates_across_with_activities_merged_over_parts_of_the_day():
    sheet = xlsx_sheet(
        Blad1=[
            ["Activiteit", "Dagdeel", datetime(2026, 11, 3), nov(4), "5 nov", "20-11-2026"],
            ["Koffie", "ochtend", 1, 2, 3, 4],
            [None, "middag", 4, datetime(2026, 3, 11), 6, None],
            ["Schaken", "avond", None, time(10, 30), "#REF!", None],
        ]
    )

    assert days(sheet) == [
        (2, nov(3), "morning", "Koffie", 1),
        (2, nov(4), "morning", "Koffie", 2),
        (2, nov(5), "morning", "Koffie", 3),
        (3, nov(3), "afternoon", "Koffie", 4),
        (3, nov(5), "afternoon", "Koffie", 6),
    ]
    assert problems(sheet) == [
        (1, "F", "20-11-2026", "future"),
        (3, "D", "11-3-2026", "date-in-count"),
        (4, "D", "10:30:00", "date-in-count"),
        (4, "E", "#REF!", "sheet-error"),
    ]


def test_two_header_rows_with_a_merged_part_of_day_above_the_activities():
    book = Workbook()
    tab = book.active
    tab.append(["Turflijst de Bolder, november"])
    tab.merge_cells("A1:E1")
    tab.append(["Datum", "Ochtend", None, "Middag", None])
    tab.merge_cells("B2:C2")
    tab.merge_cells("D2:E2")
    tab.append([None, "Koffie", "Lunch", "Koffie", "Naailes"])
    tab.append([datetime(2026, 11, 3), 1, 2, 3, 4])
    tab.append([46330, 5, None, None, "5 pers."])
    out = io.BytesIO()
    book.save(out)

    sheet = read_tallies("lijst.xlsx", out.getvalue(), TODAY)

    assert days(sheet) == [
        (4, nov(3), "morning", "Koffie", 1),
        (4, nov(3), "morning", "Lunch", 2),
        (4, nov(3), "afternoon", "Koffie", 3),
        (4, nov(3), "afternoon", "Naailes", 4),
        (5, nov(4), "morning", "Koffie", 5),
        (5, nov(4), "afternoon", "Naailes", 5),
    ]
    assert problems(sheet) == skipped(sheet) == []


def test_month_and_week_totals_span_their_days():
    sheet = xlsx_sheet(
        Blad1=[
            ["Maand", "Bezoekers"],
            [datetime(2026, 9, 1), 1200],
            ["okt 2026", 340],
            ["november", 80],
            ["aug 2026", 99999],
        ]
    )
    weeks = csv_sheet("Week,Dag,Aantal\n45,maandag,12\n45,di,9\n44,,50\n")

    assert [(ln.first_day, ln.last_day, ln.people) for ln in sheet.lines] == [
        (date(2026, 9, 1), date(2026, 9, 30), 1200),
        (date(2026, 10, 1), date(2026, 10, 31), 340),
        (nov(1), TODAY, 80),
    ]
    assert problems(sheet) == [(5, "B", "99999", "too-many")]
    assert [(ln.first_day, ln.last_day, ln.people) for ln in weeks.lines] == [
        (nov(2), nov(2), 12),
        (nov(3), nov(3), 9),
        (date(2026, 10, 26), nov(1), 50),
    ]


def test_months_that_excel_shows_as_nov_26_are_months_also_below_datum():
    sheet = xlsx_sheet(
        Blad1=[["Datum", "Bezoekers"], [datetime(2026, 9, 1), 900], [datetime(2026, 10, 1), 340]]
    )

    assert [ln.last_day for ln in sheet.lines] == [date(2026, 9, 30), date(2026, 10, 31)]


def test_no_header_at_all_or_only_activities_above():
    bare = csv_sheet("3-11-2026;12\n4-11-2026;13\n")
    corner = csv_sheet(";Koffie;Lunch\n3-11-2026;12;3\n\n4-11-2026;13;\n")

    assert days(bare) == [(1, nov(3), None, None, 12), (2, nov(4), None, None, 13)]
    assert days(corner) == [
        (2, nov(3), None, "Koffie", 12),
        (2, nov(3), None, "Lunch", 3),
        (4, nov(4), None, "Koffie", 13),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_every_encoding_and_separator_gives_the_same(encoding, sign):
    text = (
        'Datum;Café;"Naaien; breien";Totaal\n03-11-2026;5;"6";11\n"woensdag 4 november";5;;5\n'
    ).replace(";", sign)

    sheet = csv_sheet(text, encoding=encoding)

    assert [line[1:] for line in days(sheet)] == [
        (nov(3), None, "Café", 5),
        (nov(3), None, " ".join(f"Naaien{sign} breien".split()), 6),
        (nov(4), None, "Café", 5),
    ]


def test_parts_of_the_day_as_columns_and_the_day_in_three_columns():
    sheet = csv_sheet(
        "Dag;Maand;Jaar;Aantal bezoekers ochtend;Aantal bezoekers middag;Totaal\n"
        "3;11;2026;4;5;9\n4;november;2026;6;;6\n"
    )

    assert days(sheet) == [
        (2, nov(3), "morning", None, 4),
        (2, nov(3), "afternoon", None, 5),
        (3, nov(4), "morning", None, 6),
    ]


def test_tabs_named_after_activities_and_the_same_day_on_two_tabs():
    named = xlsx_sheet(
        Koffie=[["Datum", "Aantal"], ["3-11-2026", 4]], Lunch=[["Datum", "Aantal"], ["3-11", 9]]
    )
    twice = xlsx_sheet(
        Blad1=[["Datum", "Aantal"], ["3-11-2026", 4]], Blad2=[["Datum", "Aantal"], ["3-11", 9]]
    )

    assert days(named) == [(2, nov(3), None, "Koffie", 4), (2, nov(3), None, "Lunch", 9)]
    assert days(twice) == [(2, nov(3), None, None, 4)]
    assert twice.problems[0].message == "Dit staat ook op blad Blad1, rij 2. Laat er één staan."


def test_the_file_or_tab_name_may_tell_the_week_or_month():
    week = csv_sheet("dag,aantal\nmaandag,3\ndinsdag,4\nwoensdag,\n", name="turf week 45.csv")
    month = xlsx_sheet(
        okt=[["Activiteit", *range(1, 32), "Totaal"], ["Koffie", *[5] * 31, 155]],
        uitleg=[["Zet een streepje voor iedereen die binnenkomt"]],
    )

    assert days(week) == [(2, nov(2), None, None, 3), (3, nov(3), None, None, 4)]
    assert [ln.first_day for ln in month.lines] == [date(2026, 10, n) for n in range(1, 32)]
    assert [(p.sheet, p.code) for p in month.problems] == [("uitleg", "tab-unclear")]


def test_two_months_below_each_other_with_the_header_repeated():
    sheet = csv_sheet(
        "oktober\nDag;Aantal\n30;5\n31;6\n\nnovember\nDag;Aantal\n2;7\nSubtotaal;7\n2;8\n"
    )

    assert days(sheet) == [
        (3, date(2026, 10, 30), None, None, 5),
        (4, date(2026, 10, 31), None, None, 6),
        (8, nov(2), None, None, 7),
    ]
    assert problems(sheet) == [(10, "B", "8", "twice")]


def test_a_weekday_that_does_not_fit_its_date_is_asked_about():
    sheet = csv_sheet("Datum;Aantal\nma 3 nov;5\ndi 3 nov;6\n")

    assert problems(sheet) == [(2, "A", "ma 3 nov", "weekday-differs")]
    assert days(sheet) == [(3, nov(3), None, None, 6)]


def test_after_a_thousand_problems_the_rest_is_counted():
    sheet = csv_sheet("Datum;Aantal\n3-11;7\n" + "4-11;veel\n" * 1_200)

    assert (len(sheet.problems), sheet.unlisted, len(sheet.lines)) == (1_000, 200, 1)


def test_what_a_cell_held_is_shortened():
    sheet = csv_sheet(f"Datum;Aantal\n3-11;7\n4-11;{'heel ' * 30}veel\n")

    assert len(sheet.problems[0].held) == 40
