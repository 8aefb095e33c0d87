"""`sleutelbos serve`: open the doors."""

import os
import sys
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sleutelbos.kit.greeting import say_when_it_answers


class Command(BaseCommand):
    """Bring the database up to date, gather the static files, and serve (granian, WSGI)."""

    help = "Serve Sleutelbos on this machine."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes")

        parser.add_argument("--say", default="", help="what to print as soon as it answers")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, migrate, gather and become the server."""
        call_command("migrate", verbosity=0)
        call_command("check", databases=["default"], stdout=self.stdout, stderr=self.stderr)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not find_spec("granian"):
            raise CommandError("The server (granian) is not installed. Install Sleutelbos again.")
        told = options["say"] or f"Sleutelbos: {settings.PUBLIC_URL} (stop with Ctrl-C)"
        say_when_it_answers(options["host"], options["port"], told)
        words = [options["host"], str(options["port"]), str(options["workers"])]
        os.execve(  # noqa: S606
            sys.executable,
            [sys.executable, "-m", "sleutelbos.config.server", *words],
            # Two heaps serve four threads as well as eight do, and keep less.
            {"MALLOC_ARENA_MAX": "2", **os.environ},
        )
