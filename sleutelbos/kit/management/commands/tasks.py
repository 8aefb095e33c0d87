"""`sleutelbos tasks`: what has to happen every night. Twice is once."""

import logging
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sleutelbos.kit.kept import past_limit
from sleutelbos.kit.nightly import chores

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Do every chore of every module; one that fails does not stop the others."""

    help = "Every night: write days ahead, rest what nobody pulls, throw away what is not needed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Do it, or only tell what would go."""
        parser.add_argument("--dry-run", action="store_true", help="tell what would go, do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do them and tell a line of each. Raises `CommandError` when one failed."""
        failed = []
        now = timezone.now()
        if options["dry_run"]:
            for model, rule, number in past_limit(now):
                self.stdout.write(f"{model._meta.label:<24}{number:>7}  kept {rule.until}")
            return
        for module, chore in chores():
            try:
                number = chore.does(now)
            except Exception:
                log.exception("nightly-chore-failed module=%s", module)
                failed.append(f"{module} ({chore.says})")
                continue
            self.stdout.write(f"{module:<12}{number:>7}  {chore.says}")
        call_command("clearsessions")
        if failed:
            raise CommandError(f"These did not go well: {', '.join(failed)}. The log says where.")
