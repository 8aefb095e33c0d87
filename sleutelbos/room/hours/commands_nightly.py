"""What happens every night to what people gave and got: what was taken away goes (P2)."""

from datetime import datetime

from sleutelbos.kit.nightly import Chore

from .commands_lines import A_WEEK
from .models import GaveGot


def _taken_away(now: datetime) -> int:
    old = GaveGot.everywhere.filter(taken_away_at__lt=now - A_WEEK)  # the clock, every place
    return old.delete()[0]


NIGHTLY = (Chore("lines that were taken away a week ago were thrown away", _taken_away),)
