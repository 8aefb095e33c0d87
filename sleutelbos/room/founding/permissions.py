"""Who pulls the room into being, who says what it needs, and who starts another room."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_inside, is_resident
from sleutelbos.kit.policy import BOARD, EVERYONE, IN_ROOM, RESIDENTS, Route


def may_see_path(actor: Actor) -> bool:
    """Everybody inside sees how far the room is."""
    return actor.person is not None and is_inside(actor)


def may_pull_step(actor: Actor) -> bool:
    """Residents pull; the team and the board as such do not (K2C, K5F)."""
    return actor.person is not None and is_resident(actor)


def may_need(actor: Actor) -> bool:
    """Everybody inside may say that something is needed, and that it is there."""
    return actor.person is not None and is_inside(actor)


def may_bring(actor: Actor) -> bool:
    """Everybody inside may bring something."""
    return actor.person is not None and is_inside(actor)


def may_start_room(actor: Actor) -> bool:
    """The board of a room, or of the cooperative, helps neighbours elsewhere to begin (K5F)."""
    return actor.person is not None and "board" in actor.roles


_BOARD = frozenset({BOARD})

ROUTES: dict[str, Route] = {
    "founding:path": Route(get=IN_ROOM),
    "founding:add": Route(get=RESIDENTS | _BOARD, post=RESIDENTS | _BOARD),
    "founding:pull": Route(post=RESIDENTS | _BOARD),
    "founding:let-go": Route(post=RESIDENTS | _BOARD),
    "founding:done": Route(post=RESIDENTS | _BOARD),
    "founding:not-done": Route(post=RESIDENTS | _BOARD),
    "founding:away": Route(post=RESIDENTS | _BOARD),
    "founding:back": Route(post=RESIDENTS | _BOARD),
    "founding:start": Route(get=_BOARD, post=_BOARD),
    "founding:needs": Route(get=EVERYONE),
    "founding:ask": Route(get=IN_ROOM, post=IN_ROOM),
    "founding:bring": Route(post=IN_ROOM),
    "founding:not-bring": Route(post=IN_ROOM),
    "founding:there": Route(post=IN_ROOM),
    "founding:not-there": Route(post=IN_ROOM),
    "founding:not-needed": Route(post=IN_ROOM),
    "founding:needed": Route(post=IN_ROOM),
}
