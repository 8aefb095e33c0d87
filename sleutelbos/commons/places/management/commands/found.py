"""`sleutelbos found`: begin a network, or add a room to it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import override

from sleutelbos.commons.people import commands as people
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.kit.refused import Refused


class Command(BaseCommand):
    """Make the cooperative (once), a room, and its first board member with a link to come in."""

    help = "Begin a network: its cooperative, a room, and the first member of the board."

    def add_arguments(self, parser: CommandParser) -> None:
        """What they are called."""
        parser.add_argument("--cooperative", help="its name; only the first time")
        parser.add_argument("--room", required=True, help="the name of the room")
        parser.add_argument("--slug", help="the room in addresses (made of its name)")
        parser.add_argument("--board", required=True, help="what the first board member is called")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make all of it or nothing. Raises `CommandError` with what to do."""
        with override("en"):
            try:
                with transaction.atomic():
                    room, person, token = self._found(options)
            except Refused as refusal:
                raise CommandError(refusal.message) from None
            except IntegrityError:
                raise CommandError("There is a place with this slug. Add --slug another") from None
        self.stdout.write(f"{room.name}: {settings.PUBLIC_URL}/k/{room.slug}/")
        self.stdout.write(f"{person.called} comes in by this link, until a new one is made:")
        self.stdout.write(settings.PUBLIC_URL + reverse("people:card", kwargs={"token": token}))

    def _found(self, options: dict[str, Any]) -> tuple[Place, Person, str]:
        slug = options["slug"] or slugify(options["room"])[:40]
        if not slug:
            raise CommandError("Add --slug: a few letters for the room in addresses.")
        room = commands.found_room(self._cooperative(options), name=options["room"], slug=slug)
        person = people.get_to_know(called=options["board"], tag_picto="vis", tag_colour="blauw")
        for name in (Role.Name.RESIDENT, Role.Name.BOARD):
            commands.first_role(person, room, name)
        return room, person, people.make_card(person, by=None)

    def _cooperative(self, options: dict[str, Any]) -> Place:
        here = Place.objects.filter(kind=Place.Kind.COOPERATIVE).first()
        name = options["cooperative"]
        if here and name:
            raise CommandError(f"The cooperative is {here.name}. Leave --cooperative out.")
        if here:
            return here
        if not name:
            raise CommandError('Name the cooperative too: --cooperative "…"')
        slug = f"c-{slugify(name)}"[:40]  # it never takes the address of a room
        return commands.found_cooperative(name=name, slug=slug)
