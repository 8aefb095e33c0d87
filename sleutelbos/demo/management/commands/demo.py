"""`sleutelbos demo`: an invented neighbourhood to try everything in, small or big."""

import os
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from sleutelbos.commons.places.models import Place
from sleutelbos.demo import big, network, small
from sleutelbos.demo.progress import Progress
from sleutelbos.demo.queries import parts

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Command(BaseCommand):
    """Make the demo world (once; `--fresh` makes a new one), and serve it with `--serve`."""

    help = "Make an invented neighbourhood to try everything in."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """What to make, and where to serve it."""
        parser.add_argument("--serve", action="store_true", help="serve it when it is made")
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0: also for a phone nearby")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fresh", action="store_true", help="throw the demo away, make it new")
        parser.add_argument("--rooms", type=int, help="a big world: so many rooms, drawn by lot")
        parser.add_argument("--years", type=int, default=3, help="of life in the big world")
        parser.add_argument("--seed", default="sleutelbos", help="the same seed, the same world")
        parser.add_argument("--until", type=date.fromisoformat, help="its last day (yesterday)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, refuse what is not ours, make what is missing, serve."""
        if connection.vendor == "sqlite" and options["fresh"]:
            self._refuse_real_network()
            _throw_file_away()
        self.stdout.write("One moment: the database is made ready.")
        call_command("migrate", verbosity=0)
        self._refuse_real_network()
        if options["fresh"] and not network.is_empty():
            call_command("flush", interactive=False, verbosity=0)
        if options["rooms"]:
            self._make_big(options)
        else:
            self._make_small()
        if options["serve"]:
            self._serve(options["host"], options["port"])

    def _refuse_real_network(self) -> None:
        """The demo never touches a network of real neighbours. Raises `CommandError`."""
        if not _has_tables() or network.is_empty() or network.is_ours():
            return
        raise CommandError(
            f"There is a network of real neighbours in {_where()}. The demo leaves it alone. "
            "Name another folder: SLEUTELBOS_HOME=data/demo sleutelbos demo"
        )

    def _make_big(self, options: dict[str, Any]) -> None:
        """Draw the big world and hold it against the rules of the modules."""
        if not network.is_empty():
            raise CommandError("There is a demo here already. Add --fresh to make a new one.")
        until = options["until"] or timezone.localdate() - timedelta(days=1)
        began = time.monotonic()
        rows = big.build(
            rooms=options["rooms"], years=options["years"], seed=options["seed"], until=until,
            tell=Progress(sys.stderr, "Rooms"),
        )  # fmt: skip
        spent = time.monotonic() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.stdout.write(f"{rows:,} rows in {spent:.0f} s, {memory} MiB at most.")
        wrong = big.unsound(Progress(sys.stderr, "Checking"))
        for sentence in wrong[:20]:
            self.stderr.write(sentence)
        if wrong:
            raise CommandError(f"{len(wrong)} things in it cannot be right.")
        self.stdout.write("Everything in it holds.")

    def _make_small(self) -> None:
        if network.is_empty():
            small.build(timezone.now(), Progress(sys.stderr, "Neighbours"))
        else:
            room = Place.objects.filter(slug="lampje").first()
            if room:
                small.wake(room, timezone.now())
            self.stdout.write("The neighbourhood of last time is still here (--fresh: a new one).")

    def _serve(self, host: str, port: int) -> None:
        """Become the server, with the page on which a visitor becomes somebody."""
        address = f"http://localhost:{port}"
        self.stdout.write("One moment: the door opens.")
        self.stdout.flush()
        environment = {
            **os.environ,
            "SLEUTELBOS_DEMO": "yes",
            "SLEUTELBOS_HOME": str(settings.HOME),
            "SLEUTELBOS_URL": address,
            "SLEUTELBOS_HOSTS": "localhost,127.0.0.1,[::1]" if host in LOOPBACK else "*",
        }
        python = sys.executable
        os.execve(  # noqa: S606
            python,
            [python, "-m", "django", "serve", "--settings", "sleutelbos.config.settings",
             "--host", host, "--port", str(port), "--say", _who_to_be(address, host, port)],
            environment,
        )  # fmt: skip


def _who_to_be(address: str, host: str, port: int) -> str:
    """Everybody one can be, each with an address, as it is printed when the demo answers."""
    lines = ["", f"Who would you like to be?  {address}/demo/", ""]
    with override("en"):
        for somebody in parts():
            who = f"{somebody.person.called} {somebody.does}"
            lines.append(f"  {address}/demo/{somebody.handle + '/':<9} {who}")
    lines += [f"  {address}/demo/          …or the tablet at the door", ""]
    if host not in LOOPBACK:
        lines += [f"On a phone nearby: http://<address of this machine>:{port}/demo/", ""]
    return "\n".join([*lines, "Stop with Ctrl-C."])


def _where() -> str:
    return str(connection.settings_dict["NAME"])


def _has_tables() -> bool:
    return Place._meta.db_table in connection.introspection.table_names()


def _throw_file_away() -> None:
    """A SQLite demo is a file: away with it, and with its log."""
    connection.close()
    for ending in ("", "-wal", "-shm"):
        Path(f"{_where()}{ending}").unlink(missing_ok=True)
