"""The log tells what went wrong and where, never about whom (R37, P1)."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError
from django.test import Client

from sleutelbos.commons.people import commands, queries
from sleutelbos.commons.people.tests.makers import make_person
from sleutelbos.config.logs import Discreet, discreet
from sleutelbos.kit.codes import new_token
from sleutelbos.room.board import queries_feeds
from tests.world import make_world

CANARY = "Kanarievogel"
ADDRESS = "kanarievogel@voorbeeld.nl"
pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger says, as our handler writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def test_every_handler_there_is_is_discreet():
    formatters = settings.LOGGING["formatters"]
    for handler in settings.LOGGING["handlers"].values():
        assert formatters[handler["formatter"]]["()"] == "sleutelbos.config.logs.Discreet"
    assert logging.getLogger("django").handlers == []


@pytest.mark.parametrize("fault", [ValueError, IntegrityError, DatabaseError, KeyError])
def test_a_page_that_breaks_names_nobody(log, monkeypatch, fault):
    person = make_person(CANARY, email=ADDRESS)
    client = Client(raise_request_exception=False)
    client.force_login(person)

    def break_down(somebody: object) -> None:
        called, email = CANARY, ADDRESS
        try:
            raise ValueError(f"first {called}")
        except ValueError as first:
            raise fault(f"Key (email)=({email}) of {called} exists") from first

    monkeypatch.setattr(queries, "what_is_known", break_down)
    assert client.get("/mijn/delen/?zoek=Kanarievogel").status_code == 500
    said = log.getvalue()
    assert CANARY not in said
    assert ADDRESS not in said
    assert fault.__name__ in said
    assert "views_mine.py:" in said
    assert "ValueError" in said  # where it came from is told too


def test_the_secret_of_a_card_is_not_in_the_log(log):
    token = commands.make_card(make_person(), by=None)
    client = Client(enforce_csrf_checks=True)
    client.post(f"/sleutel/{token}/")  # refused: no token against forgery
    client.get(f"/sleutel/{token}/nergens/")  # not found
    logging.getLogger("django.request").error("Internal Server Error: /sleutel/%s/", token)
    Client().post(f"/sleutel/{token}x/")  # not a card
    said = log.getvalue()
    assert "/sleutel/…" in said
    assert token not in said


def test_a_whole_day_names_nobody(log):
    """Everybody of the world asks for a page, signs in, types a wrong thing and loses the way."""
    world = make_world()
    for role, person in world.people.items():
        client = world.client(role)
        client.get("/mijn/delen/")
        client.post("/k/het-lampje/buren/", {"called": "canary"})
        client.post("/k/het-lampje/buren/nieuw/", {"called": CANARY, "tag_picto": "kruis"})
        client.get(f"/k/het-lampje/{person.called}/?wie={person.called}")
        client.post("/binnen/", {"email": f"{role}@voorbeeld.nl"})
    said = log.getvalue()
    assert not [person.called for person in world.people.values() if person.called in said]
    assert "@voorbeeld.nl" not in said
    assert CANARY not in said


def test_what_is_said_stays_readable():
    assert discreet("Not Found: /k/het-lampje/week/") == "Not Found: /k/het-lampje/week/"
    assert discreet("look-up-too-often person=12 place=3") == "look-up-too-often person=12 place=3"
    assert discreet("/binnen/?next=/k/x/") == "/binnen/?…"
    assert discreet("bsn 123456782 en 123.456.782") == "bsn … en …"
    assert discreet("van noor@voorbeeld.nl") == "van …@…"


@pytest.mark.parametrize("opens", ["/sleutel/{}/", "/agenda/{}.ics"])
def test_an_address_that_opens_something_is_never_written(opens):
    """R35: the address of a card or of somebody's calendar is a key."""
    token = new_token()
    said = discreet(f'"GET {opens.format(token)} HTTP/1.1" 500')
    assert token not in said
    assert opens.split("{")[0] in said


def test_a_calendar_that_breaks_does_not_tell_its_address(log, monkeypatch):
    token = new_token()

    def break_down(_token: str) -> None:
        raise ValueError(token)

    monkeypatch.setattr(queries_feeds, "person_calendar", break_down)
    client = Client(raise_request_exception=False)
    assert client.get(f"/agenda/{token}.ics").status_code == 500
    assert client.get(f"/agenda/{token}.ics/").status_code == 404
    assert "/agenda/" in log.getvalue()
    assert token not in log.getvalue()
