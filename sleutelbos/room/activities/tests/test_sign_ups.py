"""*Ik kom*: once a person, never more people than places, the longest in line goes first (K2B)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sleutelbos.commons.places.commands import end_role, first_role
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, Refused
from sleutelbos.room.activities import commands, queries
from sleutelbos.room.activities.models import Occurrence, SignUp
from sleutelbos.room.activities.tests.makers import as_it_is, machines, make_occurrence

pytestmark = pytest.mark.django_db
COMING, WAITING, GONE = "coming", "waiting", "gone"


def states(row):
    rows = SignUp.objects.within(row.place).filter(occurrence=row).order_by("arrived_at", "pk")
    return [(s.person.called if s.person else "", s.state) for s in rows.select_related("person")]


def test_saying_it_twice_is_once():
    room = make_room()
    row, wim = make_occurrence(make_actor(room, "amina")), make_actor(room, "wim")

    commands.sign_up(wim, occurrence=row)
    commands.sign_up(wim, occurrence=row)

    assert (as_it_is(row).taken, states(row)) == (1, [("Wim", COMING)])


def test_taking_it_back_and_coming_after_all():
    room = make_room()
    row, wim = make_occurrence(make_actor(room, "amina")), make_actor(room, "wim")

    commands.sign_up(wim, occurrence=row)
    commands.sign_off(wim, occurrence=row)
    commands.sign_off(wim, occurrence=row)
    assert (as_it_is(row).taken, states(row)) == (0, [("Wim", GONE)])

    commands.sign_up(wim, occurrence=row)
    assert (as_it_is(row).taken, states(row)) == (1, [("Wim", COMING)])


def test_who_was_not_coming_cannot_take_it_back():
    room = make_room()
    row, wim = make_occurrence(make_actor(room, "amina")), make_actor(room, "wim")

    assert commands.sign_off(wim, occurrence=row) is None
    assert as_it_is(row).taken == 0


def test_a_place_that_comes_free_goes_to_who_waits_longest():
    room = make_room()
    row = make_occurrence(make_actor(room, "rosa"), limit=machines(1))
    amina, wim, joy = (make_actor(room, name) for name in ("amina", "wim", "joy"))
    for actor in (amina, wim, joy):
        commands.sign_up(actor, occurrence=row)
    assert states(row) == [("Amina", COMING), ("Wim", WAITING), ("Joy", WAITING)]

    commands.sign_off(amina, occurrence=row)

    assert states(row) == [("Amina", GONE), ("Wim", COMING), ("Joy", WAITING)]
    moved = SignUp.objects.within(room).get(person=wim.person)
    assert moved.moved_up_at is not None
    fresh = as_it_is(row)
    assert (fresh.taken, fresh.waiting) == (1, 1)


def test_who_comes_back_stands_at_the_end_of_the_line():
    room = make_room()
    row = make_occurrence(make_actor(room, "rosa"), limit=machines(1))
    amina, wim, joy = (make_actor(room, name) for name in ("amina", "wim", "joy"))
    for actor in (amina, wim, joy):
        commands.sign_up(actor, occurrence=row)

    commands.sign_off(wim, occurrence=row)
    commands.sign_up(wim, occurrence=row)
    commands.sign_off(amina, occurrence=row)

    assert dict(states(row)) == {"Amina": GONE, "Joy": COMING, "Wim": WAITING}


def test_more_places_move_up_who_waits():
    room = make_room()
    rosa = make_actor(room, "rosa")
    row = make_occurrence(rosa, limit=machines(1))
    for name in ("amina", "wim", "joy"):
        commands.sign_up(make_actor(room, name), occurrence=row)

    def refit(limit):
        commands.change_one(
            rosa, occurrence=row, title=row.title, starts=row.starts, minutes=120, limit=limit
        )

    refit(machines(2))
    assert [state for _name, state in states(row)] == [COMING, COMING, WAITING]
    with pytest.raises(Refused) as refusal:
        refit(machines(1))
    refit(None)
    assert [state for _name, state in states(row)] == [COMING, COMING, COMING]
    assert refusal.value.code == "more-come"


def test_a_guest_comes_without_a_name_and_can_take_it_back(client):
    room = make_room()
    row = make_occurrence(make_actor(room, "amina"))
    come = f"/k/{room.slug}/doe/{row.code}/kom/"

    asked = client.post(come)
    assert "Zonder naam" in asked.content.decode()
    assert as_it_is(row).taken == 0
    client.post(come, {"zonder_naam": "ja"})
    client.post(come, {"zonder_naam": "ja"})

    word = client.cookies["kom"].value
    (kept,) = SignUp.objects.within(room)
    assert (as_it_is(row).taken, kept.person, len(kept.guest)) == (1, None, 64)
    assert word not in {str(value) for value in vars(kept).values()}
    assert "Jij komt" in client.get(f"/k/{room.slug}/doe/{row.code}/").content.decode()
    client.post(f"/k/{room.slug}/doe/{row.code}/kom-niet/")
    assert as_it_is(row).taken == 0


def test_two_sign_ups_of_a_guest_cannot_be_linked(client):
    room = make_room()
    amina = make_actor(room, "amina")
    for row in (make_occurrence(amina), make_occurrence(amina, "Wandelen")):
        client.post(f"/k/{room.slug}/doe/{row.code}/kom/", {"zonder_naam": "ja"})

    guests = SignUp.objects.within(room).values_list("guest", flat=True)

    assert len(set(guests)) == 2


def test_a_form_of_a_guest_sent_twice_before_the_answer_came_is_one_sign_up(client):
    room = make_room()
    row = make_occurrence(make_actor(room, "amina"))
    come = f"/k/{room.slug}/doe/{row.code}/kom/"
    word = client.get(come).context["word"]

    for _time in range(2):
        client.cookies.clear()
        client.post(come, {"zonder_naam": "ja", "woord": word})

    assert as_it_is(row).taken == 1


@pytest.mark.parametrize(("what", "code"), [("over", "over"), ("off", "off")])
def test_what_is_over_or_off_says_so(what, code):
    room = make_room()
    amina, wim = make_actor(room, "amina"), make_actor(room, "wim")
    row = make_occurrence(amina)
    at = timezone.now()
    if what == "off":
        commands.cancel(amina, occurrence=row)
    else:
        at = row.ends

    with time_machine.travel(at), pytest.raises(Refused) as refusal:
        commands.sign_up(wim, occurrence=row)

    assert refusal.value.code == code


def test_a_funder_comes_without_a_name_like_any_passer_by():
    room = make_room()
    row, funder = make_occurrence(make_actor(room, "amina")), make_actor(room, "f", "funder")

    with pytest.raises(NotAllowed):
        commands.sign_up(funder, occurrence=row)

    assert commands.sign_up(funder, occurrence=row, guest="a" * 64).state == COMING


@pytest.mark.mission("K2E")
def test_who_comes_every_time_also_comes_to_days_written_down_later():
    room = make_room()
    rosa, wim, joy = (make_actor(room, name) for name in ("rosa", "wim", "joy"))
    row = make_occurrence(rosa, weekly=True, limit=machines(1))
    for actor in (wim, joy, wim):
        commands.sign_up_always(actor, series=row.series)
    before = Occurrence.objects.within(room).count()

    with time_machine.travel(row.starts + timedelta(weeks=2)):
        commands.extend_series(today=timezone.localdate())

    days = Occurrence.objects.within(room).order_by("starts")
    assert days.count() > before
    assert {(day.taken, day.waiting) for day in days} == {(1, 1)}
    assert states(days.last()) == [("Wim", COMING), ("Joy", WAITING)]


def test_coming_no_longer_every_time_frees_the_days_to_come():
    room = make_room()
    rosa, wim, joy = (make_actor(room, name) for name in ("rosa", "wim", "joy"))
    row = make_occurrence(rosa, weekly=True, limit=machines(1))
    commands.sign_up_always(wim, series=row.series)
    commands.sign_up_always(joy, series=row.series)
    assert queries.comes_always(wim.person, queries.occurrence(room, row.code))

    commands.sign_off_always(wim, series=row.series)

    assert {(d.taken, d.waiting) for d in Occurrence.objects.within(room)} == {(1, 0)}
    assert dict(states(row)) == {"Wim": GONE, "Joy": COMING}


def test_the_place_of_somebody_who_was_erased_is_given_on_at_night():
    room = make_room()
    row = make_occurrence(make_actor(room, "rosa"), limit=machines(1))
    amina, joy, wim = (make_actor(room, name) for name in ("amina", "joy", "wim"))
    for actor in (amina, joy, wim):
        commands.sign_up(actor, occurrence=row)
    amina.someone.delete()
    joy.someone.delete()

    assert commands.release_who_left() == 2
    assert commands.release_who_left() == 0

    assert states(row) == [("", GONE), ("", GONE), ("Wim", COMING)]
    assert (as_it_is(row).taken, as_it_is(row).waiting) == (1, 0)


def test_the_place_of_somebody_who_left_the_room_is_given_on_at_night():
    room, elsewhere = make_room(), make_room("elders", "Elders")
    row = make_occurrence(make_actor(room, "rosa"), limit=machines(1))
    amina, wim = make_actor(room, "amina"), make_actor(room, "wim")
    for actor in (amina, wim):
        commands.sign_up(actor, occurrence=row)
    commands.sign_up(Actor(None, room), occurrence=row, guest="a-word-on-a-phone")
    first_role(amina.someone, elsewhere, "resident")
    end_role(amina, of=amina.someone, name="resident")

    assert commands.release_who_left() == 1
    assert commands.release_who_left() == 0

    assert states(row) == [("Amina", GONE), ("Wim", COMING), ("", WAITING)]


def test_who_left_the_room_gets_no_seat_on_the_days_written_ahead():
    room = make_room()
    rosa, amina, wim = (make_actor(room, name) for name in ("rosa", "amina", "wim"))
    row = make_occurrence(rosa, weekly=True, limit=machines(1))
    for actor in (amina, wim):
        commands.sign_up_always(actor, series=row.series)
    end_role(amina, of=amina.someone, name="resident")
    known = set(Occurrence.objects.within(room).values_list("pk", flat=True))

    commands.extend_series(today=timezone.localdate() + timedelta(weeks=2))

    ahead = Occurrence.objects.within(room).exclude(pk__in=known)
    assert {(day.taken, day.waiting) for day in ahead} == {(1, 0)}
    assert states(ahead[0]) == [("Wim", COMING)]


def test_the_database_keeps_the_promise_itself():
    room = make_room()
    row = make_occurrence(make_actor(room, "rosa"), limit=machines(2))
    wim = make_actor(room, "wim")
    commands.sign_up(wim, occurrence=row)

    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.everywhere.filter(pk=row.pk).update(taken=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignUp.everywhere.create(
            occurrence=row, person=wim.person, state=COMING, arrived_at=timezone.now()
        )


class TestAnyOrderOfComingAndGoing(TestCase):
    """Whatever people do, in whatever order: R2's invariants hold after every step."""

    @settings(max_examples=40, deadline=None)
    @given(
        places=st.integers(1, 3),
        steps=st.lists(
            st.tuples(st.integers(0, 4), st.sampled_from(["come", "leave", "more"])), max_size=14
        ),
    )
    def test_nobody_waits_while_there_is_a_place(self, places, steps):
        room = make_room()
        rosa = make_actor(room, "rosa")
        row = make_occurrence(rosa, limit=machines(places))
        crowd = [make_actor(room, f"buur{nth}") for nth in range(5)]
        for who, what in steps:
            if what == "come":
                commands.sign_up(crowd[who], occurrence=row)
            elif what == "leave":
                commands.sign_off(crowd[who], occurrence=row)
            elif (places := places + 1) < 5:
                commands.change_one(
                    rosa, occurrence=row, title=row.title, starts=row.starts, minutes=120,
                    limit=machines(places),
                )  # fmt: skip
            fresh = as_it_is(row)
            said = [state for _name, state in states(row)]
            assert (fresh.taken, fresh.waiting) == (said.count(COMING), said.count(WAITING))
            assert fresh.taken <= fresh.capacity
            assert fresh.waiting == 0 or fresh.taken == fresh.capacity
