"""The plan of the door: the week, days that are different, holidays, clock changes."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.models import Consent
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed
from sleutelbos.room.keys import commands, queries
from sleutelbos.room.keys.models import OpeningHours
from sleutelbos.room.keys.tests.makers import make_key, make_week
from sleutelbos.room.keys.tests.test_keys import refused

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K3A")]
HERE = ZoneInfo("Europe/Amsterdam")
MONDAY = date(2026, 11, 23)


def test_a_week_has_seven_days_with_the_plan_and_what_is_different():
    room = make_room()
    board = make_actor(room, "bestuur", "board")
    commands.set_hours(board, hours={0: (time(10), time(17)), 3: (time(13), time(21))})
    commands.set_other_day(board, day=date(2026, 11, 26), why="feest in het park")
    commands.set_other_day(board, day=date(2026, 11, 28), times=(time(11), time(15)))

    week = queries.week_hours(room, MONDAY)

    assert [day.day.day for day in week] == [23, 24, 25, 26, 27, 28, 29]
    assert [day.opens for day in week] == [time(10), None, None, None, None, time(11), None]
    assert [day.closes for day in week] == [time(17), None, None, None, None, time(15), None]
    assert [day.why for day in week] == ["", "", "", "feest in het park", "", "", ""]


def test_a_holiday_is_named_and_does_not_close_the_room_by_itself():
    room = make_room()
    make_week(room)
    week = queries.week_hours(room, date(2026, 12, 21))
    assert [day.why for day in week] == ["", "", "", "", "Eerste kerstdag", "Tweede kerstdag", ""]
    assert all(day.is_open for day in week)
    named = [day.day for day in queries.coming_holidays(room, date(2026, 12, 1), 31)]
    assert named == [date(2026, 12, 25), date(2026, 12, 26)]


def test_the_rooms_own_words_stand_before_the_name_of_a_holiday():
    room = make_room()
    board = make_actor(room, "bestuur", "board")
    commands.set_other_day(board, day=date(2026, 12, 25), why="samen eten bij de buren")
    day = queries.week_hours(room, date(2026, 12, 21))[4]
    assert (day.why, day.is_open) == ("samen eten bij de buren", False)


def test_a_day_can_be_usual_again_and_days_not_named_stay():
    room = make_room()
    board = make_actor(room, "bestuur", "board")
    make_week(room)
    commands.set_other_day(board, day=MONDAY, why="schilderen")
    commands.set_usual_day(board, day=MONDAY)
    commands.set_hours(board, hours={6: None})
    week = queries.week_hours(room, MONDAY)
    assert [day.is_open for day in week] == [True] * 6 + [False]
    assert OpeningHours.objects.within(room).count() == 6


def test_a_door_does_not_close_before_it_opens():
    board = make_actor(make_room(), "bestuur", "board")
    with refused("closes-before-it-opens"):
        commands.set_hours(board, hours={0: (time(17), time(10))})
    with refused("closes-before-it-opens"):
        commands.set_other_day(board, day=MONDAY, times=(time(10), time(10)))


def test_the_plan_is_set_by_key_holders_team_and_board():
    room = make_room()
    for role in ("resident", "host", "funder"):
        with pytest.raises(NotAllowed):
            commands.set_hours(make_actor(room, role, role), hours={0: None})
    commands.set_hours(make_actor(room, "amina", "key-holder"), hours={0: (time(9), time(12))})


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=HERE)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(2026, 11, 23, 9, 59, 59), at(2026, 11, 23, 10)),
        (at(2026, 11, 23, 10, 0), at(2026, 11, 24, 10)),  # at the minute: this one has begun
        (at(2026, 10, 24, 18, 0), at(2026, 10, 25, 10)),  # the night the clock goes back
        (at(2027, 3, 27, 18, 0), at(2027, 3, 28, 10)),  # the night it goes forward
    ],
)
def test_the_next_opening_is_the_next_one_on_the_clock_of_the_wall(now, opens):
    room = make_room()
    make_week(room)
    found = queries.next_opening(room, now)
    assert found.at == opens
    assert found.at.astimezone(HERE).hour == 10


def test_the_next_opening_skips_closed_days_and_looks_five_weeks_ahead():
    room = make_room()
    board = make_actor(room, "bestuur", "board")
    commands.set_hours(board, hours={0: (time(10), time(17))})
    commands.set_other_day(board, day=MONDAY, why="dicht")
    assert queries.next_opening(room, at(2026, 11, 22, 12)).at == at(2026, 11, 30, 10)
    commands.set_hours(board, hours={0: None})
    assert queries.next_opening(room, at(2026, 11, 22, 12)) is None


def test_who_opens_next_and_who_closes_today_is_named_after_their_yes(time_machine):
    time_machine.move_to(at(2026, 11, 23, 8, 0))
    room = make_room()
    make_week(room)
    amina = make_actor(room, "amina", "key-holder")
    for what in ("open", "dicht"):
        commands.take_turn(amina, day=MONDAY, what=what)
    assert (queries.next_opening(room).holder, queries.closer_today(room)) == (None, None)
    places.say_yes(amina, Consent.Purpose.SHOW_KEY)
    assert queries.next_opening(room).holder == amina.person
    assert queries.closer_today(room) == amina.person


def test_choices_of_closing_are_ahead_and_hold_the_present_one(time_machine):
    time_machine.move_to(at(2026, 11, 24, 13, 50), tick=False)
    room = make_room()
    make_week(room, closes=time(17, 30))
    host = make_actor(room, "fatma", "host")
    opening = commands.open_room(host, key=make_key(room))
    choices = queries.closing_choices(opening, at(2026, 11, 24, 13, 50))
    assert at(2026, 11, 24, 17, 30) in choices
    assert len(choices) == 4
    assert choices == sorted(choices)
    assert min(choices) > at(2026, 11, 24, 14, 5)
