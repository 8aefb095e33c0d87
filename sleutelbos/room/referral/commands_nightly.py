"""What happens to going along every night: it does not stay longer than it is needed (P2, R40)."""

from datetime import datetime, timedelta

from django.db.models import Q

from sleutelbos.kit.clock import day_before
from sleutelbos.kit.kept import OF_ROOM, WITH_ITS_ROW, Kept
from sleutelbos.kit.nightly import Chore

from .commands import forget_cards
from .commands_asks import forget_asks
from .commands_together import forget_goings
from .models import Ask, Going, Institution, Line, WelcomeCard
from .queries_together import past_limit

ASKED, ENDED, STILL, CARDS = (timedelta(days=days) for days in (14, 90, 365, 400))


def _asks(now: datetime) -> int:
    return forget_asks(before=now - ASKED)


def _goings(now: datetime) -> int:
    return forget_goings(ended_before=now - ENDED, still_since=now - STILL)


def _cards(now: datetime) -> int:
    return forget_cards(before=day_before(now, CARDS))


NIGHTLY = (
    Chore("questions for a yes without an answer were thrown away", _asks),
    Chore("rows of going along that were done were thrown away", _goings),
    Chore("old welcome cards were thrown away", _cards),
)
KEPT = {
    WelcomeCard: Kept("400 days", lambda now: Q(made_on__lt=day_before(now, CARDS))),
    Institution: OF_ROOM,
    Ask: Kept("two weeks without an answer", lambda now: Q(asked_at__lt=now - ASKED)),
    Going: Kept(
        "three months after it ended, a year after the last word or the day itself",
        lambda now: past_limit(now - ENDED, now - STILL),
    ),
    Line: WITH_ITS_ROW,
}
