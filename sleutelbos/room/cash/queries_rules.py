"""What must always hold in the cash book; held against the rows by `sleutelbos check --data`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Sum

from sleutelbos.kit.rules import Rule

from .models import CashLine, Claim, Pot

if TYPE_CHECKING:
    from sleutelbos.commons.places.models import Place


def _lines_run_on(place: "Place") -> Iterator[str]:
    for pot in Pot.objects.within(place):
        number, balance = 0, 0
        rows = CashLine.objects.within(place).filter(pot=pot).order_by("number")
        for line in rows.iterator(chunk_size=2000):
            number, balance = number + 1, balance + line.cents
            if (line.number, line.balance) != (number, balance):
                yield f"Line {line.pk} does not follow the line before it."
                number, balance = line.number, line.balance
        if (pot.lines, pot.cents) != (number, balance):
            yield f"Pot {pot.pk} does not hold what its lines say."


def _paid_is_written(place: "Place") -> Iterator[str]:
    rows = Claim.objects.within(place).annotate(out=Sum("lines__cents", default=0))
    for claim in rows.iterator(chunk_size=2000):
        if claim.out != (-claim.cents if claim.paid_at else 0):
            yield f"Claim {claim.pk} was not paid what the book says."


RULES = (
    Rule("The lines of the cash book follow each other, and add up to what is there.",
         _lines_run_on),
    Rule("What was paid for a claim is in the cash book, once.", _paid_is_written),
)  # fmt: skip
