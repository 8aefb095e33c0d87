"""Makers for tests at the door: a tablet, somebody on the screen, something a tablet sends."""

import uuid
from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.commands import say_yes
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.room.visits import commands
from sleutelbos.room.visits.views import COOKIE


def make_host(room: Place, called: str = "fatma") -> Actor:
    """Somebody who receives people here."""
    return make_actor(room, called, "host")


def make_tablet(room: Place, name: str = "Voordeur") -> str:
    """The token of a tablet at the door of this room."""
    return commands.enrol(make_host(room, "zetter"), name=name)


def make_door(room: Place, *, csrf: bool = False) -> Client:
    """A browser on a tablet at the door."""
    client = Client(enforce_csrf_checks=csrf)
    client.cookies[COOKIE] = make_tablet(room)
    return client


def at_the_door(room: Place) -> Actor:
    """The actor that a tablet of this room is."""
    return Actor(None, room, frozenset({"tablet"}))


def make_known(room: Place, called: str = "amina") -> Person:
    """A neighbour who said yes to the own name on the door screen."""
    actor = make_actor(room, called)
    say_yes(actor, Consent.Purpose.DOOR_NAME)
    return actor.someone


def item(kind: str = "new", at: datetime | None = None, **more: Any) -> dict[str, Any]:
    """One thing a tablet sends; the id is new unless it is given."""
    moment = (at or timezone.now()).isoformat()
    return {"id": str(uuid.uuid4()), "kind": kind, "at": moment, **more}


def sent(room: Place, *items: Any, clock: datetime | None = None) -> list[str]:
    """Send items from a tablet of this room; returns what became of each."""
    now = (clock or timezone.now()).isoformat()
    answers = commands.take_in(at_the_door(room), tablet_now=now, items=list(items))
    return [answer.answer for answer in answers]
