"""What a tablet sends is counted once, in any order, whatever its clock says (K1F, P5, R5, R7)."""

import hashlib
import os
import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, Refused
from sleutelbos.room.visits import commands, commands_nightly, queries
from sleutelbos.room.visits.models import SetAside, Undone, Visit
from sleutelbos.room.visits.tests.makers import at_the_door, item, make_known, sent

LONG = os.environ.get("SLEUTELBOS_LONG") == "1"
pytestmark = pytest.mark.django_db


def visits(room: Place) -> list[Visit]:
    return list(Visit.objects.within(room).order_by("pk"))


def aside(room: Place) -> list[str]:
    return [row.reason for row in queries.set_aside(room)]


@pytest.mark.mission("K1F")
def test_somebody_new_is_one_more_and_nothing_else():
    room = make_room()
    first = item("new", at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC))

    assert sent(room, first, clock=timezone.now()) in (["stored"], ["set-aside"])
    Visit.objects.within(room).delete()
    now = timezone.now()
    assert sent(room, item("new", at=now)) == ["stored"]

    (visit,) = visits(room)
    day, part = queries.part_of(now)
    assert (visit.day, visit.part, visit.person, visit.brought_by) == (day, part, None, None)
    columns = {field.attname for field in Visit._meta.concrete_fields}
    assert columns == {
        "id", "place_id", "client_id", "day", "part", "person_id", "brought_by_id", "digest",
    }  # fmt: skip


def test_what_is_kept_of_a_visit_does_not_tell_the_time():
    room = make_room()
    noon = timezone.localtime().replace(hour=14, minute=0)
    twins = [
        commands.Item(uuid.uuid4(), "new", moment=at, said=at)
        for at in (noon, noon.replace(minute=59))
    ]
    assert twins[0].digest == twins[1].digest
    assert room


@pytest.mark.mission("K1F")
def test_a_neighbour_who_comes_more_often_taps_the_own_tag():
    room = make_room()
    amina = make_known(room)

    assert sent(room, item("known", tag=amina.code)) == ["stored"]

    assert [visit.person for visit in visits(room)] == [amina]
    assert queries.present(room, timezone.localdate()) == [amina]


@pytest.mark.mission("K5A")
def test_a_neighbour_who_was_brought_along_may_say_by_whom():
    room = make_room()
    amina, wim = make_known(room), make_known(room, "wim")
    came = item("known", tag=amina.code)

    assert sent(room, came) == ["stored"]
    assert sent(room, {**came, "brought_by": wim.code}) == ["stored"]
    assert sent(room, came, {**came, "brought_by": wim.code}) == ["same", "same"]

    assert [(v.person, v.brought_by) for v in visits(room)] == [(amina, wim)]


def test_who_brought_somebody_new_is_not_written_down():
    room = make_room()
    wim = make_known(room, "wim")
    assert sent(room, item("new", brought_by=wim.code, tag=wim.code)) == ["stored"]
    assert [(v.person, v.brought_by) for v in visits(room)] == [(None, None)]


def test_nobody_brings_themselves():
    room = make_room()
    amina = make_known(room)
    sent(room, item("known", tag=amina.code, brought_by=amina.code))
    assert [v.brought_by for v in visits(room)] == [None]


@pytest.mark.parametrize("order", [[0, 1], [1, 0], [1, 0, 1, 0], [0, 0, 1, 1]])
def test_this_is_not_me_takes_the_visit_away_in_any_order(order):
    room = make_room()
    came = item("known", tag=make_known(room).code)
    both = [came, {"id": came["id"], "kind": "undo"}]

    for n in order:
        sent(room, both[n])

    assert visits(room) == []
    assert Undone.objects.within(room).count() == 1
    assert aside(room) == []


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_what_was_taken_back_in_one_go_is_not_set_aside_either(order):
    room = make_room()
    old = item("known", at=timezone.now() - timedelta(days=20), tag=make_known(room).code)
    both = [old, {"id": old["id"], "kind": "undo"}]
    sent(room, *(both[n] for n in order))
    assert (visits(room), aside(room)) == ([], [])


@pytest.mark.mission("P5")
def test_something_else_under_the_same_id_waits_for_a_human():
    room = make_room()
    amina, wim = make_known(room), make_known(room, "wim")
    came = item("known", tag=amina.code)
    other = {**came, "tag": wim.code}

    assert sent(room, came, other, came, other) == ["stored", "set-aside", "same", "set-aside"]

    assert [visit.person for visit in visits(room)] == [amina]
    assert aside(room) == ["other-content"]
    assert queries.set_aside(room)[0].content["tag"] == wim.code


def test_two_companions_for_one_visit_wait_for_a_human():
    room = make_room()
    amina, wim, olena = (make_known(room, called) for called in ("amina", "wim", "olena"))
    came = item("known", tag=amina.code, brought_by=wim.code)
    assert sent(room, came, {**came, "brought_by": olena.code}) == ["stored", "set-aside"]
    assert [v.brought_by for v in visits(room)] == [wim]


@pytest.mark.parametrize(
    ("at", "reason"), [(timedelta(days=-15), "too-old"), (timedelta(hours=1), "in-future")]
)
def test_a_moment_that_cannot_be_right_waits_for_a_human(at, reason):
    room = make_room()
    assert sent(room, item("new", at=timezone.now() + at)) == ["set-aside"]
    assert (visits(room), aside(room)) == ([], [reason])


def test_a_tag_nobody_has_waits_for_a_human_and_a_hidden_neighbour_looks_the_same():
    room = make_room()
    hidden = make_known(room)
    hide(hidden)
    answers = commands.take_in(
        at_the_door(room), tablet_now=timezone.now().isoformat(),
        items=[item("known", tag=hidden.code), item("known", tag="abcdef")],
    )  # fmt: skip
    assert {(a.answer, a.reason) for a in answers} == {("set-aside", "unknown-tag")}
    assert visits(room) == []


@pytest.mark.parametrize(
    "poison",
    [
        {"kind": "new"}, {"id": "x", "kind": "new"}, {"id": str(uuid.uuid4())}, [], None, 7, "x",
        {"id": str(uuid.uuid4()), "kind": "dance", "at": "now"},
        {"id": str(uuid.uuid4()), "kind": "new", "at": "0001-01-01T00:00:00+14:00"},
        {"id": str(uuid.uuid4()), "kind": "new", "at": {"a": ["b"]}},
        {"id": str(uuid.uuid4()), "kind": ["new"], "at": "x" * 5000},
        {"id": str(uuid.uuid4()), "kind": "lost", "at": "2026-02-02", "count": 10**30},
    ],
)  # fmt: skip
def test_one_thing_that_cannot_be_read_blocks_nothing(poison):
    room = make_room()
    answers = sent(room, item(), poison, item())
    assert (answers[0], answers[2]) == ("stored", "stored")
    assert answers[1] in {"set-aside", "refused"}
    assert (answers[1] == "refused") == (not isinstance(poison, dict))
    assert len(visits(room)) == 2


def test_what_is_set_aside_holds_no_words_of_anybody():
    room = make_room()
    told = {"id": str(uuid.uuid4()), "kind": "Amina", "tag": "Amina", "name": "Amina Canary",
            "at": "Amina", "brought_by": "123456782"}  # fmt: skip
    sent(room, told, {**told, "id": "Amina"})
    assert "mina" not in str([row.content for row in queries.set_aside(room)])
    assert "123456782" not in str([row.content for row in queries.set_aside(room)])


def test_only_the_tablet_takes_visits_in():
    actor = make_actor(make_room(), "sam", "host")
    with pytest.raises(NotAllowed):
        commands.take_in(actor, tablet_now="", items=[])


def test_more_than_200_things_come_in_pieces():
    with pytest.raises(Refused) as refusal:
        sent(make_room(), *(item() for _n in range(201)))
    assert refusal.value.code == "too-many"


@pytest.mark.parametrize("hours", [-48, 0, 48])
def test_a_wrong_clock_is_put_right(hours):
    room = make_room()
    now = timezone.now()
    wrong = now + timedelta(hours=hours)
    assert sent(room, item("new", at=wrong - timedelta(days=3)), clock=wrong) == ["stored"]
    assert [v.day for v in visits(room)] == [queries.part_of(now - timedelta(days=3))[0]]


def test_a_clock_that_is_put_right_between_two_sendings_makes_it_nothing_else():
    room = make_room()
    wrong = timezone.now() - timedelta(hours=40)
    came = item("new", at=wrong)
    assert sent(room, came, clock=wrong) == ["stored"]
    assert sent(room, came) == ["same"]


def test_one_visit_costs_five_questions_and_a_hundred_cost_as_many(django_assert_num_queries):
    room = make_room()
    people = [make_known(room, called) for called in ("amina", "wim", "olena")]
    with django_assert_num_queries(4):
        sent(room, item("known", tag=people[0].code))
    with django_assert_num_queries(4):
        sent(room, *(item("known", tag=people[n % 3].code) for n in range(100)))


# ── R7: 500 visits from 3 tablets, each sent 1 to 5 times, shuffled, answers lost ────────────────
def make_outboxes(room: Place, people: list, lot: random.Random) -> list[tuple[timedelta, list]]:
    """Three tablets with wrong clocks; every item to be sent 1 to 5 times, and 10 % undone."""
    boxes = []
    now = timezone.now()
    for count in (180, 170, 150):
        off = timedelta(seconds=lot.randint(-48 * 3600, 48 * 3600))
        items = []
        for _n in range(count):
            at = now + off - timedelta(seconds=lot.randint(0, 10 * 86_400))
            made = {"id": str(uuid.UUID(int=lot.getrandbits(128))), "at": at.isoformat()}
            known = lot.random() < 0.6
            made |= {"kind": "known", "tag": lot.choice(people).code} if known else {"kind": "new"}
            items.append(made)
        boxes.append((off, items))
    return boxes


def replay(room: Place, boxes: list[tuple[timedelta, list]], lot: random.Random) -> None:
    """Send everything, in a shuffled order; of an answer that was lost the sending comes again."""
    sendings = []
    for off, items in boxes:
        copies = [each for each in items for _n in range(lot.randint(1, 5))]
        lot.shuffle(copies)
        while copies:
            batch, copies = copies[: (n := lot.randint(1, 120))], copies[n:]
            sendings += [(off, batch)] * (2 if lot.random() < 0.1 else 1)
    lot.shuffle(sendings)
    for off, batch in sendings:
        sent(room, *batch, clock=timezone.now() + off)


def state(room: Place) -> str:
    rows = Visit.objects.within(room).order_by("client_id")
    told = rows.values_list("client_id", "day", "part", "person_id", "brought_by_id", "digest")
    return hashlib.sha256(repr(list(told)).encode()).hexdigest()


SEEN: set[str] = set()


@pytest.fixture
def three_tablets(db):
    room = make_room()
    people = [make_known(room, f"buur{n}") for n in range(40)]
    SEEN.clear()
    return room, make_outboxes(room, people, random.Random(7))


@pytest.mark.mission("P5")
@settings(
    max_examples=100 if LONG else 20, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(shuffle=st.integers(0, 2**32))
def test_500_visits_of_3_tablets_end_the_same_in_every_order(three_tablets, shuffle):
    """R7: exactly 500 rows, and one final state; for 100 shuffles with `SLEUTELBOS_LONG=1`."""
    room, boxes = three_tablets
    with transaction.atomic():
        replay(room, boxes, random.Random(shuffle))
        SEEN.add(state(room))
        assert Visit.objects.within(room).count() == 500
        assert aside(room) == []
        transaction.set_rollback(True)
    assert len(SEEN) == 1


def test_the_replay_test_can_fail(three_tablets, monkeypatch):
    """Negative control: without the id of the tablet the same visits are counted many times."""
    room, boxes = three_tablets
    read = commands._read

    def careless(raw, offset):
        return read({**raw, "id": str(uuid.uuid4())}, offset)

    monkeypatch.setattr(commands, "_read", careless)
    replay(room, boxes, random.Random(1))
    assert Visit.objects.within(room).count() > 500


def test_a_set_aside_thing_stays_until_somebody_decides():
    room = make_room()
    sent(room, item("new", at=timezone.now() - timedelta(days=30)))
    assert SetAside.objects.within(room).filter(settled_at=None).count() == 1


@pytest.mark.parametrize("clock", ["12:00", "22:30", "23:30"])
def test_what_was_taken_back_is_forgotten_after_a_month(clock):
    room = make_room()
    now = datetime.fromisoformat(f"2026-11-22T{clock}+00:00")  # since then the clock went back
    today = timezone.localdate(now)
    for days in (29, 30, 31, 400):
        Undone.everywhere.create(
            place=room, client_id=uuid.uuid4(), day=today - timedelta(days=days)
        )
    for _night in range(2):
        for chore in commands_nightly.NIGHTLY:
            chore.does(now)
    left = sorted(today - row.day for row in Undone.objects.within(room))
    assert left == [timedelta(days=29), timedelta(days=30)]
