"""Turns at the door: taking one, giving it up, swapping (K3A)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.queries import with_role
from sleutelbos.kit.refused import NotFound, Refused, allow

from .models import Turn, TurnAsked
from .permissions import may_keep_keys, may_open
from .queries_hours import days
from .queries_turns import monday_of, shown, turn

WANTED = gettext_noop("Iemand van de kamer heeft een vraag voor jou.")
TOLD = gettext_noop("Er is iets veranderd. Kijk je even?")


@transaction.atomic
def take_turn(actor: Actor, *, day: date, what: str) -> Turn:
    """Take the turn to open or close the door (`what`: "open" or "dicht") on a day.

    Taking one I have changes nothing. Two people at once: exactly one has it (by constraint).
    Refused when somebody has it (`turn-taken`), the day is over (`day-over`) or the room is
    closed that day (`closed-that-day`). Noted in the journal.
    """
    allow(may_open(actor))
    _refuse_turn(actor, day, what)
    if found := turn(actor.place, day, what):
        return _mine_or_refuse(actor, found)
    try:
        with transaction.atomic():
            taken = Turn.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, day=day, what=what, holder=actor.someone,
                taken_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        return _mine_or_refuse(actor, turn(actor.place, day, what))
    note(actor, "keys.turn-taken", taken)
    return taken


@transaction.atomic
def ask_for_turn(actor: Actor, *, day: date, what: str) -> TurnAsked:
    """Ask everybody with a key, but me, to take a turn that nobody has: a neutral notice each.

    By who keeps the keys. The same turn is asked for once, also by two at once. Refused when
    somebody has it (`turn-taken`), the day is over (`day-over`), the room is closed that day
    (`closed-that-day`), or nobody else has a key (`no-key-holders`). Noted in the journal.
    """
    allow(may_keep_keys(actor))
    _refuse_turn(actor, day, what)
    if found := turn(actor.place, day, what):
        raise _has_it(found)
    holders = with_role(actor.place, "key-holder").exclude(pk=actor.someone.pk)
    if not holders:
        raise Refused("no-key-holders", _("Nog niemand anders heeft een sleutel. Geef er een."))
    asked, is_new = TurnAsked.everywhere.get_or_create(  # everywhere: writing, not looking
        place=actor.place, day=day, what=what,
        defaults={"asked_by": actor.someone, "asked_at": timezone.now()},
    )  # fmt: skip
    if is_new:
        path = reverse("keys:week-of", args=[actor.place.slug, monday_of(day).isoformat()])
        for holder in holders:
            tell(actor.place, to=holder, kind="keys", sentence=WANTED, path=path)
        note(actor, "keys.turn-asked", asked)
    return asked


@transaction.atomic
def give_up_turn(actor: Actor, *, turn: Turn) -> Turn:
    """Give up a turn of mine, without saying why; it shows at once as one nobody has.

    Refused when I do not have it (`not-your-turn`) or the day is over (`day-over`). Noted.
    """
    allow(may_open(actor))
    mine = _my_turn(actor, turn)
    mine.given_up_at = timezone.now()
    mine.save(update_fields=["given_up_at"])
    note(actor, "keys.turn-given-up", mine)
    return mine


@transaction.atomic
def offer_turn(actor: Actor, *, turn: Turn) -> Turn:
    """Say that I would like to swap a turn of mine; I keep it until somebody swaps.

    Refused `not-your-turn`, `day-over`. Noted in the journal.
    """
    allow(may_open(actor))
    mine = _my_turn(actor, turn)
    mine.offered_at = mine.offered_at or timezone.now()
    mine.save(update_fields=["offered_at"])
    note(actor, "keys.turn-offered", mine)
    return mine


@transaction.atomic
def withdraw_turn(actor: Actor, *, turn: Turn) -> Turn:
    """Take back that I would like to swap. Refused `not-your-turn`, `day-over`. Noted."""
    allow(may_open(actor))
    mine = _my_turn(actor, turn)
    mine.offered_at = None
    mine.save(update_fields=["offered_at"])
    note(actor, "keys.turn-withdrawn", mine)
    return mine


@transaction.atomic
def swap_turn(actor: Actor, *, mine: Turn, theirs: Turn) -> tuple[Turn, Turn]:
    """Swap a turn of mine for one a neighbour offered; returns what I do now and what they do.

    Refused when mine is not mine (`not-your-turn`), theirs is no longer offered
    (`not-offered`) or a day is over (`day-over`). Both rows end and two new ones begin, so each
    turn keeps exactly one holder. Noted in the journal.
    """
    allow(may_open(actor))
    both = (mine.pk, theirs.pk)
    rows = Turn.objects.within(actor.place).filter(pk__in=both, given_up_at=None)
    found = {row.pk: row for row in rows.order_by("pk").select_for_update()}
    given, taken = found.get(mine.pk), found.get(theirs.pk)
    if given is None or given.holder_id != actor.someone.pk:
        raise _not_your_turn()
    if taken is None or taken.offered_at is None or taken.holder_id == actor.someone.pk:
        raise Refused("not-offered", _("Deze beurt is al geruild. Kijk op het rooster."))
    if min(given.day, taken.day) < timezone.localdate():
        raise _day_over()
    now = timezone.now()
    rows.update(given_up_at=now)
    my_new = _exchanged(actor, taken, given, now)
    their_new = _exchanged(actor, given, taken, now)
    note(actor, "keys.turn-swapped", my_new)
    path = reverse("keys:week-of", args=[actor.place.slug, their_new.day.isoformat()])
    if their_new.holder:
        tell(actor.place, to=their_new.holder, kind="keys", sentence=TOLD, path=path)
    return my_new, their_new


def _exchanged(actor: Actor, slot: Turn, by: Turn, now: datetime) -> Turn:
    return Turn.everywhere.create(  # everywhere: writing, not looking
        place=actor.place, day=slot.day, what=slot.what, holder_id=by.holder_id, taken_at=now,
        swapped_from=slot,
    )  # fmt: skip


def _my_turn(actor: Actor, turn: Turn) -> Turn:
    rows = Turn.objects.within(actor.place).filter(pk=turn.pk, given_up_at=None)
    mine: Turn | None = rows.select_for_update().filter(holder=actor.person).first()
    if mine is None:
        raise _not_your_turn()
    if mine.day < timezone.localdate():
        raise _day_over()
    return mine


def _refuse_turn(actor: Actor, day: date, what: str) -> None:
    if what not in Turn.What.values:
        raise NotFound
    if day < timezone.localdate():
        raise _day_over()
    if not days(actor.place, day, 1)[0].is_open:
        raise Refused("closed-that-day", _("Die dag is de deur dicht. Kies een andere dag."))


def _mine_or_refuse(actor: Actor, found: Turn | None) -> Turn:
    if found and found.holder_id == actor.someone.pk:
        return found
    raise _has_it(found)


def _has_it(found: Turn | None) -> Refused:
    if found and (holder := shown(found.holder)):
        sentence = _("%(called)s doet dit al. Kies een andere beurt.") % {"called": holder.called}
    else:
        sentence = _("Een buur doet dit al. Kies een andere beurt.")
    return Refused("turn-taken", sentence)


def _day_over() -> Refused:
    return Refused("day-over", _("Deze dag is al voorbij. Kies een latere dag."))


def _not_your_turn() -> Refused:
    return Refused("not-your-turn", _("Deze beurt is niet van jou. Kijk op het rooster."))
