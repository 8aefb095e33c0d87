"""Who asks costs back, who pays them, and who reads the cash book."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_inside, is_resident
from sleutelbos.kit.policy import BOARD, IN_ROOM, PULLER, RESIDENTS, TREASURER, Route


def may_claim(actor: Actor) -> bool:
    """Residents and the board give their time for nothing, so their costs come back (K2A)."""
    return actor.person is not None and (is_resident(actor) or "board" in actor.roles)


def may_keep_cash(actor: Actor) -> bool:
    """The treasurer pays, writes in the book and counts the tin; the board chose this person."""
    return actor.person is not None and "treasurer" in actor.roles


def may_see_claims(actor: Actor) -> bool:
    """Who may ask, and the treasurer, who pays and may be somebody else than a resident."""
    return may_claim(actor) or may_keep_cash(actor)


def may_see_book(actor: Actor) -> bool:
    """Everybody inside sees what went in and out: it is their money (K3C)."""
    return actor.person is not None and is_inside(actor)


def may_see_words(actor: Actor) -> bool:
    """What a line was for, in own words, and the file of the book: treasurer and board."""
    return may_keep_cash(actor) or (actor.person is not None and "board" in actor.roles)


_CLAIMS = RESIDENTS | {BOARD}
_KEEPS = frozenset({TREASURER})
_PULLER = frozenset({PULLER})  # whose claim it is in the walks

ROUTES: dict[str, Route] = {
    "cash:claims": Route(get=_CLAIMS),
    "cash:ask": Route(get=_CLAIMS, post=_CLAIMS),
    "cash:claim": Route(get=_PULLER | _KEEPS),
    "cash:receipt": Route(get=_PULLER | _KEEPS),
    "cash:take-back": Route(post=_PULLER),
    "cash:pay": Route(post=_KEEPS),
    "cash:unpay": Route(post=_KEEPS),
    "cash:refuse": Route(post=_KEEPS),
    "cash:cashbook": Route(get=IN_ROOM | {TREASURER}),
    "cash:write": Route(get=_KEEPS, post=_KEEPS),
    "cash:counter": Route(post=_KEEPS),
    "cash:count": Route(get=_KEEPS, post=_KEEPS),
    "cash:file": Route(get=_KEEPS | {BOARD}),
}
