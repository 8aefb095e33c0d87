"""Choosing a room, the short address on a poster, and being at home in two (P6)."""

import pytest
from django.test import Client
from django.urls import get_resolver

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands, queries
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.commons.places.tests.makers import make_actor, make_cooperative, make_room
from sleutelbos.kit.refused import Refused

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.mission("P6")
def test_anybody_chooses_a_room_of_the_network(client, django_assert_num_queries):
    make_room("het-lampje", "Het Lampje")
    make_room("de-bloem", "De Bloem")
    with django_assert_num_queries(2):
        page = client.get("/").content.decode()
    assert page.index("De Bloem") < page.index("Het Lampje")
    assert 'href="/k/het-lampje/"' in page
    assert "De Bos" not in page  # the cooperative is no room


def test_without_a_room_the_page_says_so(client):
    assert "Er is hier nog geen kamer." in client.get("/").content.decode()


def test_a_poster_leads_to_its_room_for_ever(client):
    make_room("het-lampje")
    answer = client.get("/het-lampje")
    assert (answer.status_code, answer["Location"]) == (301, "/k/het-lampje/")


def test_a_poster_takes_nothing_from_another_address(client):
    Place.objects.create(kind="room", name="Binnen", slug="binnen")  # past the command
    assert client.get("/binnen/").status_code == 200
    assert client.get("/healthz").content == b"ok"
    assert client.get("/weg")["Location"] == "/weg/"
    assert client.get("/is-er-niet").status_code == 404
    make_cooperative("de-bos")
    assert client.get("/de-bos").status_code == 404
    assert get_resolver().url_patterns[-1].name == "poster"


@pytest.mark.parametrize("slug", ["binnen", "k", "mijn", "deur", "static", "healthz", "alv"])
def test_no_room_is_called_after_one_of_our_own_addresses(slug):
    with pytest.raises(Refused) as refusal:
        make_room(slug)
    assert refusal.value.code == "slug-taken"


@pytest.mark.mission("P6")
def test_somebody_who_comes_in_two_rooms_chooses_where_home_is():
    first, second = make_room("het-lampje", "Het Lampje"), make_room("de-bloem", "De Bloem")
    person = make_actor(first, "noor").someone
    commands.first_role(person, second, "resident")
    phone = signed_in(person)
    assert phone.session["home"] == "het-lampje"
    phone.post("/k/de-bloem/thuis/")
    assert phone.session["home"] == "de-bloem"
    page = phone.get("/").content.decode()
    assert 'action="/k/het-lampje/thuis/"' in page
    assert 'action="/k/de-bloem/thuis/"' not in page


def test_nobody_is_at_home_where_they_do_not_come():
    make_room("elders")
    phone = signed_in(make_actor(make_room(), "noor").someone)
    assert phone.post("/k/elders/thuis/").status_code == 404
    assert phone.session["home"] == "de-kamer"


@pytest.mark.mission("P2")
def test_a_yes_is_given_and_taken_back_in_one_tap_and_works_at_once():
    room = make_room()
    actor = make_actor(room, "noor")
    phone = signed_in(actor.someone)
    assert (
        'action="/mijn/delen/de-kamer/door-name/ja/"' in phone.get("/mijn/delen/").content.decode()
    )
    phone.post("/mijn/delen/de-kamer/door-name/ja/")
    phone.post("/mijn/delen/de-kamer/door-name/ja/")
    kept = Consent.objects.within(room).get()
    assert kept.wording == "Mijn naam mag op het deurscherm"
    assert queries.yes_of(actor.someone, room) == {"door-name"}
    phone.post("/mijn/delen/de-kamer/door-name/nee/")
    assert queries.yes_of(actor.someone, room) == frozenset()
    assert Consent.objects.within(room).get().withdrawn_at


@pytest.mark.mission("P2")
def test_a_yes_can_be_taken_back_where_somebody_does_not_come_any_more():
    room = make_room()
    actor = make_actor(room, "noor")
    commands.say_yes(actor, Consent.Purpose.DOOR_NAME)
    commands.end_role(actor, of=actor.someone, name="resident")
    phone = signed_in(actor.someone)
    assert (
        'action="/mijn/delen/de-kamer/door-name/nee/"' in phone.get("/mijn/delen/").content.decode()
    )
    phone.post("/mijn/delen/de-kamer/door-name/nee/")
    assert queries.agreed(room, "door-name") == frozenset()
    assert phone.post("/mijn/delen/de-kamer/door-name/ja/").status_code == 404


def test_there_is_no_yes_for_what_nobody_asks():
    phone = signed_in(make_actor(make_room(), "noor").someone)
    assert phone.post("/mijn/delen/de-kamer/everything/ja/").status_code == 404
