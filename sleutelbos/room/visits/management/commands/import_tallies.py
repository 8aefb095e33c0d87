"""`sleutelbos import-tallies`: counts of before, from the sheets people have."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import override

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.policy import HOST
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.sheets import Sheet, read_tallies
from sleutelbos.room.visits import commands_counts, queries_counts
from sleutelbos.room.visits.commands_counts import Line

SHOWN = 50


class Command(BaseCommand):
    """Read a sheet and tell what it says; with `--commit` put it in. Twice is once."""

    help = "Read counts from a CSV or XLSX file. Shows what it reads; --commit puts it in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file, and of which room."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--room", required=True, help="the room as in addresses: het-lampje")
        parser.add_argument("--commit", action="store_true", help="put it in, not only look")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and put in when that is asked. Raises `CommandError` with what to do."""
        room = Place.objects.filter(kind=Place.Kind.ROOM, slug=options["room"]).first()
        if room is None:
            rooms = Place.objects.filter(kind=Place.Kind.ROOM).order_by("slug")
            known = ", ".join(rooms.values_list("slug", flat=True)[:20])
            raise CommandError(f"There is no such room. There are: {known or 'none yet'}")
        try:
            data = options["file"].read_bytes()
        except OSError as fault:
            raise CommandError(f"{options['file']}: {fault.strerror}.") from None
        actor = Actor(None, room, frozenset({HOST}))
        with override("en"):
            try:
                sheet = read_tallies(options["file"].name, data, timezone.localdate())
                self._put_in(actor, sheet, hashlib.sha256(data).hexdigest(), options["commit"])
            except Refused as refusal:
                raise CommandError(refusal.message) from None

    def _put_in(self, actor: Actor, sheet: Sheet, file: str, commit: bool) -> None:
        lines = [
            Line(row.first_day, row.last_day, row.part or "", row.activity or "", row.people,
                 row.estimated)
            for row in sheet.lines if not row.closed
        ]  # fmt: skip
        keyed = commands_counts.keyed_lines(actor, lines)
        known = queries_counts.same_lines(actor.place, set(keyed))
        self._tell(sheet, list(keyed.values()))
        people = sum(line.people for once, line in keyed.items() if once not in known)
        self.stdout.write(f"{len(keyed) - len(known)} new lines, {people} people; "
                          f"{len(known)} lines are here already.")  # fmt: skip
        if not commit:
            self.stdout.write("Nothing was kept. Add --commit to put this in.")
            return
        number = commands_counts.import_tallies(actor, lines=lines, file=file)
        self.stdout.write(f"{number} lines were put in.")

    def _tell(self, sheet: Sheet, lines: list[Line]) -> None:
        for line in lines[:SHOWN]:
            days = line.first_day.isoformat()
            if line.last_day != line.first_day:
                days += f" to {line.last_day.isoformat()}"
            about = " about" if line.estimated else ""
            rest = " ".join(filter(None, (line.part, line.activity)))
            self.stdout.write(f"{days}:{about} {line.people} {rest}".rstrip())
        if len(lines) > SHOWN:
            self.stdout.write(f"…and {len(lines) - SHOWN} more lines.")
        for problem in sheet.problems:
            sheet_name = f"{problem.sheet}, " if problem.sheet else ""
            where = f"{sheet_name}row {problem.row} column {problem.column}"
            self.stderr.write(f"{where}: {problem.message}")
        if sheet.unlisted:
            self.stderr.write(f"…and {sheet.unlisted} more places like these.")
