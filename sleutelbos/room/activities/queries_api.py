"""What the API asks of activities: leaves of a list, and one that somebody pulls now."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.refused import NotFound

from .models import Activity, Occurrence


def pulled(place: Place, at: datetime) -> QuerySet[Activity]:
    """What is pulled now, by title; `.ran` says whether at least one time of it has begun."""
    times = Occurrence.objects.within(place).filter(activity=OuterRef("pk"), cancelled_at=None)
    rows = Activity.objects.within(place).filter(
        pulled_at__isnull=False, rested_at=None, ended_at=None
    )
    return rows.annotate(ran=Exists(times.filter(starts__lte=at))).order_by("title", "pk")


def pulled_after(place: Place, at: datetime, cursor: str, limit: int) -> list[Activity]:
    """A leaf of what is pulled now, after the activity with the code `cursor`. 2 queries at most.

    Raises `NotFound` for a cursor that is no activity here.
    """
    rows = pulled(place, at)
    if cursor:
        last = Activity.objects.within(place).filter(code=cursor).first()
        if last is None:
            raise NotFound
        rows = rows.filter(Q(title__gt=last.title) | Q(title=last.title, pk__gt=last.pk))
    return list(rows[:limit])


def pulled_one(place: Place, code: str, at: datetime) -> Activity:
    """One activity that is pulled now. Raises `NotFound`. 1 query."""
    found = pulled(place, at).filter(code=code).first()
    if found is None:
        raise NotFound
    return found
