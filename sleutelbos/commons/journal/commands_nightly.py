"""What happens to the journal by itself: lines are chained, the head is written down, and traces of
reading go after a year."""

from datetime import datetime, timedelta

from django.db.models import Q

from sleutelbos.kit.kept import Kept
from sleutelbos.kit.nightly import Chore

from .commands import forget_old_readings
from .commands_chain import chain_lines, chain_new_lines, write_head_down
from .models import ChainLink, Entry, Reading

A_YEAR = timedelta(days=365)


def _forget(now: datetime) -> int:
    return forget_old_readings(before=now - A_YEAR)


def _chain(now: datetime) -> int:
    return chain_lines()


def _chain_new(now: datetime) -> int:
    return chain_new_lines()


NIGHTLY = (
    Chore("traces of reading of a year ago were thrown away", _forget),
    Chore("lines of the journal were hung in its chain", _chain, last=True),
    Chore("head of the journal was written down", write_head_down, last=True),
)
PULSE = (Chore("lines of the journal were hung in its chain", _chain_new),)
KEPT = {
    Entry: Kept("always: it holds marks that belong to nobody once the person goes"),
    ChainLink: Kept("always, as the line it is about"),
    Reading: Kept("a year", lambda now: Q(at__lt=now - A_YEAR)),
}
