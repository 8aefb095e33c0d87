"""What happens to questions every night."""

from datetime import datetime, timedelta

from sleutelbos.kit.nightly import Chore

from .commands import forget_done
from .commands_peers import go_on

KEPT = timedelta(days=30)  # after it was done
UNTOUCHED = timedelta(days=365)
PATIENCE = timedelta(days=2)  # before the next neighbour is asked


def _forget(now: datetime) -> int:
    return forget_done(closed_before=now - KEPT, untouched_since=now - UNTOUCHED)


def _go_on(now: datetime) -> int:
    return go_on(unanswered_since=now - PATIENCE)


NIGHTLY = (
    Chore("questions that were done 30 days ago were thrown away", _forget),
    Chore("neighbours were asked for a question, or let go", _go_on),
)
