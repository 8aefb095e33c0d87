"""Who may do what at the door, at the host's table and with counts."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.policy import (
    ASSISTANT,
    BOARD,
    COORDINATOR,
    EVERYONE,
    HOST,
    TABLET,
    Route,
)


def may_stand_at_door(actor: Actor) -> bool:
    """The tablet of the room, and nobody else: neighbours come in through the tablet."""
    return "tablet" in actor.roles


def may_receive(actor: Actor) -> bool:
    """Hosts and the team see the table: who called, how many came, who needs a hand."""
    return bool(actor.roles & {"host", "coordinator", "assistant"})


def may_place_tablet(actor: Actor) -> bool:
    """Hosts, the team and the board put a tablet at the door, and take it away again."""
    return may_receive(actor) or "board" in actor.roles


def may_count(actor: Actor) -> bool:
    """Hosts, the team and the board write down counts and take them back."""
    return may_place_tablet(actor)


_DOOR = frozenset({TABLET})
_TABLE = frozenset({HOST, COORDINATOR, ASSISTANT})
_PLACERS = _TABLE | {BOARD}

_LOOK, _DO = Route(get=_TABLE), Route(post=_TABLE)
_AT_DOOR, _TAP = Route(get=_DOOR), Route(post=_DOOR)

ROUTES = {
    "visits:worker": Route(get=EVERYONE),
    "visits:offline": Route(get=EVERYONE),
    "visits:door": _AT_DOOR,
    "visits:names": _AT_DOOR,
    "visits:send": _TAP,
    "visits:newcomer": _TAP,
    "visits:drink": _TAP,
    "visits:who": _AT_DOOR,
    "visits:arrive": _TAP,
    "visits:hello": _AT_DOOR,
    "visits:not_me": _TAP,
    "visits:join": _TAP,
    "visits:call": _TAP,
    "visits:place_tablet": Route(get=_PLACERS | _DOOR, post=_PLACERS),
    # Whoever comes back to it on a device of their own is shown the rooms.
    "visits:take_by_card": Route(get=EVERYONE, post=_DOOR),
    "visits:revoke_tablet": Route(post=_PLACERS),
    "visits:back_to_door": Route(post=_PLACERS),
    "visits:leave_door": Route(post=_PLACERS),
    "visits:table": _LOOK,
    "visits:be_host": _DO,
    "visits:answer_call": _DO,
    "visits:add": _DO,
    "visits:take_back": _DO,
    "visits:help_in": _LOOK,
    "visits:write_note": _DO,
    "visits:take_back_note": _DO,
    "visits:set_aside": Route(get=_TABLE, post=_TABLE),
    "visits:tallies": Route(get=_PLACERS),
    "visits:tally_day": Route(post=_PLACERS),
    "visits:tally_month": Route(post=_PLACERS),
    "visits:read_file": Route(post=_PLACERS),
    "visits:put_in": Route(post=_PLACERS),
    "visits:take_back_import": Route(post=_PLACERS),
    "visits:take_back_tally": Route(post=_PLACERS),
    "visits:moments": _LOOK,
    "visits:draw": _DO,
    "visits:moment": _LOOK,
    "visits:tick": _DO,
    "visits:finish": _DO,
}
