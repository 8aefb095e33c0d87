"""What the walking tests need to know of notices."""

from sleutelbos.commons.notices import commands
from sleutelbos.commons.notices.commands_mail import off_key
from tests.world import World


def prepare(world: World) -> None:
    """Something that everybody was told."""
    for name, person in world.people.items():
        place = world.elsewhere if name == "stranger" else world.room
        sentence = "Er is iets voor je in de kamer."
        commands.tell(place, to=person, kind="room", sentence=sentence, path="/mijn/")


def addresses(world: World) -> dict[str, dict[str, object]]:
    """The path arguments of every address of this module."""
    room = {"place_slug": world.room.slug}
    one = {**room, "code": world.people["resident"].code}
    return {
        "notices:open": {"code": "abcdef"},
        "notices:drop-device": {"code": "abcdef"},
        "notices:off": {"key": off_key(world.people["resident"])},
        "notices:paper": room,
        "notices:print": room,
        "notices:handed": one,
        "notices:not-handed": one,
        "notices:stuck": room,
    }
