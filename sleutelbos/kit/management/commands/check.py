"""`sleutelbos check`: is everything set right, and with `--data`: does everything hold?"""

import sys
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as DjangoCheck
from django.db import connection

from sleutelbos.kit.database import damage, unapplied
from sleutelbos.kit.progress import Progress
from sleutelbos.kit.rules import held_against

SHOWN = 5  # sentences a rule


class Command(DjangoCheck):
    """Django's check, with the database always included; `--data` holds every row to the rules."""

    help = "Check the settings; --data also checks every row against the rules of the house."

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's own options, and ours."""
        super().add_arguments(parser)
        parser.add_argument("--data", action="store_true", help="also check what is in the tables")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        """Check; raises `CommandError` when something is not right."""
        if not app_labels and not options["databases"] and _is_there():
            options["databases"] = ["default"]
        super().handle(*app_labels, **options)
        if options["data"]:
            self._data()

    def _data(self) -> None:
        if not _is_there() or (behind := unapplied()):
            todo = "" if not _is_there() else f" ({len(behind)} steps behind)"
            raise CommandError(f"The database is not up to date{todo}. Run: sleutelbos migrate")
        hurt = damage()
        self._line("database", "The file is whole and every row finds what it points to.", hurt)
        places = apps.get_model("places", "Place")._base_manager.order_by("pk")
        total = len(hurt)
        for outcome in held_against(places, Progress(sys.stderr, "Places")):
            self._line(outcome.module, outcome.rule.says, outcome.broken)
            total += len(outcome.broken)
        if total:
            raise CommandError(f"{total} things in the database cannot be right.")
        self.stdout.write("Everything holds.")

    def _line(self, module: str, says: str, broken: list[str]) -> None:
        state = "ok" if not broken else f"NO {len(broken)}"
        self.stdout.write(f"{state:<8}{module:<12}{says}")
        for sentence in broken[:SHOWN]:
            self.stdout.write(f"{'':<20}{sentence}")


def _is_there() -> bool:
    """False for SQLite that has no file yet: asking would make one."""
    name = str(connection.settings_dict["NAME"])
    return connection.vendor != "sqlite" or Path(name).exists() or ":memory:" in name or (
        "mode=memory" in name
    )  # fmt: skip
