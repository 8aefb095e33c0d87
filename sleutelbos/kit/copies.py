"""Copies of the whole network for a bad day: made while people use it, sealed, and put back.

A copy is a parcel (`sealed`) with the rows, the key that signs sessions, that of the signs to
phones, those of the stories (`secret_text`), and a manifest: which version of the tables, how many
rows in each, and the head of the journal. SQLite is read by its own backup interface and PostgreSQL
by pg_dump; a copy of the file of a running SQLite is no copy (R16).
"""

import hashlib
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, connections, models, transaction

from . import sealed
from .database import applied, row_counts, unapplied
from .erased import ledger, marks_in
from .portable import write_rows
from .secret_text import FILE as STORY_KEYS
from .secret_text import key_file

NAME = "sleutelbos-{moment:%Y%m%d-%H%M%S}.age"
PATTERN = "sleutelbos-????????-??????.age"
SQLITE, DUMP, ROWS = "database.sqlite3", "database.dump", "rows.jsonl"
MANIFEST, SECRET, PUSH_KEY = "manifest.json", "secret-key", "push-key"
PAGES = 4096  # a step of the backup interface: 16 MiB
HEAD = 1000  # last lines of the journal that make its head
Tell = Callable[[int, int], None]


class CopyError(Exception):
    """A copy that could not be made or put back; the text says what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a copy says of itself. `steps`: the steps of the tables, by app."""

    made_at: str
    form: str
    steps: dict[str, list[str]]
    rows: dict[str, int]
    journal: str
    sums: dict[str, str]

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """The manifest in a folder. Raises `CopyError` when it is not ours or a file differs."""
        try:
            told = cls(**json.loads((folder / MANIFEST).read_text()))
        except (OSError, ValueError, TypeError):
            raise CopyError("This is no copy of Sleutelbos.") from None
        for name, digest in told.sums.items():
            if not (folder / name).exists() or sealed.sha256(folder / name) != digest:
                raise CopyError(f"This copy is damaged: {name} is not what it was.")
        return told


def make_copy(
    folder: Path, work: Path, *, recipient: str, portable: bool = False,
    tell: Tell = lambda done, of: None,
) -> Path:  # fmt: skip
    """Make one sealed copy in `folder`, by way of the empty folder `work` on the same machine.

    Everything in it is of one moment. Raises `CopyError`, `SealedError`, or `OSError` (full disk).
    """
    if unapplied():
        raise CopyError("The database is not up to date. Run: sleutelbos migrate")
    moment = datetime.now(UTC)
    taken = _of_sqlite if connection.vendor == "sqlite" else _of_postgres
    with taken(work, portable, tell) as (alias, name):
        about = {
            "made_at": moment.isoformat(timespec="seconds"),
            "form": name,
            "steps": applied(alias),
            "rows": row_counts(alias),
            "journal": journal_head(alias),
        }
    (work / SECRET).write_text(settings.SECRET_KEY)
    parts = [(name, work / name), (SECRET, work / SECRET)]
    if key_file().exists():  # the keys of the stories: sealed with the rest, never beside it
        parts.append((STORY_KEYS, key_file()))
    if (push_key := Path(settings.HOME) / PUSH_KEY).exists():
        parts.append((PUSH_KEY, push_key))
    about["sums"] = {part: sealed.sha256(path) for part, path in parts}
    (work / MANIFEST).write_text(json.dumps(about, indent=1))
    to = folder / NAME.format(moment=moment)
    sealed.seal([(MANIFEST, work / MANIFEST), *parts], to, recipient=recipient, tell=tell)
    if ledger().exists():
        keep_ledger(folder)
    return to


def keep_ledger(folder: Path) -> None:
    """Who was erased is remembered beside the copies too, outside of them (R18)."""
    marks = marks_in(ledger()) | marks_in(folder / ledger().name)
    new = folder / (ledger().name + ".part")
    new.write_text("".join(f"{mark}\n" for mark in sorted(marks)))
    new.replace(folder / ledger().name)


@contextmanager
def _of_sqlite(work: Path, portable: bool, tell: Tell) -> Iterator[tuple[str, str]]:
    target = work / SQLITE
    copy_sqlite(Path(connection.settings_dict["NAME"]), target, tell)
    with also_open(target) as alias:
        if portable:
            write_rows(work / ROWS, alias, tell)
        yield alias, ROWS if portable else SQLITE


def copy_sqlite(source: Path, target: Path, tell: Tell = lambda done, of: None) -> None:
    """Write what `source` is at this moment over `target`, by SQLite itself.

    A reading transaction is held from the first page to the last: writers go on beside it, and
    what they write meanwhile is not in the copy. Raises `CopyError` when the copy is not whole.
    """
    reading = sqlite3.connect(f"file:{source}?mode=ro", uri=True, isolation_level=None, timeout=30)
    writing = sqlite3.connect(target, isolation_level=None, timeout=30)
    try:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        reading.backup(
            writing, pages=PAGES, progress=lambda _state, left, of: tell(of - left, of or 1)
        )
        told = [row[0] for row in writing.execute("PRAGMA integrity_check").fetchmany(3)]
    except sqlite3.Error as fault:
        raise CopyError(f"SQLite could not make the copy: {fault}.") from None
    finally:
        writing.close()
        reading.close()
    if told != ["ok"]:
        raise CopyError("The database is damaged. Put back an older copy: sleutelbos restore.")


@contextmanager
def also_open(file: Path) -> Iterator[str]:
    """Another SQLite file beside our own database, under a name of its own, until the end."""
    alias = "copy"
    connections.databases[alias] = {
        **connections.databases["default"],
        "NAME": str(file),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


@contextmanager
def _of_postgres(work: Path, portable: bool, tell: Tell) -> Iterator[tuple[str, str]]:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        if portable:
            write_rows(work / ROWS, tell=tell)
        else:
            snapshot = f"--snapshot={cursor.fetchone()[0]}"
            postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", snapshot,
                     f"--file={work / DUMP}")  # fmt: skip
        yield "default", ROWS if portable else DUMP


def postgres(program: str, *arguments: str) -> None:
    """Run pg_dump or pg_restore on our database. Raises `CopyError` with what it said."""
    found = shutil.which(program)
    if found is None:
        raise CopyError(f"{program} is not here. Install it: apt-get install postgresql-client")
    given = connection.settings_dict
    environment = {
        "PGHOST": given["HOST"], "PGPORT": given["PORT"], "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"], "PGDATABASE": given["NAME"],
    }  # fmt: skip
    done = subprocess.run(  # noqa: S603
        [found, "--no-password", *arguments], check=False, capture_output=True, text=True,
        env={"PATH": str(Path(found).parent), **{k: v for k, v in environment.items() if v}},
    )  # fmt: skip
    if done.returncode:
        said = done.stderr.strip().splitlines()
        hint = " Install the version of the server." if "version mismatch" in done.stderr else ""
        raise CopyError(f"{program}: {said[-1] if said else done.returncode}.{hint}")


def journal_head(alias: str = "default") -> str:
    """A fingerprint of the end of the journal, with how long it is."""
    entry = apps.get_model("journal", "Entry")
    lines: models.QuerySet[Any] = models.QuerySet(entry, using=alias)
    last = lines.order_by("-pk").values_list("pk", "who", "what", "about", "about_id")[:HEAD]
    told = "\n".join("|".join(map(str, line)) for line in last)
    return f"{lines.count()} {hashlib.sha256(told.encode()).hexdigest()}"


def copies_in(folder: Path) -> list[Path]:
    """The copies in a folder, newest first."""
    return sorted(folder.glob(PATTERN), reverse=True)
