"""What people do for each other reaches the other, in one neutral sentence to the right page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities.tests.makers import machines, make_occurrence
from sleutelbos.room.hours import commands as hours
from sleutelbos.room.keys import commands as keys
from sleutelbos.room.keys.tests.makers import make_week
from sleutelbos.room.talents import commands_touch
from sleutelbos.room.talents.tests.makers import make_ask, make_touch

pytestmark = pytest.mark.django_db
CANARY = "Kanarievogel"


@pytest.fixture
def room():
    return make_room()


def told(actor):
    """The only notice of somebody; its page opens for them."""
    notice = Notice.everywhere.get(person=actor.someone, read_at=None)
    assert CANARY not in notice.sentence + notice.path
    client = Client()
    client.force_login(actor.someone)
    assert client.get(notice.path).status_code == 200
    return notice


@pytest.mark.mission("K1E")
def test_who_is_thanked_hears_that_somebody_thought_of_them(room):
    amina, olena = make_actor(room, "amina"), make_actor(room, "olena")

    hours.thank(amina, to=olena.someone, what=CANARY)

    assert told(olena).sentence == "Iemand dacht aan jou."


@pytest.mark.mission("K1B")
def test_who_hung_something_up_hears_that_a_neighbour_came_and_answers_reach_back(room):
    rosa, wim = make_actor(room, "rosa"), make_actor(room, "wim")
    post = make_ask(rosa, words=CANARY)

    touch = make_touch(wim, post)
    commands_touch.say(wim, touch=touch.code, text=CANARY, once=uuid4())
    assert told(rosa).kind == "talents"
    assert Notice.everywhere.filter(person=wim.someone).count() == 0

    commands_touch.say(rosa, touch=touch.code, text=CANARY, once=uuid4())
    assert told(wim).path == f"/mijn/contact/{touch.code}/"


@pytest.mark.mission("K2E")
def test_who_moves_up_from_the_line_hears_it_and_a_guest_does_not(room):
    amina, rosa, wim = (make_actor(room, name) for name in ("amina", "rosa", "wim"))
    row = make_occurrence(amina, title=CANARY, limit=machines(1))
    activities.sign_up(rosa, occurrence=row)
    activities.sign_up(wim, occurrence=row)

    activities.sign_off(rosa, occurrence=row)

    assert told(wim).kind == "activities"
    assert Notice.everywhere.count() == 1


@pytest.mark.mission("K2E")
def test_who_would_come_hears_that_something_changed_when_it_is_off(room):
    amina, rosa = make_actor(room, "amina"), make_actor(room, "rosa")
    row = make_occurrence(amina, title=CANARY)
    for actor in (amina, rosa):
        activities.sign_up(actor, occurrence=row)

    activities.cancel(amina, occurrence=row)
    activities.cancel(amina, occurrence=row)

    assert told(rosa).sentence == "Er is iets veranderd. Kijk je even?"
    assert Notice.everywhere.count() == 1


@pytest.mark.mission("K2C")
def test_who_leads_something_hears_that_somebody_stands_in(room):
    amina, rosa = make_actor(room, "amina"), make_actor(room, "rosa")
    row = make_occurrence(amina, title=CANARY)
    activities.ask_stand_in(amina, occurrence=row)

    activities.stand_in(rosa, occurrence=row)

    assert told(amina).kind == "activities"
    assert Notice.everywhere.count() == 1


@pytest.mark.mission("K2C")
def test_who_is_asked_to_pull_along_hears_that_a_neighbour_waits(room):
    amina, rosa = make_actor(room, "amina"), make_actor(room, "rosa")
    row = make_occurrence(amina, title=CANARY)

    activities.ask_along(amina, activity=row.activity, person=rosa.someone)

    assert told(rosa).sentence == "Een buur wil iets van je horen."


@pytest.mark.mission("K3A")
def test_who_holds_the_turn_at_the_door_hears_that_it_was_swapped(room):
    make_week(room)
    joy, wim = (make_actor(room, name, "key-holder") for name in ("joy", "wim"))
    today = timezone.localdate()
    hers = keys.take_turn(joy, day=today + timedelta(days=7), what="open")
    his = keys.take_turn(wim, day=today + timedelta(days=2), what="open")
    keys.offer_turn(wim, turn=his)

    keys.swap_turn(joy, mine=hers, theirs=his)

    assert told(wim).kind == "keys"
    assert Notice.everywhere.count() == 1


def test_what_is_taken_back_halfway_was_told_to_nobody(room):
    amina, olena = make_actor(room, "amina"), make_actor(room, "olena")
    with transaction.atomic():
        hours.thank(amina, to=olena.someone)
        transaction.set_rollback(True)
    assert Notice.everywhere.count() == 0
