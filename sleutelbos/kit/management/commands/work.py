"""`sleutelbos work`: do what waits: mail, signs, and what has its own moment of the day."""

import logging
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from sleutelbos.kit.nightly import pulses

log = logging.getLogger(__name__)
A_MINUTE = 60.0
PAUSE = 2.0


class Command(BaseCommand):
    """Run beside `serve`, once or more: two of them never do the same thing twice."""

    help = "Do what waits: mail and signs. Runs beside `serve`; stop it with Ctrl-C."
    going = True

    def add_arguments(self, parser: CommandParser) -> None:
        """Once, for a timer, or until it is stopped."""
        parser.add_argument("--once", action="store_true", help="do what waits now, and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every minute see what has its moment; in between do the tasks that wait."""
        if options["once"]:
            self._pulse()
            self._work()
            return
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, self._stop)
        last = 0.0
        while self.going:
            if time.monotonic() - last >= A_MINUTE:
                last = time.monotonic()
                self._pulse()
            self._work()
            for _moment in range(int(PAUSE / 0.1)):
                if self.going:
                    time.sleep(0.1)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.going = False

    def _pulse(self) -> None:
        close_old_connections()
        for module, chore in pulses():
            try:
                chore.does(timezone.now())
            except Exception as fault:
                # The kind only: what it says may hold an address.
                log.error("pulse-failed module=%s fault=%s", module, type(fault).__name__)

    def _work(self) -> None:
        """Everything that waits now, with the worker of the task backend. A database that is away
        for a moment ends nothing: what waits stays, and is done the next time (R14)."""
        worker = Worker(
            queue_names=["*"], excluded_queue_names=[], interval=0, batch=True,
            backend_name="default", startup_delay=False, max_tasks=None,
            worker_id=get_random_string(32),
        )  # fmt: skip
        try:
            worker.run()
        except Exception as fault:
            # The kind only, as above.
            log.error("work-failed fault=%s", type(fault).__name__)
