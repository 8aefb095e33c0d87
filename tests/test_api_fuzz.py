"""Whatever a program sends, the API answers as its document says (R47). Real requests, real rows.

Every operation gets 105 requests, 15 as each of seven kinds of people and machines; 500 as each in
the long bar (`SLEUTELBOS_LONG=1`). Half fit the document and half do not; most go to addresses that
are there.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from sleutelbos.config.wsgi import application
from sleutelbos.kit.policy import ANONYMOUS, BOARD, HOST, KEY_HOLDER, PULLER, RESIDENT
from sleutelbos.room.keys.commands import open_room
from tests.test_api_permissions import (
    GUEST,
    OPERATIONS,
    Operation,
    body,
    come,
    machine,
    names,
)
from tests.test_permissions import Rollback
from tests.world import World, make_world

LONG = os.environ.get("SLEUTELBOS_LONG") == "1"
CSRF = "k" * 32
PEOPLE = (ANONYMOUS, RESIDENT, HOST, KEY_HOLDER, PULLER, BOARD)
TOKEN = "token"

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.mission("P7")]


@dataclass(frozen=True)
class Asker:
    """What one role sends along, and the addresses it knows."""

    headers: dict[str, str]
    cookies: dict[str, str]
    known: dict[str, str]


def askers(world: World, operation: Operation) -> dict[str, Asker]:
    mine = names(world, operation, world.room.slug)
    found = {}
    for role in PEOPLE:
        cookies = {name: one.value for name, one in world.client(role).cookies.items()}
        csrf = {settings.CSRF_COOKIE_NAME: CSRF} if cookies else {}
        found[role] = Asker({"X-CSRFToken": CSRF} if cookies else {}, cookies | csrf, mine)
        come(world.client(role), world, guest=False)  # so that there is a sign-up to read
    client = machine(world.room, HOST)
    come(client, world, guest=True)
    authorization = client.defaults["HTTP_AUTHORIZATION"]
    guests = names(world, operation, world.room.slug, guest=True)
    found[TOKEN] = Asker({"Authorization": authorization}, {}, guests)
    return found


def requests_for(found: schemathesis.schemas.APIOperation) -> st.SearchStrategy:
    """Requests that fit the document and requests that do not, if there is a way not to fit."""
    fits = found.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if not found.body and not found.query:
        return fits  # any text may stand in an address: then it is simply not there
    return st.one_of(fits, found.as_strategy(generation_mode=GenerationMode.NEGATIVE))


@contextmanager
def on_one_connection() -> Iterator[None]:
    """Requests share the connection of the test, as they do with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.fixture
def document(db) -> schemathesis.schemas.BaseSchema:
    """The document as it is published."""
    with on_one_connection():
        return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_every_answer_is_as_the_document_says(document, operation):
    world = make_world()
    roles = askers(world, operation)
    if operation.id in {"keepOpen", "closeRoom"}:
        open_room(world.actor(KEY_HOLDER))
    seen: set[int] = set()
    with on_one_connection():
        for role, asker in roles.items():
            right = body(world, operation, guest=role == TOKEN) if operation.has_body else None
            seen |= fuzz(document.find_operation_by_id(operation.id), asker, world, right)
    assert seen & {200, 201, 204}, seen  # it was done: not only doors were tried


def fuzz(
    found: schemathesis.schemas.APIOperation, asker: Asker, world: World, right: object
) -> set[int]:
    """Ask one operation as one role, every request rolled back. Gives the statuses that came.

    Two in five go to a place that is there with a body that can be done (`right`).
    """
    seen: set[int] = set()

    @hypothesis_settings(
        max_examples=500 if LONG else 15, deadline=None, database=None, derandomize=not LONG,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(
        case=requests_for(found),
        where=st.sampled_from(["right", "right", "known", "elsewhere", "anywhere"]),
    )
    def one(case: schemathesis.Case, where: str) -> None:
        fits = case.meta is None or case.meta.generation.mode.is_positive
        if where == "right" and right is not None and fits:
            case.body = right
        for name in case.path_parameters or {}:
            if where != "anywhere":
                case.path_parameters[name] = asker.known[name]
            if where == "elsewhere" and name == "room":
                case.path_parameters[name] = world.elsewhere.slug
        case.headers, case.cookies = dict(asker.headers), dict(asker.cookies)
        case._has_explicit_auth = bool(asker.headers)  # `ignored_auth` tries without, and wrong
        try:
            with transaction.atomic():
                response = case.call(headers=asker.headers)
                case.validate_response(response, headers=asker.headers)
                seen.add(response.status_code)
                raise Rollback
        except Rollback:
            pass

    one()
    return seen


def test_guests_of_the_fuzz_can_come():
    """The word that stands for a guest in these tests is one that the API takes."""
    assert 20 <= len(GUEST) <= 64
