"""Makers for tests of support posts and places to work. Defaults, no hidden rows."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from sleutelbos.commons.places.door import Actor
from sleutelbos.room.workplaces import commands, commands_steps
from sleutelbos.room.workplaces.models import Post, Review, Step


def make_post(board: Actor, kind: str = "coordinator", hours: int = 20, **how: Any) -> Post:
    """A support post since a month, with an open end."""
    since = timezone.localdate() - timedelta(days=30)
    about = {"since": since, **how}
    return commands.add_post(board, once=uuid4(), kind=kind, minutes=hours * 60, **about)


def make_step(guide: Actor, person: Actor, *, agreed: bool = True, **how: Any) -> Step:
    """A participation place in the room, since today; agreed by the resident."""
    about = {
        "form": "participation", "where": "De keuken van de kamer", "since": timezone.localdate(),
        **how,
    }  # fmt: skip
    step = commands_steps.propose(guide, once=uuid4(), person=person.someone.code, **about)
    return commands_steps.agree(person, code=step.code) if agreed else step


def make_review(guide: Actor, step: Step, day: date | None = None) -> Review:
    """A wage value review planned for a day, today unless told otherwise."""
    day = day or timezone.localdate()
    return commands_steps.plan_review(guide, code=step.code, once=uuid4(), day=day)
