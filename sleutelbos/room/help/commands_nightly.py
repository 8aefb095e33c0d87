"""What happens to questions every night."""

from datetime import datetime, timedelta

from django.db.models import Q

from sleutelbos.kit.kept import WITH_ITS_ROW, WITH_PERSON, Kept
from sleutelbos.kit.nightly import Chore

from .commands import forget_done
from .commands_later import go_on
from .models import Helper, Knowing, Message, Question, Step, Voice

A_MONTH = timedelta(days=30)  # after it was done
UNTOUCHED = timedelta(days=365)
PATIENCE = timedelta(days=2)  # before the next neighbour is asked


def _forget(now: datetime) -> int:
    return forget_done(closed_before=now - A_MONTH, untouched_since=now - UNTOUCHED)


def _go_on(now: datetime) -> int:
    return go_on(unanswered_since=now - PATIENCE)


NIGHTLY = (
    Chore("questions that were done 30 days ago were thrown away", _forget),
    Chore("neighbours were asked for a question, or let go", _go_on),
)
KEPT = {
    Question: Kept(
        "a month after it was done, a year after anybody touched it",
        lambda now: (
            Q(closed_at__lt=now - A_MONTH) | Q(closed_at=None, touched_at__lt=now - UNTOUCHED)
        ),
    ),
    Voice: WITH_ITS_ROW,
    Helper: WITH_ITS_ROW,
    Step: WITH_ITS_ROW,
    Message: WITH_ITS_ROW,
    Knowing: WITH_PERSON,
}
