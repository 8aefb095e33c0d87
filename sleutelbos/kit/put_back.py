"""Putting a copy back: in an empty house, or over what is there when that is asked for."""

import os
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from .copies import (
    DUMP,
    PUSH_KEY,
    ROWS,
    SECRET,
    SQLITE,
    STORY_KEYS,
    CopyError,
    Manifest,
    Tell,
    copy_sqlite,
    journal_head,
    postgres,
)
from .database import applied, row_counts
from .portable import NotPortableError, portable_models, read_rows
from .secret_text import take_over


def is_lived_in() -> bool:
    """True when there are people or places in the database."""
    homes = [apps.get_model("people", "Person"), apps.get_model("places", "Place")]
    there = set(connection.introspection.table_names())
    return any(m._meta.db_table in there and m._base_manager.exists() for m in homes)


def put_back(
    work: Path, *, replace: bool, after: Callable[[], object],
    tell: Tell = lambda done, of: None,
) -> Manifest:  # fmt: skip
    """Put the opened copy in `work` back into our database, and bring that up to date.

    `after` is called once the copy stands in our database, whether it is right or not: who was
    erased since is in it again (R18).

    Raises `CopyError`, before anything is touched, when there are people here already and not
    `replace`, or when the copy is damaged, newer than the program, or of another kind of database;
    afterwards when what is there now is not what was copied. Sessions, and
    signs to phones, are signed with the keys of the copy from the next start on; the keys of its
    stories come beside those that are here.
    """
    manifest = Manifest.read(work)
    if is_lived_in() and not replace:
        raise CopyError(
            "There is a network here already. Put the copy in an empty one, or add --replace to "
            "throw away what is here."
        )
    _refuse_strange(manifest)
    _FORMS[manifest.form](work, manifest, tell)
    try:
        _compare(manifest)
    finally:  # the old database is gone either way, and what is there now must not tell too much
        call_command("migrate", verbosity=0)
        if not os.environ.get("SLEUTELBOS_SECRET"):
            _keep(work / SECRET)
        if (work / PUSH_KEY).exists():
            _keep(work / PUSH_KEY)
        if (work / STORY_KEYS).exists():
            take_over((work / STORY_KEYS).read_text())
        after()
    return manifest


def _refuse_strange(manifest: Manifest) -> None:
    fits = {SQLITE: "sqlite", DUMP: "postgresql", ROWS: connection.vendor}.get(manifest.form)
    if fits is None:
        raise CopyError("This copy was made by a newer Sleutelbos. Bring this one up to date.")
    if fits != connection.vendor:
        raise CopyError(
            f"This copy is of {fits}, and here is {connection.vendor}. "
            "To move, make a copy with: sleutelbos backup --portable"
        )
    known = MigrationLoader(None).disk_migrations
    newer = [
        (app, name)
        for app, names in manifest.steps.items()
        for name in names
        if (app, name) not in known
    ]
    if newer:
        raise CopyError("This copy was made by a newer Sleutelbos. Bring this one up to date.")


def _sqlite(work: Path, manifest: Manifest, tell: Tell) -> None:
    connection.close()
    copy_sqlite(work / SQLITE, Path(connection.settings_dict["NAME"]), tell)


def _dump(work: Path, manifest: Manifest, tell: Tell) -> None:
    connections["default"].close()
    postgres(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges",
        "--single-transaction", "--exit-on-error",
        f"--dbname={connection.settings_dict['NAME']}", str(work / DUMP),
    )  # fmt: skip


def _rows(work: Path, manifest: Manifest, tell: Tell) -> None:
    call_command("migrate", verbosity=0)
    if _ours(applied()) != _ours(manifest.steps):
        raise CopyError(
            "This copy is of another version. Put it back with that version, then bring it up "
            "to date."
        )
    call_command("flush", interactive=False, verbosity=0)
    try:
        read_rows(work / ROWS, tell=tell)
    except NotPortableError as fault:
        raise CopyError(str(fault)) from None


def _ours(steps: dict[str, list[str]]) -> dict[str, list[str]]:
    labels = {model._meta.app_label for model in portable_models()}
    return {app: names for app, names in steps.items() if app in labels}


_FORMS = {SQLITE: _sqlite, DUMP: _dump, ROWS: _rows}


def _compare(manifest: Manifest) -> None:
    """What is there now is what was copied: rows by table, and the head of the journal."""
    tables = set(manifest.rows)
    if manifest.form == ROWS:
        tables &= {model._meta.db_table for model in portable_models()}
    found = row_counts(tables=tables)
    other = [table for table in sorted(tables) if found.get(table) != manifest.rows[table]]
    if other:
        raise CopyError(f"Not all of it came back: {', '.join(other)}. Use an older copy.")
    if journal_head() != manifest.journal:
        raise CopyError("The journal is not what it was. Use an older copy.")


def _keep(file: Path) -> None:
    kept = Path(settings.HOME) / file.name
    new = kept.with_name(file.name + ".part")
    new.touch(mode=0o600)
    new.write_bytes(file.read_bytes())
    new.replace(kept)
