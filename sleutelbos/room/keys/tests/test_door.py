"""The door is open because somebody with a key opened it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.models import Consent
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed
from sleutelbos.room.keys import commands, queries
from sleutelbos.room.keys.models import Loan, Opening
from sleutelbos.room.keys.tests.makers import make_key, make_week
from sleutelbos.room.keys.tests.test_keys import noted, now, refused

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K3A")]
HERE = ZoneInfo("Europe/Amsterdam")


def holder(room, called="amina", number=4):
    """A key holder with a key in their pocket."""
    host = make_actor(room, "fatma", "host")
    person = make_actor(room, called)
    commands.hand_over(
        host, key=make_key(room, number), to=person.person, responsibility="de koffie"
    )
    return now(person)


def test_who_has_a_key_opens_the_room_without_asking_also_outside_the_plan(time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 20, 10, tzinfo=HERE), tick=False)  # no plan at all
    room = make_room()
    amina = holder(room)
    assert queries.opening_now(room) is None

    commands.open_room(amina)

    opening = queries.opening_now(room)
    assert opening.opened_by == amina.person
    assert opening.closes_at == datetime(2026, 11, 22, 23, 0, tzinfo=HERE)
    assert noted(room, "keys.open") == ["keys.opened"]


def test_inside_the_plan_it_is_open_until_the_plan_says(time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 9, 50, tzinfo=HERE), tick=False)
    room = make_room()
    make_week(room)
    commands.open_room(holder(room))
    assert queries.opening_now(room).closes_at == datetime(2026, 11, 24, 17, 0, tzinfo=HERE)


def test_the_room_closes_by_itself_at_the_minute(time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 9, 50, tzinfo=HERE), tick=False)
    room = make_room()
    make_week(room)
    commands.open_room(holder(room))
    end = datetime(2026, 11, 24, 17, 0, tzinfo=HERE)
    assert queries.opening_now(room, end - timedelta(microseconds=1)) is not None
    assert queries.opening_now(room, end) is None
    assert queries.opening_now(room, timezone.now() - timedelta(microseconds=1)) is None


def test_after_it_closed_by_itself_the_next_one_opens_it_again(time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 9, 50, tzinfo=HERE), tick=False)
    room = make_room()
    make_week(room)
    amina = holder(room)
    commands.open_room(amina)
    time_machine.move_to(datetime(2026, 11, 24, 19, 0, tzinfo=HERE), tick=False)
    commands.open_room(amina)
    first, second = Opening.objects.within(room).order_by("opened_at")
    assert (first.closed_at, first.closed_by) == (first.closes_at, None)
    assert queries.opening_now(room) == second


@pytest.mark.parametrize(
    ("night", "opened", "hours"),
    [
        ("2026-10-25", datetime(2026, 10, 24, 22, 30, tzinfo=UTC), 5.5),  # 0.30 to 5.00, one more
        ("2027-03-28", datetime(2027, 3, 27, 23, 30, tzinfo=UTC), 3.5),  # 0.30 to 5.00, one less
    ],
)
def test_it_is_open_until_the_clock_of_the_wall_says_so_also_when_the_clock_changes(
    time_machine, night, opened, hours
):
    time_machine.move_to(opened, tick=False)
    room = make_room()
    year, month, day = map(int, night.split("-"))
    five = datetime(year, month, day, 5, 0, tzinfo=HERE)
    commands.open_room(holder(room), closes_at=five)
    until = opened + timedelta(hours=hours)
    assert queries.opening_now(room, until - timedelta(seconds=1)) is not None
    assert queries.opening_now(room, until) is None


def test_an_open_door_is_not_opened_again_it_just_says_so():
    room = make_room()
    amina = holder(room)
    commands.open_room(amina, closes_at=timezone.now() + timedelta(hours=2))
    with refused("already-open"):
        commands.open_room(amina)


def test_the_database_itself_knows_one_open_door_a_room():
    room = make_room()
    opening = commands.open_room(holder(room))
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.everywhere.create(
            place=room, opened_at=timezone.now(), key=opening.key, closes_at=opening.closes_at
        )


def test_a_key_from_the_board_is_borrowed_in_the_same_tap():
    room = make_room()
    host, key = make_actor(room, "fatma", "host"), make_key(room, 3)
    opening = commands.open_room(host, key=key)
    loan = queries.keys_of(host.person, room)[0]
    assert (loan.key, loan.handed_over_at) == (key, opening.opened_at)
    assert loan.responsibility == "om de deur open te doen"


def test_undo_of_an_opening_closes_the_door_and_hangs_the_borrowed_key_back():
    room = make_room()
    host, key = make_actor(room, "fatma", "host"), make_key(room, 3)
    commands.open_room(host, key=key)

    commands.take_back_opening(now(host))

    assert queries.opening_now(room) is None
    assert queries.keys_of(host.person, room) == []
    assert [loan.was_undone for loan in Loan.objects.within(room)] == [True]
    assert now(host).roles == {"resident", "host"}
    with refused("not-open"):
        commands.take_back_opening(host)


def test_undo_of_an_opening_leaves_an_own_key_in_its_pocket():
    room = make_room()
    amina = holder(room)
    commands.open_room(amina)
    commands.take_back_opening(amina)
    assert len(queries.keys_of(amina.person, room)) == 1


def test_nobody_takes_back_the_opening_of_another():
    room = make_room()
    amina, yusuf = holder(room), holder(room, "yusuf", 5)
    commands.open_room(amina)
    with refused("nothing-to-undo"):
        commands.take_back_opening(yusuf)


def test_without_a_key_of_the_room_the_door_stays_closed():
    room = make_room()
    host = make_actor(room, "fatma", "host")
    with refused("no-key"):
        commands.open_room(host)
    shed = make_key(room, opens="schuur", opens_room=False)
    with refused("no-key"):
        commands.open_room(host, key=shed)
    amina = holder(room)
    with refused("key-is-out"):
        commands.open_room(host, key=queries.keys_of(amina.person, room)[0].key)


def test_the_team_and_the_funder_do_not_open_the_door():
    room = make_room()
    key = make_key(room)
    for role in ("coordinator", "assistant", "funder", "resident"):
        actor = make_actor(room, role, role)
        for verb in (commands.open_room, commands.close_room, commands.take_back_opening):
            with pytest.raises(NotAllowed):
                verb(actor, **({"key": key} if verb is commands.open_room else {}))


def test_until_when_can_be_changed_but_not_to_what_is_gone_by_or_far_away():
    room = make_room()
    amina = holder(room)
    with refused("not-open"):
        commands.keep_open_until(amina, closes_at=timezone.now() + timedelta(hours=1))
    commands.open_room(amina)
    later = timezone.now() + timedelta(hours=5)
    commands.keep_open_until(amina, closes_at=later)
    assert queries.opening_now(room).closes_at == later
    with refused("time-gone"):
        commands.keep_open_until(amina, closes_at=timezone.now() - timedelta(minutes=1))
    with refused("too-long"):
        commands.keep_open_until(amina, closes_at=timezone.now() + timedelta(hours=19))


def test_closing_and_taking_that_back():
    room = make_room()
    amina, yusuf = holder(room), holder(room, "yusuf", 5)
    commands.open_room(amina, closes_at=timezone.now() + timedelta(hours=3))
    commands.close_room(yusuf)
    assert queries.opening_now(room) is None
    with refused("not-open"):
        commands.close_room(yusuf)
    with refused("nothing-to-undo"):
        commands.reopen_room(amina)

    commands.reopen_room(yusuf)

    assert queries.opening_now(room).opened_by == amina.person


def test_the_page_of_the_room_names_the_holder_only_after_their_yes():
    room = make_room()
    amina = holder(room)
    commands.open_room(amina)
    assert queries.opening_now(room).shown_holder is None

    places.say_yes(amina, Consent.Purpose.SHOW_KEY)
    assert queries.opening_now(room).shown_holder == amina.person

    places.take_back(amina, Consent.Purpose.SHOW_KEY)
    assert queries.opening_now(room).shown_holder is None


def test_who_asked_not_to_be_found_is_never_named():
    room = make_room()
    amina = holder(room)
    places.say_yes(amina, Consent.Purpose.SHOW_KEY)
    commands.open_room(amina)
    hide(amina.someone)
    assert queries.opening_now(room).shown_holder is None


def test_when_the_key_was_passed_on_the_page_names_who_has_it_now():
    room = make_room()
    amina, wim = holder(room), make_actor(room, "wim")
    for actor in (amina, wim):
        places.say_yes(actor, Consent.Purpose.SHOW_KEY)
    opening = commands.open_room(amina)
    commands.pass_on(amina, key=opening.key, to=wim.person, responsibility="de middag")
    assert queries.opening_now(room).shown_holder == wim.person


def test_a_yes_in_another_room_says_nothing_here():
    room, elsewhere = make_room(), make_room("elders", "Elders")
    amina = holder(room)
    places.first_role(amina.someone, elsewhere, "resident")
    Consent.everywhere.create(
        person=amina.person, place=elsewhere, purpose=Consent.Purpose.SHOW_KEY, wording="ja",
        language="nl", given_at=timezone.now(),
    )  # fmt: skip
    commands.open_room(amina)
    assert queries.opening_now(room).shown_holder is None


def test_the_open_door_is_one_room_alone():
    room, elsewhere = make_room(), make_room("elders", "Elders")
    commands.open_room(holder(room))
    assert queries.opening_now(elsewhere) is None
