"""`sleutelbos token`: let a program of others act in one room, see which may, and end it (P7)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.formats import date_format

from sleutelbos.commons.places.commands_tokens import make_token, revoke_token
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import ApiToken, Place
from sleutelbos.commons.places.queries import rooms
from sleutelbos.commons.places.queries_api import tokens_of
from sleutelbos.kit.refused import NotFound, Refused


class Command(BaseCommand):
    """Make, list or revoke the tokens of a room, as the person who runs the machine."""

    help = "Make a token of the API for one room and one role; list or revoke them."

    def add_arguments(self, parser: CommandParser) -> None:
        """The room, and what to do."""
        parser.add_argument("--room", required=True, help="the short name of the room (its slug)")
        parser.add_argument("--role", choices=ApiToken.Role.values, help="what it may do there")
        parser.add_argument("--name", help="what it is for, as the board will read it")
        parser.add_argument("--revoke", metavar="CODE", help="make a token worthless, now")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say so. Raises `CommandError` with what to do instead."""
        place = rooms().filter(slug=options["room"]).first()
        if place is None:
            known = ", ".join(rooms().values_list("slug", flat=True)[:20]) or "none yet"
            raise CommandError(f"There is no room {options['room']!r}. Rooms: {known}.")
        operator = Actor(None, place, frozenset({"board"}))  # the board trusts who runs the machine
        try:
            if options["revoke"]:
                revoke_token(operator, code=options["revoke"])
                self.stdout.write("This token does not work any more.")
            elif options["role"] or options["name"]:
                self._make(operator, options["role"], options["name"])
            else:
                self._list(place)
        except NotFound:
            raise CommandError(
                "There is no such token here. Run without --revoke to see."
            ) from None
        except Refused as refusal:
            raise CommandError(refusal.message) from None

    def _make(self, operator: Actor, role: str | None, name: str | None) -> None:
        if not (role and name):
            raise CommandError("Give both: --role resident|host|board and --name what-it-is-for.")
        token = make_token(operator, name=name, role=role)
        self.stderr.write("Keep it somewhere safe: it is shown this once.")
        self.stdout.write(token)

    def _list(self, place: Place) -> None:
        for token in tokens_of(place):
            made = date_format(token.made_at, "Y-m-d")
            state = "revoked" if token.revoked_at else "works"
            self.stdout.write(f"{token.code}  {state:<8} {token.role:<9} {made}  {token.name}")
