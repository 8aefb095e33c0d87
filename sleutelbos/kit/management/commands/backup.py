"""`sleutelbos backup`: a sealed copy of everything, while people use it."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sleutelbos.kit.copies import CopyError, copies_in, make_copy
from sleutelbos.kit.progress import Progress
from sleutelbos.kit.sealed import SealedError, new_key

NEW_KEY = """\
This key opens the copies. It is shown once. Keep it on paper or in a password manager, away from
this machine; without it no copy can be opened, by anybody.

    {opens}

This machine seals with {seals} (kept in {kept}).
"""


class Command(BaseCommand):
    """Make a copy; the first time with `--new-key`, which makes the key that opens it."""

    help = "Make a sealed copy of everything. Begin once with --new-key."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, how many to keep, and for whom to seal."""
        parser.add_argument("--to", type=Path, help="folder of the copies (backups in the home)")
        parser.add_argument("--keep", type=int, help="throw away all but the newest so many")
        parser.add_argument("--recipient", help="seal for this key (age1…)")
        parser.add_argument("--new-key", action="store_true", help="make a new key and stop")
        parser.add_argument(
            "--portable", action="store_true", help="rows as text: SQLite to PostgreSQL or back"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the copy, whole or not at all, and tell where it is."""
        if options["new_key"]:
            self._make_key()
            return
        if options["keep"] is not None and options["keep"] < 1:
            raise CommandError("Keep at least one copy: --keep 30")
        recipient = options["recipient"] or _kept_recipient()
        folder = options["to"] or Path(settings.HOME) / "backups"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryDirectory(prefix="copy-", dir=settings.HOME) as work:
                made = make_copy(
                    folder, Path(work), recipient=recipient, portable=options["portable"],
                    tell=Progress(sys.stderr, "Copy"),
                )  # fmt: skip
        except (CopyError, SealedError) as fault:
            raise CommandError(str(fault)) from None
        except OSError as fault:
            raise CommandError(f"The copy could not be written: {fault.strerror}.") from None
        self.stdout.write(str(made))
        if options["keep"]:
            for old in copies_in(folder)[options["keep"] :]:
                old.unlink(missing_ok=True)

    def _make_key(self) -> None:
        kept = _recipient_file()
        if kept.exists():
            raise CommandError(f"There is a key already ({kept}). Move it away to make a new one.")
        opens, seals = new_key()
        kept.write_text(seals + "\n")
        self.stdout.write(NEW_KEY.format(opens=opens, seals=seals, kept=kept))


def _recipient_file() -> Path:
    return Path(settings.HOME) / "backup-recipient"


def _kept_recipient() -> str:
    if given := os.environ.get("SLEUTELBOS_BACKUP_RECIPIENT"):
        return given
    if not _recipient_file().exists():
        raise CommandError("There is no key to seal with yet. Run: sleutelbos backup --new-key")
    return _recipient_file().read_text()
