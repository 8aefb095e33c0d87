"""The public holidays, held against the library that knows every country."""

from datetime import date, timedelta

import holidays
import pytest

from sleutelbos.kit.public_holidays import FIRST_KINGS_DAY, public_holiday

pytestmark = pytest.mark.mission("K3A")


@pytest.mark.parametrize("year", range(FIRST_KINGS_DAY, 2100))
def test_every_day_of_the_year_is_a_holiday_here_when_it_is_one_in_the_netherlands(year):
    country = holidays.country_holidays("NL", years=year)
    theirs = {day: name.lower() for day, name in country.items()}
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    ours = {day: public_holiday(day).lower() for day in days if public_holiday(day)}
    # Where two fall on one day (5 May and Ascension Day, or King's Day and Easter) either is right.
    assert ours.keys() == theirs.keys()
    assert all(name in theirs[day].split("; ") for day, name in ours.items())


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 4, 26), "Koningsdag"),  # the 27th is a Sunday
        (date(2025, 4, 27), ""),
        (date(2025, 5, 5), "Bevrijdingsdag"),
        (date(2026, 5, 5), ""),
        (date(2026, 4, 5), "Eerste paasdag"),
        (date(2013, 4, 30), ""),
    ],
)
def test_a_few_days_everybody_knows(day, name):
    assert public_holiday(day) == name
