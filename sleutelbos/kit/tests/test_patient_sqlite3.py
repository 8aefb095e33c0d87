"""Who waits to write on SQLite gets a turn soon after it is free, or hears that it is not."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import ConnectionHandler, OperationalError

ENGINE = "sleutelbos.kit.patient_sqlite3"


def connect(file: Path, patience: float) -> Any:
    options = {"transaction_mode": "IMMEDIATE", "timeout": patience}
    given = {"default": {"ENGINE": ENGINE, "NAME": str(file), "OPTIONS": options}}
    connection = ConnectionHandler(given)["default"]
    connection.inc_thread_sharing()
    return connection


@pytest.fixture
def writers(db: None, tmp_path: Path) -> Iterator[tuple[Any, Any]]:
    """Two connections to one file; the first writes, and is not ready yet."""
    first, second = (connect(tmp_path / "two.sqlite3", patience) for patience in (5, 0.3))
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    yield first, second
    for connection in (first, second):
        connection.close()


def begin(connection: Any) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_who_waits_too_long_hears_it(writers):
    _first, second = writers
    began = time.monotonic()
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    assert time.monotonic() - began >= 0.3


def test_the_turn_comes_when_the_other_is_ready(writers):
    first, second = writers
    ready = threading.Timer(0.1, first.rollback)
    ready.start()
    begin(second)
    ready.join()
    second.cursor().execute("CREATE TABLE cup (id integer)")
    second.commit()


def test_other_statements_keep_their_own_patience(writers):
    first, second = writers
    first.rollback()
    begin(second)
    assert second.connection.execute("PRAGMA busy_timeout").fetchone() == (300,)
