"""`sleutelbos restore`: put a copy back, and see that all of it is there."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sleutelbos.commons.journal.commands_chain import set_heads_aside
from sleutelbos.commons.journal.queries_chain import broken
from sleutelbos.commons.people.commands import erase_me
from sleutelbos.commons.people.models import Person
from sleutelbos.kit.copies import CopyError
from sleutelbos.kit.database import damage
from sleutelbos.kit.erased import ledger, marks_in
from sleutelbos.kit.progress import Progress
from sleutelbos.kit.put_back import is_lived_in, put_back
from sleutelbos.kit.rules import held_against
from sleutelbos.kit.sealed import SealedError, unseal


class Command(BaseCommand):
    """Open a copy, put it back, erase again who was erased since, and check all of it."""

    help = "Put a copy back, in an empty home or database; --replace overwrites."
    requires_system_checks = ()
    _erased = 0  # people

    def add_arguments(self, parser: CommandParser) -> None:
        """Which copy, and the key that opens it."""
        parser.add_argument("copy", type=Path, help="the file that sleutelbos backup made")
        parser.add_argument(
            "--identity", type=Path, required=True, help="a file with the key (AGE-SECRET-KEY-1…)"
        )
        parser.add_argument("--replace", action="store_true", help="throw away what is here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and tell what came back. Raises `CommandError` with what to do."""
        if not options["replace"] and is_lived_in():
            raise CommandError(
                "There is a network here already. Name an empty home (SLEUTELBOS_HOME=…) or "
                "database, or add --replace to throw away what is here."
            )
        tell = Progress(sys.stderr, "Put back")
        try:
            identity = _key_in(options["identity"])
            with tempfile.TemporaryDirectory(prefix="copy-", dir=settings.HOME) as work:
                unseal(options["copy"], Path(work), identity=identity)
                manifest = put_back(
                    Path(work), replace=options["replace"], tell=tell,
                    after=lambda: self._erase_again(options["copy"].parent),
                )  # fmt: skip
        except (CopyError, SealedError) as fault:
            raise CommandError(str(fault)) from None
        except OSError as fault:
            raise CommandError(f"{fault.filename or 'The disk'}: {fault.strerror}.") from None
        self._check()
        if aside := set_heads_aside(timezone.now()):
            self.stdout.write(f"The journal is that of the copy; later heads are in {aside}.")
        total = sum(manifest.rows.values())
        self.stdout.write(
            f"{total:,} rows of {manifest.made_at} are back and everything holds. "
            f"{self._erased} people were erased again."
        )

    def _erase_again(self, beside: Path) -> None:
        """Take out who was erased after the copy was made (R18), and count them."""
        marks = marks_in(ledger()) | marks_in(beside / ledger().name)
        for person in Person.objects.filter(uuid__in=marks) if marks else ():
            erase_me(person)
            self._erased += 1

    def _check(self) -> None:
        places = apps.get_model("places", "Place")._base_manager.order_by("pk")
        wrong = damage()
        for outcome in held_against(places):
            wrong += outcome.broken
        wrong += broken()
        if wrong:
            for sentence in wrong[:20]:
                self.stderr.write(sentence)
            raise CommandError(f"{len(wrong)} things cannot be right. Use an older copy.")


def _key_in(file: Path) -> str:
    """The key among the lines of a file; age-keygen writes remarks above it."""
    lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
    if len(lines) != 1:
        raise SealedError(f"{file} holds no key: one line that begins with AGE-SECRET-KEY-1.")
    return lines[0]
