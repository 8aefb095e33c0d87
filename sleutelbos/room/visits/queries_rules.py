"""What must always hold about visits and counts (K1F, R7)."""

from collections.abc import Iterator

from django.utils import timezone

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.rules import Rule

from .models import CountTick, Tally, Undone, Visit


def _came_back(place: Place) -> Iterator[str]:
    undone = Undone.objects.within(place).values("client_id")
    for pk in Visit.objects.within(place).filter(client_id__in=undone).values_list("pk", flat=True):
        yield f"Visit {pk} was taken back and still counts."


def _still_to_come(place: Place) -> Iterator[str]:
    rows = Tally.objects.within(place).filter(last_day__gt=timezone.localdate())
    for pk in rows.values_list("pk", flat=True):
        yield f"Tally {pk} counts a day that is still to come."


def _counted_on(place: Place) -> Iterator[str]:
    rows = CountTick.objects.within(place).filter(moment__finished_at__isnull=False)
    for pk in rows.values_list("moment", flat=True).distinct():
        yield f"Counting moment {pk} is finished and still has presses."


RULES = (
    Rule("A visit that was taken back does not count.", _came_back),
    Rule("Counts are of days gone by.", _still_to_come),
    Rule("A finished count keeps no presses.", _counted_on),
)
