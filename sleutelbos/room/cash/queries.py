"""Looking at claims, the two pots, the cash book and the counts of the tin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.kit.leaving import hands_over

from .models import BY_HAND, CashLine, Claim, Pot, Receipt, TinCount
from .permissions import may_keep_cash
from .queries_limits import Limit, Limits, Standing, limits_of, standing

__all__ = [
    "Balances", "Claims", "Limit", "Limits", "Standing", "balances", "claim_of", "claims",
    "counts", "for_file", "kinds_by_hand", "limits_of", "lines", "receipt_of", "standing",
    "words_of", "years",
]  # fmt: skip

NEWEST = 20  # of my claims, so many are shown


@dataclass(frozen=True)
class Claims:
    """My own claims, newest first; and for the treasurer what waits, oldest first."""

    mine: list[Claim]
    waiting: list[Claim]


def claims(actor: Actor) -> Claims:
    """What I asked back here, and for the treasurer what others ask. 1 or 2 queries."""
    rows = Claim.objects.within(actor.place).select_related("person")
    mine = list(rows.filter(person=actor.someone).order_by("-asked_at", "-pk")[:NEWEST])
    waiting: list[Claim] = []
    if may_keep_cash(actor):
        waiting = list(_waiting(rows).exclude(person=actor.someone).order_by("asked_at", "pk"))
    return Claims(mine, [_shown(claim) for claim in waiting])


def _waiting(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.filter(
        paid_at=None, refused_at=None, taken_back_at=None, person__isnull=False
    )  # fmt: skip


def _shown(claim: Claim) -> Claim:
    """A claim with `.shown`: who asked; nobody when they are hidden."""
    person = claim.person
    claim.shown = None if person is None or person.is_hidden else person  # type: ignore[attr-defined]
    return claim


def claim_of(actor: Actor, code: str) -> Claim | None:
    """One claim: mine, or for the treasurer any that was not taken back; else nothing (R22).

    With `.shown`, and `.has_receipt` without its photo. 1 query.
    """
    rows = Claim.objects.within(actor.place).select_related("person", "settled_by")
    mine = Q(person=actor.someone)
    if may_keep_cash(actor):
        mine |= Q(taken_back_at=None)
    photo = Receipt.objects.within(actor.place).filter(claim=OuterRef("pk"))
    found = rows.filter(mine, code=code).annotate(has_receipt=Exists(photo)).first()
    return _shown(found) if found else None


def receipt_of(actor: Actor, code: str) -> Receipt | None:
    """The photo of a claim that this actor may see. 2 queries."""
    claim = claim_of(actor, code)
    if claim is None:
        return None
    return Receipt.objects.within(actor.place).filter(claim=claim).first()


@dataclass(frozen=True)
class Balances:
    """What there is, in euro cents: in the tin, at the bank, and together."""

    tin: int
    account: int

    @property
    def together(self) -> int:
        """All the money of the room."""
        return self.tin + self.account


def balances(place: Place) -> Balances:
    """How much is where. 1 query."""
    sums = dict(Pot.objects.within(place).values_list("kind", "cents"))
    return Balances(sums.get(Pot.Kind.TIN, 0), sums.get(Pot.Kind.ACCOUNT, 0))


def lines(place: Place) -> QuerySet[CashLine]:
    """The cash book, newest first. One query for a page of it; the kinds say what it was for."""
    rows = CashLine.objects.within(place).select_related("pot", "claim", "counter")
    return rows.order_by("-entered_at", "-pk")


def counts(place: Place) -> list[TinCount]:
    """The last five counts of the tin. 1 query."""
    return list(TinCount.objects.within(place).order_by("-at", "-pk")[:5])


def kinds_by_hand() -> list[tuple[str, Any]]:
    """What a line written by hand can be about."""
    return [(kind.value, kind.label) for kind in CashLine.Kind if kind.value in BY_HAND]


def for_file(place: Place, year: int) -> Iterator[list[Any]]:
    """The book of a year as rows: number, day, pot, kind, what for, in, out, balance (in euros).

    The first row says what stands in each column. 1 query.
    """
    yield [_("Nummer"), _("Dag"), _("Kas of bank"), _("Soort"), _("Waarvoor"), _("Erin"),
           _("Eruit"), _("Stand")]  # fmt: skip
    rows = CashLine.objects.within(place).filter(day__year=year).select_related("pot", "claim")
    for row in rows.order_by("pot__kind", "number").iterator(chunk_size=2000):
        yield [
            row.number, row.day.isoformat(), row.pot.get_kind_display(), row.get_kind_display(),
            words_of(row), _filled(row.cents), _filled(-row.cents),
            row.balance / 100,
        ]  # fmt: skip


def words_of(line: CashLine) -> str:
    """What a line was for, in the words of who wrote it."""
    return line.claim.what if line.claim else line.what


def years(place: Place, today: date) -> list[int]:
    """The years of the book, newest first, this one too. 1 query."""
    first = CashLine.objects.within(place).order_by("day").values_list("day", flat=True).first()
    return list(range(today.year, (first or today).year - 1, -1))


def _filled(cents: int) -> float | str:
    """An amount above nothing in euros; else an empty cell."""
    return cents / 100 if cents > 0 else ""


@hands_over
def left_claims(person: Person, place: Place) -> list[str]:
    """How many claims wait, when the last treasurer left (R25). At most 2 queries."""
    keeps = {role.person_id: role.until for role in Role.objects.filter(
        place=place, name=Role.Name.TREASURER
    ).order_by("since")}  # fmt: skip
    if person.pk not in keeps or None in keeps.values():
        return []
    number = _waiting(Claim.objects.within(place)).count()
    told = ngettext(
        "De kas heeft niemand. %(n)d rekening wacht. Kies een penningmeester en tel samen.",
        "De kas heeft niemand. %(n)d rekeningen wachten. Kies een penningmeester en tel samen.",
        number,
    )
    return [told % {"n": number}]
