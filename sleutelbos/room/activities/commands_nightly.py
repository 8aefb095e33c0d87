"""What happens to activities every night."""

from datetime import datetime, timedelta

from django.utils import timezone

from sleutelbos.kit.nightly import Chore

from .commands import (
    extend_series,
    forget_old_recordings,
    release_who_left,
    rest_unpulled,
)

RECORDING_KEPT = timedelta(days=30)  # after its activity ended, as the wall does


def _rest(now: datetime) -> int:
    return rest_unpulled()


def _release(now: datetime) -> int:
    return release_who_left(now=now)


def _forget(now: datetime) -> int:
    return forget_old_recordings(before=now - RECORDING_KEPT)


def _extend(now: datetime) -> int:
    return extend_series(today=timezone.localdate(now))


NIGHTLY = (
    Chore("activities that nobody pulls were put to rest", _rest),
    Chore("places of people who left were given on", _release),
    Chore("recordings of who left, and of what ended 30 days ago, were thrown away", _forget),
    Chore("days of series were written ahead", _extend),
)
