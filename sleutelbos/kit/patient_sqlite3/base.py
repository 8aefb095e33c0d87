"""The SQLite of Django, with a short wait between two tries to begin writing.

One writes at a time. SQLite lets the others sleep longer and longer, up to 100 ms, so that with
many at once some are passed over again and again. Here everybody tries every few milliseconds, for
as long in all as the `timeout` of the settings says (R1, R10).
"""

import time
from random import uniform
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

SHORT, LONG = 0.0005, 0.003  # seconds between two tries


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits its turn to write with patience, in small steps."""

    def _start_transaction_under_autocommit(self) -> None:
        """Begin, when nobody else writes. Raises OperationalError when that takes too long."""
        patience: float = self.settings_dict["OPTIONS"].get("timeout", 5)
        until = time.monotonic() + patience
        connection: Any = self.connection
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._begun(last=time.monotonic() > until):
                time.sleep(uniform(SHORT, LONG))  # noqa: S311 - no secret
        finally:
            connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")

    def _begun(self, *, last: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except OperationalError as refusal:
            if last or "locked" not in str(refusal):
                raise
            return False
        return True
