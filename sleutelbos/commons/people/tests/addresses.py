"""What the walking tests need to know of people."""

from sleutelbos.commons.people import commands
from tests.world import World


def prepare(world: World) -> None:
    """A printed card of the resident, to be scanned."""
    world.things["card"] = commands.make_card(world.people["resident"], by=None)


def addresses(world: World) -> dict[str, dict[str, object]]:
    """The path arguments of every address of this module."""
    return {
        "people:card": {"token": world.things["card"]},
        "people:drop-passkey": {"code": "abcdef"},
    }
