"""What happens every night to what people gave and got, and to who was asked: it goes (P2)."""

from datetime import datetime, timedelta

from django.db.models import Q

from sleutelbos.kit.clock import day_before
from sleutelbos.kit.kept import OF_ROOM, WITH_PERSON, Kept
from sleutelbos.kit.nightly import Chore

from .commands_lines import A_WEEK
from .models import Asked, GaveGot, HoursEntry, Steering, Thanks

THREE_MONTHS = timedelta(days=92)  # longer than anybody has rest after being asked


def _taken_away(now: datetime) -> int:
    old = GaveGot.everywhere.filter(taken_away_at__lt=now - A_WEEK)  # the clock, every place
    return old.delete()[0]


def _long_ago(now: datetime) -> int:
    old = Asked.everywhere.filter(day__lt=day_before(now, THREE_MONTHS))  # the clock
    return old.delete()[0]


NIGHTLY = (
    Chore("lines that were taken away a week ago were thrown away", _taken_away),
    Chore("who was asked three months ago was forgotten", _long_ago),
)
KEPT = {
    HoursEntry: OF_ROOM,
    Thanks: WITH_PERSON,
    GaveGot: Kept("a week after it was taken away", lambda now: Q(taken_away_at__lt=now - A_WEEK)),
    Steering: WITH_PERSON,
    Asked: Kept("three months", lambda now: Q(day__lt=day_before(now, THREE_MONTHS))),
}
