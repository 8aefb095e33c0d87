"""A story is nobody else's: looked for everywhere, as everybody who was not chosen (R21-R26)."""

import io
import logging
from contextlib import closing
from zipfile import ZipFile

import pytest
from django.core import mail
from django.urls import reverse

from sleutelbos.commons.people.queries_export import take_along
from sleutelbos.kit import policy
from sleutelbos.room.story import commands_sharing, commands_signals
from tests.canary import dump
from tests.routes import declared
from tests.test_permissions import ask
from tests.test_walk import text_of
from tests.world import World, addresses, make_world

from .makers import make_door, make_share, make_step

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1D", "P2")]
CANARIES = ("Kanariewoord", "Kanariehulp", "Kanariestap", "Kanariebuur")
UNCHOSEN = tuple(r for r in policy.ALL_ROLES if r not in {policy.RESIDENT, policy.HOST})


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    owner = world.actor(policy.RESIDENT)
    door = make_door(owner, CANARIES[0], helped=CANARIES[1])
    make_step(owner, door, CANARIES[2], CANARIES[3])
    commands_signals.say_wall(owner, door=door.code, wall="net", of_system=True, count=True)
    world.things["canary-door"] = door
    return world


def met(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text]


def test_the_words_are_there_to_be_found_by_their_own_person(world):
    page = world.client(policy.RESIDENT).get("/mijn/route/").content.decode()
    assert met(page) == list(CANARIES)


@pytest.mark.long
@pytest.mark.one_database
def test_no_page_of_the_house_shows_a_word_to_who_was_not_chosen(world):
    """Every address, as everybody else: volunteer, coordinator, board, funder, tablet, passer-by.

    Also as the host, who may read another door of the same person.
    """
    table, known = declared(), addresses(world)
    leaked, looked = [], 0
    for name, route in table.items():
        for role in (*UNCHOSEN, policy.HOST):
            if role in route.get:
                page = text_of(ask(world, role, "get", reverse(name, kwargs=known.get(name))))
                looked += 1
                leaked += [(name, role, canary) for canary in met(page)]
    assert looked > 300
    assert leaked == []


def test_every_address_of_the_door_is_not_there_for_anybody_else(world):
    """R22: the very answer of a door that does not exist, for every role and every method."""
    code = world.things["canary-door"].code
    told = []
    for name in sorted(declared()):
        if not name.startswith("story:"):
            continue
        for role in (*UNCHOSEN, policy.HOST):
            if role in {policy.ANONYMOUS, policy.TABLET, policy.FUNDER, policy.FORMER}:
                continue  # those come no further than the door itself
            try:
                here, nowhere = (reverse(name, args=[c]) for c in (code, "zzzzzz"))
            except Exception:  # noqa: S112 - an address with other arguments
                continue
            for method in ("get", "post"):
                one = ask(world, role, method, here)
                other = ask(world, role, method, nowhere)
                if one.status_code not in {404, 405} or one.content != other.content:
                    told.append((name, role, method, one.status_code))
    assert told == []


def test_no_search_no_export_no_mail_no_api_and_no_table_holds_a_word(world):
    for role in UNCHOSEN:
        if role in {policy.ANONYMOUS, policy.TABLET}:
            continue
        with closing(take_along(world.people[role])) as parcel:
            archive = ZipFile(io.BytesIO(parcel.read()))
            everything = b"".join(archive.read(name) for name in archive.namelist())
        assert met(everything.decode(errors="replace")) == []
        for path in (f"/k/het-lampje/gevraagd/?q={CANARIES[0][:-1]}", "/api/v1/openapi.json"):
            page = world.client(role).get(path).content.decode()
            assert met(page) == [], (role, path)
    assert [m for m in mail.outbox if met(f"{m.subject}{m.body}")] == []
    assert [row for rows in dump().values() for row in rows if met(row)] == []
    paths = world.client(policy.BOARD).get("/api/v1/openapi.json").json()["paths"]
    assert len(paths) > 10
    assert [path for path in paths if "route" in path] == []


def test_a_day_with_a_story_leaves_no_word_of_it_in_the_log(world, caplog):
    owner, host = world.actor(policy.RESIDENT), world.actor(policy.HOST)
    door = world.things["canary-door"]
    with caplog.at_level(logging.DEBUG):
        share = make_share(owner, door, host)
        client = world.client(policy.HOST)
        assert met(client.post(f"/mijn/route/van-anderen/{door.code}/").content.decode())
        mine = world.client(policy.RESIDENT)
        mine.get("/mijn/route/papier/")
        mine.post(f"/mijn/route/{door.code}/verander/", {"words": CANARIES[0], "state": "x"})
        commands_sharing.stop_showing(owner, door=door.code, share=share.code)
        client.post(f"/mijn/route/van-anderen/{door.code}/")
    # statements to the database are only logged while debugging here, and hold it locked
    assert met(caplog.text) == []
    assert [m for m in mail.outbox if met(f"{m.subject}{m.body}")] == []


def test_my_own_export_has_all_of_it(world):
    with closing(take_along(world.people[policy.RESIDENT])) as parcel:
        archive = ZipFile(io.BytesIO(parcel.read()))
        told = archive.read("gegevens.json").decode()
    assert met(told) == list(CANARIES)
    assert any(name.endswith(".ogg") for name in archive.namelist())
