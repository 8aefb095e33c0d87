"""Coming in with one's own device, for those with a team key."""

import json

import pytest
from django.test import Client

from sleutelbos.commons.people.models import Passkey
from sleutelbos.commons.people.tests.device import Device
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room

pytestmark = pytest.mark.django_db


def send(client: Client, path: str, body: object) -> tuple[int, dict[str, str]]:
    answer = client.post(path, json.dumps(body), content_type="application/json")
    return answer.status_code, json.loads(answer.content)


def signed_in(room: Place, *roles: str) -> Client:
    client = Client()
    client.force_login(make_actor(room, "marleen", *roles).person)
    return client


def enrol(client: Client, device: Device) -> int:
    _status, options = send(client, "/mijn/sleutel/toestel/begin/", {})
    return send(client, "/mijn/sleutel/toestel/", device.make(options))[0]


def show(device: Device, client: Client | None = None) -> tuple[Client, int]:
    client = client or Client()
    _status, options = send(client, "/binnen/toestel/begin/", {})
    return client, send(client, "/binnen/toestel/", device.show(options))[0]


@pytest.fixture
def room(db):
    return make_room()


def test_a_coordinator_comes_in_with_the_own_device(room):
    device = Device()
    assert enrol(signed_in(room, "coordinator"), device) == 200
    phone, status = show(device)
    assert status == 200
    assert phone.get("/mijn/sleutel/").status_code == 200
    assert abs(phone.session.get_expiry_age() - 12 * 60 * 60) < 60
    assert Passkey.everywhere.get().signs == 1


def test_a_resident_needs_no_device(room):
    assert send_begin(signed_in(room)) == 403


def send_begin(client: Client) -> int:
    return client.post("/mijn/sleutel/toestel/begin/").status_code


def test_a_device_nobody_enrolled_stays_out(room):
    enrol(signed_in(room, "board"), Device())
    assert show(Device())[1] == 422


def test_an_answer_is_good_for_one_challenge(room):
    device = Device()
    enrol(signed_in(room, "board"), device)
    phone = Client()
    _status, options = send(phone, "/binnen/toestel/begin/", {})
    answer = device.show(options)
    assert send(phone, "/binnen/toestel/", answer)[0] == 200
    assert send(Client(), "/binnen/toestel/", answer)[0] == 422
    other = Client()
    send(other, "/binnen/toestel/begin/", {})
    assert send(other, "/binnen/toestel/", answer)[0] == 422


def test_another_site_cannot_pass_on_a_signature(room):
    device = Device()
    enrol(signed_in(room, "board"), device)
    device.origin = "http://localhost:9999"
    assert show(device)[1] == 422


def test_a_copied_key_is_seen_by_its_counter(room):
    device = Device()
    enrol(signed_in(room, "board"), device)
    device.counter = 5
    assert show(device)[1] == 200
    device.counter = 3
    assert show(device)[1] == 422


def test_a_device_that_is_taken_off_the_list_stays_out(room):
    device = Device()
    client = signed_in(room, "assistant")
    enrol(client, device)
    client.post(f"/mijn/sleutel/toestel/{Passkey.everywhere.get().code}/weg/")
    assert show(device)[1] == 422


def test_nobody_takes_the_device_of_somebody_else_off_the_list(room):
    enrol(signed_in(room, "assistant"), Device())
    other = Client()
    other.force_login(make_actor(room, "deniz", "assistant").person)
    other.post(f"/mijn/sleutel/toestel/{Passkey.everywhere.get().code}/weg/")
    assert Passkey.everywhere.count() == 1


def test_who_gave_the_team_key_back_comes_in_another_way(room):
    """R25."""
    device = Device()
    client = Client()
    actor = make_actor(room, "deniz", "assistant")
    client.force_login(actor.person)
    enrol(client, device)
    places.end_role(actor_of(actor.someone, room), of=actor.someone, name="assistant")
    assert show(device)[1] == 422


@pytest.mark.parametrize("nonsense", [None, [], {}, {"id": 3}, {"rawId": "!!", "response": 4}, "x"])
def test_nonsense_gets_one_plain_sentence(room, nonsense):
    client = signed_in(room, "board")
    for begin, end in (("/binnen/toestel/begin/", "/binnen/toestel/"),
                       ("/mijn/sleutel/toestel/begin/", "/mijn/sleutel/toestel/")):  # fmt: skip
        client.post(begin)
        status, told = send(client, end, nonsense)
        assert status == 422
        assert told["code"] == "passkey-unknown"


def test_one_device_is_of_one_person(room):
    device = Device()
    enrol(signed_in(room, "board"), device)
    other = Client()
    other.force_login(make_actor(room, "deniz", "assistant").person)
    assert enrol(other, device) == 422


def test_a_team_key_opens_for_twelve_hours_however_much_it_is_used(room):
    """R33: the end is a fixed moment."""
    client = signed_in(room, "coordinator")
    assert abs(client.session.get_expiry_age() - 12 * 60 * 60) < 60
    session = client.session
    session["more"] = 1
    session.save()
    assert abs(client.session.get_expiry_age() - 12 * 60 * 60) < 60


def test_who_gets_a_team_key_comes_in_again(room):
    board = make_actor(room, "bea", "board")
    resident = make_actor(room, "noor")
    client = Client()
    client.force_login(resident.someone)
    places.give_role(board, to=resident.someone, name="host")
    assert client.get("/mijn/delen/").status_code == 200
    places.give_role(board, to=resident.someone, name="coordinator")
    assert client.get("/mijn/delen/").status_code == 302
