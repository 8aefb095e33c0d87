"""`sleutelbos journal`: does the journal still say what it said, and what is its head? (R46)."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sleutelbos.commons.journal.commands_chain import chain_lines
from sleutelbos.commons.journal.queries_chain import (
    Head,
    broken,
    head,
    heads_unread,
    heads_written,
)
from sleutelbos.kit.database import unapplied
from sleutelbos.kit.progress import Progress

SHOWN = 20


class Command(BaseCommand):
    """Walk the chain from its first line to its last, and hold it against the heads of before."""

    help = "Check the journal line by line, and tell its head, to write down elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Heads that somebody kept: of the mail, or from the minutes of a meeting."""
        parser.add_argument(
            "--head", action="append", default=[], metavar="1234:AB12…",
            help="a head that was written down before; more than one is fine",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Check; raises `CommandError` when a line is not what it was. The first comes first."""
        if unapplied():
            raise CommandError("The database is not up to date. Run: sleutelbos migrate")
        heads = heads_written()
        for said in options["head"]:
            try:
                heads.append(Head.read(said))
            except ValueError:
                raise CommandError(
                    f"{said} is no head: a number, a colon and at least 16 letters of the hash."
                ) from None
        wrong = [*heads_unread(), *broken(heads, Progress(sys.stderr, "Journal"))]
        for sentence in wrong[:SHOWN]:
            self.stdout.write(sentence)
        if wrong:
            raise CommandError(f"{len(wrong)} things in the journal are not what they were.")
        chain_lines()
        last = head()
        told = f"{last.nth} lines, all as they were written" if last else "No line yet"
        self.stdout.write(f"{told}. Held against {len(heads)} heads.")
        if last:
            self.stdout.write(f"Write down elsewhere: {last}")
