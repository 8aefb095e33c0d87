"""Small steps: what, who does it, which day (K1C). By the asker and by who they chose."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note_unnamed
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow

from . import queries
from .commands import LONGEST_LINE, refuse_long, touched
from .models import Question, Step
from .permissions import may_ask

MOST_DIGITS = 6  # a longer number is an account, a case or a telephone
MOST_STEPS = 30


def _question(actor: Actor, code: str) -> Question:
    """A question I asked or help with, not done, held for a change. Raises `NotFound`."""
    allow(may_ask(actor))
    found = queries.stand(actor, code, lock=True)
    if found is None or not found.acts or not found.question.is_open:
        raise NotFound
    return found.question


@transaction.atomic
def add_step(
    actor: Actor, *, code: str, text: str, once: UUID, who: str = "together",
    day: date | None = None,
) -> Step:  # fmt: skip
    """Write down one small step: `who` is together, asker or helper. The same `once` is once (R5).

    Refused when I do not read it or it is done (`not-found`), when it says nothing
    (`says-nothing`), is too long (`too-long`), holds a long number (`no-numbers`), names nobody
    (`no-such-who`), a day gone by (`day-gone-by`), or the thirty-first (`enough-steps`). Noted.
    """
    question = _question(actor, code)
    if done := Step.objects.within(actor.place).filter(once=once, question=question).first():
        return done
    said = one_line(text)
    _refuse_step(said, who, day)
    if question.steps.filter(dropped_at=None).count() >= MOST_STEPS:
        raise Refused("enough-steps", _("Dit zijn genoeg stappen. Doe er eerst een."))
    try:
        with transaction.atomic():
            step = Step.everywhere.create(  # everywhere: writing, not looking
                question=question, once=once, text=said, who=who, day=day,
                made_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Refused("sent-before", _("Hier ging iets mis. Probeer het nog eens.")) from None
    touched(question)
    note_unnamed(actor, "help.step-added", question)
    return step


def _refuse_step(said: str, who: str, day: date | None) -> None:
    if not said:
        raise Refused("says-nothing", _("Schrijf of zeg een paar woorden."), field="text")
    refuse_long(said, LONGEST_LINE, "text")
    if sum(letter.isdigit() for letter in said) > MOST_DIGITS:
        raise Refused(
            "no-numbers", _("Schrijf alleen de stap op. Geen nummers, geen geheimen."),
            field="text",
        )  # fmt: skip
    if who not in Step.Who.values:
        raise Refused("no-such-who", _("Kies er een."), field="who")
    _refuse_day(day)


def _refuse_day(day: date | None) -> None:
    if day and day < timezone.localdate():
        raise Refused("day-gone-by", _("Deze dag is al geweest. Kies een andere."), field="day")


@transaction.atomic
def do_step(actor: Actor, *, code: str, once: UUID, done: bool = True) -> Step:
    """This step is done, or not after all. Twice is once. Refused: `not-found`. Noted."""
    question = _question(actor, code)
    step = _step(question, once)
    if (step.done_at is not None) != done:
        step.done_at = timezone.now() if done else None
        step.save(update_fields=["done_at"])
        touched(question)
        note_unnamed(actor, "help.step-done" if done else "help.step-undone", question)
    return step


@transaction.atomic
def other_day(actor: Actor, *, code: str, once: UUID, day: date | None) -> Step:
    """This step on another day, or on none yet. Twice is once. Noted.

    Refused: `not-found`, `day-gone-by`.
    """
    question = _question(actor, code)
    step = _step(question, once)
    _refuse_day(day)
    if step.day == day:
        return step
    step.day = day
    step.save(update_fields=["day"])
    touched(question)
    note_unnamed(actor, "help.step-moved", question)
    return step


@transaction.atomic
def drop_step(actor: Actor, *, code: str, once: UUID) -> None:
    """This step need not be taken: nobody sees it any more. Twice is once; it may come back.

    Refused: `not-found`. Noted.
    """
    question = _question(actor, code)
    if question.steps.filter(once=once, dropped_at=None).update(dropped_at=timezone.now()):
        touched(question)
        note_unnamed(actor, "help.step-dropped", question)


@transaction.atomic
def keep_step(actor: Actor, *, code: str, once: UUID) -> None:
    """This step is taken after all: the undo of dropping it. Twice is once. Noted.

    Refused: `not-found`.
    """
    question = _question(actor, code)
    if question.steps.filter(once=once, dropped_at__isnull=False).update(dropped_at=None):
        touched(question)
        note_unnamed(actor, "help.step-kept", question)


def _step(question: Question, once: UUID) -> Step:
    step = question.steps.filter(once=once, dropped_at=None).first()
    if step is None:
        raise NotFound
    return step
