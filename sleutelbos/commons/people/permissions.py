"""Who may ask for the pages about one's own self."""

from sleutelbos.kit.policy import Route

ROUTES: dict[str, Route] = {}
