"""One valid request for every address of Mijn geld; none of it is kept."""

from sleutelbos.kit.policy import RESIDENT
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request."""
    sent = {
        "age": "27", "home": "alone", "benefit": "none", "rent": "0", "chosen": "1",
        "compare": "now",
    }  # fmt: skip
    return {"income:money": Post(RESIDENT, sent), "income:paper": Post(RESIDENT, sent)}
