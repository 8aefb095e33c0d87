"""*Ik gaf* and *Ik kreeg*: lines for oneself (K1E).

None of this is in the journal: that would tell the room who gives and gets how often.
"""

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow

from .models import GAVE_WORDS, GaveGot
from .permissions import may_keep_lines

A_WEEK = timedelta(days=7)


@transaction.atomic
def keep(
    actor: Actor, *, kind: str, picto: str, text: str = "", with_whom: str = "",
    once: UUID | None = None,
) -> GaveGot:  # fmt: skip
    """Write down for myself that I gave or got something (`kind`: "gave" or "got").

    A drawing is enough; own words (80 letters) and with whom (60) may be left out. The same `once`
    twice is one line (R5). Refused when there is no such drawing (`no-picto`). What I took away
    more than a week ago goes for good.
    """
    allow(may_keep_lines(actor))
    if kind not in GaveGot.Kind.values:
        raise NotFound
    if picto not in GAVE_WORDS:
        raise Refused("no-picto", _("Kies een plaatje dat past."), field="picto")
    _forget_old(actor)
    line = GaveGot(
        place=actor.place, person=actor.someone, kind=kind, picto=picto, once=once or uuid4(),
        text=one_line(text)[:80], with_whom=one_line(with_whom)[:60], at=timezone.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            line.save(force_insert=True)
    except IntegrityError:
        return _mine(actor, line.once)
    return line


@transaction.atomic
def take_away(actor: Actor, *, once: UUID) -> GaveGot:
    """Take one of my lines away; for a week it can come back. Raises `NotFound` if not mine."""
    _forget_old(actor)
    line = _mine(actor, once)
    line.taken_away_at = line.taken_away_at or timezone.now()
    line.save(update_fields=["taken_away_at"])
    return line


@transaction.atomic
def bring_back(actor: Actor, *, once: UUID) -> GaveGot:
    """Bring back a line I took away. Raises `NotFound` if it is not mine, or gone for good."""
    line = _mine(actor, once)
    line.taken_away_at = None
    line.save(update_fields=["taken_away_at"])
    return line


def _mine(actor: Actor, once: UUID) -> GaveGot:
    rows = GaveGot.objects.within(actor.place).select_for_update()
    line: GaveGot | None = rows.filter(person=actor.someone, once=once).first()
    if line is None:
        raise NotFound
    return line


def _forget_old(actor: Actor) -> None:
    """No task has to run for this: who writes or takes away also tidies up behind themselves."""
    mine = GaveGot.objects.within(actor.place).filter(person=actor.someone)
    mine.filter(taken_away_at__lt=timezone.now() - A_WEEK).delete()
