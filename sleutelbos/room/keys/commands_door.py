"""Opening and closing the door of the room: by who has a key, without asking anybody (K3A)."""

from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.refused import Refused, allow

from .commands_keys import borrow, undo_hand_over
from .commands_pockets import find_key, is_out, open_loan, refuse_lost
from .models import UNDO_FOR, Key, Opening
from .permissions import may_close, may_open
from .queries import keys_of
from .queries_hours import default_closing, opening_now

LONGEST = timedelta(hours=18)  # an opening that lasts longer is a door that was forgotten


@transaction.atomic
def open_room(
    actor: Actor, *, key: Key | None = None, closes_at: datetime | None = None
) -> Opening:
    """Open the door of the room, inside or outside the plan, with a key that opens it (K3A).

    Without `key`: the first in my own pocket. A key that hangs on the board is borrowed in the
    same tap. Without `closes_at` it counts until the plan's end of today, else for three hours.
    Refused when the door is open (`already-open`), I have no key for it (`no-key`), the key is
    with somebody else (`key-is-out`) or lost (`lost`), or the end is gone by (`time-gone`) or too
    far ahead (`too-long`, 18 hours). Noted in the journal.
    """
    allow(may_open(actor))
    now = timezone.now()
    if opening := opening_now(actor.place, now):
        raise _already_open(opening)
    key = _key_at_hand(actor, key, now)
    closes_at = closes_at or default_closing(actor.place, now)
    _refuse_closing(closes_at, now)
    _close_what_ran_out(actor, now)
    try:
        with transaction.atomic():
            opening = Opening.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, opened_at=now, opened_by=actor.person, key=key,
                closes_at=closes_at,
            )  # fmt: skip
    except IntegrityError:
        raise _already_open(opening_now(actor.place)) from None
    note(actor, "keys.opened", opening)
    return opening


@transaction.atomic
def keep_open_until(actor: Actor, *, closes_at: datetime) -> Opening:
    """Say until when the door is open, as long as it is. Refused `not-open`, `time-gone`,
    `too-long`. Noted in the journal."""
    allow(may_open(actor))
    now = timezone.now()
    opening = _open_now(actor, now)
    _refuse_closing(closes_at, now)
    opening.closes_at = closes_at
    opening.save(update_fields=["closes_at"])
    note(actor, "keys.open-until", opening)
    return opening


@transaction.atomic
def close_room(actor: Actor) -> Opening:
    """Close the door, also without a key for who opened it. Refused when it is closed already
    (`not-open`). Noted in the journal."""
    now = timezone.now()
    allow(may_close(actor, opening_now(actor.place, now)))
    opening = _open_now(actor, now)
    opening.closed_at, opening.closed_by = now, actor.person
    opening.save(update_fields=["closed_at", "closed_by"])
    note(actor, "keys.closed", opening)
    return opening


@transaction.atomic
def take_back_opening(actor: Actor) -> None:
    """Undo an opening of mine of the last hour: it lasted no time at all, and a key that was
    borrowed in the same tap hangs on the board again.

    Refused when the door is closed (`not-open`), or the opening was somebody else's or is too old
    (`nothing-to-undo`). Noted in the journal.
    """
    allow(may_open(actor))
    now = timezone.now()
    opening = _open_now(actor, now)
    if opening.opened_by != actor.person or opening.opened_at < now - UNDO_FOR:
        raise _nothing_to_undo()
    opening.closed_at, opening.closed_by = opening.opened_at, actor.person
    opening.save(update_fields=["closed_at", "closed_by"])
    if opening.key:
        key = find_key(actor, opening.key, retired=True)
        loan = open_loan(key)
        if loan and loan.holder == actor.person and loan.handed_over_at == opening.opened_at:
            undo_hand_over(actor, loan)
    note(actor, "keys.opening-undone", opening)


@transaction.atomic
def reopen_room(actor: Actor) -> Opening:
    """Undo a closing of mine of the last hour: the door is open again, until the same time.

    Refused when the last closing was somebody else's, is too old, or its end has gone by
    (`nothing-to-undo`). Noted in the journal.
    """
    allow(may_open(actor))
    now = timezone.now()
    opening = _openings(actor).order_by("-opened_at", "-pk").first()
    if opening is None or not opening.may_be_reopened_by(actor.person, now):
        raise _nothing_to_undo()
    opening.closed_at, opening.closed_by = None, None
    opening.save(update_fields=["closed_at", "closed_by"])
    note(actor, "keys.reopened", opening)
    return opening


def _openings(actor: Actor) -> models.QuerySet[Opening]:
    return Opening.objects.within(actor.place).select_for_update()


def _open_now(actor: Actor, now: datetime) -> Opening:
    opening: Opening | None = _openings(actor).filter(closed_at=None, closes_at__gt=now).first()
    if opening is None:
        raise Refused("not-open", _("De deur is al dicht."))
    return opening


def _key_at_hand(actor: Actor, key: Key | None, now: datetime) -> Key:
    """The key to open with: mine, or one from the board, which I borrow now."""
    if key is None:
        mine = [loan.key for loan in keys_of(actor.someone, actor.place) if loan.key.opens_room]
        if not mine:
            raise _no_key()
        key = mine[0]
    key = find_key(actor, key)
    if not key.opens_room:
        raise _no_key()
    loan = open_loan(key)
    if loan is None:
        borrow(actor, key, now)
    elif loan.holder != actor.person:
        raise is_out(loan)
    else:
        refuse_lost(key)
    return key


def _close_what_ran_out(actor: Actor, now: datetime) -> None:
    """An opening whose end went by is closed; write that down, so that a new one can begin."""
    ran_out = Opening.objects.within(actor.place).filter(closed_at=None, closes_at__lte=now)
    ran_out.update(closed_at=F("closes_at"))


def _refuse_closing(closes_at: datetime, now: datetime) -> None:
    if closes_at <= now:
        raise Refused(
            "time-gone", _("Deze tijd is al voorbij. Kies een latere tijd."), field="until"
        )
    if closes_at - now > LONGEST:
        raise Refused("too-long", _("Dat is heel lang. Kies een tijd van vandaag."), field="until")


def _already_open(opening: Opening | None) -> Refused:
    if opening is None:
        return Refused("already-open", _("De deur is al open."))
    at = timezone.localtime(opening.closes_at)
    sentence = _("De deur is al open tot %(time)s uur.") % {"time": f"{at.hour}.{at.minute:02}"}
    return Refused("already-open", sentence)


def _no_key() -> Refused:
    return Refused("no-key", _("Je hebt geen sleutel van deze deur. Vraag een sleuteldrager."))


def _nothing_to_undo() -> Refused:
    return Refused("nothing-to-undo", _("Dit kan niet meer terug. Kijk op het sleutelbord."))
