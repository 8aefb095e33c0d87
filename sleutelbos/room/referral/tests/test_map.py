"""The social map: who does what around the room, also for programs of others (K5B, K5C)."""

import json
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.referral import commands_map as commands
from sleutelbos.room.referral import queries_map as queries
from sleutelbos.room.referral.models import Institution

from .makers import make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K5B", "K5C")]

# What HSDS 3.0 and later asks of each thing (schema/*.json of the specification), for what we send.
NEEDED = {
    "service": ("id", "name", "status"),
    "organization": ("id", "name", "description"),
    "phone": ("id", "number"),
    "schedule": ("id",),
    "language": ("id",),
    "service_at_location": ("id",),
    "location": ("id", "location_type"),
    "address": ("id", "address_1", "city", "state_province", "postal_code", "country",
                "address_type"),
    "attribute": ("id",),
    "taxonomy_term": ("id", "name", "description"),
}  # fmt: skip
LISTS = {
    "phones": "phone", "schedules": "schedule", "languages": "language", "addresses": "address",
    "service_at_locations": "service_at_location", "attributes": "attribute",
}  # fmt: skip
ALONE = {"organization", "location", "taxonomy_term"}
PAGE = ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty",
        "contents")  # fmt: skip
FULL = {
    "what": "Hulp bij schulden.", "areas": ("money", "letters", "home"),
    "way_in": "Loop binnen op dinsdag.", "hours": "Dinsdag van 9 tot 12 uur.",
    "address": "Vogelplein 1", "postal_code": "1000 AA", "city": "Amsterdam",
    "phone": "020 000 00 00", "email": "balie@voorbeeld.nl", "website": "https://voorbeeld.nl",
    "languages": ("nl", "ar"),
}  # fmt: skip


@pytest.fixture
def room(db):
    return make_room("lampje", "Het Lampje")


def hold(kind, thing):
    """Hold a thing of the export against what the specification asks, and everything in it."""
    assert [name for name in NEEDED[kind] if name not in thing] == []
    assert UUID(thing["id"]).version in {4, 5}
    for name, value in thing.items():
        assert value not in ([], None)
        if name in LISTS:
            for each in value:
                hold(LISTS[name], each)
        elif name in ALONE:
            hold(name, value)
        else:
            assert isinstance(value, str)


def test_the_map_is_exported_as_the_specification_asks(room):
    make_institution(make_actor(room, "amina"), "Geldcafé", **FULL)
    make_institution(make_actor(room, "wim"), "Kale plek", areas=())
    page = Client().get("/k/lampje/sociale-kaart/hsds.json").json()
    assert tuple(page) == PAGE
    assert (page["total_items"], page["empty"]) == (2, False)
    for service in page["contents"]:
        hold("service", service)
        assert service["status"] == "active"
    full = page["contents"][0]
    assert full["application_process"] == "Loop binnen op dinsdag."
    assert {a["taxonomy_term"]["code"] for a in full["attributes"]} == {"money", "letters", "home"}
    address = full["service_at_locations"][0]["location"]["addresses"][0]
    assert (address["country"], address["address_type"]) == ("NL", "physical")


def test_an_empty_map_is_an_empty_page_and_ids_stay_the_same(room):
    assert queries.hsds([])["empty"] is True
    make_institution(make_actor(room, "amina"), **FULL)
    first, second = (queries.hsds(queries.on_map(room)) for _turn in range(2))
    assert first == second


def test_a_command_writes_the_map_of_a_room_or_of_all(room):
    elsewhere = make_room("elders", "Elders")
    make_institution(make_actor(room, "amina"), "Hier")
    make_institution(make_actor(elsewhere, "joy"), "Daar")

    def names(**how):
        out = StringIO()
        call_command("export_hsds", stdout=out, **how)
        return [service["name"] for service in json.loads(out.getvalue())["contents"]]

    assert names(room="lampje") == ["Hier"]
    assert names() == ["Daar", "Hier"]
    assert [s["name"] for s in Client().get("/sociale-kaart/hsds.json").json()["contents"]] == [
        "Daar", "Hier",
    ]  # fmt: skip
    with pytest.raises(CommandError):
        names(room="nergens")


def test_a_room_sees_what_another_room_puts_there_for_all_but_cannot_change_it(room):
    elsewhere = make_room("elders", "Elders")
    joy = make_actor(elsewhere, "joy")
    shared = make_institution(joy, "Voor allen", for_network=True)
    make_institution(joy, "Alleen daar")
    assert [one.name for one in queries.on_map(room)] == ["Voor allen"]
    amina = make_actor(room, "amina")
    for command in (commands.still_so, commands.take_off_map):
        with pytest.raises(NotFound):
            command(amina, code=shared.code)


def test_any_resident_puts_it_there_changes_it_and_takes_it_off_with_a_way_back(room):
    client = Client()
    client.force_login(make_actor(room, "amina").person)
    data = {"name": "Geldcafé", "what": "Hulp bij geld", "areas": ["money"], "once": str(uuid4())}
    for _twice in range(2):
        client.post("/k/lampje/sociale-kaart/nieuw/", data)
    one = Institution.objects.within(room).get()
    assert one.areas == "money"
    here = f"/k/lampje/sociale-kaart/{one.code}/"
    assert "Geldcafé" in client.get(here).content.decode()
    client.post(here, {**data, "name": "Het Geldcafé"})
    assert "Het Geldcafé" in Client().get("/k/lampje/sociale-kaart/").content.decode()
    client.post(f"{here}weg/")
    assert "Geldcafé" not in Client().get("/k/lampje/sociale-kaart/").content.decode()
    assert client.get(here).status_code == 404
    client.post(f"{here}weer/")
    assert "Het Geldcafé" in Client().get("/k/lampje/sociale-kaart/").content.decode()


@pytest.mark.parametrize("data", [{"name": "", "what": "iets"}, {"name": "iets", "what": " "}])
def test_what_is_missing_is_asked_kindly_and_nothing_typed_is_lost(room, data):
    client = Client()
    client.force_login(make_actor(room, "amina").person)
    answer = client.post("/k/lampje/sociale-kaart/nieuw/", {**data, "hours": "Op maandag"})
    assert answer.status_code == 422
    assert "Op maandag" in answer.content.decode()
    with pytest.raises(Refused):
        make_institution(make_actor(room, "wim"), **data)


def test_a_funder_and_a_passer_by_read_the_map_but_do_not_write_it(room):
    make_institution(make_actor(room, "amina"), "Geldcafé")
    funder = make_actor(room, "gemeente", "funder")
    theirs = Client()
    theirs.force_login(funder.person)
    for client, status in ((Client(), 302), (theirs, 403)):
        page = client.get("/k/lampje/sociale-kaart/")
        assert page.status_code == 200
        assert "Geldcafé" in page.content.decode()
        assert client.get("/k/lampje/sociale-kaart/nieuw/").status_code == status
    with pytest.raises(NotAllowed):
        make_institution(funder)


def test_one_part_of_a_life_shows_only_what_is_about_it(room):
    amina = make_actor(room, "amina")
    make_institution(amina, "Geldcafé", areas=("money",))
    make_institution(amina, "Dokter", areas=("health",))
    page = Client().get("/k/lampje/sociale-kaart/?gebied=health").content.decode()
    assert "Dokter" in page
    assert "Geldcafé" not in page
    everything = Client().get("/k/lampje/sociale-kaart/?gebied=bestaat-niet").content.decode()
    assert "Geldcafé" in everything


def test_the_map_asks_the_same_number_of_questions_for_one_and_for_three(room):
    amina, client = make_actor(room, "amina"), Client()
    client.force_login(amina.person)
    make_institution(amina, **FULL)

    def questions():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/k/lampje/sociale-kaart/").status_code == 200
        return len(seen)

    before = questions()
    for nth in range(2):
        make_institution(amina, f"Plek {nth}", **FULL)
    assert questions() == before
