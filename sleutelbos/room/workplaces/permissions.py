"""Who sees the support of a room, and who sees the steps of a resident."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_inside, is_resident
from sleutelbos.kit.policy import (
    ASSISTANT,
    BOARD,
    COORDINATOR,
    HOST,
    IN_ROOM,
    RESIDENT,
    STRANGER,
    Route,
)

GUIDES = frozenset({"host", "coordinator", "assistant"})


def may_see_support(actor: Actor) -> bool:
    """How much paid support there is, is of everybody inside (K4A)."""
    return is_inside(actor)


def may_see_posts(actor: Actor) -> bool:
    """Who has which post, and who pays: the team and the board."""
    return bool(actor.roles & {"coordinator", "assistant", "board"})


def may_set_support(actor: Actor) -> bool:
    """The board writes down which support posts there are."""
    return "board" in actor.roles


def may_guide(actor: Actor) -> bool:
    """Who receives people proposes a place to work to a resident, and guides it as long as they
    receive people; the resident decides (K4C)."""
    return bool(actor.roles & GUIDES)


def may_step(actor: Actor) -> bool:
    """A resident says yes to a step, and ends it."""
    return is_resident(actor) or is_inside(actor)


_BOARD = frozenset({BOARD})
_GUIDES = frozenset({HOST, COORDINATOR, ASSISTANT})
# The step of a test world is of its resident, with its host as guide; nobody else gets in.
_PERSON = frozenset({RESIDENT})
_TWO = frozenset({RESIDENT, HOST})

ROUTES: dict[str, Route] = {
    "workplaces:support": Route(get=IN_ROOM),
    "workplaces:add-post": Route(get=_BOARD, post=_BOARD),
    "workplaces:end-post": Route(post=_BOARD),
    "workplaces:reopen-post": Route(post=_BOARD),
    "workplaces:mine": Route(get=IN_ROOM | {STRANGER}),
    "workplaces:guided": Route(get=_GUIDES),
    "workplaces:propose": Route(get=_GUIDES, post=_GUIDES),
    "workplaces:step": Route(get=_TWO),
    "workplaces:read": Route(post=_TWO),
    "workplaces:agree": Route(post=_PERSON),
    "workplaces:decline": Route(post=_PERSON),
    "workplaces:change": Route(post=_TWO),
    "workplaces:choose-guide": Route(post=_PERSON),
    "workplaces:end": Route(get=_TWO, post=_TWO),
    "workplaces:next": Route(get=frozenset({HOST}), post=frozenset({HOST})),
    "workplaces:plan": Route(get=_TWO, post=_TWO),
    "workplaces:record": Route(get=_TWO, post=_TWO),
    "workplaces:wipe": Route(post=_PERSON),
}
