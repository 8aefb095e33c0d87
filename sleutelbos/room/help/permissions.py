"""Who may ask, who may help, who may write a question down for another.

Who may read one question stands in no role: `queries.stand` asks who was chosen for it.
"""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_inside, is_resident
from sleutelbos.kit.policy import (
    BOARD,
    COORDINATOR,
    HOST,
    IN_ROOM,
    RESIDENT,
    RESIDENTS,
    STRANGER,
    Route,
)

OVER = frozenset({"coordinator", "assistant", "board", "funder"})
WRITES_FOR = frozenset({"host", "key-holder", "coordinator", "assistant"})


def may_ask(actor: Actor) -> bool:
    """Everybody inside may ask something; a funder only looks (P3)."""
    return actor.person is not None and is_inside(actor)


def may_help(actor: Actor) -> bool:
    """Neighbours help neighbours: somebody who lives the room, not only paid to be there."""
    return actor.person is not None and is_resident(actor)


def may_read_open(actor: Actor) -> bool:
    """What is for everybody of the room is for residents who carry nothing over others: no team,
    no board. One of those may still help, when the asker says yes to them."""
    return may_help(actor) and not actor.roles & OVER


def may_write_for(actor: Actor) -> bool:
    """Who receives people may write a question down for a neighbour at the table."""
    return bool(actor.roles & WRITES_FOR)


_CHOSEN = frozenset({RESIDENT, HOST})  # in the walk: who asked, and the neighbour they chose
_ASKER = frozenset({RESIDENT})
_KNOWS = RESIDENTS | {BOARD, STRANGER}  # those on the board live here; all are at home somewhere
_ASKED = frozenset({HOST})

ROUTES: dict[str, Route] = {
    "help:ask": Route(get=IN_ROOM),
    "help:about": Route(get=IN_ROOM, post=IN_ROOM),
    "help:all": Route(get=RESIDENTS),
    "help:take": Route(post=RESIDENTS - _ASKER),
    "help:question": Route(get=_CHOSEN | {COORDINATOR}),
    "help:voice": Route(get=_CHOSEN | {COORDINATOR}),
    "help:asker": Route(post=_ASKER),
    "help:helper": Route(post=_ASKED),
    "help:step": Route(post=_CHOSEN),
    "help:message": Route(post=_CHOSEN),
    "help:done": Route(get=_ASKER, post=_ASKER),
    "help:mine": Route(get=IN_ROOM | {STRANGER}),
    "help:know": Route(get=_KNOWS, post=_KNOWS),
}
