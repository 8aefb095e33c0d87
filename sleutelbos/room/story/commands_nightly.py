"""What happens every night to routes: what was taken away goes, and a quarter is frozen (P2)."""

from datetime import datetime, timedelta

from django.db.models import Q

from sleutelbos.commons.journal.commands import forget_readings
from sleutelbos.kit.clock import day_before
from sleutelbos.kit.kept import OF_ROOM, WITH_ITS_ROW, Kept
from sleutelbos.kit.nightly import Chore

from .commands_signals import freeze
from .models import CountYes, Door, Pen, Recording, Share, Signal, Step

A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=30)


def _taken_away(now: datetime) -> int:
    """Doors and steps taken away a week ago, and drafts that nobody heard for a month."""
    old = Q(taken_away_at__lt=now - A_WEEK) | Q(is_draft=True, told_at__lt=now - A_MONTH)
    doors = Door.everywhere.filter(old)  # the clock, every place
    for door in doors.only("pk"):
        forget_readings(door)
    steps = Step.everywhere.filter(dropped_at__lt=now - A_WEEK)  # the clock, every place
    return int(doors.delete()[0]) + int(steps.delete()[0])


def _over(now: datetime) -> Q:
    return Q(ended_at__lt=now - A_MONTH) | Q(until__lt=day_before(now, A_MONTH))


def _ended(now: datetime) -> int:
    """What was shown, and who wrote, a month after it ended."""
    gone = 0
    for model in (Share, Pen):
        gone += int(model.everywhere.filter(_over(now)).delete()[0])  # the clock, every place
    return gone


NIGHTLY = (
    Chore("doors and steps that were taken away were thrown away", _taken_away),
    Chore("rows of doors that are shown to nobody any more were thrown away", _ended),
    Chore("walls of the system were worked out for this quarter", freeze),
)
KEPT = {
    Door: Kept(
        "a week after it was taken away; a draft nobody heard a month",
        lambda now: Q(taken_away_at__lt=now - A_WEEK) | Q(is_draft=True, told_at__lt=now - A_MONTH),
    ),
    Recording: WITH_ITS_ROW,
    Step: Kept("a week after it was dropped", lambda now: Q(dropped_at__lt=now - A_WEEK)),
    Share: Kept("a month after it ended", _over),
    Pen: Kept("a month after it ended", _over),
    CountYes: WITH_ITS_ROW,
    Signal: OF_ROOM,
}
