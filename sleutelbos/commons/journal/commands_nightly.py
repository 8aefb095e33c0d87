"""What happens to the traces of reading every night."""

from datetime import datetime, timedelta

from sleutelbos.kit.nightly import Chore

from .commands import forget_old_readings

KEPT = timedelta(days=365)


def _forget(now: datetime) -> int:
    return forget_old_readings(before=now - KEPT)


NIGHTLY = (Chore("traces of reading of a year ago were thrown away", _forget),)
