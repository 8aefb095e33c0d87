"""Writing in the journal, and writing down who read what somebody told."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from .models import Entry, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sleutelbos.commons.people.models import Person
    from sleutelbos.commons.places.door import Actor


def note(actor: "Actor", what: str, about: models.Model) -> None:
    """Write one line: this actor did `what` ("keys.handed-over") to the row `about`. 1 query."""
    Entry.everywhere.create(  # everywhere: writing, not looking
        place=actor.place,
        who=actor.person.uuid if actor.person else None,
        what=what,
        about=about._meta.label,
        about_id=str(about.pk),
    )


def note_unnamed(actor: "Actor", what: str, about: models.Model) -> None:
    """Write one line without who: for questions and stories, of which nothing may stay behind on a
    person (K1B). 1 query."""
    Entry.everywhere.create(  # everywhere: writing, not looking
        place=actor.place, who=None, what=what, about=about._meta.label, about_id=str(about.pk)
    )


def trace_reading(actor: "Actor", *, owner: "Person", thing: str, about: models.Model) -> None:
    """Write down that this actor read something of `owner` now, for `owner` to see (R26).

    `thing` is what the owner reads, a Dutch phrase marked with `gettext_noop`: „je vraag“. Reading
    one's own leaves nothing. Call it in the command that gives the words out, in its transaction.
    1 query.
    """
    if actor.someone.pk != owner.pk:
        Reading.everywhere.create(  # everywhere: writing, not looking
            place=actor.place, owner=owner, reader=actor.someone, thing=thing,
            about=about._meta.label, about_id=str(about.pk),
        )  # fmt: skip


def trace_readings[M: models.Model](
    actor: "Actor", *, thing: str, about: "Iterable[tuple[Person, M]]"
) -> None:
    """As `trace_reading`, of many things at once: each with whose it is. 1 query."""
    Reading.everywhere.bulk_create(  # everywhere: writing, not looking
        Reading(
            place=actor.place, owner=owner, reader=actor.someone, thing=thing,
            about=row._meta.label, about_id=str(row.pk),
        )
        for owner, row in about
        if actor.someone.pk != owner.pk
    )  # fmt: skip


def forget_readings(about: models.Model) -> int:
    """The thing goes, so nobody needs to know any more who read it. Returns how many rows went."""
    gone = Reading.everywhere.filter(  # of this one thing, which is in one place
        about=about._meta.label, about_id=str(about.pk)
    )
    return gone.delete()[0]


def forget_old_readings(*, before: datetime) -> int:
    """Throw away what was read before this moment (P2). For the clock; returns how many went."""
    return Reading.everywhere.filter(at__lt=before).delete()[0]  # every room: the clock
