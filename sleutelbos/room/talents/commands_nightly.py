"""What happens to the wall every night."""

from datetime import datetime, timedelta

from sleutelbos.kit.nightly import Chore

from .commands import forget_what_came_down

KEPT = timedelta(days=30)


def _forget(now: datetime) -> int:
    return forget_what_came_down(before=now - KEPT)


NIGHTLY = (Chore("rows of what came down 30 days ago were thrown away", _forget),)
