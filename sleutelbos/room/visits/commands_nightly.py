"""What happens at the door every night: what is not needed any more is not kept (P2)."""

from datetime import datetime, timedelta

from django.db.models import Q

from sleutelbos.kit.clock import day_before
from sleutelbos.kit.kept import OF_ROOM, WITH_PERSON, Kept
from sleutelbos.kit.nightly import Chore

from .models import (
    CountingMoment,
    CountTick,
    HandoverNote,
    HostCall,
    HostDay,
    SetAside,
    Tablet,
    Tally,
    Undone,
    Visit,
)
from .queries_table import NOTES_LAST

SETTLED = timedelta(days=30)


def _notes(now: datetime) -> int:
    old = HandoverNote.everywhere.filter(written_at__lt=now - NOTES_LAST)  # the clock, every place
    return old.delete()[0]


def _settled(now: datetime) -> int:
    """Decided a month ago: by then every tablet has sent what it had (14 days)."""
    old = SetAside.everywhere.filter(settled_at__lt=now - SETTLED)  # the clock, every place
    return old.delete()[0]


def _undone(now: datetime) -> int:
    """„Dit ben ik niet“ of a month ago: the visit it is about came in long since (14 days)."""
    day = day_before(now, SETTLED)
    return Undone.everywhere.filter(day__lt=day).delete()[0]  # the clock, every place


NIGHTLY = (
    Chore("notes for the next host were thrown away", _notes),
    Chore("decided cases of the tablet were thrown away", _settled),
    Chore("what somebody took back at the door was thrown away", _undone),
)
KEPT = {
    Tally: OF_ROOM,
    CountingMoment: OF_ROOM,
    CountTick: OF_ROOM,
    HostDay: WITH_PERSON,
    HostCall: OF_ROOM,
    HandoverNote: Kept("two weeks", lambda now: Q(written_at__lt=now - NOTES_LAST)),
    Tablet: OF_ROOM,
    Visit: OF_ROOM,
    Undone: Kept("a month", lambda now: Q(day__lt=day_before(now, SETTLED))),
    SetAside: Kept("a month after somebody decided", lambda now: Q(settled_at__lt=now - SETTLED)),
}
