"""Every row as text, so that a network can move between SQLite and PostgreSQL (scale.md, rule 8).

One file of JSON lines: a line with the name of a table and its columns, then a line for each of its
rows. Tables follow each other in an order in which rows only lean on rows before them, or on rows
of their own table. What the program makes anew by itself (content types) is left out.
"""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from itertools import batched
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.models.functions import Cast

from .database import all_models

MADE_ANEW = frozenset({"contenttypes", "auth"})
BATCH = 500
Tell = Callable[[int, int], None]


class NotPortableError(Exception):
    """A file that is not what `write_rows` wrote for this version of the program."""


def portable_models() -> list[type[models.Model]]:
    """Every model whose rows move, those that others lean on first."""
    waiting = [model for model in all_models() if model._meta.app_label not in MADE_ANEW]
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [m for m in waiting if not (_leans_on(m) & set(waiting) - {m})]
        if not ready:
            names = ", ".join(model._meta.label for model in waiting)
            raise NotPortableError(f"These lean on each other in a circle: {names}")
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def _leans_on(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}


def write_rows(to: Path, alias: str = "default", tell: Tell = lambda done, of: None) -> None:
    """Write every row. The caller holds the moment still: a transaction, or a copy of the file."""
    todo = portable_models()
    with to.open("x", encoding="utf-8") as out:
        for nth, model in enumerate(todo, 1):
            for line in _lines(model, alias):
                out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
            tell(nth, len(todo))


def _lines(model: type[models.Model], alias: str) -> Iterator[Any]:
    fields = list(model._meta.concrete_fields)
    yield {"table": model._meta.db_table, "columns": [field.column for field in fields]}
    rows: models.QuerySet[Any] = models.QuerySet(model, using=alias).order_by("pk")
    for row in rows.values_list(*map(_asked, fields)).iterator(chunk_size=2000):
        yield [_as_text(value) for value in row]


def _asked(field: Any) -> Any:
    """What stands locked moves locked: the keys travel in the same parcel."""
    stands = getattr(field, "stands_locked", False)
    return Cast(field.attname, models.TextField()) if stands else field.attname


def _as_text(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value


def read_rows(
    file: Path, alias: str = "default", tell: Tell = lambda done, of: None
) -> dict[str, int]:
    """Put every row in the (empty, up-to-date) database; returns how many by table.

    All or nothing. Raises `NotPortableError` when a table or a column is not ours.
    """
    connection = connections[alias]
    ours = {model._meta.db_table: model for model in portable_models()}
    counts: dict[str, int] = {}
    size, done = file.stat().st_size or 1, 0
    with transaction.atomic(using=alias):  # links are checked at its end
        with file.open(encoding="utf-8") as lines:
            for heading, rows in _tables(lines):
                model = ours.get(heading["table"])
                if model is None or _columns(model) != set(heading["columns"]):
                    raise NotPortableError(f"Table {heading['table']} is not as it is here.")
                counts[heading["table"]] = 0
                for some in batched(rows, BATCH):
                    _insert(connection, model, heading["columns"], [json.loads(r) for r in some])
                    counts[heading["table"]] += len(some)
                    done += sum(map(len, some))
                    tell(min(done, size), size)
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), list(ours.values())):
                cursor.execute(sql)
    return counts


def _columns(model: type[models.Model]) -> set[str]:
    return {str(field.column) for field in model._meta.concrete_fields}


def _tables(lines: Iterator[str]) -> Iterator[tuple[dict[str, Any], Iterator[str]]]:
    """Heading by heading, with the rows below it; the rows are to be used before the next."""
    kept: list[str] = [next(lines, "")]

    def rows() -> Iterator[str]:
        for line in lines:
            if line.startswith("{"):
                kept.append(line)
                return
            yield line

    while kept and kept[-1]:
        heading = json.loads(kept.pop())
        yield heading, rows()


def _insert(
    connection: Any, model: type[models.Model], columns: list[str], rows: list[list[Any]]
) -> None:
    by_column = {field.column: field for field in model._meta.concrete_fields}
    fields = [by_column[column] for column in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    table = quote(model._meta.db_table)
    values = [
        [_for_database(field, value, connection) for field, value in zip(fields, row, strict=True)]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)  # noqa: S608


def _for_database(field: Any, value: Any, connection: Any) -> Any:
    if value is None or getattr(field, "stands_locked", False):
        return value
    if isinstance(field, models.BinaryField):
        value = base64.b64decode(value)
    elif not isinstance(field, models.JSONField):
        value = field.to_python(value) if not field.is_relation else (
            field.target_field.to_python(value)
        )  # fmt: skip
    return field.get_db_prep_save(value, connection)
