"""Everybody with a key is asked for a turn at the door that nobody has (K3A, K5A)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.keys import commands, commands_nightly
from sleutelbos.room.keys.models import TurnAsked
from sleutelbos.room.keys.queries_turns import days_without_anyone
from sleutelbos.room.keys.tests.makers import make_week

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K3A", "K5A")]


@pytest.fixture
def room():
    room = make_room("lampje", "Het Lampje")
    make_week(room)
    return room


@pytest.fixture
def marleen(room):
    return make_actor(room, "marleen", "coordinator")


@pytest.fixture
def wim(room):
    return make_actor(room, "wim", "key-holder")


@pytest.fixture
def day():
    return timezone.localdate() + timedelta(days=2)


def refused(function, *given, **how):
    with pytest.raises(Refused) as refusal:
        function(*given, **how)
    return refusal.value.code


def told(actor):
    rows = Notice.objects.within(actor.place).filter(person=actor.person)
    return list(rows.values_list("sentence", "path"))


def test_each_key_holder_hears_once_that_there_is_something_and_nobody_else_does(
    room, marleen, wim, day
):
    joy, amina = make_actor(room, "joy", "key-holder"), make_actor(room, "amina")
    for _twice in range(2):
        commands.ask_for_turn(marleen, day=day, what="dicht")
    monday = day - timedelta(days=day.weekday())
    heard = [("Iemand van de kamer heeft een vraag voor jou.",
              f"/k/lampje/sleutels/week/{monday.isoformat()}/")]  # fmt: skip
    assert (told(wim), told(joy)) == (heard, heard)
    assert told(amina) == told(marleen) == []
    noted = Entry.objects.within(room).filter(what="keys.turn-asked")
    assert [line.who for line in noted] == [marleen.someone.uuid]


def test_a_turn_that_was_asked_for_says_so_until_somebody_takes_it(room, marleen, wim, day):
    commands.ask_for_turn(marleen, day=day, what="dicht")
    free = days_without_anyone(room, timezone.localdate())
    assert [(one.day, one.what) for one in free if one.is_asked] == [(day, "dicht")]
    commands.take_turn(wim, day=day, what="dicht")
    assert [one for one in days_without_anyone(room, timezone.localdate()) if one.is_asked] == []
    assert refused(commands.ask_for_turn, marleen, day=day, what="dicht") == "turn-taken"


def test_what_cannot_be_asked_is_refused_in_plain_words(room, marleen, wim, day):
    yesterday = timezone.localdate() - timedelta(days=1)
    assert refused(commands.ask_for_turn, marleen, day=yesterday, what="open") == "day-over"
    commands.set_other_day(marleen, day=day, why="Feest", times=None)
    assert refused(commands.ask_for_turn, marleen, day=day, what="open") == "closed-that-day"
    alone = day + timedelta(days=1)
    assert refused(commands.ask_for_turn, wim, day=alone, what="open") == "no-key-holders"
    with pytest.raises(NotFound):
        commands.ask_for_turn(marleen, day=alone, what="anders")
    with pytest.raises(NotAllowed):
        commands.ask_for_turn(make_actor(room, "amina"), day=alone, what="open")
    assert not TurnAsked.objects.within(room).exists()


def test_on_mijn_dag_it_is_one_tap_and_then_it_says_that_they_were_asked(room, marleen, wim):
    client = Client()
    client.force_login(marleen.someone)
    page = client.get("/dag/lampje/").text
    first = days_without_anyone(room, timezone.localdate())[0]
    assert page.count("Vraag alle sleuteldragers") == 3
    path = f"/dag/lampje/beurt/{first.day.isoformat()}/{first.what}/vraag/"
    after = client.post(path, follow=True).text
    assert "Alle sleuteldragers horen dat er iets te doen is." in after
    assert after.count("Vraag alle sleuteldragers") == 2
    for wrong in ("2026-02-30", "straks", "9999-99-99"):
        assert client.post(f"/dag/lampje/beurt/{wrong}/open/vraag/").status_code == 404


def test_what_was_asked_goes_when_that_day_is_over(room, marleen, wim, day):
    commands.ask_for_turn(marleen, day=day, what="open")
    for nights, left in ((2, 1), (3, 0)):
        for chore in commands_nightly.NIGHTLY:
            chore.does(timezone.now() + timedelta(days=nights))
        assert TurnAsked.objects.within(room).count() == left


def test_asking_costs_no_more_in_a_network_of_many_rooms(room, marleen, wim, day):
    costs = []
    for number in range(2):
        for nth in range(3 * number):
            make_actor(make_room(f"ander-{nth}", f"Ander {nth}"), f"k{nth}", "key-holder")
        with CaptureQueriesContext(connection) as asked:
            commands.ask_for_turn(marleen, day=day + timedelta(days=number), what="open")
        costs.append(len(asked))
    assert costs[1] <= costs[0]
