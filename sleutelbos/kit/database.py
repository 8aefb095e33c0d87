"""What every command that looks after the database asks of it, SQLite or PostgreSQL."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F, Value
from django.db.models.functions import Cast, StrIndex, Substr

from .secret_text import key_file, keys

MOST_TOLD = 20


def unapplied(alias: str = "default") -> list[str]:
    """Steps of the program that this database has not made yet."""
    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _back in plan]


def applied(alias: str = "default") -> dict[str, list[str]]:
    """The steps this database has made, by app, in order of name. 1 query."""
    made: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connections[alias]).applied_migrations()):
        made.setdefault(app, []).append(name)
    return made


def damage(alias: str = "default") -> list[str]:
    """What is broken in the database itself; whole is empty. Sentences name tables only."""
    connection = connections[alias]
    if connection.vendor == "sqlite":
        return _damage_of_sqlite(connection) + lost_secrets(alias)
    return lost_secrets(alias) + [
        f"{model._meta.db_table}: {number} rows point to nothing ({field.column})."
        for model in all_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and getattr(field, "db_constraint", True)
        and (number := _astray(model, field, alias))
    ]  # fmt: skip


def _damage_of_sqlite(connection: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        told = [str(row[0]) for row in cursor.fetchmany(MOST_TOLD)]
        told = [] if told == ["ok"] else told
        cursor.execute("PRAGMA foreign_key_check")
        return told + [
            f"{table}: row {row} points to nothing in {other}."
            for table, row, other, _nth in cursor.fetchmany(MOST_TOLD)
        ]


def secret_fields() -> list[Any]:
    """Every field whose words stand locked (`secret_text`), of every model."""
    fields = [field for model in all_models() for field in model._meta.concrete_fields]
    return [field for field in fields if getattr(field, "stands_locked", False)]


def keys_in_use(field: Any, alias: str = "default") -> dict[str, int]:
    """With which keys the rows of one field are locked, and how many rows each. 1 query."""
    rows: models.QuerySet[Any] = models.QuerySet(field.model, using=alias)
    locked = Cast(F(field.attname), models.TextField())
    named = rows.exclude(**{field.attname: ""}).exclude(**{f"{field.attname}__isnull": True})
    named = named.annotate(locked_by=Substr(locked, 1, StrIndex(locked, Value(":")) - 1))
    counted = named.order_by().values("locked_by").annotate(number=models.Count("pk"))
    return {row["locked_by"]: row["number"] for row in counted}


def lost_secrets(alias: str = "default") -> list[str]:
    """What stands locked with a key that is not here, in sentences. A query a field."""
    here = keys()
    there = set(connections[alias].introspection.table_names())
    return [
        f"{field.model._meta.db_table}: {number} stories cannot be opened, key {name} is missing. "
        f"Put back {key_file().name} from a copy: sleutelbos restore."
        for field in secret_fields()
        if field.model._meta.db_table in there
        for name, number in sorted(keys_in_use(field, alias).items())
        if name not in here
    ]


def _astray(model: type[models.Model], field: Any, alias: str) -> int:
    pointing: models.QuerySet[Any] = models.QuerySet(model, using=alias).filter(
        **{f"{field.attname}__isnull": False}
    )
    target: models.QuerySet[Any] = models.QuerySet(field.related_model, using=alias)
    there = target.filter(**{field.target_field.attname: models.OuterRef(field.attname)})
    return pointing.filter(~models.Exists(there)).count()


def all_models() -> list[type[models.Model]]:
    """Every model with a table of its own, those that join two others included."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def row_counts(alias: str = "default", tables: Iterable[str] | None = None) -> dict[str, int]:
    """How many rows each table has: those of the program, or those named, when they are there.

    One query a table.
    """
    connection = connections[alias]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        wanted = {m._meta.db_table for m in all_models()} if tables is None else set(tables)
        counts = {}
        for table in sorted(wanted & there):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {quoted}")  # noqa: S608 - a name of ours
            counts[table] = int(cursor.fetchone()[0])
    return counts
