"""On the spot or planned, moved, cancelled, stood in for, and who was there (K2C, K2E)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from sleutelbos.commons.people import commands as people
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, Refused
from sleutelbos.room.activities import commands, queries
from sleutelbos.room.activities.models import Activity, Attended, Occurrence
from sleutelbos.room.activities.tests.makers import (
    as_it_is,
    machines,
    make_idea,
    make_occurrence,
)

pytestmark = pytest.mark.django_db


@pytest.mark.mission("K2E")
def test_something_on_the_spot_is_on_now():
    room = make_room()
    amina = make_actor(room, "amina")

    row = commands.begin(amina, title="Samen koken", picto="pan")

    (seen,) = queries.today(room, timezone.now())
    assert (seen, seen.is_now, seen.minutes) == (row, True, 120)
    assert [person.called for person in seen.pullers] == ["Amina"]


def test_sent_twice_is_one_activity():
    room = make_room()
    amina, once = make_actor(room, "amina"), uuid4()

    rows = {commands.begin(amina, title="Samen koken", picto="pan", once=once).pk for _ in range(3)}

    assert len(rows) == Activity.objects.within(room).count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": ""}, "no-title"),
        ({"picto": "eenhoorn"}, "no-picto"),
        ({"starts": timezone.now() - timedelta(hours=1)}, "time-past"),
        ({"minutes": 5}, "how-long"),
        ({"minutes": 721}, "how-long"),
        ({"limit": commands.Limit(4)}, "limit-without-reason"),
        ({"limit": commands.Limit(4, "women", "alleen vrouwen")}, "limit-without-reason"),
        ({"limit": commands.Limit(0, "space", "klein")}, "no-place"),
    ],
)
def test_what_cannot_be_begun_says_why(change, code):
    amina = make_actor(make_room(), "amina")

    with pytest.raises(Refused) as refusal:
        commands.begin(amina, **{"title": "Samen koken", "picto": "pan", **change})

    assert refusal.value.code == code
    assert Activity.objects.within(amina.place).count() == 0


def test_undo_leaves_no_trace_while_nobody_came():
    room = make_room()
    amina = make_actor(room, "amina")
    single, weekly = make_occurrence(amina), make_occurrence(amina, weekly=True)

    commands.take_down(amina, occurrence=single)
    commands.take_down(amina, occurrence=weekly)

    assert Activity.objects.within(room).count() == 0


def test_undo_keeps_what_somebody_came_for_and_an_idea_that_hung_there():
    room = make_room()
    amina, wim = make_actor(room, "amina"), make_actor(room, "wim")
    row = make_occurrence(amina)
    commands.sign_up(wim, occurrence=row)
    idea = make_idea(wim)
    commands.pull(amina, activity=idea)
    planned = commands.plan(amina, activity=idea, starts=timezone.now() + timedelta(days=2))

    commands.take_down(amina, occurrence=row)
    commands.take_down(amina, occurrence=planned)

    assert as_it_is(row).off == Occurrence.Off.CANCELLED
    assert [o.pk for o in Occurrence.objects.within(room)] == [row.pk]
    assert Activity.objects.within(room).filter(pk=idea.pk).exists()


def test_cancelling_can_be_taken_back_and_who_comes_still_comes():
    room = make_room()
    amina, wim = make_actor(room, "amina"), make_actor(room, "wim")
    row = make_occurrence(amina)
    commands.sign_up(wim, occurrence=row)

    commands.cancel(amina, occurrence=row)
    off = as_it_is(row)
    assert [o.code for o in queries.agenda(room).rows if o.off] == [row.code]
    assert queries.week(room, timezone.localdate(row.starts)) == []
    commands.restore(amina, occurrence=row)

    on = as_it_is(row)
    assert (off.off, on.off, on.taken, on.sequence) == (Occurrence.Off.CANCELLED, "", 1, 2)
    assert on.uuid == row.uuid


def test_a_moved_time_keeps_its_name_in_calendars():
    room = make_room()
    amina = make_actor(room, "amina")
    row = make_occurrence(amina)
    later = row.starts + timedelta(days=1, hours=2)

    commands.change_one(amina, occurrence=row, title="Samen eten", starts=later, minutes=90)

    moved = as_it_is(row)
    assert (moved.uuid, moved.code, moved.starts) == (row.uuid, row.code, later)
    assert (moved.title, moved.minutes, moved.sequence) == ("Samen eten", 90, 1)


def test_only_who_leads_it_changes_it():
    room = make_room()
    row = make_occurrence(make_actor(room, "amina"))
    others = (make_actor(room, "wim"), make_actor(room, "marleen", "coordinator"))

    for other in others:
        for attempt in (
            lambda other=other: commands.cancel(other, occurrence=row),
            lambda other=other: commands.restore(other, occurrence=row),
            lambda other=other: commands.take_down(other, occurrence=row),
            lambda other=other: commands.ask_stand_in(other, occurrence=row),
            lambda other=other: commands.not_stand_in(other, occurrence=row),
            lambda other=other: commands.count(other, occurrence=row, number=3),
            lambda other=other: commands.tick(other, occurrence=row, people=[]),
            lambda other=other: commands.change_one(
                other, occurrence=row, title="x", starts=row.starts, minutes=60
            ),
        ):
            with pytest.raises(NotAllowed):
                attempt()


@pytest.mark.mission("K2C")
@pytest.mark.mission("K2E")
def test_somebody_who_cannot_is_stood_in_for_in_one_move():
    room = make_room()
    rosa, wim, olena = (make_actor(room, name) for name in ("rosa", "wim", "olena"))
    row = make_occurrence(rosa, weekly=True)
    with pytest.raises(Refused) as nobody:
        commands.stand_in(wim, occurrence=row)

    commands.ask_stand_in(rosa, occurrence=row)
    commands.stand_in(wim, occurrence=row)
    with pytest.raises(Refused) as taken:
        commands.stand_in(rosa, occurrence=row, person=olena.person)

    seen = queries.occurrence(room, row.code)
    assert [person.called for person in seen.pullers] == ["Wim"]
    assert (nobody.value.code, taken.value.code) == ("nobody-asked", "has-stand-in")
    following = Occurrence.objects.within(room).order_by("starts")[1]
    assert [p.called for p in queries.occurrence(room, following.code).pullers] == ["Rosa"]
    commands.cancel(wim, occurrence=as_it_is(row))  # who stands in leads it this time
    with pytest.raises(NotAllowed):
        commands.cancel(wim, occurrence=following)


@pytest.mark.mission("K2C")
def test_the_team_does_not_stand_in():
    room = make_room()
    rosa, deniz = make_actor(room, "rosa"), make_actor(room, "deniz", "assistant")
    row = make_occurrence(rosa)
    commands.ask_stand_in(rosa, occurrence=row)

    with pytest.raises(NotAllowed):
        commands.stand_in(deniz, occurrence=row)
    with pytest.raises(Refused) as refusal:
        commands.stand_in(rosa, occurrence=row, person=deniz.person)

    assert refusal.value.code == "only-residents-pull"


@pytest.mark.mission("K2E")
def test_who_was_there_is_ticked_or_counted_and_the_source_stays():
    room = make_room()
    rosa, wim = make_actor(room, "rosa"), make_actor(room, "wim")
    row = commands.begin(rosa, title="Naaiclub", picto="naald")
    commands.sign_up(wim, occurrence=row)

    commands.tick(rosa, occurrence=row, people=[wim.person, rosa.person], others=3)
    ticked = as_it_is(row)
    assert (ticked.attended, ticked.attended_source) == (5, "ticked")
    commands.tick(rosa, occurrence=row, people=[wim.person])
    assert as_it_is(row).attended == 1

    commands.count(rosa, occurrence=row, number=12)
    counted = as_it_is(row)
    assert (counted.attended, counted.attended_source) == (12, "counted")
    assert Attended.objects.within(room).count() == 0


def test_a_figure_without_a_source_cannot_be_kept():
    row = make_occurrence(make_actor(make_room(), "rosa"))

    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.everywhere.filter(pk=row.pk).update(attended=4)


@pytest.mark.parametrize(
    ("late", "number", "code"), [(False, 3, "not-yet"), (True, 501, "so-many")]
)
def test_strange_figures_are_refused(late, number, code):
    rosa = make_actor(make_room(), "rosa")
    row = make_occurrence(rosa)
    at = row.starts + timedelta(minutes=5) if late else timezone.now()

    with time_machine.travel(at), pytest.raises(Refused) as refusal:
        commands.count(rosa, occurrence=row, number=number)

    assert refusal.value.code == code


def test_nobody_of_elsewhere_can_be_ticked():
    room, elsewhere = make_room(), make_room("elders", "Elders")
    rosa, stranger = make_actor(room, "rosa"), make_actor(elsewhere, "saskia")
    row = commands.begin(rosa, title="Naaiclub", picto="naald")

    with pytest.raises(Refused) as refusal:
        commands.tick(rosa, occurrence=row, people=[stranger.person])

    assert refusal.value.code == "not-known-here"


def test_somebody_hidden_is_counted_and_never_named():
    room = make_room()
    rosa, samira = make_actor(room, "rosa"), make_actor(room, "samira")
    row = commands.begin(rosa, title="Naaiclub", picto="naald")
    commands.sign_up(samira, occurrence=row)
    led = commands.begin(samira, title="Thee", picto="thee")
    people.hide(samira.person)

    seen = queries.comers(room, row)

    assert (seen.people, seen.nameless) == ([], 1)
    assert queries.occurrence(room, led.code).pullers == []
    assert samira.person not in queries.askable(room, but=[])


def test_the_last_thing_somebody_was_at_is_offered_for_hours():
    room = make_room()
    rosa, wim, joy = (make_actor(room, name) for name in ("rosa", "wim", "joy"))
    row = commands.begin(rosa, title="Naaiclub", picto="naald")
    commands.sign_up(wim, occurrence=row)
    day = timezone.localdate()

    assert queries.attended_today(rosa.person, room, day) == row
    assert queries.attended_today(wim.person, room, day) == row
    assert queries.attended_today(joy.person, room, day) is None


def test_a_limit_without_a_reason_cannot_be_kept():
    row = make_occurrence(make_actor(make_room(), "rosa"), limit=machines(4))

    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.everywhere.filter(pk=row.pk).update(limit_what="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.everywhere.filter(pk=row.pk).update(limit_by="women")


def test_who_cannot_come_says_it_twice_and_it_is_once():
    room = make_room()
    rosa = make_actor(room, "rosa")
    row = make_occurrence(rosa)
    asked = commands.ask_stand_in(rosa, occurrence=row).stand_in_asked_at
    assert asked is not None
    assert commands.ask_stand_in(rosa, occurrence=row).stand_in_asked_at == asked
    assert commands.ask_stand_in(rosa, occurrence=row, asks=False).stand_in_asked_at is None


def test_changing_nothing_gives_calendars_nothing_new():
    room = make_room()
    rosa = make_actor(room, "rosa")
    row = make_occurrence(rosa, "Samen koken", minutes=120)
    same = {"title": "Samen koken", "starts": row.starts, "minutes": 120}
    commands.change_one(rosa, occurrence=row, **same)
    assert as_it_is(row).sequence == 0
    commands.change_one(rosa, occurrence=row, **{**same, "minutes": 90})
    assert as_it_is(row).sequence == 1
