"""One small step at a door: always something, with somebody, at a moment; and never a must."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused

from .commands import mine, open_step
from .models import Door, Step

LONGEST_WHAT, LONGEST_WHOM = 100, 60  # letters


@transaction.atomic
def choose_step(
    actor: Actor, *, door: str, what: str, with_whom: str, at: datetime, once: UUID
) -> Step:
    """Choose one small step at my door: what, with whom and when.

    A door that was shut is then where I am, and one that rested goes on: I chose so. The same
    `once` is one step (R5). Refused when the door is not mine (`not-found`), has a step already
    (`has-step`), when it says nothing (`says-nothing`), names nobody (`no-person`), is too long
    (`too-long`), or its moment is over (`moment-passed`).
    """
    found = mine(actor, door, drafts=False)
    if done := Step.everywhere.filter(once=once, door=found).first():  # at my own door
        return done
    said, whom = _said(what, with_whom)
    if at < timezone.now():
        raise Refused(
            "moment-passed", _("Deze tijd is al voorbij. Kies een latere tijd."), field="time"
        )
    now = timezone.now()
    try:
        with transaction.atomic():
            step = Step.everywhere.create(  # everywhere: writing, not looking
                door=found, person=actor.someone, once=once, what=said, with_whom=whom, at=at,
                chosen_at=now,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("has-step", _("Hier is al een stapje. Eén is genoeg.")) from None
    found.paused_at = None
    if found.state == Door.State.SHUT:
        found.state = Door.State.NOW
    found.save(update_fields=["paused_at", "state"])
    return step


def _said(what: str, with_whom: str) -> tuple[str, str]:
    said, whom = one_line(what), one_line(with_whom)
    if not said:
        raise Refused("says-nothing", _("Schrijf of zeg een paar woorden."), field="what")
    if not whom:
        raise Refused("no-person", _("Met wie? Een stapje doe je niet alleen."), field="with_whom")
    for text, most, field in (
        (said, LONGEST_WHAT, "what"), (whom, LONGEST_WHOM, "with_whom"),
    ):  # fmt: skip
        if len(text) > most:
            raise Refused(
                "too-long",
                _("Dit is te lang. Er passen %(most)d letters. Maak het korter.") % {"most": most},
                field=field,
            )
    return said, whom


@transaction.atomic
def did(actor: Actor, *, door: str) -> Step:
    """*Gedaan*. Whether the door is open is for me to say. Twice is once.

    Refused when there is no step (`not-found`).
    """
    found = mine(actor, door)
    step = open_step(found)
    if step is None:
        return _ended_before(found.steps.exclude(done_at=None), found)
    step.done_at = timezone.now()
    step.save(update_fields=["done_at"])
    return step


@transaction.atomic
def did_not(actor: Actor, *, door: str) -> Step:
    """Undo of *Gedaan*: the last one. Refused as `drop`, and when there is another (`has-step`).

    Twice is once.
    """
    found = mine(actor, door)
    done = found.steps.filter(dropped_at=None).exclude(done_at=None)
    return _open_again(done.order_by("-done_at", "-pk").first(), found)


@transaction.atomic
def drop(actor: Actor, *, door: str) -> Step:
    """No step after all; nothing is asked. Twice is once. Refused: no step there (`not-found`)."""
    found = mine(actor, door)
    step = open_step(found)
    if step is None:
        return _ended_before(found.steps.exclude(dropped_at=None), found)
    step.dropped_at = timezone.now()
    step.save(update_fields=["dropped_at"])
    return step


@transaction.atomic
def pick_up(actor: Actor, *, door: str) -> Step:
    """Undo of `drop`: the last one. Refused when there is none, or another one (`has-step`).

    Twice is once.
    """
    found = mine(actor, door)
    gone = found.steps.exclude(dropped_at=None)
    return _open_again(gone.order_by("-dropped_at", "-pk").first(), found)


def _ended_before(ended: QuerySet[Step], door: Door) -> Step:
    """The last step of this door, when it ended this way already: it was pressed twice."""
    last = door.steps.order_by("-chosen_at", "-pk").first()
    if last is None or not ended.filter(pk=last.pk).exists():
        raise NotFound
    return last


def _open_again(step: Step | None, door: Door) -> Step:
    there = open_step(door)
    if step is None:
        if there is None:
            raise NotFound
        return there  # it stands there again: it was pressed twice
    if there is not None:
        raise Refused("has-step", _("Hier is al een stapje. Eén is genoeg."))
    step.done_at = step.dropped_at = None
    step.save(update_fields=["done_at", "dropped_at"])
    return step
