"""What the walking tests need to know of notices."""

from sleutelbos.commons.notices import commands
from tests.world import World


def prepare(world: World) -> None:
    """Something that everybody was told."""
    for name, person in world.people.items():
        place = world.elsewhere if name == "stranger" else world.room
        sentence = "Er is iets voor je in de kamer."
        commands.tell(place, to=person, kind="room", sentence=sentence, path="/mijn/")


def addresses(world: World) -> dict[str, dict[str, object]]:
    """The path arguments of every address of this module."""
    return {"notices:open": {"code": "abcdef"}}
