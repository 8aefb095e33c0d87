"""Who may see what reaches people: everybody their own, nobody another's."""

from sleutelbos.kit.policy import SIGNED_IN, Route

ROUTES: dict[str, Route] = {
    "notices:mine": Route(get=SIGNED_IN),
    "notices:open": Route(post=SIGNED_IN),
    "notices:read-all": Route(post=SIGNED_IN),
}
