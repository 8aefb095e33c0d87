"""`sleutelbos work` goes on whatever the database does."""

import pytest
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

TABLE = DBTaskResult._meta.db_table


def rename(was: str, becomes: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {was} RENAME TO {becomes}")


@pytest.mark.django_db(transaction=True)
def test_what_waits_out_of_reach_for_a_moment_does_not_end_the_worker(caplog):
    """R14: the next time it is there again, and is done."""
    rename(TABLE, "out_of_reach")
    try:
        call_command("work", "--once")
    finally:
        rename("out_of_reach", TABLE)
    assert "work-failed fault=OperationalError" in caplog.text or "ProgrammingError" in caplog.text

    caplog.clear()
    call_command("work", "--once")
    assert caplog.text == ""
