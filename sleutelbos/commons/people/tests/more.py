"""One more of everything that stands on the pages of people."""

from django.utils import timezone

from sleutelbos.commons.people.models import Passkey
from sleutelbos.kit.policy import BOARD
from tests.world import World


def more(world: World, nth: int) -> None:
    """A device of the board."""
    Passkey.everywhere.create(
        person=world.people[BOARD], credential=b"x", fingerprint=f"more{nth}",
        made_at=timezone.now(),
    )  # fmt: skip
