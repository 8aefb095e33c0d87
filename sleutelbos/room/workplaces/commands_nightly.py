"""What happens to places to work every night: dates are told in time (K4A, K4B, K4C)."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from sleutelbos.kit.kept import OF_ROOM, WITH_ITS_ROW, Kept
from sleutelbos.kit.nightly import Chore

from .commands import tell_of_posts
from .commands_steps import forget_proposals, tell_of_dates
from .models import Post, Review, Step

POSTS, REVIEWS, ENDS, PROPOSED = (timedelta(days=days) for days in (60, 14, 30, 60))


def _posts(now: datetime) -> int:
    return tell_of_posts(until=timezone.localdate(now) + POSTS)


def _dates(now: datetime) -> int:
    day = timezone.localdate(now)
    return tell_of_dates(reviews_until=day + REVIEWS, ends_until=day + ENDS)


def _proposals(now: datetime) -> int:
    return forget_proposals(before=timezone.localdate(now) - PROPOSED)


NIGHTLY = (
    Chore("ends of support posts were told to the board", _posts),
    Chore("reviews and ends of places to work were told in time", _dates),
    Chore("proposals without an answer were thrown away", _proposals),
)
KEPT = {
    Post: OF_ROOM,
    Step: Kept(
        "as long as the person wants it; without an answer two months",
        lambda now: Q(agreed_at=None, proposed_at__date__lt=timezone.localdate(now) - PROPOSED),
    ),
    Review: WITH_ITS_ROW,
}
