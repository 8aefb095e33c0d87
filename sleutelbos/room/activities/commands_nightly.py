"""What happens to activities every night."""

from datetime import datetime

from django.utils import timezone

from sleutelbos.kit.nightly import Chore

from .commands import extend_series, release_erased, rest_unpulled


def _rest(now: datetime) -> int:
    return rest_unpulled()


def _release(now: datetime) -> int:
    return release_erased(now=now)


def _extend(now: datetime) -> int:
    return extend_series(today=timezone.localdate(now))


NIGHTLY = (
    Chore("activities that nobody pulls were put to rest", _rest),
    Chore("places of people who were erased were given on", _release),
    Chore("days of series were written ahead", _extend),
)
