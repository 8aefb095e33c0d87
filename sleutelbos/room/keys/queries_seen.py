"""When somebody opened the door last, and keys that are out long (K3A, K5A)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place

from .models import Loan, Opening


def last_openings(place: Place, people: Iterable[int]) -> dict[int, datetime]:
    """When each of these people opened the door last, by primary key. 1 query."""
    rows = _lasted(place).filter(opened_by__in=list(people))
    return dict(rows.order_by().values_list("opened_by").annotate(last=Max("opened_at")))


def times_opened(person: Person, place: Place, since: datetime) -> int:
    """How often this person opened the door since a moment; for that person alone. 1 query."""
    return _lasted(place).filter(opened_by=person, opened_at__gte=since).count()


def long_out(place: Place, since: datetime) -> int:
    """How many keys are with a neighbour who did not open the door since a moment. 1 query.

    A number: who has which key stands on the key board, for who may see that.
    """
    opened = _lasted(place).filter(opened_by=OuterRef("holder"), opened_at__gte=since)
    rows = Loan.objects.within(place).filter(returned_at=None, handed_over_at__lt=since)
    return rows.filter(~Exists(opened)).count()


def _lasted(place: Place) -> QuerySet[Opening]:
    rows: QuerySet[Opening] = Opening.objects.within(place)
    return rows.filter(Q(closed_at=None) | Q(closed_at__gt=F("opened_at")))
