"""Who may ask for what: every address × every role × GET and POST, against the declared table."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from sleutelbos.kit.policy import ALL_ROLES, ANONYMOUS
from tests.routes import declared, routes
from tests.world import World, addresses, make_world

ADDRESSES = [name for name, _pattern in routes()]
# The signed address is the key: a mail program presses it itself, with no page of ours (RFC 8058).
BY_SIGNED_LINK = {"notices:off"}


class Rollback(Exception):
    """Thrown to leave no trace of one request."""


def outcome(response: HttpResponse) -> str:
    """What an answer means for access: in, out, or there is no such method here."""
    if response.status_code == 405:
        return "no-method"
    to_sign_in = response.status_code == 302 and response["Location"].startswith("/binnen/?next=")
    return "out" if response.status_code in {401, 403, 404} or to_sign_in else "in"


def ask(world: World, role: str, method: str, url: str) -> HttpResponse:
    """One request as one role, rolled back."""
    client = world.client(role, again=True)
    try:
        with transaction.atomic():
            response = getattr(client, method)(url)
            raise Rollback
    except Rollback:
        return response


def test_every_address_is_declared_and_nothing_else():
    assert sorted(ADDRESSES) == sorted(declared())


def test_every_address_has_a_name_of_its_own():
    assert len(ADDRESSES) == len(set(ADDRESSES))
    assert [name for name in ADDRESSES if name.startswith("unnamed")] == []


@pytest.fixture
def world(db):
    return make_world()


@pytest.mark.django_db
@pytest.mark.one_database
def test_every_role_gets_exactly_what_the_table_says(world):
    table, known = declared(), addresses(world)
    wrong, broken = [], []
    for name in ADDRESSES:
        url = reverse(name, kwargs=known.get(name))
        for method in ("get", "post"):
            may = getattr(table[name], method)
            for role in ALL_ROLES:
                response = ask(world, role, method, url)
                if response.status_code >= 500:
                    broken.append((name, method, role, response.status_code))
                    continue
                expected = "in" if role in may else ("out" if may else "no-method")
                seen = outcome(response)
                if seen != expected and not (expected == "no-method" and seen == "out"):
                    wrong.append((name, method, role, expected, seen, response.status_code))
    assert broken == []
    assert wrong == []


@pytest.mark.django_db
def test_a_stranger_cannot_tell_a_closed_door_from_a_wrong_address(world):
    """R22: somebody from another room gets the very answer of a page that is not there."""
    table, known = declared(), addresses(world)
    told = []
    for name in ADDRESSES:
        arguments = known.get(name)
        if not arguments or "place_slug" not in arguments or "stranger" in table[name].get:
            continue
        if not table[name].get:
            continue
        here = ask(world, "stranger", "get", reverse(name, kwargs=arguments))
        nowhere = ask(
            world,
            "stranger",
            "get",
            reverse(name, kwargs={**arguments, "place_slug": "is-er-niet"}),
        )
        if (here.status_code, here.content) != (404, nowhere.content):
            told.append((name, here.status_code))
    assert told == []


@pytest.mark.django_db
def test_an_unsafe_request_without_its_token_changes_nothing(world):
    """R27: every POST without a CSRF token is refused, for everybody."""
    table, known = declared(), addresses(world)
    passed = []
    for name in [name for name in ADDRESSES if name not in BY_SIGNED_LINK]:
        for role in sorted(table[name].post - {ANONYMOUS}) or sorted(table[name].post):
            response = world.client(role, csrf=True).post(reverse(name, kwargs=known.get(name)))
            if response.status_code != 403:
                passed.append((name, role, response.status_code))
            break
    assert passed == []
