"""Who may ask for the pages of the house as a whole."""

from sleutelbos.kit.policy import EVERYONE, Route

ROUTES = {"health": Route(get=EVERYONE), "poster": Route(get=EVERYONE)}
