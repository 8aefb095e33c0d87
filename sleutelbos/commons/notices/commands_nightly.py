"""What happens every night to notices: they are not kept (P2)."""

from datetime import datetime, timedelta

from django.db.models import Q

from sleutelbos.kit.nightly import Chore

from .models import Notice

KEPT = timedelta(days=30)
KEPT_AFTER_READING = timedelta(days=7)


def _notices(now: datetime) -> int:
    old = Q(made_at__lt=now - KEPT) | Q(read_at__lt=now - KEPT_AFTER_READING)
    return Notice.everywhere.filter(old).delete()[0]  # the clock knows no person


NIGHTLY = (Chore("notices of long ago, or read a week ago, were thrown away", _notices),)
