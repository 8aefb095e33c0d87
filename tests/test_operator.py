"""What the person who looks after the machine does: found, card, import-tallies, settings."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.config import console
from sleutelbos.room.visits.models import Tally

ROOT = Path(__file__).parent.parent


def told(*command: str, **options: object) -> str:
    out = StringIO()
    call_command(*command, stdout=out, stderr=out, **options)
    return out.getvalue()


def link_in(said: str) -> str:
    return re.findall(r"https?://[^/]+(/sleutel/\S+)", said)[0]


def comes_in(link: str) -> bool:
    phone = Client()
    phone.get(link)
    phone.post(link)
    return phone.get("/mijn/").status_code == 200


@pytest.mark.django_db
@pytest.mark.mission("P6")
def test_a_network_begins_with_one_command_and_a_link():
    said = told("found", cooperative="De Sleutels", room="Het Open Luik", board="Noor")

    room = Place.objects.get(slug="het-open-luik")
    assert room.part_of.name == "De Sleutels"
    assert set(Role.objects.filter(place=room).values_list("name", flat=True)) == {
        "resident", "board",
    }  # fmt: skip
    assert comes_in(link_in(said))


@pytest.mark.django_db
def test_a_second_room_comes_under_the_same_cooperative():
    told("found", cooperative="De Sleutels", room="Het Open Luik", board="Noor")
    told("found", room="De Stoep", board="Sam")

    assert Place.objects.filter(kind="cooperative").count() == 1
    assert Place.objects.get(slug="de-stoep").part_of.name == "De Sleutels"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"room": "Nieuw", "cooperative": "Nog een"}, "Leave --cooperative out"),
        ({"room": "Het Open Luik"}, "--slug"),
        ({"room": "Mijn", "slug": "mijn"}, "short address"),
        ({"room": "ظ", "slug": ""}, "--slug"),
    ],
)
def test_what_cannot_be_founded_is_refused_and_nothing_is_left(options, says):
    told("found", cooperative="De Sleutels", room="Het Open Luik", board="Noor")
    before = Place.objects.count(), Person.objects.count()

    with pytest.raises(CommandError, match=says):
        told("found", board="Sam", **options)

    assert (Place.objects.count(), Person.objects.count()) == before


@pytest.mark.django_db
def test_the_first_time_the_cooperative_needs_a_name():
    with pytest.raises(CommandError, match="--cooperative"):
        told("found", room="Het Open Luik", board="Noor")


@pytest.mark.django_db
def test_a_new_card_ends_the_one_before_and_stands_in_the_journal():
    noor = make_actor(make_room(), "noor")
    first = link_in(told("card", noor.someone.code))
    second = link_in(told("card", noor.someone.code))

    assert not comes_in(first)
    assert comes_in(second)
    lines = Entry.objects.within(noor.place).filter(what="places.card-made")
    assert [line.who for line in lines] == [None, None]
    with pytest.raises(CommandError, match="Nobody"):
        told("card", "zzzzzz")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "turven.csv"
    file.write_text("datum;aantal\n3-11-2025;14\n4-11-2025;veel\n5-11-2025;9\n")
    return file


@pytest.mark.django_db
@pytest.mark.mission("K1F")
def test_counts_of_a_file_are_shown_first_and_put_in_when_asked_once(sheet):
    room = make_room()

    said = told("import_tallies", str(sheet), room=room.slug)
    assert "2025-11-03: 14" in said
    assert "row 3" in said
    assert "2 new lines, 23 people" in said
    assert Tally.objects.within(room).count() == 0

    assert "2 lines were put in" in told("import_tallies", str(sheet), room=room.slug, commit=True)
    assert "0 lines were put in" in told("import_tallies", str(sheet), room=room.slug, commit=True)
    people = Tally.objects.within(room).order_by("first_day").values_list("people", "source")
    assert list(people) == [(14, "imported"), (9, "imported")]


@pytest.mark.django_db
def test_a_wrong_room_or_file_says_what_to_do(sheet, tmp_path):
    make_room()
    with pytest.raises(CommandError, match="There are: de-kamer"):
        told("import_tallies", str(sheet), room="elders")
    with pytest.raises(CommandError, match="No such file"):
        told("import_tallies", str(tmp_path / "geen.csv"), room="de-kamer")
    sheet.write_text("naam;bsn\nOlena;111222333\n")
    with pytest.raises(CommandError) as refused:
        told("import_tallies", str(sheet), room="de-kamer")
    assert "111222333" not in str(refused.value)


def test_commands_of_two_words_are_written_with_a_dash(monkeypatch):
    seen: list[list[str]] = []
    monkeypatch.setattr("django.core.management.execute_from_command_line", seen.append)
    for words in (["import-tallies", "a-b.csv", "--room", "x"], ["--help"]):
        monkeypatch.setattr("sys.argv", ["sleutelbos", *words])
        console.main()
    assert seen == [
        ["sleutelbos", "import_tallies", "a-b.csv", "--room", "x"],
        ["sleutelbos", "--help"],
    ]


READ = re.compile(
    r"""environ(?:\.get|\.setdefault)?[\[(]\s*["'](\w+)["']|"(\w+)" (?:not )?in os\.env"""
)


def test_every_variable_the_program_reads_is_listed_and_no_other():
    program = [f for f in (ROOT / "sleutelbos").rglob("*.py") if "tests" not in f.parts]
    read = {
        name for file in program for pair in READ.findall(file.read_text()) for name in pair if name
    }
    shell = (ROOT / "dev").read_text()
    read |= set(re.findall(r"\$\{(SLEUTELBOS_\w+)", shell))
    page = (ROOT / "docs/settings.md").read_text()
    listed = set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE))

    assert listed == read - {"DJANGO_SETTINGS_MODULE", "PYTEST_VERSION"}


@pytest.mark.django_db
def test_what_the_processes_share_is_loaded_without_asking_the_database(
    django_assert_num_queries, monkeypatch
):
    from sleutelbos.config import server

    read: list[str] = []
    monkeypatch.setattr(server, "get_template", read.append)
    monkeypatch.setattr(server.connections, "close_all", lambda: read.append("closed"))
    with django_assert_num_queries(0):
        server.load_everything()
    assert "board/today.html" in read
    assert read[-1] == "closed"  # no connection may be shared by two processes
