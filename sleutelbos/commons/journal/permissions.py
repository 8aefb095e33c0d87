"""The journal serves no page of its own."""

from sleutelbos.kit.policy import Route

ROUTES: dict[str, Route] = {}
