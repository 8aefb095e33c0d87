"""`sleutelbos story-keys`: which keys lock what people told, and changing them (`secret_text`)."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models

from sleutelbos.kit.database import keys_in_use, secret_fields
from sleutelbos.kit.progress import Progress
from sleutelbos.kit.secret_text import add_key, forget_keys, keys


class Command(BaseCommand):
    """Tell which keys there are; `--new` changes to a new one, while people work."""

    help = "The keys of the stories: list them, --new changes them, --forget drops unused ones."

    def add_arguments(self, parser: CommandParser) -> None:
        """List, change, or drop."""
        parser.add_argument("--new", action="store_true", help="make a key and lock all with it")
        parser.add_argument("--forget", action="store_true", help="drop keys that lock nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and tell what stands locked with what. Raises `CommandError` when a key lacks."""
        if missing := sorted(set(self._used()) - set(keys())):
            raise CommandError(f"These keys are not here: {', '.join(missing)}. Look in a copy.")
        if options["new"]:
            add_key()
            for field in secret_fields():
                self._lock_again(field)
        used = self._used()
        if options["forget"]:
            forget_keys(set(list(keys())[:-1]) - set(used))
        for name in keys():
            self.stdout.write(f"{name}  locks {used.get(name, 0)} texts")

    def _used(self) -> dict[str, int]:
        used: dict[str, int] = {}
        for field in secret_fields():
            for name, number in keys_in_use(field).items():
                used[name] = used.get(name, 0) + number
        return used

    def _lock_again(self, field: Any) -> None:
        """Row by row, each only if nobody changed it meanwhile; what they wrote has the new key."""
        newest = list(keys())[-1]
        tell = Progress(sys.stderr, field.model._meta.db_table)
        rows: models.QuerySet[Any] = models.QuerySet(field.model)
        numbers = list(rows.order_by("pk").values_list("pk", flat=True))
        for nth, number in enumerate(numbers, 1):
            tell(nth, len(numbers))
            raw = rows.filter(pk=number).annotate(raw=as_it_stands(field))
            found = raw.values_list("raw", field.attname).first()
            if found and found[0] and not found[0].startswith(f"{newest}:"):
                raw.filter(raw=found[0]).update(**{field.attname: found[1]})


def as_it_stands(field: Any) -> models.expressions.Combinable:
    """The locked text of a field, not opened."""
    return models.functions.Cast(models.F(field.attname), models.TextField())
