"""One valid request for every address of places that changes something."""

from uuid import uuid4

from django.test import Client

from sleutelbos.commons.people import commands as people
from sleutelbos.commons.places import commands
from sleutelbos.kit.policy import BOARD, HOST, RESIDENT
from tests.twice import Post
from tests.world import World

PURPOSE = "door-name"


def posts(world: World) -> dict[str, Post]:
    """Route name → the request."""
    newcomer = {
        "called": "Newcomer-canary", "tag_picto": "vis", "tag_colour": "blauw", "language": "nl",
        "once": str(uuid4()),
    }  # fmt: skip
    return {
        "places:home": Post(RESIDENT),
        "places:neighbours": Post(HOST, {"called": "neighbour"}),
        "places:welcome": Post(HOST, newcomer),
        "places:give-role": Post(BOARD, at={"name": "host"}),
        "places:end-role": Post(BOARD),
        "places:card": Post(BOARD),
        "places:revoke-card": Post(BOARD, before=_has_card),
        "places:tokens": Post(BOARD, {"name": "lamp", "role": "host", "once": str(uuid4())}),
        "places:revoke-token": Post(BOARD),
        "places:yes": Post(RESIDENT),
        "places:no": Post(RESIDENT, before=_said_yes),
    }


def _has_card(world: World, _client: Client) -> None:
    people.make_card(world.things["neighbour"], by=None)  # type: ignore[arg-type]


def _said_yes(world: World, _client: Client) -> None:
    commands.say_yes(world.actor(RESIDENT), PURPOSE)
