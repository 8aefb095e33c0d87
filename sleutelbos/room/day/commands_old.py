"""Throwing away what is not needed any more, every night (P2)."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.kit.leaving import ends_with_role

from .models import Asking, Call, CallNumber, Worked
from .queries_handing import KEPT as ASKING_KEPT
from .queries_missed import HOLDS, KEPT

WORKED_KEPT = timedelta(days=28)


def forget_calls(now: datetime) -> int:
    """Calls of more than eight weeks ago, those nobody made, what was put off until today, and
    those to who may not be called any more. Returns how many went."""
    calls = Call.everywhere.filter(old_calls(now) | ~Exists(_yes()))  # every room: the clock
    return _gone(calls)


def old_calls(now: datetime) -> Q:
    """Calls that are not needed any more."""
    today = timezone.localdate(now)
    return (
        Q(day__lt=today - KEPT) | Q(outcome="", taken_at__lte=now - HOLDS)
        | Q(outcome="later", day__lt=today)
    )  # fmt: skip


def forget_numbers() -> int:
    """Numbers of who took the yes to be called back. Returns how many went."""
    numbers = CallNumber.everywhere.filter(~Exists(_yes()))  # every room: the clock
    return _gone(numbers)


def forget_askings(now: datetime) -> int:
    """Questions to do something too, of more than eight weeks ago. Returns how many went."""
    rows = Asking.everywhere.filter(asked_at__lt=now - ASKING_KEPT)  # every room: the clock
    return rows.delete()[0]


def forget_worked(now: datetime) -> int:
    """Paid days of more than four weeks ago. Returns how many went."""
    before = timezone.localdate(now) - WORKED_KEPT
    return Worked.everywhere.filter(day__lt=before).delete()[0]  # every room: the clock


@ends_with_role
def end_in(person: Person, place: Place) -> None:
    """Who does not come here any more is not called and calls nobody: the number, the calls still
    to be made and what they were asked go (R25). 3 queries."""
    CallNumber.objects.within(place).filter(person=person).delete()
    open_calls = Call.objects.within(place).filter(outcome="")
    open_calls.filter(Q(person=person) | Q(caller=person)).delete()
    Asking.objects.within(place).filter(person=person, answered_at=None).delete()


def _gone(rows: QuerySet[Any]) -> int:
    """Look first, then throw away by number: what is written holds no question (scale.md, 4)."""
    numbers = list(rows.values_list("pk", flat=True))
    return int(rows.model.everywhere.filter(pk__in=numbers).delete()[0])  # the rows just found


def _yes() -> QuerySet[Consent]:
    return Consent.everywhere.filter(  # of the row's own room
        place=OuterRef("place"), person=OuterRef("person"), withdrawn_at=None,
        purpose=Consent.Purpose.BE_CALLED,
    )  # fmt: skip
