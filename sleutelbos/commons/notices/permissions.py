"""Who may see what reaches people: everybody their own, and who hands out paper that there is
something."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.policy import ASSISTANT, COORDINATOR, EVERYONE, HOST, SIGNED_IN, TEAM, Route


def may_hand_over(actor: Actor) -> bool:
    """Who receives people hands out what is on paper: hosts and the team."""
    return bool(actor.roles & {"host", "coordinator", "assistant"})


def may_mend(actor: Actor) -> bool:
    """The team sees what did not go out, and sends it again."""
    return bool(actor.roles & {"coordinator", "assistant"})


_HANDS_OVER = frozenset({HOST, COORDINATOR, ASSISTANT})

ROUTES: dict[str, Route] = {
    "notices:mine": Route(get=SIGNED_IN),
    "notices:open": Route(post=SIGNED_IN),
    "notices:read-all": Route(post=SIGNED_IN),
    "notices:how": Route(get=SIGNED_IN, post=SIGNED_IN),
    "notices:all-off": Route(post=SIGNED_IN),
    "notices:device": Route(post=SIGNED_IN),
    "notices:drop-device": Route(post=SIGNED_IN),
    "notices:worker": Route(get=EVERYONE),
    "notices:off": Route(get=EVERYONE, post=EVERYONE),
    "notices:paper": Route(get=_HANDS_OVER),
    "notices:print": Route(get=_HANDS_OVER),
    "notices:handed": Route(post=_HANDS_OVER),
    "notices:not-handed": Route(post=_HANDS_OVER),
    "notices:stuck": Route(get=TEAM, post=TEAM),
}
