"""What must be right about the database before anybody is let in (bar R10)."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register
from django.db import connections

from .database import lost_secrets
from .secret_text import key_file

# Every SQLite from 3.7.0 to 3.51.2 can damage a WAL database that two connections use; these lines
# have the repair.
REPAIRED = {(3, 44): 6, (3, 50): 7}
FLOOR = (3, 51, 3)


def is_sound(version: tuple[int, int, int]) -> bool:
    """True when this SQLite has the repair of the WAL fault (sqlite.org, March 2026)."""
    line = REPAIRED.get(version[:2])
    return version >= FLOOR or (line is not None and version[2] >= line)


@register("database")
def sqlite_is_set_right(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a SQLite without write-ahead log, immediate transactions, foreign keys or patience.

    Warns, in one line, when the library itself is older than the repair.
    """
    told: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            told += _settings_of(connection) + _library(sqlite3.sqlite_version_info)
    return told


@register("database")
def stories_can_be_opened(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn when stories stand locked with a key that is not here, or others can read the keys."""
    told: list[CheckMessage] = [
        Error(sentence, id="sleutelbos.E002")
        for alias in databases or []
        for sentence in lost_secrets(alias)
    ]
    if key_file().exists() and key_file().stat().st_mode & 0o077:
        hint = f"Run: chmod 600 {key_file()}"
        said = "Others on this machine can read the keys of the stories."
        told.append(Warning(said, hint=hint, id="sleutelbos.W002"))
    return told


def _settings_of(connection: Any) -> list[CheckMessage]:
    with connection.cursor() as cursor:
        seen = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    wrong = []
    if seen["journal_mode"] not in {"wal", "memory"}:
        wrong.append("journal_mode must be WAL")
    if not seen["foreign_keys"]:
        wrong.append("foreign_keys must be on")
    if seen["busy_timeout"] < 5000:
        wrong.append("timeout must be 5 seconds or more")
    if connection.transaction_mode != "IMMEDIATE":
        wrong.append("transaction_mode must be IMMEDIATE")
    return [Error(f"SQLite: {what}.", id="sleutelbos.E001") for what in wrong]


def _library(version: tuple[int, ...]) -> list[CheckMessage]:
    if is_sound((version[0], version[1], version[2])):
        return []
    number = ".".join(map(str, version))
    return [
        Warning(
            f"SQLite {number} can damage a database that is used by two processes at once.",
            hint="Use a Python with SQLite 3.51.3 or newer (uv brings one: UV_PYTHON_PREFERENCE="
            "only-managed), or PostgreSQL.",
            id="sleutelbos.W001",
        )
    ]


@register("database")
def postgres_is_reached_without_a_pooler(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a pooler that hands another connection out for every transaction.

    Behind one, what a connection was told (`SET`, prepared questions) is told to somebody else. Two
    connections that are open at once and speak to one and the same server process tell on it.
    """
    told: list[CheckMessage] = []
    for alias in databases or []:
        if connections[alias].vendor == "postgresql":
            other = connections[alias].copy()
            try:
                told += _shared(_process(connections[alias]), _process(other))
            finally:
                other.close()
    return told


def _process(connection: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _shared(one: int, other: int) -> list[CheckMessage]:
    if one != other:
        return []
    return [
        Error(
            "Between the program and PostgreSQL stands a pooler in transaction mode.",
            hint="Let DATABASE_URL name PostgreSQL itself, or a pooler in session mode. The program"
            " has a pool of its own.",
            id="sleutelbos.E002",
        )
    ]
