"""Questions whose words are worked out once and asked again and again with other values.

Django puts the words of a query together anew for every asking; on a page that is read all day that
costs ten times what the database needs to answer. Here the query set is still written in Django's
own words, within its place, and can be read as any other; only its SQL is kept.
"""

from collections.abc import Callable
from datetime import datetime
from functools import update_wrapper
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import QuerySet, Value

LONGEST = 24  # of a list whose words are kept; longer ones are rare, and their words are long


class Blank(Value):
    """A place in a question where the value comes later."""

    def __init__(self, name: str, nth: int | None = None) -> None:
        super().__init__(None)
        self.name, self.nth = name, nth

    def as_sql(self, *_args: Any, **_more: Any) -> Any:
        """Itself as the value: it is filled in when the question is asked."""
        return "%s", (self,)

    as_sqlite = as_sql

    def filled(self, values: dict[str, Any]) -> Any:
        """The value it stands for, as the database wants it."""
        value = values[self.name]
        if self.nth is not None:
            value = value[self.nth]
        if isinstance(value, datetime):
            return connection.ops.adapt_datetimefield_value(value)
        if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
            return value.hex
        return value


class _Words:
    """One question, worked out for one connection."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self.compiler = rows.query.get_compiler(connection=connection)
        self.sql, params = self.compiler.as_sql()
        self.params: tuple[Any, ...] = tuple(params)
        shown = [column for column, _sql, _alias in self.compiler.select]
        self.converters = self.compiler.get_converters(shown)

    def ask(self, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        filled = [p.filled(values) if isinstance(p, Blank) else p for p in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            rows = cursor.fetchall()
        if self.converters:
            return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]
        return rows


class Prepared:
    """A question made by a function of blanks; call it with the values, by name. 1 query.

    The function gives a `values_list` and is called once for each connection, with a `Blank` for
    every value: a number, text, moment or UUID. So it must not look at the clock or at anything
    else that changes: that is a value too. A list of values becomes a list of blanks, for `…__in`;
    each length is worked out apart. None is not a value that can be filled in.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]]) -> None:
        self.make = make
        update_wrapper(self, make)

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows, as tuples."""
        lengths = tuple(len(v) if isinstance(v, list) else -1 for v in values.values())
        known = vars(connections[DEFAULT_DB_ALIAS]).setdefault("sleutelbos_prepared", {})
        words = known[self, lengths] if (self, lengths) in known else self._words(values)
        if max(lengths, default=0) <= LONGEST:
            known[self, lengths] = words
        return words.ask(values) if words else []

    def _words(self, values: dict[str, Any]) -> "_Words | None":
        blanks = {
            name: [Blank(name, nth) for nth in range(len(value))]
            if isinstance(value, list)
            else Blank(name)
            for name, value in values.items()
        }
        try:
            return _Words(self.make(**blanks))
        except EmptyResultSet:  # among none of nothing there is nothing
            return None


def columns(model: type[models.Model], path: str = "") -> tuple[str, ...]:
    """The columns of a model, by the path that leads there: all that `instance` needs."""
    return tuple(f"{path}{field.attname}" for field in model._meta.concrete_fields)


def instance[M: models.Model](model: type[M], row: tuple[Any, ...]) -> M:
    """A row of a model from all of its columns, as a query set would give it."""
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(connection.alias, names, row)
