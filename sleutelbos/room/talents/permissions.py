"""Who may hang something up, answer it, hear it and take it down."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_from_elsewhere, is_inside
from sleutelbos.kit.policy import (
    ASSISTANT,
    BOARD,
    COORDINATOR,
    EVERYONE,
    HOST,
    IN_ROOM,
    PUBLIC,
    RESIDENT,
    STRANGER,
    ApiRoute,
    Route,
)

TIDIES = frozenset({"host", "coordinator", "assistant", "board"})


def may_hang(actor: Actor) -> bool:
    """Everybody inside can do something and may ask something; a funder only looks (P3)."""
    return is_inside(actor)


def shows_hanging(actor: Actor, user: object) -> bool:
    """Do the pages show *Ik vraag iets* and *Ik kan iets*? A passer-by is shown the way in."""
    return may_hang(actor) or (actor.person is None and not is_from_elsewhere(actor, user))


def may_touch(actor: Actor) -> bool:
    """Who is inside may answer a neighbour, and hear what a neighbour recorded."""
    return is_inside(actor)


def may_take_down(actor: Actor, *, mine: bool) -> bool:
    """Always what is my own. The wall is public, so who receives people keeps it decent."""
    return mine or bool(actor.roles & TIDIES)


# The thread of a test world is between its resident and its host; nobody else gets in.
_TWO = frozenset({RESIDENT, HOST})
_AT_HOME = IN_ROOM | {STRANGER}  # the own list of messages of anybody who is at home somewhere

ROUTES: dict[str, Route] = {
    "talents:wall": Route(get=EVERYONE),
    "talents:post": Route(get=EVERYONE),
    "talents:offer": Route(get=IN_ROOM),
    "talents:offer-this": Route(get=IN_ROOM, post=IN_ROOM),
    "talents:ask": Route(get=IN_ROOM),
    "talents:ask-this": Route(get=IN_ROOM, post=IN_ROOM),
    "talents:hung": Route(get=frozenset({RESIDENT})),
    "talents:mean": Route(post=frozenset({RESIDENT})),
    "talents:take-down": Route(post=frozenset({RESIDENT, HOST, COORDINATOR, ASSISTANT, BOARD})),
    "talents:hang-again": Route(post=frozenset({RESIDENT})),
    "talents:touch": Route(post=IN_ROOM),
    "talents:sound": Route(get=IN_ROOM),
    "talents:touches": Route(get=_AT_HOME),
    "talents:thread": Route(get=_TWO, post=_TWO),
    "talents:stop": Route(post=_TWO),
    "talents:resume": Route(post=_TWO),
}

API_ROUTES: dict[str, ApiRoute] = {
    "listTalents": PUBLIC,
    "readTalent": PUBLIC,
    "hangTalent": ApiRoute(people=IN_ROOM),
    "takeDown": ApiRoute(people=frozenset({RESIDENT, HOST, COORDINATOR, ASSISTANT, BOARD})),
}
