"""Who may make a card, see that it was used, and go along."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.policy import ASSISTANT, COORDINATOR, EVERYONE, HOST, Route


def may_make_card(actor: Actor) -> bool:
    """Everybody: somebody who points the way needs no account (K5B)."""
    return bool(actor.place.pk)


def may_take_cards(actor: Actor) -> bool:
    """Who receives people sees a card at the door: hosts and the team."""
    return bool(actor.roles & {"host", "coordinator", "assistant"})


_DOOR = frozenset({HOST, COORDINATOR, ASSISTANT})

ROUTES: dict[str, Route] = {
    "referral:make": Route(get=EVERYONE, post=EVERYONE),
    "referral:list": Route(get=EVERYONE, post=EVERYONE),
    "referral:made": Route(get=EVERYONE),
    "referral:paper": Route(get=EVERYONE),
    "referral:card": Route(get=EVERYONE),
    "referral:cards": Route(get=_DOOR, post=_DOOR),
    "referral:use": Route(post=_DOOR),
    "referral:unuse": Route(post=_DOOR),
}
