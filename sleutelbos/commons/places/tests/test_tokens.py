"""The page on which the board trusts a program of others with the room (P7)."""

import re
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.db.models.signals import pre_save
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.commands_tokens import make_token
from sleutelbos.commons.places.models import ApiToken
from sleutelbos.commons.places.queries_api import working_token
from sleutelbos.commons.places.tests.makers import make_actor, make_room

pytestmark = [pytest.mark.django_db, pytest.mark.mission("P7")]
PAGE = "/k/lampje/tokens/"
KEYS = "/api/v1/rooms/lampje/keys"


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def board(room) -> Client:
    client = Client()
    client.force_login(make_actor(room, "els", "board").person)
    return client


def sent(**change):
    return {"name": "Scherm in de hal", "role": "host", "once": str(uuid4()), **change}


def shown(answer) -> str:
    found = re.search(r'id="geheim"[^>]*value="([^"]+)"', answer.content.decode())
    return found[1] if found else ""


def test_the_secret_is_shown_once_and_works(room, board):
    form = sent()
    secret = shown(board.post(PAGE, form))
    assert working_token(secret).role == "host"
    again = board.post(PAGE, form)  # the same form once more
    assert (again.status_code, shown(again)) == (422, "")
    assert "Deze sleutel is al gemaakt." in again.content.decode()
    page = board.get(PAGE).content.decode()
    assert (secret in page, "Scherm in de hal" in page) == (False, True)
    assert ApiToken.objects.within(room).count() == 1


def test_the_same_form_that_comes_in_between_makes_one_key_and_says_so(room, board):
    """Two at the same moment both see no key yet; the second then meets the first in the table."""
    form = sent()

    def overtake(instance: ApiToken, **_kept: object) -> None:
        first = ApiToken(
            place=room, name="Eerder", role="host", fingerprint="f" * 64,
            made_at=instance.made_at, once=form["once"],
        )  # fmt: skip
        ApiToken.everywhere.bulk_create([first])  # everywhere: writing, not looking

    pre_save.connect(overtake, sender=ApiToken)
    try:
        answer = board.post(PAGE, form)
    finally:
        pre_save.disconnect(overtake, sender=ApiToken)
    assert (answer.status_code, shown(answer)) == (422, "")
    assert "Deze sleutel is al gemaakt." in answer.content.decode()
    assert not ApiToken.objects.within(room).filter(name=form["name"]).exists()


def test_the_page_says_who_made_it_and_on_which_day_it_was_last_used(room, board):
    els = Person.objects.get(called="Els")  # whose session lasts 12 hours
    with time_machine.travel("2026-11-20T10:00:00+01:00"):
        board.force_login(els)
        secret = shown(board.post(PAGE, sent()))
        assert "Nog niet gebruikt." in board.get(PAGE).content.decode()
    with time_machine.travel("2026-11-21T10:00:00+01:00"):
        Client(headers={"authorization": f"Bearer {secret}"}).get(KEYS)
    assert ApiToken.objects.within(room).get().last_used_on == date(2026, 11, 21)
    with time_machine.travel("2026-11-24T10:00:00+01:00"):
        board.force_login(els)
        page = board.get(PAGE).content.decode()
    assert "Laatst gebruikt: za 21 november." in page
    assert 'Gemaakt door <bdi dir="auto">Els</bdi>.' in page


def test_the_day_of_use_is_written_once_a_day(room):
    secret = make_token(make_actor(room, "els", "board"), name="lamp", role="host")
    machine = Client(headers={"authorization": f"Bearer {secret}"})
    written = []
    for _n in range(3):
        with CaptureQueriesContext(connection) as asked:
            assert machine.get(KEYS).status_code == 200
        written.append(sum("UPDATE" in question["sql"] for question in asked))
    assert written == [1, 0, 0]


def test_one_tap_ends_it(room, board):
    secret = shown(board.post(PAGE, sent()))
    code = ApiToken.objects.within(room).get().code
    answer = board.post(f"{PAGE}{code}/uit/", follow=True)
    assert "Deze sleutel werkt niet meer." in answer.content.decode()
    assert "Werkt niet meer" in board.get(PAGE).content.decode()
    assert working_token(secret) is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": " "}, "Schrijf waar deze sleutel voor is."),
        ({"role": ""}, "Kies wat de computer hier mag doen."),
        ({"role": "coordinator"}, "Kies er een."),
    ],
)
def test_what_is_left_out_is_asked_for_and_the_rest_is_kept(room, board, change, told):
    answer = board.post(PAGE, sent(**change))
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert ("Scherm in de hal" in answer.content.decode()) == ("name" not in change)
    assert not ApiToken.objects.within(room).exists()


def test_only_the_board_finds_the_way_there(room, board):
    assert PAGE in board.get("/k/lampje/van-ons/").content.decode()
    for called, role in (("marleen", "coordinator"), ("fatma", "host")):
        client = Client()
        client.force_login(make_actor(room, called, role).person)
        assert PAGE not in client.get("/k/lampje/van-ons/").content.decode()
        assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_for_one_key_and_three(
    room, board, number, django_assert_num_queries
):
    for _n in range(number):
        board.post(PAGE, sent())
    with django_assert_num_queries(4):
        board.get(PAGE)
