"""`sleutelbos extend_series`: what has to happen to activities every night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from sleutelbos.room.activities import commands


class Command(BaseCommand):
    """Write down the coming days of series, put to rest what nobody pulls, give places on."""

    help = "Every night: write down the coming 13 weeks, rest what nobody pulls, give places on."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and tell in one line. Running it twice does no harm."""
        resting = commands.rest_unpulled()
        released = commands.release_who_left()
        days = commands.extend_series(today=timezone.localdate())
        self.stdout.write(
            f"{days} days written down, {resting} at rest, {released} places given on"
        )
