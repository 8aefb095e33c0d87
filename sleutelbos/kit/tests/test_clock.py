"""Days are counted on the calendar of the wall, also over the nights that the clock changes."""

from datetime import date, datetime, timedelta

import pytest

from sleutelbos.kit.clock import day_before


@pytest.mark.parametrize(
    ("now", "month_ago"),
    [
        ("2026-11-22T22:30+00:00", date(2026, 10, 23)),  # half past eleven; then it was summer
        ("2026-11-22T23:30+00:00", date(2026, 10, 24)),  # the next day has begun here
        ("2027-04-10T22:30+00:00", date(2027, 3, 12)),  # half past midnight in summer
        ("2026-07-01T12:00+00:00", date(2026, 6, 1)),
    ],
)
def test_a_month_before_a_moment_is_thirty_days_on_the_calendar(now, month_ago):
    assert day_before(datetime.fromisoformat(now), timedelta(days=30)) == month_ago
