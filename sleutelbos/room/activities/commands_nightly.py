"""What happens to activities every night."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from sleutelbos.kit.kept import OF_ROOM, WITH_PERSON, Kept
from sleutelbos.kit.nightly import Chore

from .commands import (
    extend_series,
    forget_old_recordings,
    release_who_left,
    rest_unpulled,
)
from .models import (
    Activity,
    Attended,
    Occurrence,
    Puller,
    PullerInvite,
    Recording,
    Series,
    SeriesSignUp,
    SignUp,
    Wish,
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
KEPT = {
    Activity: OF_ROOM,
    Puller: WITH_PERSON,
    PullerInvite: WITH_PERSON,
    Wish: WITH_PERSON,
    Series: OF_ROOM,
    Occurrence: OF_ROOM,
    Recording: Kept(
        "a month after its activity ended",
        lambda now: Q(activity__ended_at__lt=now - RECORDING_KEPT),
    ),
    SignUp: OF_ROOM,
    SeriesSignUp: WITH_PERSON,
    Attended: WITH_PERSON,
}
