"""How the neighbours of the small world want to hear that there is something."""

from datetime import datetime, time

from sleutelbos.commons.notices import commands_wishes
from sleutelbos.commons.places.models import Place

from .network import actor

USUAL = {
    "mail": False, "mail_at": time(9), "paper": None, "phone": "",
    "quiet_from": time(21), "quiet_until": time(8), "not_about": [],
}  # fmt: skip


def say_how(room: Place, now: datetime) -> None:
    """Wim and Joy get a slip at the table."""
    for called, wishes in (
        ("wim", {"paper": True}),
        ("joy", {"paper": True}),
        ("amina", {"not_about": ["keys"]}),
    ):
        commands_wishes.wish(actor(called, room).someone, **{**USUAL, **wishes})  # type: ignore[arg-type]
