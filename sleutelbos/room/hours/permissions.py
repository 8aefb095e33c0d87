"""Who writes hours, who sees whose, and who may say thank you."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_inside, is_resident
from sleutelbos.kit.policy import (
    BOARD,
    IN_ROOM,
    PULLER,
    RESIDENTS,
    STRANGER,
    TEAM,
    ApiRoute,
    Route,
)

OVERSEES = frozenset({"coordinator", "assistant", "board"})


def may_write_hours(actor: Actor) -> bool:
    """Residents and the board write down their own hours; who is paid to be there does not."""
    return is_resident(actor) or "board" in actor.roles


def may_see_hours_of_all(actor: Actor) -> bool:
    """The team and the board see the hours of each neighbour: hours make somebody a member (K3B).

    Other residents do not, nor does a funder: they see what the room did together.
    """
    return bool(actor.roles & OVERSEES)


def may_thank(actor: Actor) -> bool:
    """Everybody inside may say thank you."""
    return actor.person is not None and is_inside(actor)


def may_keep_lines(actor: Actor) -> bool:
    """Everybody inside may write down for themselves what they gave and got."""
    return actor.person is not None and is_inside(actor)


def may_invite(actor: Actor) -> bool:
    """The team asks a neighbour what they would like to do; the board does not steer people."""
    return bool(actor.roles & {"coordinator", "assistant"})


_WRITES = RESIDENTS | {BOARD, STRANGER}  # on one's own pages everybody is at home
_KEEPS = IN_ROOM | {STRANGER}
_OVERSEES = TEAM | {BOARD}
_PULLER = frozenset({PULLER})

ROUTES: dict[str, Route] = {
    "hours:mine": Route(get=_WRITES),
    "hours:mine-csv": Route(get=_WRITES),
    "hours:write": Route(get=_WRITES, post=_WRITES),
    "hours:tap": Route(post=_WRITES),
    "hours:undo": Route(post=_PULLER),
    "hours:for-all": Route(get=_PULLER, post=_PULLER),
    "hours:undo-for-all": Route(post=_PULLER),
    "hours:overview": Route(get=_OVERSEES),
    "hours:overview-csv": Route(get=_OVERSEES),
    "hours:thank": Route(get=IN_ROOM, post=IN_ROOM),
    "hours:undo-thanks": Route(post=_PULLER),
    "hours:seen": Route(post=_KEEPS),
    "hours:gave": Route(get=_KEEPS, post=_KEEPS),
    "hours:got": Route(get=_KEEPS, post=_KEEPS),
    "hours:away": Route(post=_PULLER),
    "hours:back": Route(post=_PULLER),
    "hours:steer": Route(get=_KEEPS, post=_KEEPS),
    "hours:invitations": Route(get=TEAM),
    "hours:invited": Route(post=TEAM),
    "hours:not-invited": Route(post=TEAM),
    "hours:pride": Route(get=IN_ROOM),
    "hours:show": Route(post=_PULLER),
    "hours:hide": Route(post=_PULLER),
}

_OWN = ApiRoute(people=RESIDENTS | {BOARD})

API_ROUTES: dict[str, ApiRoute] = {
    "listMyHours": _OWN,
    "writeHours": _OWN,
    "takeBackHours": ApiRoute(people=_PULLER),
    "listHourTotals": ApiRoute(people=_OVERSEES, tokens=frozenset({BOARD})),
}
