"""`sleutelbos card`: a new link to come in, for somebody who lost every other way."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people.commands import make_card
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place


class Command(BaseCommand):
    """Make a key card for one person; the one before it stops working, and every device too."""

    help = "Make a new sign-in link for a person, by the six letters of their code."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("code", help="the code of the person")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, write in the journal of their rooms that it was made, and print the link."""
        person = Person.objects.filter(code=options["code"]).first()
        if person is None:
            raise CommandError("Nobody has this code. It stands in the address of their page.")
        token = make_card(person, by=None)
        for place in Place.objects.filter(roles__person=person, roles__until=None).distinct():
            note(Actor(None, place, frozenset()), "places.card-made", person)
        self.stdout.write(settings.PUBLIC_URL + reverse("people:card", kwargs={"token": token}))
