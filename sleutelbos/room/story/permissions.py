"""Who may tell a route (everybody their own) and who hears of a wall of the system."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_inside
from sleutelbos.kit.policy import BOARD, COORDINATOR, HOST, IN_ROOM, RESIDENT, STRANGER, Route

HEARS_SIGNALS = frozenset({"board", "coordinator"})


def may_tell(actor: Actor) -> bool:
    """Everybody inside has a route of their own, if they like; a funder only looks on (P3)."""
    return actor.person is not None and is_inside(actor)


def may_hear_signals(actor: Actor) -> bool:
    """Board and coordinator can change something; that of a cooperative too. Never a person (P3).

    Being allowed here opens not one door of anybody's route.
    """
    return bool(actor.roles & HEARS_SIGNALS)


_AT_HOME = IN_ROOM | {STRANGER}  # whoever is at home in a room, also in another one
_OWNER = frozenset({RESIDENT})  # in the test world the route is of the resident …
_CHOSEN = frozenset({HOST})  # … who shows one door to the host, and lets the host write
_PRESS = Route(post=_OWNER)

ROUTES: dict[str, Route] = {
    "story:mine": Route(get=_AT_HOME),
    "story:map": Route(get=_AT_HOME),
    "story:tell": Route(get=_AT_HOME, post=_AT_HOME),
    "story:paper": Route(get=_AT_HOME),
    "story:pens": Route(get=_AT_HOME, post=_AT_HOME),
    "story:take-pen": _PRESS,
    "story:from-others": Route(get=_AT_HOME),
    "story:read": Route(post=_CHOSEN),
    "story:hear": Route(get=_CHOSEN),
    "story:close": Route(post=_CHOSEN),
    "story:write-for": Route(get=_CHOSEN, post=_CHOSEN),
    "story:withdraw": Route(post=_CHOSEN),
    "story:door": Route(get=_OWNER),
    "story:change": Route(get=_OWNER, post=_OWNER),
    "story:state": _PRESS,
    "story:goal": _PRESS,
    "story:no-goal": _PRESS,
    "story:earlier": _PRESS,
    "story:pause": _PRESS,
    "story:resume": _PRESS,
    "story:away": _PRESS,
    "story:back": _PRESS,
    "story:true": _PRESS,
    "story:step": Route(get=_OWNER, post=_OWNER),
    "story:done": _PRESS,
    "story:not-done": _PRESS,
    "story:drop": _PRESS,
    "story:pick-up": _PRESS,
    "story:wall": Route(get=_OWNER, post=_OWNER),
    "story:show": Route(get=_OWNER, post=_OWNER),
    "story:stop": _PRESS,
    "story:sound": Route(get=_OWNER),
    "story:signals": Route(get=frozenset({BOARD, COORDINATOR})),
}
