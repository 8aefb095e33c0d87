"""Who lays down a role is out on the next request, by every way in (R25)."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.notices.models import Delivery, Device, Notice
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.commands_tokens import make_token, revoke_token
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import ApiToken
from sleutelbos.commons.places.tests.makers import make_actor, make_person
from sleutelbos.kit.leaving import to_hand_over
from sleutelbos.room.board import commands as board
from sleutelbos.room.visits import commands as visits
from tests.routes import declared
from tests.world import World, addresses, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.mission("P2")]


@pytest.fixture
def world() -> World:
    return make_world()


def leave(world: World, person, *names: str) -> None:
    by = world.actor("board")
    for name in names:
        places.end_role(by, of=person, name=name)


def test_no_page_of_the_room_opens_any_more_for_a_coordinator_who_left(world):
    """Every address with a room in it that a coordinator could read; within a second each."""
    phone = world.client("coordinator")
    known = addresses(world)
    read = [name for name, route in sorted(declared().items())
            if "coordinator" in route.get and "anonymous" not in route.get
            and "place_slug" in known.get(name, {})]  # fmt: skip
    paths = {name: reverse(name, kwargs=known[name]) for name in read}
    assert all(phone.get(path).status_code in {200, 302} for path in paths.values())

    leave(world, world.people["coordinator"], "coordinator")

    begun = time.monotonic()
    assert phone.get(paths[read[0]]).status_code == 404
    assert time.monotonic() - begun < 1
    still = {name: phone.get(path).status_code for name, path in paths.items()}
    assert {name: code for name, code in still.items() if code not in {403, 404}} == {}
    assert len(paths) > 30


def test_nothing_of_the_room_is_left_in_the_calendar_of_who_left(world):
    amina = make_actor(world.room, "amina-gaat").someone
    address = f"/agenda/{board.renew_feed(actor_of(amina, world.room))}.ics"
    assert Client().get(address).status_code == 200
    leave(world, amina, "resident")
    body = Client().get(address).content.decode()
    assert world.room.name not in body
    assert "BEGIN:VEVENT" not in body


def test_a_machine_whose_key_a_board_member_made_is_refused_once_they_left(world):
    wim = make_actor(world.room, "wim", "board")
    token = make_token(wim, name="het weekbericht", role="board")
    machine = Client(headers={"Authorization": f"Bearer {token}"})
    path = f"/api/v1/rooms/{world.room.slug}/keys"
    before = machine.get(path).status_code
    leave(world, wim.someone, "board")
    assert (before, machine.get(path).status_code) == (200, 401)
    assert ApiToken.objects.within(world.room).filter(revoked_at=None).count() == 1  # of another
    assert any("het weekbericht" in told for told in to_hand_over(wim.someone, world.room))


def test_only_the_keys_that_stopped_with_their_role_are_told_and_each_stands_in_the_journal(world):
    wim = make_actor(world.room, "wim", "board")
    make_token(wim, name="van vroeger", role="host")
    old = ApiToken.objects.within(world.room).get(name="van vroeger")
    revoke_token(wim, code=old.code)
    long_ago = timezone.now() - timedelta(days=400)
    ApiToken.objects.within(world.room).filter(pk=old.pk).update(
        made_at=long_ago, revoked_at=long_ago
    )
    make_token(wim, name="van nu", role="host")
    before = Entry.objects.within(world.room).filter(what="places.token-revoked").count()
    leave(world, wim.someone, "board")
    told = " ".join(to_hand_over(wim.someone, world.room))
    assert "van nu" in told
    assert "van vroeger" not in told
    revoked = Entry.objects.within(world.room).filter(what="places.token-revoked")
    assert revoked.count() == before + 1
    assert {line.who for line in revoked} >= {world.people["board"].uuid}


def test_nothing_waits_any_more_for_who_left(world):
    marleen = make_actor(world.room, "marleen", "coordinator").someone
    now = timezone.now()
    Device.everywhere.create(person=marleen, endpoint="https://x", fingerprint="x", made_at=now)
    tell(world.room, to=marleen, kind="help", sentence="Er is een vraag voor je.", path="/mijn/")
    sign = Delivery.everywhere.get(person=marleen)
    assert sign.state == "waiting"
    leave(world, marleen, "coordinator")
    sign.refresh_from_db()
    assert (sign.state, sign.why) == ("done", "left")
    assert not Notice.everywhere.filter(person=marleen).exists()


def test_what_waits_in_another_room_still_comes(world):
    marleen = make_actor(world.room, "marleen", "coordinator").someone
    places.first_role(marleen, world.elsewhere, "resident")
    tell(world.elsewhere, to=marleen, kind="help", sentence="Er is een vraag.", path="/mijn/")
    leave(world, marleen, "coordinator")
    assert Notice.everywhere.filter(person=marleen).count() == 1


def test_the_rights_at_the_tablet_end_and_their_tablets_are_named(world):
    marleen = make_actor(world.room, "marleen", "coordinator")
    visits.enrol(marleen, name="achterdeur")
    phone = Client()
    phone.force_login(marleen.someone)
    leave(world, marleen.someone, "coordinator")
    assert any("achterdeur" in told for told in to_hand_over(marleen.someone, world.room))
    tried = phone.post(f"/deur/{world.room.slug}/aanzetten/", {"name": "nog een"})
    assert tried.status_code == 404


def test_the_page_after_it_lists_what_is_to_be_handed_over_for_who_may_give_the_role(world):
    from sleutelbos.room.workplaces.models import Step

    marleen = make_actor(world.room, "marleen", "coordinator").someone
    now = timezone.now()
    Step.everywhere.create(
        place=world.room, person=make_person(), guide=marleen, once=uuid4(),
        form=Step._meta.get_field("form").flatchoices[0][0], minutes=480,
        since=timezone.localdate(), proposed_at=now, agreed_at=now,
    )  # fmt: skip
    visits.enrol(actor_of(marleen, world.room), name="achterdeur")
    board_phone = world.client("board")

    answer = board_phone.post(f"/k/{world.room.slug}/buren/{marleen.code}/klaar/coordinator/")

    page = f"/k/{world.room.slug}/buren/{marleen.code}/klaar/"
    assert answer["Location"] == page
    text = board_phone.get(page).content.decode()
    assert "Begeleidt 1 werkplek" in text
    assert "achterdeur" in text
    assert world.client("host").get(page).status_code == 404  # as of somebody nobody knows
    assert world.client("stranger").get(page).status_code == 404


def test_after_three_months_the_page_is_gone(world):
    from sleutelbos.commons.places.models import Role

    former = world.people["former"]
    page = f"/k/{world.room.slug}/buren/{former.code}/klaar/"
    phone = world.client("board")
    assert "Er is niets meer over te dragen" in phone.get(page).content.decode()
    Role.objects.filter(person=former).update(
        since=timezone.now() - timedelta(days=400), until=timezone.now() - timedelta(days=100)
    )
    assert phone.get(page).status_code == 404


def test_a_host_sees_nothing_of_what_a_coordinator_reads(world):
    """Only who may end a role sees what comes after it."""
    page = f"/k/{world.room.slug}/buren/{world.people['coordinator'].code}/"
    assert "Stopt deze buur ermee" not in world.client("host").get(page).content.decode()
