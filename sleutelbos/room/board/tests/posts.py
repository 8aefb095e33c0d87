"""One valid request for the address of the board that changes something."""

from sleutelbos.kit.policy import RESIDENT
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request."""
    return {"board:my-feed": Post(RESIDENT)}
