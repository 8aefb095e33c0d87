"""Writing in the journal, and writing down who read what somebody told."""

from datetime import datetime
from secrets import token_hex
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils import timezone

from .models import Entry, Reading
from .queries_chain import fingerprint_of, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sleutelbos.commons.people.models import Person
    from sleutelbos.commons.places.door import Actor


def note(actor: "Actor", what: str, about: models.Model) -> None:
    """Write one line: this actor did `what` ("keys.handed-over") to the row `about`. 1 query."""
    _write(actor, actor.person.uuid if actor.person else None, what, about)


def note_unnamed(actor: "Actor", what: str, about: models.Model) -> None:
    """Write one line without who: for questions and stories, of which nothing may stay behind on a
    person (K1B). 1 query."""
    _write(actor, None, what, about)


def _write(actor: "Actor", who: UUID | None, what: str, about: models.Model) -> None:
    line = Entry(
        place=actor.place, who=who, what=what, about=about._meta.label, about_id=str(about.pk),
        at=timezone.now(),
    )  # fmt: skip
    line.fingerprint = fingerprint_of(told(line), token_hex(8))
    line.save(force_insert=True)


def trace_reading(actor: "Actor", *, owner: "Person", thing: str, about: models.Model) -> None:
    """Write down that this actor read something of `owner` now, for `owner` to see (R26).

    `thing` is what the owner reads, a Dutch phrase marked with `gettext_noop`: „je vraag“. Reading
    one's own leaves nothing. Call it in the command that gives the words out, in its transaction.
    1 query.
    """
    trace_readings(actor, thing=thing, about=[(owner, about)])


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
