"""Losing a key and finding it again: the others hear which key, never who (K3A, ux 6.8)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_resident
from sleutelbos.kit.refused import Refused, allow

from .commands_pockets import (
    find_key,
    into_pocket,
    is_lost,
    open_loan,
    open_loss,
    out_of_pocket,
    refuse_for_others,
)
from .models import Key, Loan, Loss
from .permissions import may_keep_keys
from .queries import last_move


@transaction.atomic
def report_lost(actor: Actor, *, key: Key, searching: bool = False) -> Loss:
    """Say that a key is lost, or (`searching`) that I look for it first.

    The others hear which key, never who: neither the row nor the journal says so. While somebody
    is searching nothing changes for the others. A lost key leaves the pocket; its holder stays
    key holder, because losing one can happen to anybody. Refused when the key is with somebody
    else (`not-your-key`; hosts, team and board may say it for a neighbour) or lost already
    (`lost`).
    """
    allow(may_keep_keys(actor))
    key = find_key(actor, key)
    loan = open_loan(key)
    if loan and loan.holder != actor.person:
        refuse_for_others(actor)
    loss = open_loss(key)
    if loss and not loss.searching:
        raise is_lost()
    now = timezone.now()
    if loss is None:
        loss = Loss(key=key, reported_at=now)
    elif not searching:
        loss.reported_at = now
    loss.searching = searching and loan is not None
    loss.save()
    if loan and not searching:
        out_of_pocket(loan, now, None)
    note(Actor(None, actor.place), "keys.searching" if loss.searching else "keys.lost", key)
    return loss


@transaction.atomic
def report_found(actor: Actor, *, key: Key) -> Loan | None:
    """Say that a lost key is found, or that I found mine.

    Found by who had it last, it is in their pocket again (that loan is returned); found by
    anybody else it hangs on the board (None). Refused when it is not lost (`not-lost`), or when
    somebody else is still looking for it (`not-your-key`). Noted in the journal, without who.
    """
    allow(may_keep_keys(actor))
    key = find_key(actor, key)
    loss, loan = open_loss(key), open_loan(key)
    if loss is None:
        raise Refused("not-lost", _("Deze sleutel is niet kwijt."))
    if loan and loan.holder != actor.person:
        refuse_for_others(actor)
    now = timezone.now()
    was_searching, loss.found_at = loss.searching, now
    loss.save(update_fields=["found_at"])
    before = last_move(key)
    had_it = before and before.holder == actor.person and before.returned_at == loss.reported_at
    if before and had_it and not was_searching and is_resident(actor):
        loan = into_pocket(actor, key, actor.someone, before.responsibility, now)
    note(Actor(None, actor.place), "keys.found", key)
    return loan
