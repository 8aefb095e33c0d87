"""What the walk of R5 sends: one valid request for every address that changes something."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from tests.world import World, from_modules

# The journal tells every deed again, also a second one; a session only says when it was used last.
ASIDE = {"journal_entry", "django_session", "django_migrations"}
WRITES = ("UPDATE", "DELETE", "INSERT", "REPLACE")
# What a database that is spread over machines does not do while it writes (scale.md, rule 4).
CLEVER = re.compile(
    r"\(\s*SELECT|RANDOM\s*\(|INTERVAL|DTDELTA|NOW\s*\(|CURRENT_TIME", re.IGNORECASE
)
Rows = dict[str, list[tuple[Any, ...]]]


def nothing(_world: World, _client: Client) -> Mapping[str, Any] | None:
    """What most requests need beforehand."""
    return None


@dataclass(frozen=True)
class Post:
    """One valid request. Modules tell theirs in `posts(world)` of their `tests/posts.py`.

    `role` sends `data`. `before(world, client)` first makes what the request needs, and may return
    more data. `at` are path arguments other than those of `addresses`; `json` sends JSON.
    """

    role: str
    data: Mapping[str, Any] = field(default_factory=dict)
    before: Callable[[World, Client], Mapping[str, Any] | None] = nothing
    at: Mapping[str, Any] = field(default_factory=dict)
    json: bool = False

    def ready(self, world: World) -> tuple[Client, dict[str, Any]]:
        """A browser of that role, and all that it is going to send."""
        client = world.client(self.role)
        return client, {**self.data, **(self.before(world, client) or {})}


@dataclass(frozen=True)
class Seen:
    """What one address did: the answers, and the tables that changed, at the first and after it."""

    answers: list[HttpResponse]
    first: list[str]
    later: list[str]

    @property
    def statuses(self) -> list[int]:
        """Of the first answer, the second and the third."""
        return [answer.status_code for answer in self.answers]


def posts(world: World) -> dict[str, Post]:
    """Route name → a valid request, from every module."""
    known: dict[str, Post] = {}
    for of_module in from_modules("posts", "posts"):
        known |= of_module(world)  # type: ignore[operator]
    return known


def sent_again(send: Callable[[], HttpResponse], *, times: int = 3) -> Seen:
    """Send the same so many times; see what that did to the database."""
    before = rows()
    answers = [send()]
    once = rows()
    answers += [send() for _time in range(times - 1)]
    return Seen(answers, changed(before, once), changed(once, rows()))


def rows() -> Rows:
    """Every row of every table, journal and sessions aside."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def tables() -> list[str]:
    """The tables of all models, those between two models too."""
    names = {m._meta.db_table for m in apps.get_models(include_auto_created=True)}
    return sorted(names - ASIDE)


def changed(before: Rows, after: Rows) -> list[str]:
    """The tables in which a row came, went or became another."""
    return [table for table in before if before[table] != after[table]]


@contextmanager
def clever_writes() -> Iterator[set[str]]:
    """The statements inside the block that write and hold a sub-select, a lot or a sum of dates."""
    seen: set[str] = set()

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES) and CLEVER.search(sql):
            seen.add(sql[:200])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield seen
