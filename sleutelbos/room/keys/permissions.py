"""Who may do what with keys and with the door. Nobody has to approve an opening (K3A)."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_resident, may_give
from sleutelbos.kit.policy import (
    ASSISTANT,
    BOARD,
    COORDINATOR,
    HOST,
    IN_ROOM,
    KEY_HOLDER,
    PUBLIC,
    ApiRoute,
    Route,
)

from .models import Opening

_MANAGES = frozenset({BOARD, COORDINATOR, ASSISTANT})
_KEEPS = _MANAGES | {HOST, KEY_HOLDER}
_OPENS = frozenset({HOST, KEY_HOLDER, BOARD})
_PLANS = _MANAGES | {KEY_HOLDER}


def may_keep_keys(actor: Actor) -> bool:
    """Key holders, hosts, team and board see the board and hand keys out and take them in."""
    return may_give(actor, "key-holder")


def may_open(actor: Actor) -> bool:
    """Whoever keeps keys and lives the room opens the door, and takes turns at it.

    The team and the funder do not: the key is with residents (K3A).
    """
    return may_keep_keys(actor) and is_resident(actor)


def may_close(actor: Actor, opening: Opening | None) -> bool:
    """Whoever may open; and who opened the door, also after they brought their key back, so that
    a room is never open with nobody able to close it."""
    mine = bool(opening and actor.person and opening.opened_by_id == actor.person.pk)
    return mine or may_open(actor)


def may_speak_for_others(actor: Actor) -> bool:
    """Hosts, team and board may say for a neighbour that their key is lost or found."""
    return bool(actor.roles & (_MANAGES | {HOST}))


def may_manage_keys(actor: Actor) -> bool:
    """Board and team add a key to the register, or retire one (a new lock, a broken key)."""
    return bool(actor.roles & _MANAGES)


def may_plan(actor: Actor) -> bool:
    """Key holders, team and board set the weekly hours and the days that are different."""
    return bool(actor.roles & _PLANS)


ROUTES: dict[str, Route] = {
    "keys:board": Route(get=_KEEPS),
    "keys:list": Route(get=_KEEPS),
    "keys:add": Route(get=_MANAGES, post=_MANAGES),
    "keys:week": Route(get=_KEEPS),
    "keys:week-of": Route(get=_KEEPS),
    "keys:hours": Route(get=_PLANS, post=_PLANS),
    "keys:other-day": Route(post=_PLANS),
    "keys:usual-day": Route(post=_PLANS),
    "keys:open": Route(get=_OPENS, post=_OPENS),
    "keys:until": Route(post=_OPENS),
    "keys:open-undo": Route(post=_OPENS),
    "keys:close": Route(get=_OPENS, post=IN_ROOM),  # and who opened it; the command knows
    "keys:close-undo": Route(post=_OPENS),
    "keys:mine-back": Route(get=_OPENS, post=_OPENS),
    "keys:hand": Route(get=_KEEPS, post=_KEEPS),
    "keys:handed": Route(get=_KEEPS),  # and who has just passed on their last key
    "keys:pass": Route(get=_OPENS, post=_OPENS),
    "keys:back": Route(get=_KEEPS, post=_KEEPS),  # GET: and who just brought back their last
    "keys:undo": Route(post=IN_ROOM),  # the command knows whose deed it was
    "keys:lost": Route(get=_KEEPS, post=_KEEPS),
    "keys:found": Route(post=_KEEPS),
    "keys:retire": Route(post=_MANAGES),
    "keys:reinstate": Route(post=_MANAGES),
    "keys:take": Route(post=_OPENS),
    "keys:give-up": Route(post=_OPENS),
    "keys:offer": Route(post=_OPENS),
    "keys:withdraw": Route(post=_OPENS),
    "keys:swap": Route(get=_OPENS, post=_OPENS),
}

_MACHINE = frozenset({HOST})  # it holds no key, so it closes but never opens

API_ROUTES: dict[str, ApiRoute] = {
    "readOpening": PUBLIC,
    "listOpeningHours": PUBLIC,
    "openRoom": ApiRoute(people=_OPENS),
    "keepOpen": ApiRoute(people=_OPENS, tokens=_MACHINE),
    "closeRoom": ApiRoute(people=_OPENS, tokens=_MACHINE),
    "listKeys": ApiRoute(people=_KEEPS, tokens=frozenset({HOST, BOARD})),
}
