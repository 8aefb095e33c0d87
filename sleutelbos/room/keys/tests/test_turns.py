"""Turns at the door: take, give up, swap; a day without anyone shows early."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound
from sleutelbos.room.keys import commands, queries
from sleutelbos.room.keys.models import Turn
from sleutelbos.room.keys.tests.makers import make_week
from sleutelbos.room.keys.tests.test_keys import noted, refused

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K3A")]
HERE = ZoneInfo("Europe/Amsterdam")
MONDAY, THURSDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 27)


@pytest.fixture
def room(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 8, 0, tzinfo=HERE))
    room = make_room()
    make_week(room)
    return room


def holders(room) -> list[tuple[date, str, str]]:
    held = Turn.objects.within(room).filter(given_up_at=None).order_by("day", "-what")
    return [(turn.day, turn.what, turn.holder.called) for turn in held]


def test_a_turn_is_taken_by_who_keeps_a_key(room):
    amina = make_actor(room, "amina", "key-holder")
    turn = commands.take_turn(amina, day=THURSDAY, what="dicht")
    assert commands.take_turn(amina, day=THURSDAY, what="dicht") == turn  # a double tap
    assert holders(room) == [(THURSDAY, "dicht", "Amina")]
    assert queries.turns_of(amina.person, room, MONDAY) == [turn]
    assert queries.turns_of(amina.person, room, FRIDAY) == []
    assert noted(room, "keys.turn") == ["keys.turn-taken"]


def test_who_keeps_no_key_takes_no_turn(room):
    for role in ("resident", "coordinator", "funder"):
        with pytest.raises(NotAllowed):
            commands.take_turn(make_actor(room, role, role), day=THURSDAY, what="open")


def test_a_turn_has_one_holder(room):
    amina, yusuf = (make_actor(room, n, "key-holder") for n in ("amina", "yusuf"))
    commands.take_turn(amina, day=THURSDAY, what="open")
    with refused("turn-taken") as refusal:
        commands.take_turn(yusuf, day=THURSDAY, what="open")
    assert refusal.value.message == "Amina doet dit al. Kies een andere beurt."
    hide(amina.someone)
    with refused("turn-taken") as refusal:
        commands.take_turn(yusuf, day=THURSDAY, what="open")
    assert "Amina" not in refusal.value.message


def test_the_database_itself_knows_one_holder_a_turn(room):
    amina, yusuf = (make_actor(room, n, "key-holder") for n in ("amina", "yusuf"))
    commands.take_turn(amina, day=THURSDAY, what="open")
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.everywhere.create(
            place=room, day=THURSDAY, what="open", holder=yusuf.person, taken_at=timezone.now()
        )


def test_there_is_no_turn_on_a_day_gone_by_or_a_closed_day(room):
    amina = make_actor(room, "amina", "key-holder")
    commands.set_other_day(amina, day=THURSDAY, why="schilderen")
    with refused("closed-that-day"):
        commands.take_turn(amina, day=THURSDAY, what="open")
    with refused("day-over"):
        commands.take_turn(amina, day=MONDAY - timedelta(days=1), what="open")
    with pytest.raises(NotFound):
        commands.take_turn(amina, day=FRIDAY, what="koken")


def test_a_turn_given_up_is_nobodys_and_can_be_taken(room):
    amina, yusuf = (make_actor(room, n, "key-holder") for n in ("amina", "yusuf"))
    turn = commands.take_turn(amina, day=THURSDAY, what="dicht")
    with refused("not-your-turn"):
        commands.give_up_turn(yusuf, turn=turn)
    commands.give_up_turn(amina, turn=turn)
    with refused("not-your-turn"):
        commands.give_up_turn(amina, turn=turn)
    commands.take_turn(yusuf, day=THURSDAY, what="dicht")
    assert holders(room) == [(THURSDAY, "dicht", "Yusuf")]
    assert Turn.objects.within(room).count() == 2  # history stays


def test_two_neighbours_swap_and_each_turn_keeps_one_holder(room):
    joy, wim = (make_actor(room, n, "key-holder") for n in ("joy", "wim"))
    hers = commands.take_turn(joy, day=MONDAY + timedelta(days=7), what="open")
    his = commands.take_turn(wim, day=FRIDAY, what="open")
    commands.offer_turn(wim, turn=his)

    commands.swap_turn(joy, mine=hers, theirs=his)

    assert holders(room) == [
        (FRIDAY, "open", "Joy"),
        (MONDAY + timedelta(days=7), "open", "Wim"),
    ]
    week = queries.week_of_turns(joy, MONDAY)
    friday = next(row for row in week.days if row.hours.day == FRIDAY).cells[0]
    assert (friday.is_mine, friday.swapped_with) == (True, wim.person)
    assert [(turn.day, turn.holder.called) for turn in week.swaps[0].ends] == [
        (FRIDAY, "Joy"),
        (MONDAY + timedelta(days=7), "Wim"),
    ]


def test_only_an_offered_turn_is_swapped_and_only_for_one_of_mine(room):
    joy, wim, rosa = (make_actor(room, n, "key-holder") for n in ("joy", "wim", "rosa"))
    hers = commands.take_turn(joy, day=THURSDAY, what="open")
    his = commands.take_turn(wim, day=FRIDAY, what="open")
    with refused("not-offered"):
        commands.swap_turn(joy, mine=hers, theirs=his)
    commands.offer_turn(wim, turn=his)
    commands.withdraw_turn(wim, turn=his)
    with refused("not-offered"):
        commands.swap_turn(joy, mine=hers, theirs=his)
    commands.offer_turn(wim, turn=his)
    with refused("not-your-turn"):
        commands.swap_turn(rosa, mine=hers, theirs=his)
    with refused("not-your-turn"):
        commands.offer_turn(rosa, turn=his)
    commands.swap_turn(joy, mine=hers, theirs=his)
    with refused("not-your-turn"):  # a double tap finds it done
        commands.swap_turn(joy, mine=hers, theirs=his)


def test_a_day_without_anyone_shows_two_weeks_ahead(room):
    amina = make_actor(room, "amina", "key-holder")
    commands.set_hours(amina, hours={day: None for day in range(7) if day != 3})
    for what in ("open", "dicht"):
        commands.take_turn(amina, day=THURSDAY, what=what)
    free = queries.days_without_anyone(room, MONDAY, 14)
    assert [(turn.day, turn.what) for turn in free] == [
        (date(2026, 12, 3), "open"),
        (date(2026, 12, 3), "dicht"),
    ]
    assert [turn.at for turn in free] == [
        datetime.combine(date(2026, 12, 3), time(10), tzinfo=HERE),
        datetime.combine(date(2026, 12, 3), time(17), tzinfo=HERE),
    ]


def test_a_turn_that_has_passed_today_is_not_asked_for_any_more(room, time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 12, 0, tzinfo=HERE))
    free = queries.days_without_anyone(room, MONDAY, 1)
    assert [turn.what for turn in free] == ["dicht"]


def test_when_a_holder_is_gone_their_turns_are_open_again(room):
    amina = make_actor(room, "amina", "key-holder")
    commands.take_turn(amina, day=THURSDAY, what="open")
    amina.someone.delete()
    assert holders(room) == []
