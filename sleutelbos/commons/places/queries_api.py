"""What the API asks of places: leaves of the list of rooms, and whose token this is."""

from django.db.models import Q, QuerySet

from sleutelbos.kit.codes import fingerprint
from sleutelbos.kit.refused import NotFound

from .models import ApiToken, Place
from .queries import rooms


def rooms_after(cursor: str, limit: int) -> list[Place]:
    """The rooms by name, after the one with the slug `cursor` when there is one. 2 queries at most.

    Raises `NotFound` for a cursor that is no room (any more).
    """
    rows = rooms().order_by("name", "pk")
    if cursor:
        last = rows.filter(slug=cursor).first()
        if last is None:
            raise NotFound
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    return list(rows[:limit])


def working_token(token: str) -> ApiToken | None:
    """The token with these words, with its place, unless it was revoked. 1 query."""
    found = ApiToken.everywhere.filter(  # everywhere: whose it is, is the question
        fingerprint=fingerprint(token), revoked_at=None
    )
    return found.select_related("place").first()


def tokens_of(place: Place) -> QuerySet[ApiToken]:
    """The keys of machines in a room, newest first, also those that were revoked. 1 query."""
    rows = ApiToken.objects.within(place).select_related("made_by")
    return rows.order_by("-made_at", "-pk")
