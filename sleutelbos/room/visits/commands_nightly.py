"""What happens at the door every night: what is not needed any more is not kept (P2)."""

from datetime import datetime, timedelta

from sleutelbos.kit.nightly import Chore

from .models import HandoverNote, SetAside
from .queries_table import NOTES_LAST

SETTLED = timedelta(days=30)


def _notes(now: datetime) -> int:
    old = HandoverNote.everywhere.filter(written_at__lt=now - NOTES_LAST)  # the clock, every place
    return old.delete()[0]


def _settled(now: datetime) -> int:
    """Decided a month ago: by then every tablet has sent what it had (14 days)."""
    old = SetAside.everywhere.filter(settled_at__lt=now - SETTLED)  # the clock, every place
    return old.delete()[0]


NIGHTLY = (
    Chore("notes for the next host were thrown away", _notes),
    Chore("decided cases of the tablet were thrown away", _settled),
)
