"""Take everything along, erase everything: over every model that reaches a person (P2, R39)."""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from contextlib import closing

import pytest
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client

from sleutelbos.commons.people import commands, queries
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.people.queries_export import take_along
from sleutelbos.commons.people.tests.makers import make_person
from sleutelbos.commons.places import commands as places
from sleutelbos.kit.privacy import links
from tests.canary import CANARY, SOUND, dump, every_link, plant_everywhere
from tests.world import World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.mission("P2")]
OTHER = "Roodborstje"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def canary(world: World) -> Person:
    """Somebody who is in everything, beside somebody else who is in everything too."""
    person = make_person(CANARY, email="kanarievogel@voorbeeld.nl")
    other = make_person(OTHER, email="roodborstje@voorbeeld.nl")
    for somebody in (person, other):
        places.first_role(somebody, world.room, "resident")
    assert "\n".join(plant_everywhere(world, person, other)) == ""
    return person


def unpacked(person: Person) -> zipfile.ZipFile:
    with closing(take_along(person)) as parcel:
        return zipfile.ZipFile(io.BytesIO(parcel.read()))


def test_every_link_to_a_person_of_every_installed_model_is_classified():
    """Also of libraries: a table of theirs that reaches a person fails here at once."""
    told = {(link.model, link.name) for link in links()}
    assert set(every_link()) - told == set()
    assert told - set(every_link()) == set()


def test_what_is_said_about_erasing_is_what_the_database_does():
    wrong = []
    for link in links():
        field = link.model._meta.get_field(link.name)
        keeps = field.remote_field.on_delete is models.SET_NULL and field.null
        goes = field.remote_field.on_delete is models.CASCADE
        if not (keeps if link.personal.erase == "name" else goes):
            wrong.append(f"{link.model._meta.label}.{link.name}")
    assert wrong == []


def test_every_field_that_is_promised_is_there():
    missing = []
    for link in links():
        for name in link.personal.export:
            model = link.model
            first = name.split("__")[0]
            if not hasattr(model, first):
                missing.append(f"{model._meta.label}.{name}")
    assert missing == []


def test_the_export_holds_everything_of_one_and_nobody_else(canary):
    begun = time.monotonic()
    archive = unpacked(canary)
    assert time.monotonic() - begun < 60
    told = {part["what"]: part for part in json.loads(archive.read("gegevens.json"))}
    planted = {f"{link.model._meta.label}.{link.name}" for link in links()}
    assert planted - set(told) == set()
    page = archive.read("lees-mij.html").decode()
    for link in links():
        part = told[f"{link.model._meta.label}.{link.name}"]
        assert part["rows"], part["what"]
        assert all(len(row) == len(link.personal.export) for row in part["rows"])
        assert str(link.personal.label) in page
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode(
        errors="replace"
    )
    assert CANARY in everything
    assert "kanarievogel@voorbeeld.nl" in everything
    assert OTHER.lower() not in everything.lower()


def test_what_was_said_aloud_comes_along_as_it_is(canary):
    promised = [
        link
        for link in links()
        for name in link.personal.export
        if isinstance(getattr(link.model, name, None), models.query_utils.DeferredAttribute)
        and isinstance(link.model._meta.get_field(name), models.BinaryField)
    ]
    archive = unpacked(canary)
    sounds = [name for name in archive.namelist() if name.startswith("bestanden/")]
    assert len(sounds) >= len(promised)
    assert all(archive.read(name) == SOUND for name in sounds if name.endswith(".ogg"))


def test_the_export_writes_nothing(canary):
    before = dump()
    unpacked(canary)
    assert dump() == before


def test_after_erasing_nothing_points_at_anyone_and_the_numbers_stay(world, canary):
    phone, tablet, other_phone = Client(), Client(), Client()
    phone.force_login(canary)
    tablet.force_login(canary)
    other_phone.force_login(world.people["resident"])
    kept = {}
    for link in links():
        if link.personal.erase == "name":
            names = [
                f.name for f in link.model._meta.concrete_fields if f.related_model is not Person
            ]
            goes = dict.fromkeys(link.personal.wipe, "")  # texts that go along with the name
            rows = link.rows(canary).order_by("pk").values(*names)
            kept[link] = [{**row, **goes} for row in rows]
    total = {link.model: models.QuerySet(link.model).count() for link in kept}
    gone = {
        model: sum(
            link.rows(canary).count()
            for link in links()
            if link.model is model and link.personal.erase == "row"
        )
        for model in total
    }

    answer = phone.post("/mijn/weg/wissen/")

    assert answer["Location"] == "/weg/"
    assert "cache" in answer["Clear-Site-Data"]
    found = {
        table: [row for row in rows if CANARY.lower() in row.lower()]
        for table, rows in dump().items()
    }
    assert {table: rows for table, rows in found.items() if rows} == {}
    still = [(m._meta.label, name) for m, name in every_link()
             if models.QuerySet(m).filter(**{f"{name}_id": canary.pk}).exists()]  # fmt: skip
    assert still == []
    marks = [
        table
        for table, rows in dump().items()
        if any(canary.uuid.hex in r.replace("-", "") for r in rows)
    ]
    assert set(marks) <= {"journal_entry"}  # a mark that belongs to nobody any more
    for model, before in total.items():
        assert models.QuerySet(model).count() == before - gone[model], model
    for link, rows in kept.items():
        names = list(rows[0])
        now = models.QuerySet(link.model).filter(
            pk__in=[row[link.model._meta.pk.name] for row in rows]
        )
        left = {row[link.model._meta.pk.name]: row for row in now.values(*names)}
        for row in rows:
            assert left.get(row[link.model._meta.pk.name], row) == row
    assert [
        s for s in Session.objects.all() if s.get_decoded().get("_auth_user_id") == str(canary.pk)
    ] == []
    assert other_phone.get("/mijn/delen/").status_code == 200  # nobody else is sent away
    assert phone.get("/mijn/delen/").status_code == 302


def test_what_the_house_knows_of_everybody_else_stays(world, canary):
    before = {p.called: queries.what_is_known(p) for p in world.people.values()}
    commands.erase_me(canary)
    assert {p.called: queries.what_is_known(p) for p in world.people.values()} == before


def test_looking_at_the_page_erases_nothing(world, canary):
    phone = Client()
    phone.force_login(canary)
    page = phone.get("/mijn/weg/wissen/").content.decode()
    assert Person.objects.filter(pk=canary.pk).exists()
    assert 'href="/mijn/weg/alles.zip"' in page  # taking along is offered first
    for link in links():
        assert str(link.personal.label) in page


@pytest.mark.parametrize("rows", [1, 3])
def test_who_sees_what_asks_the_same_number_of_questions(world, rows, django_assert_num_queries):
    """One a link, one for the switches of the rooms, one for the doors one shows, one for who read
    them, and those of every page."""
    person = make_person()
    for number in range(rows):
        places.first_role(person, world.room, ("resident", "host", "key-holder")[number])
    phone = Client()
    phone.force_login(person)
    with django_assert_num_queries(len(list(links())) + 6):
        page = phone.get("/mijn/delen/").content.decode()
    assert f"<bdi>{rows}</bdi> keer" in page


SCRIPT = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
connection.cursor().execute("PRAGMA secure_delete = OFF")  # as most builds of SQLite have it
call_command("migrate", verbosity=0)
from django.test import Client
from sleutelbos.commons.people import commands
from sleutelbos.commons.people.models import Person
person = commands.get_to_know(called="Kanarievogel", tag_picto="vis", tag_colour="blauw")
Client().force_login(person)
assert b"Kanarievogel" in b"".join(f.read_bytes() for f in HOME.glob("sleutelbos.sqlite3*"))
commands.erase_me(person)
assert not Person.objects.exists()
"""


@pytest.mark.processes
@pytest.mark.one_database
def test_on_sqlite_the_file_itself_forgets(tmp_path):
    """What was deleted is overwritten: nobody reads it back from free pages or the log beside."""
    environment = {**os.environ, "SLEUTELBOS_HOME": str(tmp_path), "DATABASE_URL": "",
                   "DJANGO_SETTINGS_MODULE": "sleutelbos.config.settings"}  # fmt: skip
    begin = f"from pathlib import Path; HOME = Path({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", begin + SCRIPT], env=environment, check=True)
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"people_person" in kept
    assert b"Kanarievogel" not in kept
