"""Makers for tests of costs: a photo, a claim, money in the tin, a treasurer."""

import io
from datetime import date
from typing import Any

from django.utils import timezone
from PIL import Image

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.room.cash import commands
from sleutelbos.room.cash.models import CashLine, Claim


def make_photo(kind: str = "JPEG", size: tuple[int, int] = (60, 90), **how: Any) -> bytes:
    """A small photo of a receipt, as a file."""
    made = io.BytesIO()
    Image.new("RGB", size, "beige").save(made, kind, **how)
    return made.getvalue()


def make_claim(actor: Actor, cents: int = 1250, what: str = "verf", **how: Any) -> Claim:
    """€ 12,50 for paint of today with a receipt, unless told otherwise."""
    said: dict[str, Any] = {"kind": "costs", "day": timezone.localdate(), "photo": make_photo()}
    return commands.ask(actor, what=what, cents=cents, **{**said, **how})


def make_allowance(actor: Actor, cents: int, day: date, **how: Any) -> Claim:
    """A volunteer allowance."""
    return make_claim(actor, cents, "inzet", kind="allowance", day=day, photo=b"", **how)


def make_treasurer(room: Place, called: str = "els") -> Actor:
    """Somebody who keeps the money."""
    return make_actor(room, called, "resident", "treasurer")


def fill_tin(treasurer: Actor, cents: int = 10_000, pot: str = "tin") -> CashLine:
    """Money in the tin: a hundred euros."""
    return commands.write(
        treasurer, pot=pot, cents=cents, kind="gift", what="pot op tafel", day=timezone.localdate()
    )
