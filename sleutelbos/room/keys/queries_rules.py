"""What must always hold about keys and the door (K3A)."""

from collections.abc import Iterator

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.rules import Rule, overlapping

from .models import Loan, Opening


def _in_two_pockets(place: Place) -> Iterator[str]:
    rows = Loan.objects.within(place)
    spans = rows.values_list("pk", "key", "handed_over_at", "returned_at")
    for pk in overlapping(spans):
        yield f"Loan {pk} began while the key was in another pocket."


def _retired_yet_out(place: Place) -> Iterator[str]:
    out = Loan.objects.within(place).filter(returned_at=None, key__retired_at__isnull=False)
    for pk in out.values_list("pk", flat=True):
        yield f"Loan {pk} is of a key that is no longer used."


def _opened_twice(place: Place) -> Iterator[str]:
    rows = Opening.objects.within(place).values_list("pk", "opened_at", "closed_at", "closes_at")
    spans = ((pk, "door", opened, closed or closes) for pk, opened, closed, closes in rows)
    for pk in overlapping(spans):
        yield f"Opening {pk} began while the door was open."


RULES = (
    Rule("A key is in one pocket at a time.", _in_two_pockets),
    Rule("A key that is no longer used is in no pocket.", _retired_yet_out),
    Rule("A door that is open is not opened again.", _opened_twice),
)
