"""Who may read what hangs on the door: everybody."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_from_elsewhere, is_inside, is_resident
from sleutelbos.kit.policy import EVERYONE, HOST, IN_ROOM, PULLER, STRANGER, Route
from sleutelbos.room.activities.permissions import leads, may_look_in_stable
from sleutelbos.room.activities.queries import Occurrence


def may_come_by_name(actor: Actor) -> bool:
    """Anybody known here comes by name; a passer-by may come without one."""
    return actor.person is not None and bool(actor.roles - {"funder"})


def may_begin(actor: Actor) -> bool:
    """Residents begin something; a passer-by is shown the way in (K2C)."""
    return actor.person is None or is_resident(actor)


def shows_stable(actor: Actor, user: object) -> bool:
    """Does the page show the way to what rests? A passer-by is shown the way in."""
    may = may_look_in_stable(actor)
    return may or (actor.person is None and not is_from_elsewhere(actor, user))


def may_have_feed(actor: Actor) -> bool:
    """Whoever does something in a room can have it in their own calendar."""
    return is_inside(actor)


def may_print_list(actor: Actor, occurrence: Occurrence) -> bool:
    """Who leads it needs the names, and so do hosts, who are at the table. At most 1 query."""
    return "host" in actor.roles or leads(actor, occurrence)


_AT_HOME = IN_ROOM | {STRANGER}  # whoever is at home in a room, also in another one

ROUTES = {
    "board:today": Route(get=EVERYONE),
    "board:week": Route(get=EVERYONE),
    "board:week-of": Route(get=EVERYONE),
    "board:week-paper": Route(get=EVERYONE),
    "board:week-paper-of": Route(get=EVERYONE),
    "board:poster": Route(get=EVERYONE),
    "board:list-paper": Route(get=frozenset({PULLER, HOST})),
    "board:way": Route(get=EVERYONE),
    "board:ours": Route(get=EVERYONE),
    "board:feed-of-room": Route(get=EVERYONE),
    "board:feed-of-one": Route(get=EVERYONE),
    "board:feed": Route(get=EVERYONE),  # the address is the key
    "board:my-feed": Route(get=_AT_HOME, post=_AT_HOME),
    "board:help": Route(get=EVERYONE),
    "board:access": Route(get=EVERYONE),
}
