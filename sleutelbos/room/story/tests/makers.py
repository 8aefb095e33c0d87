"""Makers for tests: a door on somebody's route, a step at it, and who may read it."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor
from sleutelbos.room.story import commands, commands_pens, commands_sharing, commands_steps
from sleutelbos.room.story.models import Door, Pen, Share, Step

WORDS = "Ik zat vast met brieven"


def make_door(actor: Actor, words: str = WORDS, **how: object) -> Door:
    """A door on this person's route: where they are now, unless told otherwise."""
    return commands.tell(
        actor, once=uuid4(), words=words, **{"state": "now", **how}  # type: ignore[arg-type]
    )  # fmt: skip


def make_step(
    actor: Actor, door: Door, what: str = "Koffie drinken", whom: str = "Marleen"
) -> Step:
    """A step at this door, the day after tomorrow."""
    at = timezone.now() + timedelta(days=2)
    return commands_steps.choose_step(
        actor, door=door.code, what=what, with_whom=whom, at=at, once=uuid4()
    )


def can_be_chosen(actor: Actor) -> Actor:
    """The same neighbour, whose name may be on the screen at the door."""
    places.say_yes(actor, "door-name")
    return actor


def make_share(actor: Actor, door: Door, reader: Actor, days: int = 28) -> Share:
    """This door shown to this neighbour (who can be chosen from now on)."""
    to = can_be_chosen(reader).someone.code
    return commands_sharing.show(actor, door=door.code, to=to, days=days)


def make_pen(actor: Actor, writer: Actor) -> Pen:
    """This neighbour (who can be chosen from now on) writes with the actor."""
    return commands_pens.give_pen(actor, to=can_be_chosen(writer).someone.code)


def make_draft(pen: Pen, writer: Actor, words: str = WORDS) -> Door:
    """Something written for the one whose pen it is, not read back yet."""
    return commands_pens.write_for(writer, pen=pen.code, words=words, once=uuid4())
