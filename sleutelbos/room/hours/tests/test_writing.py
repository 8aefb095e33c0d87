"""Hours are written in one go, never changed, and taken back by their opposite (K1E, K3B)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.people.commands import erase_me
from sleutelbos.commons.places.commands import first_role
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.activities.tests.makers import make_occurrence
from sleutelbos.room.hours import commands, queries
from sleutelbos.room.hours.models import HoursEntry
from sleutelbos.room.hours.tests.makers import days_ago, make_begun, make_hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room("het-lampje", "Het Lampje")


@pytest.fixture
def amina(room):
    return make_actor(room, "amina")


def rows(room):
    return list(HoursEntry.objects.within(room).order_by("pk"))


def code_of(excinfo):
    return excinfo.value.code


@pytest.mark.mission("K1E")
def test_two_hours_in_the_room_are_written_down(room, amina):
    entry = make_hours(amina, 120)

    assert (entry.minutes, entry.day, entry.person) == (120, timezone.localdate(), amina.person)
    assert queries.today(amina.someone, room, timezone.localdate()) == [entry]
    assert [line.what for line in Entry.objects.within(room).order_by("pk")] == ["hours.written"]


def test_hours_of_an_activity_stand_on_the_day_it_began(room, amina):
    row = make_begun(amina)

    entry = make_hours(amina, 60, days_ago(3), occurrence=row)

    assert (entry.day, entry.occurrence_id) == (timezone.localdate(row.starts), row.pk)


@pytest.mark.parametrize(
    ("minutes", "day", "code"),
    [
        (0, 0, "no-hours"),
        (-60, 0, "no-hours"),
        (721, 0, "too-many-hours"),
        (60, -1, "future-day"),
        (60, 367, "too-long-ago"),
    ],
)
def test_hours_that_cannot_be_are_refused(room, amina, minutes, day, code):
    with pytest.raises(Refused) as refusal:
        make_hours(amina, minutes, days_ago(day))

    assert code_of(refusal) == code
    assert rows(room) == []


def test_a_day_holds_twelve_hours_in_two_rooms_together(room, amina):
    other = make_room("de-bron", "De Bron")
    first_role(amina.someone, other, "resident")
    make_hours(actor_of(amina.someone, other), 700)

    with pytest.raises(Refused) as refusal:
        make_hours(amina, 30)

    assert code_of(refusal) == "too-many-hours"
    assert "Bron" not in str(refusal.value)
    assert make_hours(amina, 20).minutes == 20


def test_a_day_holds_twelve_hours_and_no_more(room, amina):
    make_hours(amina, 700)
    with pytest.raises(Refused) as refusal:
        make_hours(amina, 30)
    assert code_of(refusal) == "too-many-hours"

    make_hours(amina, 20)
    make_hours(amina, 720, days_ago(1))

    assert [row.minutes for row in rows(room)] == [700, 20, 720]


def test_what_was_taken_back_makes_room_for_other_hours(room, amina):
    commands.correct(amina, entry=make_hours(amina, 700))

    make_hours(amina, 700)

    assert [row.minutes for row in rows(room)] == [700, -700, 700]


def test_an_activity_that_has_not_begun_has_no_hours(room, amina):
    row = make_occurrence(amina)

    with pytest.raises(Refused) as refusal:
        make_hours(amina, 60, occurrence=row)

    assert code_of(refusal) == "not-yet"


def test_hours_for_the_same_activity_are_written_once(room, amina):
    row = make_begun(amina)
    make_hours(amina, 60, occurrence=row)

    with pytest.raises(Refused) as refusal:
        make_hours(amina, 120, occurrence=row)

    assert code_of(refusal) == "hours-there"


def test_an_activity_of_another_room_is_not_there(room, amina):
    elsewhere = make_actor(make_room("elders", "Elders"), "samira")

    with pytest.raises(NotFound):
        make_hours(amina, 60, occurrence=make_begun(elsewhere))


def test_the_same_form_twice_is_one_entry(room, amina):
    once = uuid4()

    first = make_hours(amina, 60, once=once)
    again = make_hours(amina, 60, once=once)

    assert first == again
    assert len(rows(room)) == 1
    with pytest.raises(Refused) as refusal:
        make_hours(amina, 120, once=once)
    assert code_of(refusal) == "hours-there"


def test_the_form_of_a_neighbour_writes_nothing_in_my_name(room, amina):
    once = uuid4()
    make_hours(make_actor(room, "joy"), 60, once=once)

    with pytest.raises(Refused) as refusal:
        make_hours(amina, 60, once=once)

    assert code_of(refusal) == "try-again"
    assert len(rows(room)) == 1


@pytest.mark.parametrize("role", ["coordinator", "assistant", "funder"])
def test_who_is_paid_or_only_looks_writes_no_hours(room, role):
    with pytest.raises(NotAllowed):
        make_hours(make_actor(room, "marleen", role))


def test_taking_back_writes_the_opposite_and_changes_nothing(room, amina):
    entry = make_hours(amina, 90, days_ago(2), what="Stoelen geverfd")
    before = HoursEntry.objects.within(room).values().get(pk=entry.pk)

    counter = commands.correct(amina, entry=entry)

    assert (counter.minutes, counter.day, counter.corrects) == (-90, entry.day, entry)
    assert HoursEntry.objects.within(room).values().get(pk=entry.pk) == before
    assert queries.today(amina.someone, room, entry.day) == []
    assert queries.total(room, entry.day, entry.day) == 0
    assert [line.what for line in Entry.objects.within(room).order_by("pk")] == [
        "hours.written", "hours.corrected",
    ]  # fmt: skip


def test_taking_back_twice_is_once(room, amina):
    entry = make_hours(amina)

    assert commands.correct(amina, entry=entry) == commands.correct(amina, entry=entry)
    assert [row.minutes for row in rows(room)] == [120, -120]


def test_a_counter_entry_is_not_taken_back(room, amina):
    counter = commands.correct(amina, entry=make_hours(amina))

    with pytest.raises(NotFound):
        commands.correct(amina, entry=counter)


def test_nobody_takes_back_the_hours_of_a_neighbour(room, amina):
    entry = make_hours(amina)

    for other in (make_actor(room, "wim"), make_actor(room, "marleen", "coordinator")):
        with pytest.raises(NotFound):
            commands.correct(other, entry=entry)
    assert len(rows(room)) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"minutes": 0}, {"minutes": -60}, {"minutes": 721}, {"minutes": 60, "corrects": True}],
)
def test_the_database_itself_refuses_what_cannot_be(room, amina, wrong):
    entry = make_hours(amina)
    if wrong.get("corrects"):
        wrong = {**wrong, "corrects": entry}

    with pytest.raises(IntegrityError), transaction.atomic():
        HoursEntry.everywhere.create(  # past the commands, on purpose
            place=room, person=amina.person, day=timezone.localdate(),
            entered_at=timezone.now(), **wrong,
        )  # fmt: skip


@pytest.mark.mission("P2")
def test_hours_stay_as_a_number_when_their_person_goes(room, amina):
    make_hours(amina, 60, what="Voor Samira vertaald")
    commands.correct(amina, entry=make_hours(amina, 30))

    erase_me(amina.someone)

    left = rows(room)
    assert sum(row.minutes for row in left) == 60
    assert {(row.person, row.entered_by, row.what) for row in left} == {(None, None, "")}


WHAT = st.one_of(
    st.tuples(st.just("write"), st.integers(-30, 800), st.integers(-1, 2)),
    st.tuples(st.just("correct"), st.integers(0, 20), st.just(0)),
)


@pytest.mark.mission("K1E")
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=st.lists(WHAT, max_size=14))
def test_whatever_is_written_and_taken_back_a_day_holds_zero_to_twelve_hours(room, amina, deeds):
    """And what once stood there stands there still, byte for byte."""
    with transaction.atomic():
        HoursEntry.objects.within(room).exclude(corrects=None).delete()
        HoursEntry.objects.within(room).delete()
    seen: dict[int, object] = {}
    for deed, number, day in deeds:
        written = rows(room)
        try:
            if deed == "write":
                make_hours(amina, number, days_ago(day))
            elif written:
                commands.correct(amina, entry=written[number % len(written)])
        except (Refused, NotFound):
            pass
        now = {row["id"]: row for row in HoursEntry.objects.within(room).values()}
        assert {pk: now.get(pk) for pk in seen} == seen
        seen = now
        assert queries.unsound(room) == []
    total = queries.sum_of(amina.someone, room, days_ago(400), timezone.localdate())
    assert total == sum(entry.minutes for entry in queries.my_entries(amina.someone, room))


def test_the_check_finds_a_counter_entry_of_something_else(room, amina):
    entry = make_hours(amina, 60)
    HoursEntry.everywhere.create(  # past the commands, on purpose
        place=room, person=amina.person, minutes=-90, day=entry.day - timedelta(days=1),
        entered_at=timezone.now(), corrects=entry,
    )  # fmt: skip

    assert len(queries.unsound(room)) == 2
