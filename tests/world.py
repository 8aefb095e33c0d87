"""The world of the walking tests: one room with somebody in every role, and one room elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.test import Client

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_person, make_room
from sleutelbos.kit import policy

ROLES_OF = {
    policy.RESIDENT: ("resident",),
    policy.HOST: ("resident", "host"),
    policy.KEY_HOLDER: ("resident", "key-holder"),
    policy.PULLER: ("resident",),
    policy.COORDINATOR: ("coordinator",),
    policy.ASSISTANT: ("assistant",),
    policy.BOARD: ("resident", "board"),
    policy.TREASURER: ("resident", "treasurer"),
    policy.FUNDER: ("funder",),
}


@dataclass
class World:
    """A room, a room elsewhere, and one person for every role of `policy.ALL_ROLES`.

    Modules fill it in `prepare(world)` of their `tests/addresses.py`; what later modules need they
    put in `things`. `tablet_cookies` is filled by the module of the door.
    """

    room: Place
    elsewhere: Place
    people: dict[str, Person]
    things: dict[str, object] = field(default_factory=dict)
    tablet_cookies: dict[str, str] = field(default_factory=dict)
    _signed_in: dict[str, str] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        """The actor of a role, in the room (the stranger: elsewhere)."""
        return actor_of(self.people[role], self.elsewhere if role == policy.STRANGER else self.room)

    def client(self, role: str, *, csrf: bool = False, again: bool = False) -> Client:
        """A browser in which this role is signed in (or, for the passer-by, nobody).

        With `again` it is the session of the last time: for requests that are rolled back.
        """
        client = Client(enforce_csrf_checks=csrf, raise_request_exception=False)
        if role == policy.TABLET:
            for name, value in self.tablet_cookies.items():
                client.cookies[name] = value
        elif role != policy.ANONYMOUS:
            if not (again and role in self._signed_in):
                client.force_login(self.people[role])
                self._signed_in[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
            client.cookies[settings.SESSION_COOKIE_NAME] = self._signed_in[role]
        return client


def make_world() -> World:
    """Everybody and both rooms; then each module adds what its addresses need."""
    room, elsewhere = make_room("het-lampje", "Het Lampje"), make_room("elders", "Elders")
    people = {}
    for role, names in ROLES_OF.items():
        person = make_person(f"{role}-canary".capitalize())
        for name in names:
            places.first_role(person, room, name)
        people[role] = person
    people[policy.STRANGER] = make_actor(elsewhere, "stranger-canary").person
    former = make_actor(room, "former-canary", "coordinator").person
    places.end_role(actor_of(former, room), of=former, name="coordinator")
    people[policy.FORMER] = former
    world = World(room, elsewhere, people)
    for prepare in from_modules("prepare"):
        prepare(world)
    return world


def from_modules(name: str, file: str = "addresses") -> list[Callable[..., object]]:
    """The function of that name in a file of the tests of every module that has it."""
    found = []
    for config in apps.get_app_configs():
        module = f"{config.name}.tests.{file}"
        if (
            config.name.startswith("sleutelbos.")
            and find_spec(f"{config.name}.tests")
            and find_spec(module)
        ):
            if hasattr(import_module(module), name):
                found.append(getattr(import_module(module), name))
    return found


def addresses(world: World) -> dict[str, dict[str, object]]:
    """Route name → the path arguments to try it with. Routes without arguments need no entry."""
    known: dict[str, dict[str, object]] = {}
    for module_addresses in from_modules("addresses"):
        known |= module_addresses(world)  # type: ignore[operator]
    return known
