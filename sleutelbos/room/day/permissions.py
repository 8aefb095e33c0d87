"""Who sees Mijn dag, who may call a neighbour we missed, and who may be called."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_inside, is_resident
from sleutelbos.kit.policy import IN_ROOM, PULLER, TEAM, Route


def may_see_day(actor: Actor) -> bool:
    """Coordinator and assistant: the page of those who are there for the room. Not the board."""
    return actor.person is not None and bool(actor.roles & {"coordinator", "assistant"})


def may_call(actor: Actor) -> bool:
    """Residents and the team; whom they may call, the commands look at each time."""
    return actor.person is not None and (is_resident(actor) or may_see_day(actor))


def may_choose(actor: Actor) -> bool:
    """Everybody inside says for themselves whether they may be called."""
    return actor.person is not None and is_inside(actor)


# In a test world the puller knows who is missed, and was asked something.
_PULLER = frozenset({PULLER})

ROUTES: dict[str, Route] = {
    "day:mine": Route(get=TEAM),
    "day:worked": Route(post=TEAM),
    "day:ask-holders": Route(post=TEAM),
    "day:calls": Route(get=IN_ROOM),
    "day:me": Route(get=IN_ROOM, post=IN_ROOM),
    "day:take": Route(post=TEAM | _PULLER),
    "day:ask": Route(post=TEAM),
    "day:tomorrow": Route(post=TEAM),
    "day:today": Route(post=TEAM),
    "day:outcome": Route(post=_PULLER),
    "day:reopen": Route(post=_PULLER),
    "day:put-back": Route(post=_PULLER),
    "day:hand": Route(post=TEAM),
    "day:answer": Route(post=_PULLER),
}
