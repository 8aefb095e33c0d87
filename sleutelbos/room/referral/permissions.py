"""Who may make a card, see that it was used, and go along."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_inside, is_resident
from sleutelbos.kit.policy import (
    ASSISTANT,
    BOARD,
    COORDINATOR,
    EVERYONE,
    HOST,
    IN_ROOM,
    RESIDENT,
    RESIDENTS,
    Route,
)  # fmt: skip


def may_make_card(actor: Actor) -> bool:
    """Everybody: somebody who points the way needs no account (K5B)."""
    return bool(actor.place.pk)


def may_take_cards(actor: Actor) -> bool:
    """Who receives people sees a card at the door: hosts and the team."""
    return bool(actor.roles & {"host", "coordinator", "assistant"})


def may_draw_map(actor: Actor) -> bool:
    """Everybody inside knows somebody who can help, and writes it on the map (K5C)."""
    return is_inside(actor)


def may_go_along(actor: Actor) -> bool:
    """A resident goes to an institution together with a neighbour (K5B)."""
    return is_resident(actor)


def may_be_along(actor: Actor) -> bool:
    """Anybody inside may be asked along; what they then see is one going, never a list."""
    return is_inside(actor)


def may_ask(actor: Actor) -> bool:
    """Who receives people asks a resident for a yes: to go along, or to talk about them (K5C)."""
    return may_take_cards(actor)


_DOOR = frozenset({HOST, COORDINATOR, ASSISTANT})
# The going of a test world is of its resident, with its host along; nobody else gets in.
_RESIDENT, _COMPANION = frozenset({RESIDENT}), frozenset({HOST})
_TWO = _RESIDENT | _COMPANION

ROUTES: dict[str, Route] = {
    "referral:make": Route(get=EVERYONE, post=EVERYONE),
    "referral:list": Route(get=EVERYONE, post=EVERYONE),
    "referral:made": Route(get=EVERYONE),
    "referral:paper": Route(get=EVERYONE),
    "referral:card": Route(get=EVERYONE),
    "referral:cards": Route(get=_DOOR, post=_DOOR),
    "referral:use": Route(post=_DOOR),
    "referral:unuse": Route(post=_DOOR),
    "referral:map": Route(get=EVERYONE),
    "referral:hsds": Route(get=EVERYONE),
    "referral:network-hsds": Route(get=EVERYONE),
    "referral:put-on-map": Route(get=IN_ROOM, post=IN_ROOM),
    "referral:change-on-map": Route(get=IN_ROOM, post=IN_ROOM),
    "referral:still-so": Route(post=IN_ROOM),
    "referral:take-off-map": Route(post=IN_ROOM),
    "referral:put-back-on-map": Route(post=IN_ROOM),
    "referral:together": Route(get=IN_ROOM),
    "referral:go": Route(get=RESIDENTS | {BOARD}, post=RESIDENTS | {BOARD}),
    "referral:ask": Route(get=_DOOR, post=_DOOR),
    "referral:asked": Route(get=_RESIDENT),
    "referral:agree": Route(post=_RESIDENT),
    "referral:decline": Route(post=_RESIDENT),
    "referral:going": Route(get=_TWO),
    "referral:read": Route(post=_TWO),
    "referral:say": Route(post=_TWO),
    "referral:finish": Route(post=_TWO),
    "referral:reopen": Route(post=_TWO),
    "referral:come-along": Route(post=_COMPANION),
    "referral:stay-home": Route(post=_COMPANION),
    "referral:withdraw": Route(post=_RESIDENT),
    "referral:wipe": Route(post=_RESIDENT),
}
