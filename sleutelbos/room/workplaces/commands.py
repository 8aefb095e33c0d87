"""Support posts of a room, as the board writes them down (K4A)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Role
from sleutelbos.commons.places.queries import neighbour
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow

from .models import Post
from .permissions import may_set_support

MOST_A_WEEK = 60 * 60  # minutes
ENDS = gettext_noop("Er komt een datum aan die jou nodig heeft.")


@transaction.atomic
def add_post(
    actor: Actor, *, once: UUID, kind: str, minutes: int, since: date, until: date | None = None,
    person: str = "", funding: str = "",
) -> Post:  # fmt: skip
    """Write down a support post: `minutes` a week, from a day until a day or open end.

    `person` is the code of who has it, or empty while nobody does. The same `once` is one (R5).
    Refused for no hours or more than sixty (`hours`), an end before the beginning (`ends-first`)
    and for somebody who is not known here (`not-known-here`). Noted.
    """
    allow(may_set_support(actor))
    if done := _made(actor, once):
        return done
    if not 0 < minutes <= MOST_A_WEEK:
        raise Refused("hours", _("Hoeveel uur per week? Kies van 1 tot 60."), field="hours")
    if until and until < since:
        raise Refused(
            "ends-first", _("Het einde ligt voor het begin. Kies opnieuw."), field="until"
        )
    who = neighbour(actor.place, person) if person else None
    if person and who is None:
        raise Refused("not-known-here", _("Wij kennen deze buur hier niet."), field="person")
    try:
        with transaction.atomic():
            post: Post = Post.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, once=once, kind=Post.Kind(kind), minutes=minutes, since=since,
                until=until, person=who, funding=one_line(funding),
            )  # fmt: skip
    except IntegrityError:  # pressed twice at the very same moment
        if done := _made(actor, once):
            return done
        raise NotFound from None
    note(actor, "workplaces.post-added", post)
    return post


def _made(actor: Actor, once: UUID) -> Post | None:
    """The post that this form made already. Another room's id is the id of nothing here."""
    done: Post | None = Post.everywhere.filter(once=once).first()  # unique in every room
    if done is not None and done.place_id != actor.place.pk:
        raise NotFound
    return done


@transaction.atomic
def end_post(actor: Actor, *, code: str) -> Post:
    """A support post ends today. Twice is once. Noted."""
    allow(may_set_support(actor))
    post, today = _post(actor, code), timezone.localdate()
    if post.until is None or post.until > max(today, post.since):
        post.planned_until, post.until = post.until, max(today, post.since)
        post.stopped_at = timezone.now()
        post.save(update_fields=["until", "planned_until", "stopped_at"])
        note(actor, "workplaces.post-ended", post)
    return post


@transaction.atomic
def reopen_post(actor: Actor, *, code: str) -> Post:
    """Undo of `end_post`: it goes on until the day that was planned. Twice is once. Noted."""
    allow(may_set_support(actor))
    post = _post(actor, code)
    if post.stopped_at is not None:
        post.until, post.planned_until = post.planned_until, None
        post.stopped_at, post.told_at = None, None
        post.save(update_fields=["until", "planned_until", "stopped_at", "told_at"])
        note(actor, "workplaces.post-reopened", post)
    return post


def _post(actor: Actor, code: str) -> Post:
    rows = Post.objects.within(actor.place).select_for_update()
    found = rows.filter(code=code).first() if code.isascii() else None
    if not isinstance(found, Post):
        raise NotFound
    return found


@transaction.atomic
def tell_of_posts(*, until: date) -> int:
    """Tell the board of posts that end on or before a day, once each. For the clock; how many."""
    today = timezone.localdate()
    rows: Any = Post.everywhere.filter(until__range=(today, until), told_at=None)  # the clock
    found = list(rows.select_related("place"))
    for post in found:
        board = Role.objects.filter(place=post.place, name=Role.Name.BOARD, until=None)
        path = reverse("workplaces:support", kwargs={"place_slug": post.place.slug})
        for role in board.select_related("person"):
            tell(post.place, to=role.person, kind="work", sentence=ENDS, path=path)
        post.told_at = timezone.now()
        post.save(update_fields=["told_at"])
    return len(found)
