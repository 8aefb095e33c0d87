"""Writing millions of invented rows, each the same for the same seed.

Rows get their number, code and uuid here, from the lot of the world, and go to the database in
batches: SQLite by one prepared statement, PostgreSQL by COPY. What the model fills in itself when
nothing is said (a fixed default, an empty field) is filled in here too.
"""

import uuid
from collections.abc import Callable
from datetime import date, datetime, time
from random import Random
from typing import Any

from django.db import connection, models

from sleutelbos.kit.codes import ALPHABET, new_code

BATCH = 4000
KEPT, VERSION_4 = ~(0xF000 << 64) & ~(0xC << 60), 0x4 << 76 | 0x8 << 60
CODES = len(ALPHABET) ** 6
STEP = 387_420_489  # a power of three: shares no factor with a power of 31, so no code comes twice


def uuid_from(lot: Random) -> uuid.UUID:
    """A random uuid (version 4) from the lot."""
    return uuid.UUID(int=lot.getrandbits(128) & KEPT | VERSION_4)


def code_of(number: int, begin: int) -> str:
    """The code of row `number`: all are different, and the next tells nothing of the one before."""
    rest, letters = (number * STEP + begin) % CODES, []
    for _letter in range(6):
        rest, nth = divmod(rest, len(ALPHABET))
        letters.append(ALPHABET[nth])
    return "".join(letters)


class Table:
    """The rows of one model on their way to the database. `add` returns the number of the row."""

    def __init__(self, model: type[models.Model], lot: Random) -> None:
        self.model, self.lot = model, lot
        self.fields = list(model._meta.concrete_fields)
        self.place = {field.attname: nth for nth, field in enumerate(self.fields)}
        self.blank = [_blank(field) for field in self.fields]
        self.made = [(nth, maker) for nth, f in enumerate(self.fields) if (maker := self._maker(f))]
        self.rows: list[list[Any]] = []
        self.count = self.written = 0
        self.begin = lot.randrange(CODES)
        self.converters = [
            (nth, convert)
            for nth, field in enumerate(self.fields)
            if (convert := _converter(field)) is not None
        ]

    def add(self, **given: Any) -> int:
        """Put one row in line; values by column (`place_id=…`), times in UTC."""
        row = self.blank.copy()
        place = self.place
        for name, value in given.items():
            row[place[name]] = value
        for nth, maker in self.made:
            if row[nth] is _UNSAID:
                row[nth] = maker()
        self.count += 1
        row[0] = self.count
        self.rows.append(row)
        return self.count

    def write(self) -> None:
        """Send what is in line to the database."""
        for first in range(0, len(self.rows), BATCH):
            rows = self.rows[first : first + BATCH]
            for nth, convert in self.converters:
                for row in rows:
                    if row[nth] is not None:
                        row[nth] = convert(row[nth])
            self._send(rows)
        self.written += len(self.rows)
        self.rows = []

    def _send(self, rows: list[list[Any]]) -> None:
        quote = connection.ops.quote_name
        table = quote(self.model._meta.db_table)
        columns = ", ".join(quote(str(field.column)) for field in self.fields)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
                return
            marks = ", ".join(["%s"] * len(self.fields))
            cursor.executemany(  # names of tables and columns are ours; values go apart
                f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608
                rows,
            )

    def _maker(self, field: "models.Field[Any, Any]") -> Callable[[], Any] | None:
        """How a value that nobody gave is made: codes and uuids come from the lot."""
        if not (field.has_default() and callable(field.default)):
            return None
        if field.default is new_code:
            return lambda: code_of(self.count + 1, self.begin)
        if isinstance(field, models.UUIDField):
            return lambda: uuid_from(self.lot)
        raise_unsaid = f"Say what {self.model.__name__}.{field.attname} is."

        def unsaid() -> Any:
            raise ValueError(raise_unsaid)

        return unsaid


class _Unsaid:
    """Stands where a value is still to be made."""


_UNSAID = _Unsaid()


def _blank(field: "models.Field[Any, Any]") -> Any:
    if field.has_default() and callable(field.default):
        return _UNSAID
    if field.has_default():
        return field.default
    return None if field.null or not field.empty_strings_allowed else ""


def _converter(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """How a value becomes what this database keeps; None when it is that already."""
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.UUIDField):
        return _hex
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField | models.TimeField):
        return _text
    return None


def _hex(value: uuid.UUID) -> str:
    return value.hex


def _moment(value: datetime) -> str:
    return str(value.replace(tzinfo=None))


def _text(value: date | time) -> str:
    return str(value)


class Tables:
    """One `Table` a model, made when it is first asked for; written in an order that holds."""

    def __init__(self, lot: Random) -> None:
        self.lot = lot
        self.all: dict[type[models.Model], Table] = {}

    def __getitem__(self, model: type[models.Model]) -> Table:
        """The table of a model."""
        if model not in self.all:
            self.all[model] = Table(model, self.lot)
        return self.all[model]

    def write(self) -> None:
        """Send everything in line to the database, in the order the tables were first used."""
        for table in self.all.values():
            table.write()

    def finish(self) -> None:
        """Let PostgreSQL count on from the last number of each table."""
        sql = connection.ops.sequence_reset_sql(_no_style(), list(self.all))
        with connection.cursor() as cursor:
            for line in sql:
                cursor.execute(line)

    @property
    def rows(self) -> int:
        """How many rows were written."""
        return sum(table.written for table in self.all.values())


def _no_style() -> Any:
    from django.core.management.color import no_style

    return no_style()
