"""Makers for tests of Mijn dag: a neighbour nobody saw for weeks, and who knows them."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from sleutelbos.commons.people.tests.makers import make_person
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.models import Consent, Place, Role
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.room.day import commands
from sleutelbos.room.keys.models import Opening
from sleutelbos.room.visits.models import Part, Visit

PHONE = "06 12345678"


def make_missed(
    room: Place, called: str = "samira", days: int = 30, by: Actor | None = None, phone: str = ""
) -> Actor:
    """A resident who may be called and was not here for so many days; `by` welcomed them."""
    person = make_person(called.capitalize())
    places.first_role(person, room, "resident")
    actor = actor_of(person, room)
    commands.choose(actor, called=True, calls=False, phone=phone)
    then = timezone.now() - timedelta(days=days)
    Consent.everywhere.filter(person=person).update(given_at=then)
    Role.objects.filter(person=person).update(since=then, given_by=by.someone if by else None)
    return actor


def make_caller(room: Place, called: str = "rosa") -> Actor:
    """A resident who agreed to call others."""
    actor = make_actor(room, called)
    places.say_yes(actor, Consent.Purpose.CALL_OTHERS)
    return actor


def make_visit(actor: Actor, days: int = 0, brought_by: Actor | None = None) -> Visit:
    """This person tapped in at the door so many days ago."""
    return Visit.everywhere.create(
        place=actor.place, client_id=uuid4(), person=actor.someone, part=Part.MORNING,
        day=timezone.localdate() - timedelta(days=days), digest="x",
        brought_by=brought_by.someone if brought_by else None,
    )  # fmt: skip


def make_openings(actor: Actor, times: int = 3) -> None:
    """This person opened the door on each of so many days before today."""
    for nth in range(1, times + 1):
        then = timezone.now() - timedelta(days=nth)
        Opening.everywhere.create(
            place=actor.place, opened_at=then, opened_by=actor.someone,
            closes_at=then + timedelta(hours=2), closed_at=then + timedelta(hours=1),
        )  # fmt: skip
