"""Who may see Mijn bos: everybody their own, nobody another's."""

from sleutelbos.kit.policy import FUNDER, IN_ROOM, STRANGER, Route

_AT_HOME = IN_ROOM | {STRANGER}  # whoever is at home in a room, also in another one

ROUTES: dict[str, Route] = {
    "ring:mine": Route(get=_AT_HOME | {FUNDER}),
    "ring:news": Route(get=_AT_HOME),
}
