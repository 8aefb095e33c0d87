"""What the walking tests need to know of places."""

from sleutelbos.commons.places import commands
from sleutelbos.commons.places.commands_tokens import make_token
from sleutelbos.commons.places.models import ApiToken
from sleutelbos.commons.places.tests.makers import make_person
from sleutelbos.kit.policy import BOARD, FORMER
from tests.world import World


def prepare(world: World) -> None:
    """A neighbour who holds a key."""
    neighbour = make_person("neighbour-canary")
    for name in ("resident", "key-holder"):
        commands.first_role(neighbour, world.room, name)
    world.things["neighbour"] = neighbour
    make_token(world.actor(BOARD), name="het scherm in de hal", role="host")
    world.things["token"] = ApiToken.objects.within(world.room).get().code


def addresses(world: World) -> dict[str, dict[str, object]]:
    """The path arguments of every address of this module."""
    room = {"place_slug": world.room.slug}
    one = {**room, "code": world.things["neighbour"].code}
    role = {**one, "name": "key-holder"}
    consent = {**room, "purpose": "door-name"}
    return {
        "poster": room,
        "places:home": room,
        "places:neighbours": room,
        "places:welcome": room,
        "places:neighbour": one,
        "places:give-role": role,
        "places:end-role": role,
        "places:left": {**room, "code": world.people[FORMER].code},
        "places:card": one,
        "places:revoke-card": one,
        "places:tokens": room,
        "places:revoke-token": {**room, "code": world.things["token"]},
        "places:yes": consent,
        "places:no": consent,
    }
