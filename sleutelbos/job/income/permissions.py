"""Who may see what changes in their money: everybody, also without an account."""

from sleutelbos.kit.policy import EVERYONE, PUBLIC, ApiRoute, Route

ROUTES: dict[str, Route] = {
    "income:money": Route(get=EVERYONE, post=EVERYONE),
    "income:paper": Route(post=EVERYONE),
}

API_ROUTES: dict[str, ApiRoute] = {"compareMoney": PUBLIC}
