"""Many people at the same moment, in real processes, on whichever database the tests run (R6).

The last test is the negative control: without the constraint and with a careless command the same
processes do put one key in several pockets, so the tests above can fail.
"""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import Refused
from sleutelbos.room.keys import commands
from sleutelbos.room.keys.models import Key, Loan, Opening, Turn
from sleutelbos.room.keys.tests.makers import make_key, make_week
from tests.processes import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.processes,
    pytest.mark.mission("K3A"),
]
HERE = "sleutelbos.room.keys.tests.test_at_once"
PEOPLE, PROCESSES = 50, 5
INDEX = "key_in_one_pocket_at_a_time"


# ── What each process does: a thread and a connection for each of its people, all let go together.


def together(people: list[int], work: Callable[[Person], object]) -> list[str]:
    start = Barrier(len(people))

    def one(person: Person) -> str:
        start.wait()
        try:
            work(person)
            return "done"
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    everybody = list(Person.objects.filter(pk__in=people))
    with ThreadPoolExecutor(len(people)) as threads:
        return list(threads.map(one, everybody))


def hand_out(room: int, host: int, key: int, people: list[int]) -> list[str]:
    place, one = Place.objects.get(pk=room), Key.everywhere.get(pk=key)
    actor = actor_of(Person.objects.get(pk=host), place)
    return together(
        people,
        lambda to: commands.hand_over(actor, key=one, to=to, responsibility="de koffie"),
    )


def cross(room: int, host: int, key: int, people: list[int]) -> list[str]:
    """Hand out and bring back, again and again."""
    place, one = Place.objects.get(pk=room), Key.everywhere.get(pk=key)
    actor = actor_of(Person.objects.get(pk=host), place)
    told = []
    for person in Person.objects.filter(pk__in=people):
        for verb, more in (
            (commands.hand_over, {"to": person, "responsibility": "de koffie"}),
            (commands.bring_back, {}),
        ):
            try:
                verb(actor, key=one, **more)
                told.append(verb.__name__)
            except Refused as refusal:
                told.append(refusal.code)
    return told


def take(room: int, people: list[int], day: str) -> list[str]:
    place = Place.objects.get(pk=room)
    return together(
        people,
        lambda who: commands.take_turn(
            actor_of(who, place), day=date.fromisoformat(day), what="open"
        ),
    )


def open_up(room: int, person: int) -> str:
    try:
        commands.open_room(actor_of(Person.objects.get(pk=person), Place.objects.get(pk=room)))
        return "done"
    except Refused as refusal:
        return refusal.code


def careless(room: int, key: int, person: int) -> str:
    """What the command would be without locks: look, and then write."""
    if Loan.everywhere.filter(key_id=key, returned_at=None).exists():
        return "key-is-out"
    time.sleep(0.5)
    Loan.everywhere.create(
        key_id=key, holder_id=person, responsibility="haast", handed_over_at=timezone.now()
    )
    return "done"


# ── The rules.


def shares(room: Place, *roles: str) -> list[list[int]]:
    """Fifty people, ten for each process."""
    people = [make_actor(room, f"buur{n}", *roles).someone.pk for n in range(PEOPLE)]
    return [people[n::PROCESSES] for n in range(PROCESSES)]


def counted(outcomes: list[list[str]]) -> Counter[str]:
    return Counter(word for told in outcomes for word in told)


def test_fifty_hand_outs_of_one_key_at_once_leave_it_in_one_pocket():
    room = make_room()
    host, key = make_actor(room, "fatma", "host"), make_key(room)
    work = [[room.pk, host.someone.pk, key.pk, share] for share in shares(room)]

    told = counted(at_once(f"{HERE}:hand_out", work))

    assert told == {"done": 1, "key-is-out": PEOPLE - 1}
    assert Loan.objects.within(room).filter(returned_at=None).count() == 1
    holder = Loan.objects.within(room).get().holder
    assert [role.person for role in room.roles.filter(name="key-holder")] == [holder]


def test_hand_outs_and_returns_that_cross_leave_a_whole_history():
    room = make_room()
    host, key = make_actor(room, "fatma", "host"), make_key(room)
    work = [[room.pk, host.someone.pk, key.pk, share] for share in shares(room)]

    told = counted(at_once(f"{HERE}:cross", work))

    stays = list(Loan.objects.within(room).order_by("handed_over_at", "pk"))
    still_out = [loan for loan in stays if loan.returned_at is None]
    assert len(stays) == told["hand_over"]
    assert told["hand_over"] - told["bring_back"] == len(still_out) <= 1
    for one, next_one in pairwise(stays):
        assert one.returned_at <= next_one.handed_over_at
    holders = {role.person_id for role in room.roles.filter(name="key-holder", until=None)}
    assert holders == {loan.holder_id for loan in still_out}


def test_of_two_and_more_who_take_the_same_turn_at_once_exactly_one_has_it():
    room = make_room()
    make_week(room)
    day = timezone.localdate() + timedelta(days=3)
    work = [[room.pk, share, day.isoformat()] for share in shares(room, "key-holder")]

    told = counted(at_once(f"{HERE}:take", work))

    assert told == {"done": 1, "turn-taken": PEOPLE - 1}
    assert Turn.objects.within(room).filter(given_up_at=None).count() == 1


def test_when_several_open_the_door_at_once_it_is_opened_once():
    room = make_room()
    host = make_actor(room, "fatma", "host")
    people = [make_actor(room, f"buur{n}").someone for n in range(PROCESSES)]
    for person in people:
        commands.hand_over(host, key=make_key(room), to=person, responsibility="de deur")

    told = Counter(at_once(f"{HERE}:open_up", [[room.pk, person.pk] for person in people]))

    assert told == {"done": 1, "already-open": PROCESSES - 1}
    assert Opening.objects.within(room).count() == 1


def test_without_the_constraint_careless_code_does_put_one_key_in_several_pockets():
    room = make_room()
    key = make_key(room)
    people = [make_actor(room, f"buur{n}").someone.pk for n in range(PROCESSES)]
    work = [[room.pk, key.pk, person] for person in people]
    guard = next(c for c in Loan._meta.constraints if c.name == INDEX)
    with connection.schema_editor() as editor:
        editor.execute(f"DROP INDEX {INDEX}")
    try:
        told = Counter(at_once(f"{HERE}:careless", work))
        assert told["done"] > 1
        assert Loan.objects.within(room).filter(returned_at=None).count() > 1
    finally:
        Loan.objects.within(room).delete()
        with connection.schema_editor() as editor:
            editor.execute(guard.create_sql(Loan, editor))
