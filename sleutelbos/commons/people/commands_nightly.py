"""What happens every night to how people come in: old codes and counts are not kept (P2)."""

from datetime import datetime

from django.db.models import Q

from sleutelbos.kit.kept import WITH_PERSON, Kept
from sleutelbos.kit.nightly import Chore

from .commands_enter import KEPT as KEPT_FOR
from .models import EmailCode, KeyCard, Passkey, Person, Throttle


def _codes(now: datetime) -> int:
    old = EmailCode.everywhere.filter(made_at__lt=now - KEPT_FOR)  # the clock knows no person
    return old.delete()[0]


def _counts(now: datetime) -> int:
    old = Throttle.everywhere.filter(since__lt=now - KEPT_FOR)  # the clock knows no person
    return old.delete()[0]


NIGHTLY = (
    Chore("codes of the day before were thrown away", _codes),
    Chore("counts of the day before were thrown away", _counts),
)
KEPT = {
    Person: WITH_PERSON,
    KeyCard: WITH_PERSON,
    Passkey: WITH_PERSON,
    EmailCode: Kept("a day", lambda now: Q(made_at__lt=now - KEPT_FOR)),
    Throttle: Kept("a day", lambda now: Q(since__lt=now - KEPT_FOR)),
}
