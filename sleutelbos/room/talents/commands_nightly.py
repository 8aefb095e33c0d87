"""What happens to the wall every night."""

from datetime import datetime, timedelta

from django.db.models import Q

from sleutelbos.kit.kept import WITH_ITS_ROW, Kept
from sleutelbos.kit.nightly import Chore

from .commands import forget_what_came_down
from .models import Message, Post, Recording, Touch

A_MONTH = timedelta(days=30)


def _forget(now: datetime) -> int:
    return forget_what_came_down(before=now - A_MONTH)


NIGHTLY = (Chore("rows of what came down 30 days ago were thrown away", _forget),)
KEPT = {
    Post: Kept(
        "a month after it came down, and nobody talks about it",
        lambda now: Q(taken_down_at__lt=now - A_MONTH, touches=None),
    ),
    Recording: WITH_ITS_ROW,
    Touch: Kept("a month after it ended", lambda now: Q(ended_at__lt=now - A_MONTH)),
    Message: WITH_ITS_ROW,
}
