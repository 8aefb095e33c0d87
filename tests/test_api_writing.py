"""What people and machines do by the API: come, open the door, hang up, write hours (P7)."""

import json
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.commands_tokens import make_token, revoke_token
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import ApiToken, Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.activities.tests.makers import make_occurrence
from sleutelbos.room.hours.queries import my_entries
from sleutelbos.room.keys.queries import opening_now
from sleutelbos.room.keys.tests.makers import make_key
from sleutelbos.room.talents.queries import asked

ROOM = "/api/v1/rooms/de-kamer"
WORD = "een-woord-van-de-buurtapp-7"

pytestmark = [pytest.mark.django_db, pytest.mark.mission("P7")]


def signed_in(person: Person, *, csrf: bool = False) -> Client:
    client = Client(enforce_csrf_checks=csrf, raise_request_exception=False)
    client.force_login(person)
    return client


def machine(place: Place, role: str = "host") -> Client:
    token = make_token(Actor(None, place, frozenset({"board"})), name="de buurtapp", role=role)
    return Client(
        raise_request_exception=False,
        enforce_csrf_checks=True,
        headers={"authorization": f"Bearer {token}"},
    )


def send(client: Client, address: str, method: str = "post", **body: object):
    return getattr(client, method)(address, json.dumps(body), content_type="application/json")


@pytest.fixture
def room() -> Place:
    return make_room()


def test_a_neighbour_comes_once_and_can_stay_home_after_all(room):
    fatma, wim = make_actor(room, "fatma"), make_actor(room, "wim")
    row = make_occurrence(fatma, "Soep")
    address, client = f"{ROOM}/occurrences/{row.code}", signed_in(wim.someone)
    for _twice in range(2):
        answer = send(client, f"{address}/sign-ups")
        assert (answer.status_code, answer.json()) == (201, {"state": "coming"})
    assert client.get(address).json()["coming"] == 1
    assert client.get(f"{address}/sign-ups/mine").json() == {"state": "coming"}
    for _twice in range(2):
        assert client.delete(f"{address}/sign-ups/mine").status_code == 204
    assert client.get(f"{address}/sign-ups/mine").status_code == 404
    assert client.get(address).json()["coming"] == 0


def test_a_machine_signs_up_guests_without_a_name_and_only_with_a_word_of_theirs(room):
    row = make_occurrence(make_actor(room, "fatma"), "Soep")
    address, client = f"{ROOM}/occurrences/{row.code}", machine(room, "resident")
    assert send(client, f"{address}/sign-ups").json()["code"] == "no-guest"
    for _twice in range(2):
        assert send(client, f"{address}/sign-ups", guest=WORD).status_code == 201
    assert client.get(address).json()["coming"] == 1
    assert client.get(f"{address}/sign-ups/{WORD}").json() == {"state": "coming"}
    assert client.delete(f"{address}/sign-ups/{WORD}").status_code == 204
    assert client.get(f"{address}/sign-ups/{WORD}").status_code == 404


def test_a_person_cannot_speak_for_a_guest(room):
    fatma = make_actor(room, "fatma")
    row = make_occurrence(fatma, "Soep")
    address = f"{ROOM}/occurrences/{row.code}/sign-ups"
    assert signed_in(fatma.someone).delete(f"{address}/{WORD}").status_code == 404
    assert send(signed_in(fatma.someone), address, guest=WORD).status_code == 404


@pytest.mark.mission("K3A")
def test_a_key_holder_opens_the_door_says_until_when_and_closes_it(room):
    amina = make_actor(room, "amina", "key-holder")
    key, client = make_key(room, 1), signed_in(amina.someone)
    opened = send(client, f"{ROOM}/openings", key=key.code)
    assert (opened.status_code, opened.json()["isOpen"]) == (201, True)
    assert send(client, f"{ROOM}/openings", key=key.code).json()["code"] == "already-open"
    until = timezone.now() + timedelta(hours=4)
    assert (
        send(client, f"{ROOM}/openings/current", "patch", until=until.isoformat()).status_code
        == 200
    )
    assert abs(opening_now(room).closes_at - until) < timedelta(seconds=1)
    listed = client.get(f"{ROOM}/keys").json()["items"]
    assert [(key["state"], key["holder"]) for key in listed] == [("out", "Amina")]
    assert client.post(f"{ROOM}/closings").status_code == 201
    assert opening_now(room) is None
    assert client.post(f"{ROOM}/closings").json()["code"] == "not-open"


@pytest.mark.mission("K3A")
def test_a_machine_holds_no_key_so_it_never_opens_the_door(room):
    make_key(room, 1)
    answer = send(machine(room, "host"), f"{ROOM}/openings")
    assert (answer.status_code, answer.json()["code"]) == (403, "needs-a-person")
    assert opening_now(room) is None


def test_a_resident_hangs_up_a_question_once_and_takes_it_down(room):
    rosa = make_actor(room, "rosa")
    client, once = signed_in(rosa.someone), str(uuid4())
    for _twice in range(2):
        answer = send(client, f"{ROOM}/talents", once=once, kind="ask", words="Wie naait mee?")
        assert (answer.status_code, answer.json()["title"]) == (201, "Wie naait mee?")
    assert len(asked(room, 9)) == 1
    assert "rosa" not in answer.content.decode().lower()
    code = answer.json()["code"]
    assert client.delete(f"{ROOM}/talents/{code}").status_code == 204
    assert client.get(f"{ROOM}/talents/{code}").status_code == 404


@pytest.mark.mission("K1E")
def test_hours_are_written_once_and_taken_back_by_their_opposite(room):
    wim = make_actor(room, "wim")
    client, once = signed_in(wim.someone), str(uuid4())
    today = timezone.localdate().isoformat()
    for _twice in range(2):
        answer = send(client, f"{ROOM}/hours", once=once, minutes=90, day=today, what="De tuin")
        assert (answer.status_code, answer.json()["minutes"]) == (201, 90)
    more = send(client, f"{ROOM}/hours", once=str(uuid4()), minutes=720, day=today)
    assert (more.status_code, more.json()["code"]) == (409, "too-many-hours")
    assert more.json()["errors"] == [{"where": "body.minutes", "code": "too-many-hours"}]
    assert [item["once"] for item in client.get(f"{ROOM}/hours").json()["items"]] == [once]
    assert client.delete(f"{ROOM}/hours/{once}").status_code == 204
    assert client.get(f"{ROOM}/hours").json()["items"] == []


def test_my_hours_come_in_pages_each_entry_once_and_never_those_of_others(room):
    wim, joy = make_actor(room, "wim"), make_actor(room, "joy")
    client, others = signed_in(wim.someone), signed_in(joy.someone)
    for back in range(7):
        day = (timezone.localdate() - timedelta(days=back // 2)).isoformat()
        for somebody in (client, others):
            send(somebody, f"{ROOM}/hours", once=str(uuid4()), minutes=30, day=day)
    seen, address = [], f"{ROOM}/hours?limit=2"
    while address:
        leaf = client.get(address).json()
        seen += [item["once"] for item in leaf["items"]]
        address = leaf["links"]["next"]
    assert seen == [str(entry.once) for entry in my_entries(wim.someone, room)]
    assert len(seen) == 7


def test_the_sum_of_a_room_is_for_who_oversees_it(room):
    board, wim = make_actor(room, "deniz", "board"), make_actor(room, "wim")
    today = timezone.localdate()
    send(signed_in(wim.someone), f"{ROOM}/hours", once=str(uuid4()), minutes=60, day=str(today))
    address = f"{ROOM}/hour-totals?year={today.year}"
    for client in (signed_in(board.someone), machine(room, "board")):
        assert client.get(address).json()["items"] == [{"year": today.year, "minutes": 60}]
    assert signed_in(wim.someone).get(address).status_code == 403


@pytest.mark.mission("P1")
@pytest.mark.parametrize("written", ["123456782", "1234.56.782", "bsn: 1234 56 782"])
def test_a_bsn_is_refused_in_every_body_and_neither_echoed_nor_logged(room, written, caplog):
    wim = signed_in(make_actor(room, "wim", "key-holder").someone)
    once, today = str(uuid4()), timezone.localdate().isoformat()
    for address, body in {
        "talents": {"once": once, "kind": "ask", "words": f"Ik ben {written}"},
        "hours": {"once": once, "minutes": 30, "day": today, "what": written},
        "openings": {"key": written},
        "occurrences/abcdef/sign-ups": {written: "x"},
    }.items():
        answer = send(wim, f"{ROOM}/{address}", **body)
        assert (answer.status_code, answer.json()["code"]) == (422, "bsn")
        assert written not in answer.content.decode()
        assert written not in caplog.text


def test_an_unknown_key_in_a_body_is_refused_and_not_repeated(room):
    wim = signed_in(make_actor(room, "wim").someone)
    answer = send(wim, f"{ROOM}/talents", **{"<script>": 1, "once": str(uuid4()), "kind": "ask"})
    assert answer.status_code == 422
    assert "script" not in answer.content.decode()


@pytest.mark.parametrize("body", ["", "{", "\xff", "[" * 100_000, '{"a": 1' + "0" * 5000 + "}"])
def test_what_is_no_json_is_a_problem(room, body):
    wim = signed_in(make_actor(room, "wim").someone)
    answer = wim.post(f"{ROOM}/talents", body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


def test_a_session_changes_nothing_without_the_token_of_the_page(room):
    """R27: only a session needs it; a machine shows its token on purpose."""
    wim, fatma = make_actor(room, "wim"), make_actor(room, "fatma")
    row = make_occurrence(fatma, "Soep")
    address = f"{ROOM}/occurrences/{row.code}/sign-ups"
    answer = send(signed_in(wim.someone, csrf=True), address)
    assert (answer.status_code, answer.json()["code"]) == (403, "no-csrf-token")
    assert send(machine(room), address, guest=WORD).status_code == 201


def test_whoever_is_not_signed_in_is_told_so_and_a_wrong_token_never_falls_back(room):
    address = f"{ROOM}/keys"
    holder = signed_in(make_actor(room, "amina", "key-holder").someone)
    assert holder.get(address).status_code == 200
    for client, headers in (
        (Client(), {}),
        (Client(), {"authorization": "Bearer not-a-token"}),
        (holder, {"authorization": "Bearer not-a-token"}),
    ):
        answer = client.get(address, headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_a_token_works_in_its_own_room_until_it_is_revoked(room):
    """R25: at the next request."""
    elsewhere = make_room("elders", "Elders")
    client, board = machine(room), make_actor(room, "deniz", "board")
    assert client.get(f"{ROOM}/keys").status_code == 200
    assert (
        client.get("/api/v1/rooms/elders/keys").content
        == client.get("/api/v1/rooms/is-er-niet/keys").content
    )
    with pytest.raises(NotFound):
        revoke_token(make_actor(elsewhere, "x", "board"), code=ApiToken.everywhere.get().code)
    revoke_token(board, code=ApiToken.everywhere.get().code)
    assert client.get(f"{ROOM}/keys").status_code == 401
    assert Entry.objects.within(room).filter(what="places.token-revoked").count() == 1


def test_only_the_board_makes_a_token_and_only_its_hash_is_kept(room):
    with pytest.raises(NotAllowed):
        make_token(make_actor(room, "amina", "host"), name="app", role="host")
    board = make_actor(room, "deniz", "board")
    for wrong in ({"name": " ", "role": "host"}, {"name": "app", "role": "coordinator"}):
        with pytest.raises(Refused):
            make_token(board, **wrong)
    token = make_token(board, name="De buurtapp", role="host")
    row = ApiToken.objects.within(room).get()
    assert len(token) >= 32  # 192 bits
    assert token not in str(vars(row))


def test_the_command_makes_lists_and_revokes_tokens(room):
    out = StringIO()
    call_command(
        "token", room="de-kamer", role="host", name="De buurtapp", stdout=out, stderr=StringIO()
    )
    token = out.getvalue().strip()
    client = Client(headers={"authorization": f"Bearer {token}"})
    assert client.get(f"{ROOM}/keys").status_code == 200
    listed = StringIO()
    call_command("token", room="de-kamer", stdout=listed)
    code = ApiToken.objects.within(room).get().code
    assert code in listed.getvalue()
    assert token not in listed.getvalue()
    call_command("token", room="de-kamer", revoke=code, stdout=StringIO())
    assert client.get(f"{ROOM}/keys").status_code == 401


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"room": "is-er-niet"}, "Rooms: de-kamer"),
        ({"room": "de-kamer", "role": "host"}, "Give both"),
        ({"room": "de-kamer", "revoke": "abcdef"}, "no such token"),
    ],
)
def test_the_command_says_what_to_do_instead(room, options, told):
    with pytest.raises(CommandError, match=told):
        call_command("token", **options)
