"""What the API asks of the wall: leaves of what hangs, of nobody by name."""

from django.db.models import Q

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.refused import NotFound

from .models import Post
from .queries import Hung, as_hung, hanging


def hanging_after(place: Place, kind: str, cursor: str, limit: int) -> list[Hung]:
    """A leaf of what hangs, newest first, after the post with the code `cursor`. 2 queries at most.

    `kind` is `offer`, `ask` or empty for both. Raises `NotFound` for a cursor that is no post here.
    """
    rows = hanging(place).filter(kind=kind) if kind else hanging(place)
    if cursor:
        last = Post.objects.within(place).filter(code=cursor).first()
        if last is None:
            raise NotFound
        older = Q(hung_at__lt=last.hung_at) | Q(hung_at=last.hung_at, pk__lt=last.pk)
        rows = rows.filter(older)
    return [as_hung(post, None) for post in rows[:limit]]
