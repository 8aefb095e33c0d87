"""What the start-up check lets through, and what it does not."""

import pytest
from django.core.checks import run_checks
from django.db import connection

from sleutelbos.kit.checks import _library, is_sound, sqlite_is_set_right


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_a_sqlite_with_the_wal_fault_is_told_apart(version, sound):
    assert is_sound(version) is sound
    assert bool(_library(version)) is not sound


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="is about SQLite")
def test_the_settings_as_shipped_pass():
    told = run_checks(tags=["database"], databases=["default"])
    assert [m.id for m in told if m.id == "sleutelbos.E001"] == []


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="is about SQLite")
@pytest.mark.parametrize(
    ("pragma", "word"), [("foreign_keys=0", "foreign_keys"), ("busy_timeout=100", "timeout")]
)
def test_a_sqlite_that_is_set_wrong_is_refused(pragma, word, transactional_db):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
    try:
        told = [m.msg for m in sqlite_is_set_right(databases=["default"]) if m.id.endswith("E001")]
    finally:
        connection.close()
    assert len(told) == 1
    assert word in told[0]
