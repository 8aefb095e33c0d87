"""`sleutelbos export-hsds`: the social map for programs of others."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sleutelbos.commons.places import queries as places
from sleutelbos.room.referral import queries_map


class Command(BaseCommand):
    """Write the social map as Open Referral HSDS 3, to the screen (put it in a file with >)."""

    help = "Writes the social map of one room, or of all rooms, as Open Referral HSDS 3 (JSON)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which room; without it all of them."""
        parser.add_argument("--room", default="", help="the short address of one room")

    def handle(self, *args: Any, room: str = "", **options: Any) -> None:
        """Write it."""
        if not room:
            found = queries_map.network()
        elif place := places.rooms().filter(slug=room).first():
            found = queries_map.on_map(place)
        else:
            raise CommandError("There is no room with this address.")
        told = json.dumps(queries_map.hsds(found), ensure_ascii=False, indent=1)
        self.stdout.write(told)
