"""The table of who may ask for which page: one entry a route, every role spelled out.

Each module's `permissions.py` holds `ROUTES`, one `Route` for every address it serves. A test walks
the URL configuration and fails on an address without an entry, then asks every address as every
role and compares. So a new page cannot forget its door.
"""

from dataclasses import dataclass, field

ANONYMOUS = "anonymous"
STRANGER = "stranger"  # signed in, at home in another room
RESIDENT = "resident"  # NL: bewoner
HOST = "host"  # NL: gastvrouw of gastheer
KEY_HOLDER = "key-holder"  # NL: sleuteldrager
PULLER = "puller"  # NL: trekker
COORDINATOR = "coordinator"  # NL: teamcoördinator
ASSISTANT = "assistant"  # NL: assistent
BOARD = "board"  # NL: bestuur van de bewonersvereniging
TREASURER = "treasurer"  # NL: penningmeester
FUNDER = "funder"  # NL: financier
FORMER = "former"  # somebody whose role has ended
TABLET = "tablet"  # the tablet at the door

ALL_ROLES = (
    ANONYMOUS, STRANGER, RESIDENT, HOST, KEY_HOLDER, PULLER, COORDINATOR, ASSISTANT, BOARD,
    TREASURER, FUNDER, FORMER, TABLET,
)  # fmt: skip

EVERYONE = frozenset(ALL_ROLES)
SIGNED_IN = EVERYONE - {ANONYMOUS, TABLET}
RESIDENTS = frozenset({RESIDENT, HOST, KEY_HOLDER, PULLER, TREASURER})
TEAM = frozenset({COORDINATOR, ASSISTANT})
IN_ROOM = RESIDENTS | TEAM | {BOARD}
NO_ONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Route:
    """Who may GET and who may POST an address. A method left out answers 405 to everyone."""

    get: frozenset[str] = field(default=NO_ONE)
    post: frozenset[str] = field(default=NO_ONE)


@dataclass(frozen=True)
class ApiRoute:
    """Who may use one operation of the API: people who are signed in, and machines with a token.

    `tokens` names the roles a token may have for it; `PUBLIC` is for everybody, also without.
    """

    people: frozenset[str] = field(default=NO_ONE)
    tokens: frozenset[str] = field(default=NO_ONE)


TOKEN_ROLES = frozenset({RESIDENT, HOST, BOARD})  # what a machine can be trusted with
PUBLIC = ApiRoute(EVERYONE, TOKEN_ROLES)
