"""Who may do what with a place, its people and their roles."""

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.policy import (
    ASSISTANT,
    BOARD,
    COORDINATOR,
    EVERYONE,
    FORMER,
    FUNDER,
    HOST,
    IN_ROOM,
    KEY_HOLDER,
    PUBLIC,
    ApiRoute,
    Route,
)

from .door import Actor

GIVES: dict[str, frozenset[str]] = {
    # role → the roles that may give it and take it back. Trust goes from neighbour to neighbour.
    "resident": frozenset({"host", "key-holder", "coordinator", "assistant", "board"}),
    "host": frozenset({"host", "coordinator", "assistant", "board"}),
    "key-holder": frozenset({"key-holder", "host", "coordinator", "assistant", "board"}),
    "coordinator": frozenset({"board"}),
    "assistant": frozenset({"board", "coordinator"}),
    "board": frozenset({"board"}),
    "treasurer": frozenset({"board"}),
    "funder": frozenset({"board"}),
}


def may_give(actor: Actor, role: str) -> bool:
    """May this actor give (or take back) this role here?"""
    return bool(actor.roles & GIVES[role])


def may_welcome(actor: Actor) -> bool:
    """Whoever receives people may write down what a newcomer wants to be called."""
    return may_give(actor, "resident")


def may_meet_neighbours(actor: Actor) -> bool:
    """Hosts, key holders, team and board look a neighbour up by tag and name."""
    return may_welcome(actor)


def is_resident(actor: Actor) -> bool:
    """Somebody who lives the room: not only paid to be there, and no funder (K2C)."""
    return bool(actor.roles & {"resident", "host", "key-holder"})


def is_inside(actor: Actor) -> bool:
    """Anybody with a role here, funders aside: they see aggregates only (P3)."""
    return bool(actor.roles - {"funder"})


def is_from_elsewhere(actor: Actor, user: object) -> bool:
    """Signed in, with no role in this room: a passer-by for whom the way in is no way."""
    return actor.person is None and isinstance(user, Person)


def may_make_tokens(actor: Actor) -> bool:
    """Only the board trusts a program of others with the room (P7)."""
    return "board" in actor.roles


_MEET = frozenset({HOST, KEY_HOLDER, COORDINATOR, ASSISTANT, BOARD})
_ROOM = IN_ROOM | {FUNDER}

ROUTES: dict[str, Route] = {
    "places:choose": Route(get=EVERYONE),
    "places:home": Route(post=_ROOM),
    "places:neighbours": Route(get=_MEET, post=_MEET),
    "places:welcome": Route(get=_MEET, post=_MEET),
    "places:neighbour": Route(get=_MEET),
    "places:give-role": Route(post=_MEET),
    "places:end-role": Route(post=_MEET),
    "places:left": Route(get=frozenset({BOARD})),  # of who was coordinator
    "places:card": Route(post=_MEET),
    "places:revoke-card": Route(post=_MEET),
    "places:tokens": Route(get=frozenset({BOARD}), post=frozenset({BOARD})),
    "places:revoke-token": Route(post=frozenset({BOARD})),
    "places:yes": Route(post=_ROOM),
    "places:no": Route(post=_ROOM | {FORMER}),
}

API_ROUTES: dict[str, ApiRoute] = {"listRooms": PUBLIC, "readRoom": PUBLIC}
