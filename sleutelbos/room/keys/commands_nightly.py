"""How long keys, turns and openings are kept, and what goes every night (P2, R40)."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from sleutelbos.kit.kept import OF_ROOM, WITH_PERSON, Kept
from sleutelbos.kit.nightly import Chore

from .models import Key, Loan, Loss, Opening, OpeningHours, OtherDay, Turn, TurnAsked


def _asked(now: datetime) -> int:
    """Who does the door on a day that is over?"""
    day = timezone.localdate(now)
    return TurnAsked.everywhere.filter(day__lt=day).delete()[0]  # the clock, every place


NIGHTLY = (Chore("questions for a turn at the door of days gone by were thrown away", _asked),)
KEPT = {
    Key: OF_ROOM,
    Loan: OF_ROOM,
    Loss: OF_ROOM,
    Turn: WITH_PERSON,
    TurnAsked: Kept("until that day is over", lambda now: Q(day__lt=timezone.localdate(now))),
    Opening: OF_ROOM,
    OpeningHours: OF_ROOM,
    OtherDay: OF_ROOM,
}
