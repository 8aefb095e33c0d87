"""The tablet at the door: put there by a host, it can do the door and nothing else."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.commands import take_back
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Consent
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.codes import fingerprint
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.visits import commands, queries
from sleutelbos.room.visits.models import SetAside, Tablet, Visit
from sleutelbos.room.visits.tests.makers import item, make_door, make_host, make_known, make_tablet
from sleutelbos.room.visits.views import COOKIE

pytestmark = pytest.mark.django_db


def post(door: Client, slug: str, *items: object) -> dict:
    body = {"now": timezone.now().isoformat(), "items": list(items)}
    answer = door.post(
        f"/deur/{slug}/post/", json.dumps(body), content_type="application/json",
        headers={"Accept": "application/json"},
    )  # fmt: skip
    return {"status": answer.status_code, **answer.json()}


def test_of_the_token_only_the_hash_is_kept():
    room = make_room()
    token = make_tablet(room)
    (tablet,) = queries.tablets(room)
    assert tablet.fingerprint == fingerprint(token)
    assert len(token) >= 32
    assert queries.tablet_of(room.slug, fingerprint(token)).get() == tablet


def test_a_tablet_needs_a_name_and_somebody_who_receives_people():
    room = make_room()
    with pytest.raises(Refused) as refusal:
        commands.enrol(make_host(room), name="  ")
    assert refusal.value.code == "no-name"
    with pytest.raises(NotAllowed):
        commands.enrol(make_actor(room), name="Voordeur")


def test_a_tablet_that_was_taken_away_is_a_closed_door_at_its_next_request():
    room = make_room()
    door = make_door(room)
    assert door.get(f"/deur/{room.slug}/").status_code == 200
    (tablet,) = queries.tablets(room)
    host = make_host(room)
    commands.revoke(host, code=tablet.code)
    commands.revoke(host, code=tablet.code)
    assert door.get(f"/deur/{room.slug}/")["Location"].startswith("/binnen/")
    assert post(door, room.slug, item())["code"] == "no-tablet"
    assert Visit.objects.within(room).count() == 0
    with pytest.raises(NotFound):
        commands.revoke(make_host(make_room("elders", "Elders")), code=tablet.code)


def test_a_tablet_of_another_room_opens_nothing_here():
    room, elsewhere = make_room(), make_room("elders", "Elders")
    door = make_door(elsewhere)
    assert door.get(f"/deur/{room.slug}/").status_code == 302


def test_whoever_puts_the_tablet_there_is_signed_out_on_it():
    room = make_room()
    client = Client()
    client.force_login(make_host(room).someone)
    answer = client.post(f"/deur/{room.slug}/aanzetten/", {"name": "Voordeur"})
    cookie = answer.cookies[COOKIE]
    assert (answer["Location"], cookie["path"]) == (f"/deur/{room.slug}/", "/deur/")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert client.get(f"/deur/{room.slug}/").status_code == 200
    assert client.get(f"/k/{room.slug}/tafel/").status_code == 302
    assert not client.session.keys()


def test_the_host_comes_back_on_the_tablet_and_leaves_it_again():
    room = make_room()
    host = make_host(room)
    client = Client()
    client.force_login(host.someone)
    client.post(f"/deur/{room.slug}/aanzetten/", {"name": "Voordeur"})
    client.force_login(host.someone)
    page = client.get(f"/deur/{room.slug}/aanzetten/").content.decode()
    assert "Deze tablet staat bij de deur" in page
    client.post(f"/deur/{room.slug}/terug/")
    assert not client.session.keys()
    client.force_login(host.someone)
    gone = client.post(f"/deur/{room.slug}/weg/")
    assert gone.cookies[COOKIE].value == ""
    assert list(queries.tablets(room)) == []


def test_a_tablet_without_a_name_gets_its_sentence():
    room = make_room()
    client = Client()
    client.force_login(make_host(room).someone)
    answer = client.post(f"/deur/{room.slug}/aanzetten/", {"name": ""})
    assert answer.status_code == 422
    assert "Hoe heet deze tablet?" in answer.content.decode()


def test_a_neighbour_a_stranger_and_a_passer_by_each_get_their_own_closed_door():
    room = make_room()
    address = f"/deur/{room.slug}/"
    client = Client()
    assert client.get(address)["Location"] == f"/binnen/?next={address}"
    client.force_login(make_actor(room).someone)
    assert client.get(address).status_code == 403
    client.force_login(make_actor(make_room("elders", "Elders")).someone)
    assert client.get(address).status_code == 404
    client.force_login(make_host(room).someone)
    answer = client.get(address)
    assert (answer.status_code, "aanzetten/" in answer.content.decode()) == (403, True)


# ── Names ────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.mission("K1F")
def test_only_who_said_yes_is_named_and_never_in_the_page_itself():
    room = make_room()
    amina, wim = make_known(room, "amina"), make_known(room, "wim")
    olena = make_known(room, "olena")
    make_actor(room, "rosa")
    take_back(actor_of(wim, room), Consent.Purpose.DOOR_NAME)
    hide(olena)
    door = make_door(room)

    page = door.get(f"/deur/{room.slug}/")
    told = door.get(f"/deur/{room.slug}/namen/")

    assert [name for _code, name, *_tag in told.json()["people"]] == ["Amina"]
    assert told["Cache-Control"] == page["Cache-Control"] == "no-store"
    for called in ("Amina", "Wim", "Olena", "Rosa"):
        assert called not in page.content.decode()
    assert amina.code in page.content.decode()
    assert olena.code not in page.content.decode()


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(("path", "queries_at_most"), [("", 2), ("namen/", 4), ("wie/vis/", 2)])
def test_the_door_asks_the_same_number_of_questions(
    django_assert_num_queries, people, path, queries_at_most
):
    room = make_room()
    for n in range(people):
        known = make_known(room, f"buur{n}")
        Person.objects.filter(pk=known.pk).update(tag_picto="vis")
    door = make_door(room)
    with django_assert_num_queries(queries_at_most):
        door.get(f"/deur/{room.slug}/{path}")


# ── Coming in ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.mission("K1F")
def test_coming_in_costs_seven_questions_at_most(django_assert_max_num_queries):
    room = make_room()
    amina = make_known(room)
    door = make_door(room)
    with django_assert_max_num_queries(7):
        assert post(door, room.slug, item("known", tag=amina.code))["status"] == 200
    with django_assert_max_num_queries(7):
        door.post(f"/deur/{room.slug}/nieuw/", {"once": str(uuid.uuid4())})
    assert Visit.objects.within(room).count() == 2


def test_a_visit_sent_twice_gets_the_same_answer_and_is_one():
    room = make_room()
    door, came = make_door(room), item()
    assert [post(door, room.slug, came)["answers"][0]["answer"] for _n in range(3)] == [
        "stored", "same", "same",
    ]  # fmt: skip
    assert Visit.objects.within(room).count() == 1


@pytest.mark.parametrize("body", ["", "x", "[]", "{}", '{"items": 3}', "[" * 5000, "x" * 300_000])
def test_a_post_that_is_no_post_is_told_so(body):
    room = make_room()
    answer = make_door(room).post(f"/deur/{room.slug}/post/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")


def test_without_javascript_the_whole_door_works():
    room = make_room()
    amina = make_known(room)
    door, at = make_door(room), f"/deur/{room.slug}/"
    once = str(uuid.uuid4())

    assert door.post(f"{at}nieuw/", {"once": once})["Location"] == f"{at}#drinken"
    assert door.post(f"{at}drinken/", {"once": once, "what": "thee"})["Location"] == f"{at}#klaar"
    assert "Amina" in door.get(f"{at}wie/{amina.tag_picto}/").content.decode()
    came = str(uuid.uuid4())
    hello = door.post(f"{at}hallo/", {"once": came, "tag": amina.code}, follow=True)
    assert 'Dag <bdi dir="auto">Amina</bdi>! Goed je te zien.' in hello.content.decode()
    assert Visit.objects.within(room).count() == 2
    assert door.post(f"{at}niet-ik/", {"once": came})["Location"] == f"{at}#hangers"
    assert [v.person for v in Visit.objects.within(room)] == [None]
    assert door.get(f"{at}hallo/{came}/")["Location"] == f"{at}#klaar"
    assert door.get(f"{at}hallo/onzin/")["Location"] == f"{at}#klaar"
    assert door.post(f"{at}roep/")["Location"] == f"{at}#geroepen"


def test_a_hidden_neighbour_is_not_greeted_by_name():
    room = make_room()
    amina = make_known(room)
    door, once = make_door(room), str(uuid.uuid4())
    door.post(f"/deur/{room.slug}/hallo/", {"once": once, "tag": amina.code})
    hide(amina)
    assert door.get(f"/deur/{room.slug}/hallo/{once}/").status_code == 302


def test_a_visit_kept_for_a_fortnight_reaches_a_human():
    room = make_room()
    door = make_door(room)
    late = item("new", at=timezone.now() - timedelta(days=15))
    told = post(door, room.slug, late)["answers"][0]
    assert (told["answer"], told["reason"]) == ("set-aside", "too-old")
    assert SetAside.objects.within(room).count() == 1


def test_i_join_at_the_door_without_a_known_neighbour_asks_to_come_to_the_table():
    room = make_room()
    answer = make_door(room).post(f"/deur/{room.slug}/meedoen/", {"tag": "x", "code": "abcdef"})
    assert answer.status_code == 409
    assert "Zeg het even aan tafel." in answer.content.decode()


# ── The service worker ───────────────────────────────────────────────────────────────────────────
def test_the_service_worker_may_look_after_the_whole_house():
    answer = Client().get("/sw.js")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Content-Type"].startswith("text/javascript")
    assert "/geen-internet/" in answer.content.decode()
    assert Client().get("/geen-internet/").status_code == 200


def test_the_tablet_is_no_person():
    assert not {f.name for f in Tablet._meta.get_fields()} & {"person", "user", "roles"}
