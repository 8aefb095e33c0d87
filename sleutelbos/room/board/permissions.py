"""Who may read what hangs on the door: everybody."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_resident
from sleutelbos.kit.policy import EVERYONE, Route


def may_come_by_name(actor: Actor) -> bool:
    """Anybody known here comes by name; a passer-by may come without one."""
    return actor.person is not None and bool(actor.roles - {"funder"})


def may_begin(actor: Actor) -> bool:
    """Residents begin something; a passer-by is shown the way in (K2C)."""
    return actor.person is None or is_resident(actor)


ROUTES = {
    "board:today": Route(get=EVERYONE),
    "board:week": Route(get=EVERYONE),
    "board:week-of": Route(get=EVERYONE),
    "board:way": Route(get=EVERYONE),
    "board:ours": Route(get=EVERYONE),
    "board:help": Route(get=EVERYONE),
    "board:access": Route(get=EVERYONE),
}
