"""The small world at other hours and on other days: each is built anew."""

from datetime import timedelta

import pytest

from sleutelbos.commons.places.models import Place
from sleutelbos.demo import network, small
from sleutelbos.demo.clock import at
from sleutelbos.room.activities import queries as activities
from sleutelbos.room.keys import queries as keys

from .test_small import TUESDAY, moment

pytestmark = [pytest.mark.long, pytest.mark.one_database]
AT_ALL_HOURS = [
    "2026-11-24T08:00", "2026-11-26T20:00", "2026-11-28T22:00", "2026-11-22T22:29",
    "2027-01-01T09:00", "2027-03-01T06:00", "2028-02-29T16:00",
]  # fmt: skip
AT_NIGHT = ["2027-03-28T03:30", "2026-10-25T02:40", "2026-12-01T00:10", "2028-02-29T23:59"]


@pytest.mark.django_db
@pytest.mark.parametrize("said", AT_ALL_HOURS)
def test_whenever_it_is_tried_by_day_the_door_is_open_and_something_is_on(said):
    now = moment(said)
    room = small.build(now)

    with at(now):
        today = activities.today(room, now)
        assert keys.opening_now(room, now) is not None
        assert [row.title for row in today if row.is_now and row.title == "Naaiclub"] == [
            "Naaiclub"
        ]
        assert {"Samen koken", "Hulp met brieven"} <= {r.title for r in today if not r.is_now}


@pytest.mark.django_db
@pytest.mark.parametrize("said", AT_NIGHT)
def test_at_night_the_door_is_truthfully_closed_and_says_when_it_opens(said):
    now = moment(said)
    room = small.build(now)

    with at(now):
        assert keys.opening_now(room, now) is None
        assert keys.next_opening(room, now) is not None


@pytest.mark.django_db
def test_on_another_day_the_world_of_last_time_comes_alive_again():
    room = small.build(moment(TUESDAY))
    later = moment("2026-12-05T19:00")  # a Saturday, on which the room is usually closed
    small.wake(room, later)
    small.wake(room, later + timedelta(minutes=5))

    with at(later):
        today = activities.today(room, later)
        assert keys.opening_now(room, later) is not None
        assert [(r.title, r.is_now) for r in today] == [
            ("Naaiclub", True), ("Samen koken", False), ("Hulp met brieven", False),
        ]  # fmt: skip


@pytest.mark.django_db
def test_the_network_of_the_demo_is_told_from_a_real_one():
    assert (network.is_empty(), network.is_ours()) == (True, False)
    small.build(moment(TUESDAY))
    assert (network.is_empty(), network.is_ours()) == (False, True)
    Place.objects.create(kind="cooperative", slug="echt", name="Echt")
    assert (network.is_empty(), network.is_ours()) == (False, False)
