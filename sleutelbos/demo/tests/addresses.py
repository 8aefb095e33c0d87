"""What the walking tests need to ask for the pages of the demo."""

from tests.world import World


def addresses(world: World) -> dict[str, dict[str, object]]:
    """Path arguments by route."""
    return {"demo:be": {"handle": "fatma"}}
