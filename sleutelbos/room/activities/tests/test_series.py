"""A series stays on the clock of the wall, and changes from a day on (K2E, R48)."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.clock import clock_change, local_moment
from sleutelbos.kit.refused import NotAllowed, Refused
from sleutelbos.room.activities import commands, queries
from sleutelbos.room.activities.commands_series import rule_for
from sleutelbos.room.activities.models import Occurrence, Series
from sleutelbos.room.activities.tests.makers import as_it_is, machines, make_occurrence

TUESDAY = date(2026, 9, 22)


def series_on(clock: time, day: date = TUESDAY, **fields: object) -> Series:
    shape: dict[str, object] = {
        "rule": "FREQ=WEEKLY;BYDAY=TU", "starts_at": clock, "minutes": 120, "first_day": day,
        "filled_until": day,
    }  # fmt: skip
    return Series(**{**shape, **fields})


def plan(row, **change):
    local = timezone.localtime(row.starts)
    shape = {"title": row.title, "day": local.date(), "at": local.time(), "minutes": row.minutes}
    return commands.Plan(**{**shape, **change})


def coming(room):
    return list(Occurrence.objects.within(room).filter(cancelled_at=None).order_by("starts"))


@given(
    clock=st.times().filter(lambda t: t.second == t.microsecond == 0 and not 2 <= t.hour < 3),
    first=st.dates(date(2026, 8, 1), date(2027, 2, 1)),
)
def test_a_series_stays_at_its_time_when_the_clock_changes(clock, first):
    """R48: over 25-10-2026 and 28-3-2027, every week the same time on the wall."""
    series = series_on(clock, first, rule="FREQ=WEEKLY")

    days = series.days(first, date(2027, 4, 30))
    seen = [timezone.localtime(series.times_on(day)[0]) for day in days]

    assert {moment.time() for moment in seen} == {clock}
    assert [moment.date() for moment in seen] == days
    assert {(b - a).days for a, b in pairwise(days)} == {7}
    assert len({moment.utcoffset() for moment in seen}) == 2


@pytest.mark.mission("K2E")
def test_the_written_rule_of_the_two_nights():
    """R48: as calendars read it (RFC 5545): skipped → an hour on, twice → the first."""
    assert local_moment(date(2027, 3, 28), time(2, 30)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    shown = timezone.localtime(local_moment(date(2027, 3, 28), time(2, 30)))
    assert f"{shown:%H:%M}" == "03:30"
    assert local_moment(date(2026, 10, 25), time(2, 30)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    assert [
        clock_change(date(2027, 3, 28), time(2, 30)),
        clock_change(date(2026, 10, 25), time(2, 30)),
        clock_change(date(2026, 10, 25), time(3, 30)),
        clock_change(date(2026, 10, 26), time(2, 30)),
    ] == ["skipped", "twice", "", ""]


def test_a_day_lasts_as_long_as_it_says_also_in_those_nights():
    series = series_on(time(1, 30), rule="FREQ=WEEKLY")
    for day in (date(2026, 10, 25), date(2027, 3, 28), date(2026, 10, 24)):
        starts, ends = series.times_on(day)
        assert ends - starts == timedelta(minutes=120)


@pytest.mark.parametrize(
    "zone", ["UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "Africa/Casablanca"]
)
def test_the_zone_of_the_server_does_not_matter(zone):
    said = (
        "import django; django.setup()\n"
        "from datetime import date, time\n"
        "from sleutelbos.kit.clock import local_moment\n"
        "print(local_moment(date(2026, 10, 26), time(13, 0)).isoformat())"
    )
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", said], capture_output=True, text=True, check=True,
        env={**os.environ, "TZ": zone, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )  # fmt: skip
    assert done.stdout.strip() == "2026-10-26T12:00:00+00:00"


def test_holidays_are_skipped_only_when_asked():
    christmas = date(2026, 12, 25)
    friday = {"rule": "FREQ=WEEKLY;BYDAY=FR"}

    assert christmas in series_on(time(13), **friday).days(christmas, christmas)
    assert series_on(time(13), **friday, skips_holidays=True).days(christmas, christmas) == []


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("week", [22, 29, 36, 43, 50, 57]),
        ("two-weeks", [22, 36, 50]),
        ("month", [22, 22 + 35]),  # the fourth Tuesday
    ],
)
def test_every_week_every_other_week_every_month(every, expected):
    series = series_on(time(13), rule=rule_for(every, TUESDAY))

    days = series.days(TUESDAY, TUESDAY + timedelta(days=35))

    first = date(2026, 9, 1)
    assert [1 + (day - first).days for day in days] == expected


@pytest.mark.django_db
def test_thirteen_weeks_are_written_down_once():
    room = make_room()
    row = make_occurrence(make_actor(room, "rosa"), weekly=True)
    today = timezone.localdate()

    assert commands.extend_series(today=today) == 0
    assert commands.extend_series(today=today + timedelta(days=7)) == 1
    assert commands.extend_series(today=today + timedelta(days=7)) == 0

    days = [o.original_day for o in coming(room)]
    assert len(days) == len(set(days)) == 14
    assert row.original_day == days[0]


@pytest.mark.django_db
def test_what_rests_gets_no_days():
    room = make_room()
    rosa = make_actor(room, "rosa")
    row = make_occurrence(rosa, weekly=True)
    commands.stop_pulling(rosa, activity=row.activity)

    assert commands.extend_series(today=timezone.localdate() + timedelta(days=30)) == 0


@pytest.mark.django_db
@pytest.mark.mission("K2E")
def test_a_series_skips_a_day_and_moves_an_hour():
    room = make_room()
    rosa = make_actor(room, "rosa")
    make_occurrence(rosa, weekly=True)
    rows = coming(room)

    commands.cancel(rosa, occurrence=rows[1])
    hour_later = rows[2].starts + timedelta(hours=1)
    commands.change_one(rosa, occurrence=rows[2], title="Naaien", starts=hour_later, minutes=60)

    seen = coming(room)
    assert len(seen) == len(rows) - 1
    assert as_it_is(rows[1]).off == Occurrence.Off.SKIPPED
    assert as_it_is(rows[2]).starts == hour_later
    assert as_it_is(rows[3]).starts == rows[3].starts


@pytest.mark.django_db
@pytest.mark.mission("K2E")
@pytest.mark.parametrize("whole", [False, True])
def test_from_now_on_or_all_keeps_every_name_in_calendars(whole):
    room = make_room()
    rosa, wim = make_actor(room, "rosa"), make_actor(room, "wim")
    row = make_occurrence(rosa, weekly=True)
    commands.sign_up_always(wim, series=row.series)
    before = coming(room)
    chosen = before[3]
    at = time(19, 30)

    commands.change_series(
        rosa, occurrence=chosen, plan=plan(chosen, title="Naaiclub", at=at), whole=whole
    )

    after = coming(room)
    first = 0 if whole else 3
    assert {o.uuid for o in before} <= {o.uuid for o in after}
    assert [o.code for o in after[: len(before)]] == [o.code for o in before]
    changed = [timezone.localtime(o.starts).time() == at for o in after]
    assert changed == [n >= first for n in range(len(after))]
    assert [o.title for o in after[: first + 1]] == ["Samen koken"] * first + ["Naaiclub"]
    assert {o.taken for o in after} == {1}
    old_series = {o.series_id for o in after[:first]}
    assert {o.series_id for o in after[first:]}.isdisjoint(old_series)


@pytest.mark.django_db
def test_another_weekday_stays_in_the_same_week():
    room = make_room()
    rosa, wim = make_actor(room, "rosa"), make_actor(room, "wim")
    with time_machine.travel(datetime(2026, 9, 21, 9, tzinfo=UTC), tick=False):
        make_occurrence(rosa, weekly=True, starts=datetime(2026, 9, 22, 11, tzinfo=UTC))
        rows = coming(room)
        commands.sign_up(wim, occurrence=rows[4])
        thursday = plan(rows[2], day=rows[2].original_day + timedelta(days=2))
        commands.change_series(rosa, occurrence=rows[2], plan=thursday, whole=False)
        after = coming(room)

    assert [o.starts.isoweekday() for o in after[:5]] == [2, 2, 4, 4, 4]
    assert as_it_is(rows[4]).taken == 1
    weeks = [o.original_day.isocalendar()[:2] for o in after]
    assert weeks == sorted(set(weeks))
    assert {o.uuid for o in rows} <= {o.uuid for o in after}


@pytest.mark.django_db
def test_a_day_that_was_set_apart_stays_apart():
    room = make_room()
    rosa = make_actor(room, "rosa")
    make_occurrence(rosa, weekly=True)
    rows = coming(room)
    own = rows[2].starts + timedelta(hours=3)
    commands.change_one(rosa, occurrence=rows[2], title="Feest", starts=own, minutes=60)

    commands.change_series(rosa, occurrence=rows[1], plan=plan(rows[1], at=time(8, 0)), whole=False)

    assert as_it_is(rows[2]).starts == own


@pytest.mark.django_db
def test_another_rhythm_skips_the_days_that_are_no_longer_there():
    room = make_room()
    rosa = make_actor(room, "rosa")
    make_occurrence(rosa, weekly=True)
    rows = coming(room)

    commands.change_series(
        rosa, occurrence=rows[0], plan=plan(rows[0], every="two-weeks"), whole=True
    )

    off = [as_it_is(row).off for row in rows[:4]]
    assert off == ["", Occurrence.Off.SKIPPED, "", Occurrence.Off.SKIPPED]


@pytest.mark.django_db
def test_a_series_limits_its_days_only_with_a_reason():
    room = make_room()
    rosa = make_actor(room, "rosa")
    row = make_occurrence(rosa, weekly=True)

    with pytest.raises(Refused) as refusal:
        commands.change_series(
            rosa, occurrence=row, plan=plan(row, limit=commands.Limit(6)), whole=True
        )
    commands.change_series(rosa, occurrence=row, plan=plan(row, limit=machines(6)), whole=True)

    assert refusal.value.code == "limit-without-reason"
    assert {(o.capacity, o.limit_what) for o in coming(room)} == {(6, "6 naaimachines")}


@pytest.mark.django_db
@pytest.mark.parametrize("every", ["week", "two-weeks", "month"])
def test_the_same_change_twice_is_one(every):
    room = make_room()
    rosa = make_actor(room, "rosa")
    row = make_occurrence(rosa, weekly=True)
    later = plan(row, title="Anders", every=every)
    first = commands.change_series(rosa, occurrence=row, plan=later, whole=False)
    changed = as_it_is(row)
    again = commands.change_series(rosa, occurrence=changed, plan=later, whole=False)
    assert (again.pk, as_it_is(row).sequence) == (first.pk, changed.sequence)


@pytest.mark.django_db
def test_what_is_over_never_changes():
    room = make_room()
    rosa = make_actor(room, "rosa")
    make_occurrence(rosa, weekly=True)
    first, second = coming(room)[:2]

    with time_machine.travel(second.starts - timedelta(days=1)):
        commands.change_series(
            rosa, occurrence=second, plan=plan(second, title="Anders"), whole=True
        )

    assert (as_it_is(first).title, as_it_is(second).title) == ("Samen koken", "Anders")


@pytest.mark.django_db
def test_only_who_pulls_it_changes_a_series_and_only_a_series():
    room = make_room()
    rosa, wim = make_actor(room, "rosa"), make_actor(room, "wim")
    row, single = make_occurrence(rosa, weekly=True), make_occurrence(rosa)

    with pytest.raises(NotAllowed):
        commands.change_series(wim, occurrence=row, plan=plan(row), whole=True)
    with pytest.raises(Refused) as refusal:
        commands.change_series(rosa, occurrence=single, plan=plan(single), whole=True)

    assert refusal.value.code == "no-series"


@pytest.mark.django_db
def test_the_feed_carries_what_calendars_need_and_no_names():
    room = make_room()
    rosa, wim = make_actor(room, "rosa"), make_actor(room, "wim")
    row, other = make_occurrence(rosa), make_occurrence(rosa, "Wandelen")
    commands.sign_up(wim, occurrence=row)
    commands.cancel(rosa, occurrence=other)
    now = timezone.now()

    room_feed = queries.for_room_feed(room, now)

    assert [(e.uuid, e.is_on, e.sequence) for e in room_feed] == [
        (e.uuid, e.is_on, e.sequence) for e in (as_it_is(x) for x in sorted(
            (row, other), key=lambda o: (o.starts, o.code)))
    ]  # fmt: skip
    assert [e.pk for e in queries.for_person_feed(wim.person, now, [room])] == [row.pk]
    assert {e.pk for e in queries.for_person_feed(rosa.person, now, [room])} == {row.pk, other.pk}
