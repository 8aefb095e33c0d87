"""What anybody may read of a room by the API, and how the API says no (P7)."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.places.commands import say_yes
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.config.api import VERSION
from sleutelbos.kit.api import PROBLEM
from sleutelbos.room.activities.tests.makers import make_occurrence
from sleutelbos.room.keys.commands import open_room
from sleutelbos.room.keys.tests.makers import make_key, make_week
from sleutelbos.room.talents.tests.makers import make_ask, make_offer
from tests.openapi import FILE, written

ROOM = "/api/v1/rooms/de-kamer"
BSN = "123456782"

pytestmark = [pytest.mark.django_db, pytest.mark.mission("P7")]


def get(address: str, client: Client | None = None, **headers: str):
    return (client or Client(raise_request_exception=False)).get(address, headers=headers)


def collect(address: str) -> list[dict]:
    """Every item of a list, by following `links.next`."""
    items, turns = [], 0
    while address:
        leaf = get(address).json()
        items += leaf["items"]
        address = leaf["links"]["next"]
        turns += 1
        assert turns < 50
    return items


def test_the_committed_document_is_what_the_code_says():
    assert FILE.read_text(encoding="utf-8") == written()


def test_the_document_is_published_where_the_api_is():
    response = get("/api/v1/openapi.json")
    assert json.loads(response.content) == json.loads(FILE.read_text(encoding="utf-8"))
    assert response["API-Version"] == VERSION


def test_a_room_is_read_by_its_short_name():
    make_room()
    assert get(ROOM).json() == {
        "slug": "de-kamer",
        "name": "De Kamer",
        "address": "",
        "phone": "",
        "wayThere": "",
        "story": "",
        "since": timezone.localdate().isoformat(),
    }


def test_rooms_come_in_pages_each_room_once():
    for number in range(7):
        make_room(f"kamer-{number}", f"Kamer {number % 3}")
    slugs = [room["slug"] for room in collect("/api/v1/rooms?limit=2")]
    assert len(slugs) == 7
    assert set(slugs) == {f"kamer-{number}" for number in range(7)}


def test_the_door_says_whether_it_is_open_and_never_who_has_the_key():
    room = make_room()
    make_week(room)
    amina = make_actor(room, "amina", "key-holder")
    say_yes(amina, "show-key")
    assert get(f"{ROOM}/openings/current").json()["isOpen"] is False
    open_room(amina, key=make_key(room, 1), closes_at=timezone.now() + timedelta(hours=2))
    response = get(f"{ROOM}/openings/current")
    assert response.json()["isOpen"] is True
    assert response.json()["until"] > response.json()["since"]
    assert "amina" not in response.content.decode().lower()


def test_the_plan_of_a_week_has_seven_days_from_monday():
    make_week(make_room())
    days = get(f"{ROOM}/opening-hours?week=2026-11-18").json()["items"]
    assert [day["day"] for day in days][::6] == ["2026-11-16", "2026-11-22"]
    assert any(day["opens"] for day in days)


def test_the_agenda_says_what_and_when_and_not_who():
    fatma = make_actor(make_room(), "fatma")
    row = make_occurrence(fatma, "Samen koken")
    response = get(f"{ROOM}/occurrences")
    assert [item["code"] for item in response.json()["items"]] == [row.code]
    assert "fatma" not in response.content.decode().lower()
    one = get(f"{ROOM}/occurrences/{row.code}").json()
    assert (one["title"], one["isOn"], one["coming"]) == ("Samen koken", True, 0)
    assert get(f"{ROOM}/activities").json()["items"][0]["code"] == one["activity"]
    assert get(f"{ROOM}/activities/{one['activity']}").json()["state"] == "planned"


def test_a_series_is_read_on_page_after_page():
    make_occurrence(make_actor(make_room(), "fatma"), "Naaien", weekly=True)
    assert len(collect(f"{ROOM}/occurrences?limit=3")) == len(
        collect(f"{ROOM}/occurrences?limit=100")
    )


def test_what_is_asked_and_offered_has_no_names_even_of_who_shows_theirs():
    room = make_room()
    rosa, wim = make_actor(room, "rosa"), make_actor(room, "wim")
    ask, offer = make_ask(rosa), make_offer(wim)
    response = get(f"{ROOM}/talents")
    assert {item["code"] for item in response.json()["items"]} == {ask.code, offer.code}
    assert not {"rosa", "wim"} & set(response.content.decode().lower().split('"'))
    assert [i["code"] for i in collect(f"{ROOM}/talents?kind=ask&limit=1")] == [ask.code]
    assert get(f"{ROOM}/talents/{offer.code}").json()["kind"] == "offer"


@pytest.mark.parametrize("rooms", [1, 3])
def test_the_agenda_asks_the_same_number_of_questions(django_assert_num_queries, rooms):
    for number in range(rooms):
        fatma = make_actor(make_room(f"kamer-{number}", "Kamer"), "fatma")
        for title in ("Koken", "Naaien", "Fietsen")[:rooms]:
            make_occurrence(fatma, title)
    with django_assert_num_queries(3):
        assert len(get("/api/v1/rooms/kamer-0/occurrences").json()["items"]) == rooms


@pytest.mark.parametrize(
    "address",
    [
        "/api/",
        "/api/v1/",
        "/api/v1/rooms/",
        "/api/v1/nothing-here",
        "/api/v1/rooms/is-er-niet",
        "/api/v1/rooms/%00",
        f"{ROOM}/occurrences/%00",
        f"{ROOM}/occurrences/abcdef",
        f"{ROOM}/occurrences/abc/def",
        f"{ROOM}/talents?cursor=abcdef",
    ],
)
def test_what_is_not_there_is_one_and_the_same_problem(address):
    make_room()
    response, other = get(address), get("/api/v1/rooms/is-er-ook-niet")
    assert (response.status_code, response["Content-Type"]) == (404, PROBLEM)
    assert response.content == other.content
    assert response["API-Version"] == VERSION
    assert response.json()["code"] == "not-found"


def test_a_method_that_is_not_there_is_a_problem_that_says_which_are():
    make_room()
    response = Client().delete(ROOM)
    assert (response.status_code, response["Content-Type"]) == (405, PROBLEM)
    assert response["Allow"] == "GET"


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=../x", "kind=other"])
def test_what_does_not_fit_is_named_by_place_and_not_repeated(query):
    make_room()
    response = get(f"{ROOM}/talents?{query}")
    assert (response.status_code, response["Content-Type"]) == (422, PROBLEM)
    name, value = query.split("=")
    assert [error["where"] for error in response.json()["errors"]] == [f"query.{name}"]
    assert value not in json.dumps(response.json()["errors"])


def test_a_fault_of_ours_is_a_plain_problem(monkeypatch):
    make_room()

    def broken(*args: object) -> None:
        raise ZeroDivisionError("secret of the house")

    monkeypatch.setattr("sleutelbos.commons.places.queries_api.rooms", broken)
    response = get("/api/v1/rooms")
    assert (response.status_code, response["Content-Type"]) == (500, PROBLEM)
    assert "secret" not in response.content.decode()


def test_problems_speak_the_language_of_the_reader_with_one_code():
    dutch, english = get("/api/v1/x"), get("/api/v1/x", accept_language="en")
    assert dutch.json()["code"] == english.json()["code"] == "not-found"
    assert english["Content-Language"] == "en"


def test_the_language_of_an_address_does_not_redirect_a_program():
    make_room()
    assert get(f"{ROOM}?taal=en").status_code == 200
