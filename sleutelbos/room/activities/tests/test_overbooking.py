"""R1 and R2 with real processes: no more people than places, the line moves by itself.

Each has a negative control: the same crowd with the guard off must go wrong, or the test shows
nothing.
"""

import time
from contextlib import suppress

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.activities import commands, commands_sign_ups
from sleutelbos.room.activities.models import Occurrence, SignUp
from sleutelbos.room.activities.tests.makers import as_it_is, machines, make_occurrence
from tests.processes import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
HERE = "sleutelbos.room.activities.tests.test_overbooking"
PAUSE = 0.005  # between looking and writing


def slow_seat(place, occurrence):
    """The real thing, with a pause where a careless program would go wrong."""
    time.sleep(PAUSE)
    return REAL(place, occurrence)


REAL = commands_sign_ups.take_seat


def careless_sign_up(actor, *, occurrence, guest=""):
    """What goes wrong without the guard: look, wait a moment, write."""
    seen = Occurrence.objects.within(actor.place).get(pk=occurrence.pk)
    state = "coming" if seen.taken < seen.capacity else "waiting"
    time.sleep(PAUSE)
    row = SignUp.everywhere.create(
        occurrence=seen, person=actor.person, state=state, arrived_at=timezone.now()
    )
    if state == "coming":
        seen.taken += 1
        seen.save(update_fields=["taken"])
    return row


def come(slug, rushes, phones, guarded):
    """One process: these phones press *Ik kom*, through the whole program. [status, seconds]."""
    commands_sign_ups.take_seat = slow_seat
    if not guarded:
        commands.sign_up = careless_sign_up
    clients = []
    for session in phones:
        clients.append(Client(raise_request_exception=False))
        clients[-1].cookies[settings.SESSION_COOKIE_NAME] = session
    answers = []
    for code in rushes:
        for client in clients:
            began = time.perf_counter()
            status = client.post(f"/k/{slug}/doe/{code}/kom/").status_code
            answers.append([status, time.perf_counter() - began])
    return answers


def come_or_go(slug, rushes, people, what):
    """One process: these people come, or go, each at their own pace."""
    place = Place.objects.get(slug=slug)
    actors = [
        Actor(person, place, frozenset({"resident"}))
        for person in Person.objects.filter(code__in=people).order_by("pk")
    ]
    for code in rushes:
        row = Occurrence.objects.within(place).get(code=code)
        for actor in actors:
            if what == "careless":
                careless_sign_off(actor, row)
            elif what == "go":
                commands.sign_off(actor, occurrence=row)
            else:
                commands.sign_up(actor, occurrence=row)
    return len(actors)


def careless_sign_off(actor, row):
    """Without the guard: free the place, then look who waits."""
    SignUp.everywhere.filter(occurrence=row, person=actor.person).update(state="gone")
    seen = Occurrence.everywhere.get(pk=row.pk)
    time.sleep(PAUSE)
    with suppress(IntegrityError):
        Occurrence.everywhere.filter(pk=row.pk).update(taken=max(seen.taken - 1, 0))


def crowd(room, number):
    return [make_actor(room, f"buur{nth}").someone for nth in range(number)]


def phone(person):
    """A phone on which this person is signed in: the word in its cookie."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def split(things, parts):
    return [things[nth::parts] for nth in range(parts)]


def rows_of(row, state):
    return SignUp.objects.within(row.place).filter(occurrence=row, state=state)


def sewing(room, places=10):
    return make_occurrence(make_actor(room, "rosa"), limit=machines(places))


def rush(room, rows, people, *, guarded, timeout=300):
    rushes = [row.code for row in rows]
    phones = [phone(person) for person in people]
    work = [[room.slug, rushes, some, guarded] for some in split(phones, 8)]
    each = at_once(f"{HERE}:come", work, timeout=timeout)
    return [answer for answers in each for answer in answers]


@pytest.mark.long
def test_two_hundred_people_for_ten_places():
    """R1: exactly 10 come, 190 wait, nobody meets a failure; three times over."""
    room = make_room()
    rows = [sewing(room) for _time in range(3)]

    answers = rush(room, rows, crowd(room, 200), guarded=True)

    for row in rows:
        fresh = as_it_is(row)
        assert (fresh.taken, fresh.waiting) == (10, 190)
        assert rows_of(row, "coming").count() == 10
        assert rows_of(row, "waiting").count() == 190
    assert {status for status, _seconds in answers} == {302}
    assert len(answers) == 600


@pytest.mark.long
def test_without_the_guard_too_many_come():
    """The negative control of R1: within five times three rushes at least one overbooks."""
    room = make_room()
    people, most = crowd(room, 200), 0

    for _try in range(5):
        rows = [sewing(room) for _time in range(3)]
        rush(room, rows, people, guarded=False)
        most = max(rows_of(row, "coming").count() for row in rows)
        if most > 10:
            break

    assert most > 10


def test_a_double_tap_from_four_phones_is_one_sign_up():
    room = make_room()
    row = sewing(room, places=3)
    people = crowd(room, 2)
    phones = [[phone(person) for person in people] for _time in range(4)]

    at_once(f"{HERE}:come", [[room.slug, [row.code], some, True] for some in phones])

    assert (as_it_is(row).taken, rows_of(row, "coming").count()) == (2, 2)


def broken_promises(row):
    """R2, asked of the database after the dust has settled."""
    fresh = as_it_is(row)
    coming = rows_of(row, "coming")
    waiting = rows_of(row, "waiting")
    said = SignUp.objects.within(row.place).filter(occurrence=row)
    stayed = said.exclude(state="gone").order_by("arrived_at", "pk")
    in_order = [signed.state for signed in stayed]
    return {
        name
        for name, broken in {
            "counters equal rows": (fresh.taken, fresh.waiting)
            != (coming.count(), waiting.count()),
            "never more than places": coming.count() > fresh.capacity,
            "no free place while somebody waits": waiting.exists()
            and coming.count() < fresh.capacity,
            "order of arrival": in_order != sorted(in_order),  # coming < waiting
            "one row a person": said.count() != said.values("person").distinct().count(),
        }.items()
        if broken
    }


def comings_and_goings(room, rows, go, timeout=300):
    people = crowd(room, 40)
    codes = [person.code for person in people]
    leavers, comers = codes[:10], codes[10:]
    for row in rows:
        for person in people[:10]:
            commands.sign_up(Actor(person, room, frozenset({"resident"})), occurrence=row)
    rushes = [row.code for row in rows]
    work = [[room.slug, rushes, some, "come"] for some in split(comers, 4)]
    work += [[room.slug, rushes, some, go] for some in split(leavers, 4)]
    at_once(f"{HERE}:come_or_go", work, timeout=timeout)


def test_thirty_come_while_ten_go():
    """R2: after it, ten come, the rest wait in order, and no place is empty; five times over."""
    room = make_room()
    rows = [sewing(room) for _time in range(5)]

    comings_and_goings(room, rows, "go")

    assert [broken_promises(row) for row in rows] == [set()] * 5
    assert {(as_it_is(row).taken, as_it_is(row).waiting) for row in rows} == {(10, 20)}


def test_without_the_guard_the_line_does_not_move():
    """The negative control of R2."""
    room = make_room()
    rows = [sewing(room) for _time in range(2)]

    comings_and_goings(room, rows, "careless")

    assert set.union(*(broken_promises(row) for row in rows)) != set()
