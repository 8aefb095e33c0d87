"""More walks over every address: looking changes nothing, and nobody else's names come along."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import queries as places
from sleutelbos.kit.policy import ALL_ROLES, ANONYMOUS, FUNDER, STRANGER, TABLET
from tests.routes import declared
from tests.test_permissions import ADDRESSES, ask
from tests.world import World, addresses, make_world

TRACES = ("django_session", "journal_reading")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@contextmanager
def written() -> Iterator[list[str]]:
    """The statements inside the block that change a table, sessions and traces of reading aside.

    That somebody read what another told is written down while they read it (R26).
    """
    seen: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES) and not any(name in sql for name in TRACES):
            seen.append(sql[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def text_of(response: Any) -> str:
    """What an answer says, also when it is sent in pieces (a download)."""
    said = b"".join(response) if response.streaming else response.content
    return said.decode(errors="replace")


@pytest.mark.django_db
@pytest.mark.one_database
def test_looking_changes_nothing(world):
    """R21: no GET writes a row, for anybody."""
    table, known = declared(), addresses(world)
    changed = []
    for name in ADDRESSES:
        url = reverse(name, kwargs=known.get(name))
        for role in sorted(table[name].get):
            with written() as statements:
                ask(world, role, "get", url)
            if statements:
                changed.append((name, role, statements[0]))
    assert changed == []


@pytest.mark.django_db
def test_nobody_meets_the_names_of_another_room(world):
    """R22, R24: the people of a room never appear to somebody from elsewhere, a passer-by, a funder
    or the tablet, unless they lead something there or agreed to be shown."""
    shown = world.things.get("shown_in_public", set())
    canaries = {p.called for role, p in world.people.items() if role != STRANGER} - set(shown)
    agreed = places.agreed(world.room, "door-name")
    on_the_door = set(Person.objects.filter(pk__in=agreed).values_list("called", flat=True))
    table, known = declared(), addresses(world)
    leaked = []
    for name in ADDRESSES:
        arguments = known.get(name)
        for role in (ANONYMOUS, STRANGER, FUNDER, TABLET):
            if role not in table[name].get:
                continue
            page = text_of(ask(world, role, "get", reverse(name, kwargs=arguments)))
            own = {world.people[role].called} if role in world.people else set()
            own |= on_the_door if role == TABLET else set()
            leaked += [(name, role, canary) for canary in canaries - own if canary in page]
    assert leaked == []


@pytest.mark.django_db
@pytest.mark.one_database
def test_the_people_of_elsewhere_stay_elsewhere(world):
    """R23: whoever is at home here never meets somebody from another room."""
    stranger = world.people[STRANGER].called
    table, known = declared(), addresses(world)
    leaked = []
    for name in ADDRESSES:
        url = reverse(name, kwargs=known.get(name))
        for role in ALL_ROLES:
            if role != STRANGER and role in table[name].get:
                page = text_of(ask(world, role, "get", url))
                leaked += [(name, role)] if stranger in page else []
    assert leaked == []
