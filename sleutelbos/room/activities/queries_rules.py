"""What must always hold about activities and who comes (R1, R2)."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, F, Q

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.rules import Rule

from .models import Attended, Occurrence, Puller, SignUp


def _miscounted(place: Place) -> Iterator[str]:
    rows = SignUp.objects.within(place).values_list("occurrence", "state").order_by()
    counted: Counter[tuple[int, str]] = Counter()
    for occurrence, state, number in rows.annotate(number=Count("pk")):
        counted[occurrence, state] = number
    told = Occurrence.objects.within(place).values_list("pk", "taken", "waiting")
    for pk, taken, waiting in told.iterator(chunk_size=2000):
        if (taken, waiting) != (counted[pk, "coming"], counted[pk, "waiting"]):
            yield f"Occurrence {pk} says {taken} come and {waiting} wait; its rows say otherwise."


def _waiting_for_nothing(place: Place) -> Iterator[str]:
    free = Q(capacity=None) | Q(taken__lt=F("capacity"))
    rows = Occurrence.objects.within(place).filter(free, waiting__gt=0, cancelled_at=None)
    for pk in rows.values_list("pk", flat=True):
        yield f"Somebody waits for occurrence {pk} while there is a place."


def _twice_the_same_day(place: Place) -> Iterator[str]:
    rows = Occurrence.objects.within(place).filter(series__isnull=False, cancelled_at=None)
    twice = rows.values("activity", "starts").annotate(times=Count("pk")).filter(times__gt=1)
    for row in twice.order_by():
        yield f"Activity {row['activity']} has {row['times']} rows for one time."


def _ticked_beyond(place: Place) -> Iterator[str]:
    ticked = Attended.objects.within(place).filter(occurrence__attended_source="ticked")
    numbers = ticked.values("occurrence", "occurrence__attended").annotate(people=Count("pk"))
    for row in numbers.filter(people__gt=F("occurrence__attended")).order_by():
        yield f"Occurrence {row['occurrence']} has more ticks than people."


def _pulled_at_rest(place: Place) -> Iterator[str]:
    rows = Puller.objects.within(place).filter(until=None, activity__rested_at__isnull=False)
    for pk in rows.values_list("activity", flat=True):
        yield f"Activity {pk} rests while somebody pulls it."


RULES = (
    Rule("The numbers of who comes and who waits are those of the rows.", _miscounted),
    Rule("Nobody waits while there is a place.", _waiting_for_nothing),
    Rule("A series is there once at a time.", _twice_the_same_day),
    Rule("Nobody is ticked beyond the number of who was there.", _ticked_beyond),
    Rule("What somebody pulls does not rest.", _pulled_at_rest),
)
