"""Reading what somebody told leaves a trace that they see in plain words (R26)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.journal import commands, commands_nightly, queries
from sleutelbos.commons.journal.models import Entry, Reading
from sleutelbos.commons.people import commands as people
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room

pytestmark = [pytest.mark.django_db, pytest.mark.mission("P2")]
THING = "je vraag"


@pytest.fixture
def room(db):
    return make_room("lampje")


def read(reader, owner, about):
    commands.trace_reading(reader, owner=owner.someone, thing=THING, about=about)


def test_who_told_it_sees_who_read_it_and_nobody_else_does(room):
    rosa, amina = make_actor(room, "rosa"), make_actor(room, "amina")
    read(amina, rosa, room)
    page = Client()
    page.force_login(rosa.person)
    assert "Amina</bdi> las je vraag" in page.get("/mijn/delen/").text
    page.force_login(amina.person)
    assert "las je vraag" not in page.get("/mijn/delen/").text


def test_reading_ones_own_leaves_nothing(room):
    rosa = make_actor(room, "rosa")
    read(rosa, rosa, room)
    assert not Reading.objects.within(room).exists()


def test_who_is_hidden_or_went_is_a_neighbour(room):
    rosa, amina, wim = (make_actor(room, name) for name in ("rosa", "amina", "wim"))
    read(amina, rosa, room)
    read(wim, rosa, room)
    people.hide(amina.someone)
    people.erase_me(wim.someone)
    assert [r.reader for r in queries.readings_of(rosa.someone)] == [None, None]


def test_who_reads_often_pushes_nobody_out_of_sight(room):
    """R26: one line for each reader, thing and day, the last of that day."""
    rosa, amina, wim = (make_actor(room, name) for name in ("rosa", "amina", "wim"))
    read(wim, rosa, room)
    Reading.everywhere.update(at=timezone.now() - timedelta(days=2))
    for _time in range(30):
        read(amina, rosa, room)
    last = Reading.everywhere.order_by("-pk").first()
    for about in (None, room, Place):
        seen = queries.readings_of(rosa.someone, about)
        assert [reading.reader for reading in seen] == [amina.someone, wim.someone]
        assert seen[0] == last
    assert queries.readings_of(rosa.someone, rosa.someone) == []
    assert queries.readings_of(rosa.someone, Entry) == []


def test_another_day_is_another_line(room):
    rosa, amina = make_actor(room, "rosa"), make_actor(room, "amina")
    read(amina, rosa, room)
    Reading.objects.within(room).update(at=timezone.now() - timedelta(days=1))
    read(amina, rosa, room)
    assert len(queries.readings_of(rosa.someone, room)) == 2


def test_that_somebody_read_it_is_known_also_while_they_are_hidden(room):
    rosa, amina = make_actor(room, "rosa"), make_actor(room, "amina")
    since = timezone.now() - timedelta(minutes=1)
    assert not queries.has_read(amina.someone, room, since)
    read(amina, rosa, room)
    people.hide(amina.someone)
    assert queries.has_read(amina.someone, room, since)
    assert queries.has_read(amina.someone, room, since, thing=THING)
    assert not queries.has_read(amina.someone, room, since, thing="de opname")
    assert not queries.has_read(amina.someone, room, timezone.now())


def test_the_traces_go_with_the_thing_and_after_a_year(room):
    rosa, amina = make_actor(room, "rosa"), make_actor(room, "amina")
    read(amina, rosa, room)
    assert commands.forget_readings(room) == 1
    read(amina, rosa, room)
    night = commands_nightly.NIGHTLY[0]
    assert night.does(timezone.now() + timedelta(days=364)) == 0
    assert night.does(timezone.now() + timedelta(days=366)) == 1


def test_a_line_without_a_name_tells_what_but_not_who(room):
    rosa = make_actor(room, "rosa")
    commands.note_unnamed(rosa, "help.asked", room)
    line = Entry.objects.within(room).get(what="help.asked")
    assert line.who is None
