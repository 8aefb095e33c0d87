"""Writing in the cash book: lines are added, and put right by their opposite (K2A).

A pot is changed and read back in one transaction; the change holds its row, so two who write at
the same moment stand one behind the other, and the tin never goes below nothing.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow

from .models import BY_HAND, MOST_CENTS, CashLine, Claim, Pot, TinCount
from .permissions import may_keep_cash


@dataclass(frozen=True)
class Move:
    """Money from one pot to the other: the line that went out, and the one that came in."""

    out: CashLine
    into: CashLine


def book(
    actor: Actor, *, pot: str, cents: int, kind: str, what: str = "", day: date | None = None,
    claim: Claim | None = None, corrects: CashLine | None = None, together: UUID | None = None,
    once: UUID | None = None,
) -> CashLine:  # fmt: skip
    """Add one line: `cents` euro cents in (+) or out (-). For commands of this module.

    Call it inside a transaction. The same `once` twice is one line (R5). Refused `tin-too-empty`.
    """
    once = once or uuid4()
    written = CashLine.objects.within(actor.place)
    if found := written.filter(once=once).first():
        return found
    row = _pot(actor, pot)
    try:
        with transaction.atomic():
            balance, number = _change(row, cents)
            line = CashLine(
                place=actor.place, pot=row, number=number, balance=balance, cents=cents, kind=kind,
                what=one_line(what)[:80], day=day or timezone.localdate(), claim=claim,
                corrects=corrects, together=together, once=once, entered_by=actor.person,
                entered_at=timezone.now(),
            )  # fmt: skip
            line.save(force_insert=True)
    except IntegrityError:
        found = written.filter(once=once).first()
        if found is None:
            raise _try_again() from None
        return found
    return line


def _change(pot: Pot, cents: int) -> tuple[int, int]:
    """Put money in or take it out; gives the new balance and the number of this line."""
    rows = Pot.objects.within(pot.place).filter(pk=pot.pk)
    if pot.kind == Pot.Kind.TIN:
        rows = rows.filter(cents__gte=-cents)
    if not rows.update(cents=F("cents") + cents, lines=F("lines") + 1):
        raise Refused(
            "tin-too-empty", _("Zoveel zit er niet in de kas. Betaal het via de bank."), field="pot"
        )
    balance, number = Pot.objects.within(pot.place).values_list("cents", "lines").get(pk=pot.pk)
    return balance, number


def _pot(actor: Actor, kind: str) -> Pot:
    """The pot of this room; made when money is first put in it."""
    if kind not in Pot.Kind.values:
        raise NotFound
    pots = Pot.objects.within(actor.place).select_related("place")
    if found := pots.filter(kind=kind).first():
        return found
    try:
        with transaction.atomic():
            return Pot.everywhere.create(place=actor.place, kind=kind)  # everywhere: writing
    except IntegrityError:  # somebody else made it in this moment
        return pots.get(kind=kind)


def _too_much() -> Refused:
    return Refused("too-much-money", _("Klopt dit bedrag? Kijk het nog eens na."), field="amount")


def _try_again() -> Refused:
    return Refused("try-again", _("Probeer het nog een keer."))


@transaction.atomic
def write(
    actor: Actor, *, pot: str, cents: int, kind: str, what: str, day: date, once: UUID | None = None
) -> CashLine:
    """Write a line by hand: money in (+) or out (-), in euro cents, by the treasurer.

    Refused `no-money`, `too-much-money`, `no-what`, `future-day`, `tin-too-empty`. Noted in the
    journal, without the words.
    """
    allow(may_keep_cash(actor))
    if kind not in BY_HAND:
        raise NotFound
    _refuse_line(cents, what, day)
    line = book(actor, pot=pot, cents=cents, kind=kind, what=what, day=day, once=once)
    note(actor, "cash.written", line)
    return line


@transaction.atomic
def move(actor: Actor, *, out_of: str, cents: int, day: date, once: UUID | None = None) -> Move:
    """Bring money from one pot to the other, by the treasurer: two lines, one deed.

    `out_of` is `tin` or `account`; `cents` above zero. Refused as `write`. Noted in the journal.
    """
    allow(may_keep_cash(actor))
    _refuse_line(cents, "x", day)
    once = once or uuid4()
    if out_of not in Pot.Kind.values:
        raise NotFound
    deed = {"kind": CashLine.Kind.MOVE, "day": day, "together": once}
    signs = {kind: -1 if kind == out_of else 1 for kind in ("tin", "account")}  # one order for all
    lines = {
        kind: book(actor, pot=kind, cents=sign * cents, once=uuid5(once, kind), **deed)  # type: ignore[arg-type]
        for kind, sign in signs.items()
    }
    other = "account" if out_of == "tin" else "tin"
    note(actor, "cash.moved", lines[out_of])
    return Move(lines[out_of], lines[other])


@transaction.atomic
def correct(actor: Actor, *, once: UUID) -> list[CashLine]:
    """Put a line right by writing its opposite; of a move both. Twice is once.

    Refused for the payment of a claim (`is-claim`: take the payment back there), and when the tin
    does not hold as much any more (`tin-too-empty`). Noted in the journal.
    """
    allow(may_keep_cash(actor))
    lines = CashLine.objects.within(actor.place).select_related("pot")
    line = lines.filter(once=once, corrects=None).first()
    if line is None:
        raise NotFound
    if line.claim_id:
        raise Refused("is-claim", _("Dit is een betaling aan een buur. Neem die daar terug."))
    both = lines.filter(together=line.together, corrects=None) if line.together else [line]
    return [counter(actor, each) for each in sorted(both, key=lambda row: row.pot.kind != "tin")]


def counter(actor: Actor, line: CashLine) -> CashLine:
    """The opposite of a line; the one that is there already, when there is. For this module."""
    made = CashLine.objects.within(actor.place).filter(corrects=line).first()
    if made is not None:
        return made
    opposite = book(
        actor, pot=line.pot.kind, cents=-line.cents, kind=line.kind, what=line.what,
        claim=line.claim, corrects=line, together=line.together, once=uuid5(line.once, "counter"),
    )  # fmt: skip
    note(actor, "cash.corrected", line)
    return opposite


@transaction.atomic
def count_tin(actor: Actor, *, cents: int, once: UUID | None = None) -> TinCount:
    """Count the tin: `cents` is what is in it. A difference becomes a line of its own.

    Refused when it cannot be (`too-much-money`). The same `once` twice is one count (R5). Noted in
    the journal.
    """
    allow(may_keep_cash(actor))
    if cents < 0 or cents > MOST_CENTS:
        raise _too_much()
    once = once or uuid4()
    counts = TinCount.objects.within(actor.place)
    pot = _pot(actor, Pot.Kind.TIN)
    # The row is held from here, so nothing is paid between looking and writing the difference.
    held = Pot.objects.within(actor.place).select_for_update().get(pk=pot.pk)
    if found := counts.filter(once=once).first():
        return found
    line = None
    if cents != held.cents:
        line = book(
            actor, pot=Pot.Kind.TIN, cents=cents - held.cents, kind=CashLine.Kind.COUNT,
            once=uuid5(once, "line"),
        )  # fmt: skip
    made = TinCount.everywhere.create(  # everywhere: writing, not looking
        place=actor.place, expected=held.cents, counted=cents, line=line,
        counted_by=actor.someone, at=timezone.now(), once=once,
    )  # fmt: skip
    note(actor, "cash.counted", made)
    return made


def _refuse_line(cents: int, what: str, day: date) -> None:
    if not cents:
        raise Refused("no-money", _("Schrijf hoeveel het was."), field="amount")
    if abs(cents) > MOST_CENTS:
        raise _too_much()
    if not one_line(what):
        raise Refused("no-what", _("Schrijf waar het geld voor was."), field="what")
    if day > timezone.localdate():
        raise Refused(
            "future-day", _("Deze dag is nog niet geweest. Kies vandaag of eerder."), field="day"
        )
