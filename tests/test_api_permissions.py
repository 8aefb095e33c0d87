"""Who may use which operation of the API: every operation × every role × every token (R21, R22)."""

import json
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.places.commands_tokens import make_token
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.config.api import SERVER, api
from sleutelbos.kit.policy import (
    ALL_ROLES,
    ANONYMOUS,
    FORMER,
    PUBLIC,
    STRANGER,
    TABLET,
    TOKEN_ROLES,
    ApiRoute,
)
from tests.test_permissions import Rollback
from tests.world import World, make_world

DOCUMENT = api.get_openapi_schema()
GUEST = "een-woord-van-de-buurtapp-7"


@dataclass(frozen=True)
class Operation:
    """One operation of the document."""

    id: str
    method: str
    path: str
    has_body: bool


OPERATIONS = [
    Operation(found["operationId"], method, path, "requestBody" in found)
    for path, methods in DOCUMENT["paths"].items()
    for method, found in methods.items()
]


def declared() -> dict[str, ApiRoute]:
    """`API_ROUTES` of every module's `permissions.py`."""
    table: dict[str, ApiRoute] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("sleutelbos.") and find_spec(f"{config.name}.permissions"):
            table |= getattr(import_module(f"{config.name}.permissions"), "API_ROUTES", {})
    return table


def names(world: World, operation: Operation, room: str, *, guest: bool = False) -> dict[str, str]:
    """The arguments of an address of the API, in the world of the walking tests."""
    things: dict[str, Any] = world.things
    codes = {
        "readActivity": things["occurrence"].activity.code,
        "readTalent": things["talents.post"].code,
        "takeDown": things["talents.post"].code,
    }
    return {
        "room": room,
        "code": codes.get(operation.id, things["occurrence"].code),
        "who": GUEST if guest else "mine",
        "once": str(things["hours.entry"].once),
    }


def body(world: World, operation: Operation, *, guest: bool = False) -> dict[str, object]:
    things: dict[str, Any] = world.things
    bodies: dict[str, dict[str, object]] = {
        "openRoom": {"key": things["key-here"].code},
        "keepOpen": {"until": (timezone.now() + timedelta(hours=1)).isoformat()},
        "signUp": {"guest": GUEST} if guest else {},
        "hangTalent": {"once": str(uuid4()), "kind": "ask", "words": "Wie naait mee?"},
        "compareMoney": {"month": "2026-11", "situations": [{"age": 40, "rent": 62_000}]},
        "writeHours": {
            "once": str(uuid4()), "minutes": 30, "day": timezone.localdate().isoformat(),
        },
    }  # fmt: skip
    return bodies[operation.id]


def ask(
    client: Client, world: World, operation: Operation, room: str, *, guest: bool = False
) -> HttpResponse:
    """One request, rolled back. Somebody comes first, so that there is a sign-up to read."""
    address = SERVER + operation.path.format(**names(world, operation, room, guest=guest))
    sent = json.dumps(body(world, operation, guest=guest)) if operation.has_body else ""
    try:
        with transaction.atomic():
            if operation.id == "readSignUp":
                come(client, world, guest)
            call = getattr(client, operation.method)
            if operation.method == "get":
                response = call(address)
            else:
                response = call(address, sent, content_type="application/json")
            raise Rollback
    except Rollback:
        return response


def come(client: Client, world: World, guest: bool) -> None:
    """Say *Ik kom* to the occurrence of the world, as whoever this client is."""
    code = world.things["occurrence"].code  # type: ignore[attr-defined]
    client.post(
        f"{SERVER}/rooms/{world.room.slug}/occurrences/{code}/sign-ups",
        json.dumps({"guest": GUEST} if guest else {}),
        content_type="application/json",
    )


def machine(place: Place, role: str) -> Client:
    token = make_token(Actor(None, place, frozenset({"board"})), name="walk", role=role)
    return Client(raise_request_exception=False, headers={"authorization": f"Bearer {token}"})


def is_in(response: HttpResponse) -> bool:
    return response.status_code not in {401, 403, 404}


@pytest.fixture
def world(db) -> World:
    return make_world()


def test_every_operation_is_declared_and_nothing_else():
    assert sorted(operation.id for operation in OPERATIONS) == sorted(declared())


def test_what_is_public_only_reads():
    """Without anybody signed in and without a token nothing can be changed.

    Comparing money is a question too long for an address; a test of its own sees that it writes
    nothing.
    """
    public = [operation for operation in OPERATIONS if declared()[operation.id] == PUBLIC]
    assert {op.method for op in public if op.id != "compareMoney"} == {"get"}
    for operation in OPERATIONS:
        secured = bool(DOCUMENT["paths"][operation.path][operation.method].get("security"))
        assert secured == (declared()[operation.id] != PUBLIC), operation.id


@pytest.mark.parametrize("role", ALL_ROLES)
def test_every_role_gets_exactly_what_the_table_says(world, role):
    table, client, wrong = declared(), world.client(role), []
    for operation in OPERATIONS:
        response = ask(client, world, operation, world.room.slug)
        assert response.status_code < 500, operation
        if is_in(response) != (role in table[operation.id].people):
            wrong.append((operation.id, response.status_code, response.content[:200]))
    assert wrong == []


@pytest.mark.parametrize("role", sorted(TOKEN_ROLES))
def test_every_token_gets_exactly_what_the_table_says(world, role):
    table, client, wrong = declared(), machine(world.room, role), []
    for operation in OPERATIONS:
        response = ask(client, world, operation, world.room.slug, guest=True)
        assert response.status_code < 500, operation
        if is_in(response) != (role in table[operation.id].tokens):
            wrong.append((operation.id, response.status_code, response.content[:200]))
    assert wrong == []


def test_outsiders_get_the_answer_of_a_room_that_is_not_there(world):
    """R22: body and status, for strangers, for who left, and for a token of another room."""
    outsiders = [world.client(STRANGER), world.client(FORMER), machine(world.elsewhere, "host")]
    told = []
    for operation in OPERATIONS:
        if declared()[operation.id] == PUBLIC:
            continue
        for client in outsiders:
            here = ask(client, world, operation, world.room.slug, guest=True)
            nowhere = ask(client, world, operation, "is-er-niet", guest=True)
            if (here.status_code, here.content) != (404, nowhere.content):
                told.append((operation.id, here.status_code, nowhere.status_code))
    assert told == []


def test_nobody_gets_a_name_from_the_api_but_who_keeps_keys(world):
    """No canary of anybody in any answer; on the key board those who have a key."""
    clients = {role: world.client(role) for role in ALL_ROLES if role != TABLET}
    clients |= {f"token-{role}": machine(world.room, role) for role in TOKEN_ROLES}
    leaks = []
    for operation in OPERATIONS:
        for role, client in clients.items():
            said = ask(client, world, operation, world.room.slug, guest="token" in role)
            if b"anary" in said.content and operation.id != "listKeys":
                leaks.append((operation.id, role))
    assert leaks == []
    keys = next(operation for operation in OPERATIONS if operation.id == "listKeys")
    named = ask(clients["host"], world, keys, world.room.slug).json()["items"]
    assert {key["holder"] for key in named} == {None, "Key-holder-canary"}


def test_a_code_of_another_room_is_not_there_in_this_one(world):
    """R22: each identifier of the room, asked for in the other room by somebody at home there."""
    client, found = world.client(STRANGER), []
    for operation in OPERATIONS:
        if "{code}" not in operation.path and "{once}" not in operation.path:
            continue
        response = ask(client, world, operation, world.elsewhere.slug)
        if response.status_code != 404:
            found.append((operation.id, response.status_code))
    assert found == []


def test_a_hidden_holder_is_not_named(world):
    holder = world.people["key-holder"]
    holder.hidden_since = timezone.now()
    holder.save(update_fields=["hidden_since"])
    keys = next(operation for operation in OPERATIONS if operation.id == "listKeys")
    assert b"anary" not in ask(world.client("host"), world, keys, world.room.slug).content


def test_without_anybody_private_operations_answer_401_for_every_room(world):
    for operation in OPERATIONS:
        if declared()[operation.id] != PUBLIC:
            for room in (world.room.slug, "is-er-niet"):
                response = ask(world.client(ANONYMOUS), world, operation, room)
                assert response.status_code == 401, operation.id
