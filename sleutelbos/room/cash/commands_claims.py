"""Asking costs back, and what becomes of it (K2A)."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.queries import with_role
from sleutelbos.kit.photo import PhotoRefused, remade
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.kit.words import euros

from .commands_book import book, counter
from .models import CashLine, Claim, Receipt
from .permissions import may_claim, may_keep_cash
from .queries_limits import Standing, standing

A_YEAR = timedelta(days=366)
READY = gettext_noop("Er is iets voor je.")
WAITS = gettext_noop("Iemand wacht op je.")


def ask(
    actor: Actor, *, kind: str, what: str, cents: int, day: date, photo: bytes = b"",
    minutes: int = 0, under_21: bool = False, knows: bool = False, once: UUID | None = None,
) -> Claim:  # fmt: skip
    """Ask costs back, or a volunteer allowance. `cents` in euro cents, `day` of the costs.

    Costs come with a photo of the receipt, which is made anew (R30). An allowance may say for how
    many `minutes` it is; `under_21` is used for this one sum and not kept. The same `once` twice is
    one claim (R5). Refused `no-what`, `no-money`, `future-day`, `too-long-ago`, `no-receipt`, what
    `remade` refuses (`no-photo`, `too-big`, `too-many-pixels`, `empty`), and what the limits of the
    year say, of every room together: `no-figures`, `over-hour`, `over-month`, `over-year`;
    `over-with-costs` unless the person `knows`. Source: Wet LB 1964 article 2 paragraph 6. Noted in
    the journal. The photo is made anew before anything is held, so nobody waits for it.
    """
    allow(may_claim(actor))
    once = once or uuid4()
    if found := _asked(actor, once):
        return found
    _refuse_claim(kind, one_line(what), cents, day, photo)
    claim = Claim(
        place=actor.place, person=actor.someone, kind=kind, what=one_line(what)[:80], cents=cents,
        day=day, minutes=minutes if kind == Claim.Kind.ALLOWANCE else 0,
        asked_at=timezone.now(), once=once,
    )  # fmt: skip
    receipt = _made(photo) if kind == Claim.Kind.COSTS else b""
    return _keep(actor, claim, receipt, under_21, knows)


def _asked(actor: Actor, once: UUID) -> Claim | None:
    rows = Claim.objects.within(actor.place).filter(person=actor.someone)
    return rows.filter(once=once).first()


@transaction.atomic
def _keep(actor: Actor, claim: Claim, receipt: bytes, under_21: bool, knows: bool) -> Claim:
    """Write a claim down with its receipt, one of a person at a time."""
    _lock(actor.someone)
    if found := _asked(actor, claim.once):
        return found
    _guard(claim, standing(actor.someone, None, claim.day), under_21, knows)
    try:
        with transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError:
        raise NotFound from None  # the id of somebody else's form
    if receipt:
        Receipt.everywhere.create(claim=claim, photo=receipt)  # everywhere: writing, not looking
    note(actor, "cash.asked", claim)
    _tell_treasurers(claim)
    return claim


@transaction.atomic
def take_back(actor: Actor, *, code: str) -> Claim:
    """Take my own claim back while nobody paid it; the photo of the receipt goes. Twice is once.

    Raises `NotFound` for a claim of somebody else; refused when it was paid or refused
    (`settled`). Noted in the journal.
    """
    claim = _held(actor, code)
    if claim.person_id != actor.someone.pk:
        raise NotFound
    if claim.taken_back_at is None:
        _refuse_settled(claim)
        claim.taken_back_at = timezone.now()
        claim.save(update_fields=["taken_back_at"])
        Receipt.everywhere.filter(claim=claim).delete()  # everywhere: of a claim of this place
        note(actor, "cash.taken-back", claim)
    return claim


@transaction.atomic
def pay(actor: Actor, *, code: str, pot: str) -> CashLine:
    """Pay a claim from the tin (`tin`) or through the bank (`account`), by the treasurer, once.

    Two who pay at the same moment: one does, the other is told. Paying again the way I paid is
    that same payment (R5). Refused `own-claim` (a treasurer does not pay themselves), `settled`,
    `tin-too-empty`, and `over-month` or `over-year` when an allowance would pass what the law
    allows. Adds one line to the cash book; noted in the journal.
    """
    allow(may_keep_cash(actor))
    claim = _held(actor, code)
    if claim.person_id == actor.someone.pk:
        raise Refused("own-claim", _("Je betaalt jezelf niet. Vraag een andere penningmeester."))
    if claim.paid_at and claim.settled_by_id == actor.someone.pk:
        if line := _payment(claim).filter(pot__kind=pot).first():
            return line
    _refuse_settled(claim)
    if claim.person is not None:
        before = standing(claim.person, actor.place, claim.day, but=claim.pk)
        _guard(claim, before, under_21=False, knows=True, hours=False)
    # Conditional, so that also on a database that does not lock rows exactly one of two pays.
    still = Claim.objects.within(actor.place).filter(
        pk=claim.pk, paid_at=None, refused_at=None, taken_back_at=None
    )
    if not still.update(paid_at=timezone.now(), settled_by=actor.someone):
        raise _settled()
    line = book(actor, pot=pot, cents=-claim.cents, kind=CashLine.Kind.CLAIM, claim=claim)
    note(actor, "cash.paid", claim)
    _tell(claim)
    return line


@transaction.atomic
def unpay(actor: Actor, *, code: str) -> Claim:
    """Take a payment back with a counter-entry; the claim waits again. Twice is once.

    By a treasurer. Noted in the journal.
    """
    allow(may_keep_cash(actor))
    claim = _held(actor, code)
    if claim.paid_at is not None:
        line = _payment(claim).select_related("pot").get()
        counter(actor, line)
        claim.paid_at, claim.settled_by = None, None
        claim.save(update_fields=["paid_at", "settled_by"])
        note(actor, "cash.payment-taken-back", claim)
    return claim


@transaction.atomic
def refuse(actor: Actor, *, code: str, why: str) -> Claim:
    """Say that a claim is not paid, and why, in one plain sentence (140 letters). Twice is once.

    By a treasurer, not for their own claim (`own-claim`). Refused without a reason (`no-why`), or
    `settled`. Noted in the journal, without the words.
    """
    allow(may_keep_cash(actor))
    claim = _held(actor, code)
    if claim.person_id == actor.someone.pk:
        raise Refused("own-claim", _("Dit vroeg je zelf. Je kan het wel terugnemen."))
    if claim.refused_at is not None:
        return claim
    _refuse_settled(claim)
    if not one_line(why):
        raise Refused("no-why", _("Schrijf waarom niet. Dan weet je buur het."), field="why")
    claim.refused_at, claim.settled_by = timezone.now(), actor.someone
    claim.why_not = one_line(why)[:140]
    claim.save(update_fields=["refused_at", "settled_by", "why_not"])
    note(actor, "cash.refused", claim)
    _tell(claim)
    return claim


def _tell_treasurers(claim: Claim) -> None:
    """Say, without saying what, that somebody waits (T11)."""
    path = reverse("cash:claim", args=[claim.place.slug, claim.code])
    for keeper in with_role(claim.place, "treasurer").exclude(pk=claim.person_id or 0):
        tell(claim.place, to=keeper, kind="money", sentence=WAITS, path=path)


def _tell(claim: Claim) -> None:
    """Say, without saying what, that there is something for who asked (T11)."""
    if claim.person is not None:
        path = reverse("cash:claim", args=[claim.place.slug, claim.code])
        tell(claim.place, to=claim.person, kind="money", sentence=READY, path=path)


def _payment(claim: Claim) -> QuerySet[CashLine]:
    lines = CashLine.everywhere.filter(claim=claim)  # everywhere: of a claim of this place
    return lines.filter(corrects=None, counter=None)


def _held(actor: Actor, code: str) -> Claim:
    """The claim, held until the end: whoever else wants to settle it waits. Else `NotFound`."""
    claims = Claim.objects.within(actor.place).select_for_update()
    found: Claim | None = claims.filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def _lock(person: Person) -> None:
    """Two claims of one person stand one behind the other, so that the limits hold for both."""
    rows = Person.objects.filter(pk=person.pk)
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _made(photo: bytes) -> bytes:
    try:
        return remade(photo)
    except PhotoRefused as refused:
        sentences = {
            "too-big": _("Deze foto is te groot. Neem een nieuwe met minder scherpte."),
            "too-many-pixels": _("Deze foto is te groot. Neem een nieuwe met minder scherpte."),
        }
        other = _("Dit is geen foto die wij kunnen lezen. Neem een nieuwe foto.")
        raise Refused(refused.code, sentences.get(refused.code, other), field="photo") from None


def _refuse_claim(kind: str, what: str, cents: int, day: date, photo: bytes) -> None:
    today = timezone.localdate()
    if kind not in Claim.Kind.values:
        raise NotFound
    if not what:
        raise Refused("no-what", _("Schrijf waar het geld voor was."), field="what")
    if cents <= 0:
        raise Refused("no-money", _("Schrijf hoeveel het was."), field="amount")
    if day > today:
        raise Refused(
            "future-day", _("Deze dag is nog niet geweest. Kies vandaag of eerder."), field="day"
        )
    if day < today - A_YEAR:
        raise Refused(
            "too-long-ago", _("Dit is langer dan een jaar geleden. Vraag de penningmeester."),
            field="day",
        )  # fmt: skip
    if kind == Claim.Kind.COSTS and not photo:
        raise Refused("no-receipt", _("Maak een foto van de bon."), field="photo")


def _settled() -> Refused:
    return Refused("settled", _("Dit is al afgehandeld. Kijk wie het deed."))


def _refuse_settled(claim: Claim) -> None:
    if not claim.waits:
        raise _settled()


def _guard(
    claim: Claim, before: Standing, under_21: bool, knows: bool, *, hours: bool = True
) -> None:
    """Hold a claim against the limits of its year, with what was asked and paid `before` it."""
    if claim.kind == Claim.Kind.COSTS:
        _guard_costs(claim, before, knows)
        return
    limits = before.limits
    if limits is None:
        raise Refused(
            "no-figures",
            _("Wij weten de bedragen van dat jaar niet. Vraag het de penningmeester."),
        )
    hour = limits.hour_under_21 if under_21 else limits.hour
    if hours and claim.minutes and claim.cents * 60 > hour.cents * claim.minutes:
        raise Refused(
            "over-hour",
            _("Dit is meer dan %(limit)s per uur. Dan lijkt het op loon. Vraag minder.")
            % {"limit": euros(hour.cents)},
            field="amount",
        )
    if before.month_all + claim.cents > limits.month.cents:
        raise Refused(
            "over-month",
            _("Dit komt boven %(limit)s in een maand. Dan kan alles loon worden. Vraag minder.")
            % {"limit": euros(limits.month.cents)},
            field="amount",
        )
    if before.year_all + claim.cents > limits.whole_year.cents:
        raise Refused(
            "over-year",
            _("Dit komt boven %(limit)s in een jaar. Dan kan alles loon worden. Vraag minder.")
            % {"limit": euros(limits.whole_year.cents)},
            field="amount",
        )


def _guard_costs(claim: Claim, before: Standing, knows: bool) -> None:
    """Costs alone know no limit; beside an allowance the two count together (example of 2023)."""
    limits = before.limits
    if knows or limits is None:
        return
    month = before.month_allowance and before.month_all + claim.cents > limits.month.cents
    year = before.year_allowance and before.year_all + claim.cents > limits.whole_year.cents
    if month or year:
        raise Refused(
            "over-with-costs",
            _("Vergoeding en kosten tellen samen. Zo kom je boven de grens van de belasting."),
            field="knows",
        )
