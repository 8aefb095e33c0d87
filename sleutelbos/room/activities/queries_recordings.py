"""Looking for what was said aloud about activities."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from sleutelbos.commons.places.models import Place, Role

from .models import Activity, Recording


def recorded(place: Place, activities: Iterable[Activity]) -> dict[int, int]:
    """Which of these were said aloud: the activity → the person who said it. 1 query."""
    ids = [activity.pk for activity in activities]
    rows = _heard(place).filter(activity_id__in=ids)
    return dict(rows.values_list("activity_id", "person_id"))


def recording(place: Place, code: str) -> Recording | None:
    """What was said about an activity, by its code, or nothing. 1 query."""
    return _heard(place).filter(activity__code=code).first()


def _heard(place: Place) -> QuerySet[Recording]:
    """What may be heard here: of neighbours only, of nobody who is hidden."""
    here = Role.objects.filter(place=place, until=None, person=OuterRef("person"))
    return Recording.objects.within(place).filter(Exists(here), person__hidden_since=None)
