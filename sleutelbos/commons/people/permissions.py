"""Who may ask for the pages about one's own self."""

from sleutelbos.kit.policy import (
    ASSISTANT,
    BOARD,
    COORDINATOR,
    EVERYONE,
    FUNDER,
    SIGNED_IN,
    TREASURER,
    Route,
)

from .models import Person

# Who can do much, comes in with more care: a passkey, and again every twelve hours (R33).
TEAM_KEYS = frozenset({"coordinator", "assistant", "board", "treasurer", "funder"})


def may_have_passkey(person: Person) -> bool:
    """May this person come in with a key in the own device? Those with a team key may. 1 query."""
    return person.roles.filter(until=None, name__in=TEAM_KEYS).exists()


_TEAM = frozenset({COORDINATOR, ASSISTANT, BOARD, TREASURER, FUNDER})
_MINE = Route(get=SIGNED_IN, post=SIGNED_IN)
_PRESS = Route(post=SIGNED_IN)

ROUTES: dict[str, Route] = {
    "people:enter": Route(get=EVERYONE, post=EVERYONE),
    "people:code": Route(get=EVERYONE, post=EVERYONE),
    "people:card": Route(get=EVERYONE, post=EVERYONE),
    "people:passkey-begin": Route(post=EVERYONE),
    "people:passkey": Route(post=EVERYONE),
    "people:new-passkey-begin": Route(post=_TEAM),
    "people:new-passkey": Route(post=_TEAM),
    "people:drop-passkey": Route(post=_TEAM),
    "people:out": _PRESS,
    "people:out-everywhere": _PRESS,
    "people:look": Route(get=EVERYONE, post=EVERYONE),
    "people:tag": _MINE,
    "people:keys": Route(get=SIGNED_IN),
    "people:revoke-card": _PRESS,
    "people:address": _MINE,
    "people:address-code": _MINE,
    "people:forget-address": _PRESS,
    "people:sharing": Route(get=SIGNED_IN),
    "people:hide": _PRESS,
    "people:show": _PRESS,
    "people:leave": Route(get=SIGNED_IN),
    "people:take-along": Route(get=SIGNED_IN),
    "people:erase": _MINE,
    "people:gone": Route(get=EVERYONE),
}
