"""Handing keys out, passing them on, bringing them back, and taking that back (K3A, R6)."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.refused import Refused, allow

from .commands_pockets import (
    as_key_holder,
    end_after_last,
    find_key,
    into_old_pocket,
    into_pocket,
    is_out,
    lock,
    open_loan,
    open_loss,
    out_of_pocket,
    refuse_lost,
    refuse_taker,
)
from .models import UNDO_FOR, Key, Loan, Loss
from .permissions import may_keep_keys, may_manage_keys
from .queries import last_move, next_number


@transaction.atomic
def add_key(
    actor: Actor, *, opens: str, opens_room: bool = True, number: int | None = None,
    once: UUID | None = None,
) -> Key:  # fmt: skip
    """Hang a new key on the board, with a number (the next one, unless said) and what it opens.

    Sent twice with the same `once` is one key (R5). Refused when the number is in use
    (`number-taken`) or nothing is said of what it opens (`opens-nothing`). Noted in the journal.
    """
    allow(may_manage_keys(actor))
    ours = Key.objects.within(actor.place)
    if once and (made := ours.filter(uuid=once).first()):
        return made
    if not opens.strip():
        raise Refused(
            "opens-nothing", _("Waar is de sleutel van? Schrijf een woord."), field="opens"
        )
    about = {"opens": opens.strip(), "opens_room": opens_room}
    if once:
        about["uuid"] = once
    try:
        with transaction.atomic():
            key = Key.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, number=number or next_number(actor.place), **about
            )
    except IntegrityError:
        if once and (made := ours.filter(uuid=once).first()):
            return made
        raise Refused(
            "number-taken", _("Dit nummer is er al. Kies een ander nummer."), field="number"
        ) from None
    note(actor, "keys.added", key)
    return key


@transaction.atomic
def retire_key(actor: Actor, *, key: Key) -> None:
    """Take a key out of use: a new lock, or it broke. It stays in the register, with its number.

    Refused while somebody has it (`key-is-out`). Noted in the journal.
    """
    allow(may_manage_keys(actor))
    key = find_key(actor, key)
    if loan := open_loan(key):
        raise is_out(loan)
    Key.objects.within(actor.place).filter(pk=key.pk, retired_at=None).update(
        retired_at=timezone.now()
    )
    note(actor, "keys.retired", key)


@transaction.atomic
def reinstate_key(actor: Actor, *, key: Key) -> None:
    """Take a retired key into use again (undo of `retire_key`). Noted in the journal."""
    allow(may_manage_keys(actor))
    key = find_key(actor, key, retired=True)
    Key.objects.within(actor.place).filter(pk=key.pk).update(retired_at=None)
    note(actor, "keys.reinstated", key)


@transaction.atomic
def hand_over(actor: Actor, *, key: Key, to: Person, responsibility: str) -> Loan:
    """Hand a key from the board to a resident, for what they do for the room.

    A key is in one pocket at a time, so the register always knows whom to ring (R6). A first key
    makes somebody key holder: from now on they open the door, and nobody has to approve. Handing
    it to who has it already changes nothing. Refused when the key is with somebody else
    (`key-is-out`), lost (`lost`), retired (`retired`), the neighbour is no resident here
    (`not-known-here`) or nothing is said of what it is for (`no-responsibility`). Noted.
    """
    allow(may_keep_keys(actor))
    key = find_key(actor, key)
    loan = open_loan(key)
    if loan and loan.holder == to:
        return loan
    if loan:
        raise is_out(loan)
    refuse_lost(key)
    refuse_taker(actor, to, responsibility)
    loan = into_pocket(actor, key, to, responsibility, timezone.now())
    note(actor, "keys.handed-over", key)
    return loan


@transaction.atomic
def pass_on(actor: Actor, *, key: Key, to: Person, responsibility: str) -> Loan:
    """Pass a key on from my pocket straight into a neighbour's.

    Refused when I do not have it (`not-your-key`), when I say I lost it (`lost`), and as
    `hand_over` refuses a neighbour. Passing on a last key ends being key holder. Noted.
    """
    allow(may_keep_keys(actor))
    key = find_key(actor, key)
    loan = open_loan(key)
    if loan and loan.holder == to:
        return loan
    if loan is None or loan.holder != actor.person:
        raise Refused("not-your-key", _("Deze sleutel is niet bij jou. Kijk op het sleutelbord."))
    refuse_lost(key)
    refuse_taker(actor, to, responsibility)
    now = timezone.now()
    lock([actor.someone, to])
    out_of_pocket(loan, now, actor.person)
    new = into_pocket(actor, key, to, responsibility, now, came_from=loan)
    end_after_last(actor, actor.person)
    note(actor, "keys.passed-on", key)
    return new


@transaction.atomic
def bring_back(actor: Actor, *, key: Key) -> Loan:
    """Hang a key on the board again: one's own, or one a neighbour hands in. Ends its loan.

    Bringing back a last key ends being key holder. A key that was still being looked for is
    found by this. Refused when it hangs there already (`key-hangs-here`). Noted in the journal.
    """
    allow(may_keep_keys(actor))
    key = find_key(actor, key)
    loan = open_loan(key)
    if loan is None:
        refuse_lost(key)
        raise Refused("key-hangs-here", _("Deze sleutel hangt al op het bord."))
    now = timezone.now()
    if loan.holder:
        lock([loan.holder])
    out_of_pocket(loan, now, actor.person)
    Loss.everywhere.filter(key=key, found_at=None).update(found_at=now)  # of a key of this place
    end_after_last(actor, loan.holder)
    note(actor, "keys.brought-back", key)
    return loan


@transaction.atomic
def take_back(actor: Actor, *, key: Key) -> None:
    """Undo the last move of a key, within an hour, by who made it.

    A hand-over that is undone stays in the register as a loan of no time at all; after a
    passing-on the key is with who had it, and after a bringing-back too. Being key holder goes
    along. Refused when the last move was somebody else's, is too old or was overtaken
    (`nothing-to-undo`). Noted in the journal.
    """
    key = find_key(actor, key)
    move, since = last_move(key), timezone.now() - UNDO_FOR
    if actor.person is None or move is None or open_loss(key):
        raise _nothing_to_undo()
    handed = move.returned_at is None and move.handed_over_at >= since
    brought = move.returned_at is not None and move.returned_at >= since
    if handed and move.handed_over_by_id == actor.person.pk:
        undo_hand_over(actor, move)
    elif brought and move.returned_by_id == actor.person.pk:
        into_old_pocket(actor, move)
    else:
        raise _nothing_to_undo()
    note(actor, "keys.undone", key)


def undo_hand_over(actor: Actor, loan: Loan) -> None:
    """Make an open loan one of no time at all, and give the key to who passed it on, if anybody.

    Inside the transaction of a command that found it to be the actor's own deed.
    """
    before = loan.passed_on_from
    lock([person for person in (loan.holder, before and before.holder) if person])
    out_of_pocket(loan, loan.handed_over_at, None)
    if before and before.holder:
        into_old_pocket(actor, before)
    end_after_last(as_key_holder(actor), loan.holder)


def borrow(actor: Actor, key: Key, now: datetime) -> Loan:
    """Take a key from the board into my own pocket to open the door, in the same tap (ux 6.8).

    Inside the transaction of `open_room`, at the moment of the opening. Refused as `hand_over`.
    """
    refuse_lost(key)
    loan = into_pocket(actor, key, actor.someone, _("om de deur open te doen"), now)
    note(actor, "keys.handed-over", key)
    return loan


def _nothing_to_undo() -> Refused:
    return Refused("nothing-to-undo", _("Dit kan niet meer terug. Kijk op het sleutelbord."))
