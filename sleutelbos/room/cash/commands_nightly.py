"""What happens every night to claims: what was never paid goes; after seven years the rest.

The law has an association keep its books for seven years after the year they are of (AWR article
52 paragraph 4). Lines of the book stay; they hold no names.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from sleutelbos.kit.kept import OF_ROOM, Kept
from sleutelbos.kit.nightly import Chore

from .models import CashLine, Claim, Pot, Receipt, TinCount

NOT_PAID = timedelta(days=60)
YEARS = 7


def _never_paid(now: datetime) -> int:
    old = Claim.everywhere.filter(paid_at=None, lines=None)  # the clock, every place
    ended = Q(taken_back_at__lt=now - NOT_PAID) | Q(refused_at__lt=now - NOT_PAID)
    return old.filter(ended | Q(person=None)).delete()[0]


def _too_old(now: datetime) -> int:
    last = timezone.localdate(now).year - YEARS
    old = Receipt.everywhere.filter(claim__day__year__lt=last)  # the clock, every place
    # Looked up first: what is written holds no question (scale.md, rule 4).
    numbers = list(old.values_list("pk", flat=True))
    Claim.everywhere.filter(day__year__lt=last).update(  # the clock, every place
        person=None, settled_by=None, what="", why_not=""
    )
    return Receipt.everywhere.filter(pk__in=numbers).delete()[0]  # the rows just found


def _past(now: datetime) -> Q:
    ended = Q(taken_back_at__lt=now - NOT_PAID) | Q(refused_at__lt=now - NOT_PAID)
    unpaid = Q(paid_at=None, lines=None) & (ended | Q(person=None))
    old = Q(day__year__lt=timezone.localdate(now).year - YEARS)
    return unpaid | (old & (Q(person__isnull=False) | ~Q(what="")))


NIGHTLY = (
    Chore("receipts of more than seven years ago were thrown away", _too_old),
    Chore("claims that were not paid were thrown away after two months", _never_paid),
)
KEPT = {
    Claim: Kept("two months when it was not paid; its name and words seven years", _past),
    Receipt: Kept(
        "seven years", lambda now: Q(claim__day__year__lt=timezone.localdate(now).year - YEARS)
    ),
    Pot: OF_ROOM,
    CashLine: OF_ROOM,
    TinCount: OF_ROOM,
}
