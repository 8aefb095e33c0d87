"""What happens every night to how people come in: old codes and counts are not kept (P2)."""

from datetime import datetime

from sleutelbos.kit.nightly import Chore

from .commands_enter import KEPT
from .models import EmailCode, Throttle


def _codes(now: datetime) -> int:
    old = EmailCode.everywhere.filter(made_at__lt=now - KEPT)  # the clock knows no person
    return old.delete()[0]


def _counts(now: datetime) -> int:
    old = Throttle.everywhere.filter(since__lt=now - KEPT)  # the clock knows no person
    return old.delete()[0]


NIGHTLY = (
    Chore("codes of the day before were thrown away", _codes),
    Chore("counts of the day before were thrown away", _counts),
)
