"""The host's table: who receives, who calls, what to pour, and what waits for a human."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.places.commands import say_yes
from sleutelbos.commons.places.models import Consent
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.visits import commands_table, queries, queries_counts, queries_table
from sleutelbos.room.visits.commands import LOST
from sleutelbos.room.visits.models import HandoverNote, HostCall, HostDay, Tally, Visit
from sleutelbos.room.visits.tests.makers import (
    at_the_door,
    item,
    make_door,
    make_host,
    make_known,
    sent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_drinks_of_before():
    caches["moment"].clear()


def test_whoever_tapped_last_is_host_of_today():
    room = make_room()
    fatma, wim = make_host(room), make_host(room, "wim")
    commands_table.be_host(fatma)
    commands_table.be_host(wim)
    commands_table.be_host(wim)
    assert [row.person for row in HostDay.objects.within(room)] == [wim.person]
    assert queries_table.host_on(room, timezone.localdate()) == wim.person


def test_the_door_names_the_host_only_with_a_yes():
    room = make_room()
    fatma = make_host(room)
    commands_table.be_host(fatma)
    today = timezone.localdate()
    assert queries_table.host_on_screen(room, today) is None
    say_yes(fatma, Consent.Purpose.DOOR_NAME)
    assert queries_table.host_on_screen(room, today) == fatma.person
    hide(fatma.someone)
    assert queries_table.host_on_screen(room, today) is None
    assert queries_table.host_on(room, today) is None


def test_calling_twice_is_one_call_until_somebody_goes():
    room = make_room()
    door, fatma = at_the_door(room), make_host(room)
    assert commands_table.call_host(door) == commands_table.call_host(door)
    assert queries_table.open_call(room)
    commands_table.answer_call(fatma)
    commands_table.answer_call(fatma)
    assert queries_table.open_call(room) is None
    commands_table.call_host(door)
    assert HostCall.objects.within(room).count() == 2


def test_calls_of_before_yesterday_are_thrown_away():
    room = make_room()
    commands_table.call_host(at_the_door(room))
    commands_table.answer_call(make_host(room))
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        commands_table.call_host(at_the_door(room))
    assert HostCall.objects.within(room).count() == 1


def test_a_neighbour_cannot_call_from_home():
    with pytest.raises(NotAllowed):
        commands_table.call_host(make_actor(make_room()))


@pytest.mark.mission("K1F")
def test_a_drink_reaches_the_table_for_15_minutes_and_never_the_database():
    room = make_room()
    once = uuid.uuid4()
    with connection.execute_wrapper(_no_database):
        commands_table.say_drink(at_the_door(room), what="koffie", once=once, is_new=True)
        commands_table.say_drink(at_the_door(room), what="thee", once=once, is_new=True)
    now = timezone.now()
    assert [d.what for d in queries_table.drinks(room, now)] == ["thee"]
    assert queries_table.drinks(room, now + timedelta(minutes=16)) == []


def _no_database(execute, sql, params, many, context):
    raise AssertionError(sql)


def test_wanting_nothing_tells_nothing_unless_a_neighbour_came_along():
    room = make_room()
    door = at_the_door(room)
    commands_table.say_drink(door, what="", once=uuid.uuid4(), is_new=True)
    commands_table.say_drink(door, what="jenever", once=uuid.uuid4(), is_new=True)
    assert queries_table.drinks(room, timezone.now()) == []
    commands_table.say_drink(door, what="", once=uuid.uuid4(), is_new=True, with_neighbour=True)
    assert [d.label for d in queries_table.drinks(room, timezone.now())] == [""]


def test_the_host_lets_somebody_in_by_hand_once_and_can_take_it_back():
    room = make_room()
    fatma, once = make_host(room), uuid.uuid4()
    for _n in range(3):
        commands_table.add_by_hand(fatma, once=once)
    assert Visit.objects.within(room).count() == 1
    commands_table.take_back_by_hand(fatma, once=once)
    commands_table.take_back_by_hand(fatma, once=once)
    assert Visit.objects.within(room).count() == 0


def test_what_was_tapped_at_the_door_is_not_taken_back_at_the_table():
    room = make_room()
    came = item()
    sent(room, came)
    commands_table.take_back_by_hand(make_host(room), once=uuid.UUID(came["id"]))
    assert Visit.objects.within(room).count() == 1


def test_the_host_helps_a_neighbour_who_is_not_on_the_screen():
    room = make_room()
    fatma, rosa = make_host(room), make_actor(room, "rosa").someone
    commands_table.add_by_hand(fatma, once=uuid.uuid4(), code=rosa.code)
    assert [v.person for v in Visit.objects.within(room)] == [rosa]
    assert queries.present(room, timezone.localdate()) == []
    hide(rosa)
    with pytest.raises(NotFound):
        commands_table.add_by_hand(fatma, once=uuid.uuid4(), code=rosa.code)


def test_two_lines_for_the_next_host_last_14_days():
    room = make_room()
    fatma, once = make_host(room), uuid.uuid4()
    commands_table.write_note(fatma, text=" De melk is op. ", once=once)
    commands_table.write_note(fatma, text="De melk is op.", once=once)
    now = timezone.now()
    assert [n.text for n in queries_table.notes(room, now)] == ["De melk is op."]
    assert queries_table.notes(room, now + timedelta(days=15)) == []
    with time_machine.travel(now + timedelta(days=15)):
        commands_table.write_note(fatma, text="Er is melk.", once=uuid.uuid4())
    assert [n.text for n in HandoverNote.objects.within(room)] == ["Er is melk."]


@pytest.mark.parametrize(
    ("text", "code"), [(" ", "no-text"), ("x" * 201, "too-long"), ("123456782", "bsn")]
)
def test_a_note_is_refused_kindly(text, code):
    with pytest.raises(Refused) as refusal:
        commands_table.write_note(make_host(make_room()), text=text, once=uuid.uuid4())
    assert refusal.value.code == code


@pytest.mark.mission("P5")
@pytest.mark.parametrize("counts", [True, False])
def test_the_host_decides_about_what_waits_and_once(counts):
    room = make_room()
    amina, fatma = make_known(room), make_host(room)
    old = timezone.now() - timedelta(days=20)
    came = item("known", at=old, tag=amina.code)
    sent(room, came)
    (row,) = queries.set_aside(room)

    for _n in range(2):
        commands_table.settle(fatma, row=row.pk, counts=counts)

    assert queries.set_aside(room) == []
    kept = [(v.day, v.person) for v in Visit.objects.within(room)]
    assert kept == ([(queries.part_of(old)[0], amina)] if counts else [])
    sent(room, came)  # the tablet sends it once more
    assert Visit.objects.within(room).count() == int(counts)
    assert queries.set_aside(room) == []


def test_both_of_two_different_things_under_one_id_can_count():
    room = make_room()
    amina, wim = make_known(room), make_known(room, "wim")
    came = item("known", tag=amina.code)
    sent(room, came, {**came, "tag": wim.code})
    commands_table.settle(make_host(room), row=queries.set_aside(room)[0].pk, counts=True)
    assert {v.person for v in Visit.objects.within(room)} == {amina, wim}


def test_visits_that_a_tablet_lost_can_be_estimated():
    room = make_room()
    sent(room, item(LOST, count=4))
    (row,) = queries.set_aside(room)
    assert row.reason == "lost-on-tablet"
    commands_table.settle(make_host(room), row=row.pk, counts=True)
    assert [(t.people, t.source) for t in Tally.objects.within(room)] == [(4, "estimated")]
    assert queries_counts.visits_per_day(room, row.received_at.date(), timezone.localdate())


def test_a_host_elsewhere_decides_nothing_here():
    room, elsewhere = make_room(), make_room("elders", "Elders")
    sent(room, item("new", at=timezone.now() - timedelta(days=20)))
    with pytest.raises(NotFound):
        commands_table.settle(make_host(elsewhere), row=queries.set_aside(room)[0].pk, counts=True)


@pytest.mark.parametrize("people", [1, 3])
def test_the_table_asks_the_same_number_of_questions(client, django_assert_num_queries, people):
    room = make_room()
    fatma = make_host(room)
    commands_table.be_host(fatma)
    for n in range(people):
        known = make_known(room, f"buur{n}")
        sent(room, item("known", tag=known.code), item())
        commands_table.write_note(fatma, text=f"Regel {n}", once=uuid.uuid4())
        sent(room, item("new", at=timezone.now() - timedelta(days=20)))
    client.force_login(fatma.someone)
    with django_assert_num_queries(9):
        page = client.get(f"/k/{room.slug}/tafel/").content.decode()
    assert page.count("Regel ") == people
    with django_assert_num_queries(9):
        part = client.get(f"/k/{room.slug}/tafel/", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize("path", ["tafel/help/?hanger=vis", "tafel/opzij/"])
def test_the_other_pages_ask_the_same_number(client, django_assert_num_queries, people, path):
    room = make_room()
    fatma = make_host(room)
    for n in range(people):
        known = make_known(room, f"buur{n}")
        type(known).objects.filter(pk=known.pk).update(tag_picto="vis")
        sent(room, item("new", at=timezone.now() - timedelta(days=20)))
    client.force_login(fatma.someone)
    with django_assert_num_queries(4):
        page = client.get(f"/k/{room.slug}/{path}").content.decode()
    assert page.count("<form") >= (1 if "help" in path else people)


def test_the_table_by_hand_without_javascript(client):
    room = make_room()
    fatma = make_host(room)
    client.force_login(fatma.someone)
    at = f"/k/{room.slug}/tafel/"
    make_door(room).post(f"/deur/{room.slug}/roep/")
    assert "Iemand bij de deur roept je." in client.get(at).content.decode()
    client.post(f"{at}ik-ga/")
    client.post(f"{at}ik/")
    once = str(uuid.uuid4())
    page = client.post(f"{at}erbij/", {"once": once}, follow=True).content.decode()
    assert "Er kwam 1 iemand bij." in page
    assert f"{at}terug/{once}/" in page
    client.post(f"{at}terug/{once}/")
    assert Visit.objects.within(room).count() == 0
    refused = client.post(f"{at}overdracht/", {"text": "", "once": once})
    assert refused.status_code == 422
    page = client.post(f"{at}overdracht/", {"text": "Melk op", "once": once}, follow=True)
    assert "Melk op" in page.content.decode()
    client.post(f"{at}overdracht/{once}/weg/")
    assert queries_table.notes(room, timezone.now()) == []
    assert client.post(f"{at}opzij/", {"row": "x"}).status_code == 302
