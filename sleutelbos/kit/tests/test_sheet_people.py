"""A tally sheet gives numbers only: no names are taken over, and a BSN stops the file."""

import pytest

from sleutelbos.kit.sheets import SheetRefused, read_tallies

from .sheet_makers import BSN, TODAY, csv_sheet, days, nov, problems, refusal, xlsx_bytes

pytestmark = pytest.mark.mission("P1")


def test_a_column_about_people_is_not_taken_over():
    sheet = csv_sheet("Datum,Naam,Telefoon,Aantal\n3-11-2026,Bo Voorbeeld,06 12345678,3\n")

    assert days(sheet) == [(2, nov(3), None, None, 3)]
    assert problems(sheet) == [
        (1, "B", "Naam", "person-column"),
        (1, "C", "Telefoon", "person-column"),
    ]
    assert "Bo Voorbeeld" not in repr(sheet)
    assert "12345678" not in repr(sheet)


def test_a_list_of_names_with_crosses_gives_no_lines_and_no_names():
    sheet = csv_sheet("Naam,3-11-2026,4-11-2026\nBo Voorbeeld,x,x\nMick Verzonnen,,1\n")

    assert sheet.lines == []
    assert problems(sheet) == [(1, "A", "Naam", "person-column")]
    assert "Bo" not in repr(sheet)


def test_names_below_deelnemers_are_names_and_numbers_are_people():
    names = csv_sheet("Datum;Deelnemers;Aantal\n3-11-2026;Bo, Mick;2\n")
    numbers = csv_sheet("Datum;Deelnemers\n3-11-2026;2\n")

    assert problems(names) == [(1, "B", "Deelnemers", "person-column")]
    assert "Mick" not in repr(names)
    assert days(numbers) == [(2, nov(3), None, None, 2)]


@pytest.mark.parametrize(
    "data",
    [
        f"Datum;Aantal\n3-11;5\nlos briefje: {BSN};\n".encode(),
        b"Datum;BSN;Aantal\n3-11;12345672;5\n",
        f"Datum;Aantal;Opmerking\n3-11;5;{BSN[:4]}.{BSN[4:6]}.{BSN[6:]}\n".encode("utf-16"),
        xlsx_bytes(Blad1=[["Datum", "Aantal"], ["3-11", 5], ["x", int(BSN)]]),
        xlsx_bytes(Blad1=[["Datum", "Aantal"], ["3-11", 5]], Blad2=[[float(BSN)]]),
        xlsx_bytes(**{"Blad1": [["Datum", "Aantal"], ["3-11", 5]], BSN: [["leeg"]]}),
    ],
)
def test_a_bsn_anywhere_stops_the_file_and_is_not_repeated(data, caplog):
    with pytest.raises(SheetRefused) as refused:
        read_tallies("lijst.csv", data, TODAY)

    assert refused.value.code == "bsn"
    assert BSN not in refused.value.message + caplog.text
    assert "12345672" not in refused.value.message


def test_a_bsn_in_the_file_name_stops_it_too():
    assert refusal(f"kopie {BSN}.csv", b"Datum;Aantal\n3-11;5\n") == "bsn"
