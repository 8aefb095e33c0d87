"""A few words between who asked and who helps: written, and taken back (K1C)."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note_unnamed
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.plain_text import plain_text
from sleutelbos.kit.refused import NotFound, Refused, allow

from . import queries
from .commands import LONGEST_WORDS, refuse_long, tell_about, touched
from .models import Helper, Message
from .permissions import may_ask

MOST_MESSAGES = 100  # between two people about one question


@transaction.atomic
def write(actor: Actor, *, code: str, words: str, once: UUID, to: str = "") -> Message:
    """Write a few words: the asker to who helps (`to` is their code), who helps to the asker.

    Only these two read it; the other is told, in neutral words, that there is something. The same
    `once` is once (R5).

    Refused when I do not act in it or it is done (`not-found`), when that neighbour does not help
    any more (`helps-no-more`), when it says nothing (`says-nothing`), is too long (`too-long`), or
    is the hundred-and-first (`enough-messages`). Noted without a name.
    """
    helper = _line(actor, code, to)
    if done := helper.messages.filter(once=once, person=actor.someone).first():
        return done
    said = plain_text(words).strip()
    if not said:
        raise Refused("says-nothing", _("Schrijf of zeg een paar woorden."), field="words")
    refuse_long(said, LONGEST_WORDS, "words")
    if helper.messages.count() >= MOST_MESSAGES:
        raise Refused("enough-messages", _("Jullie schreven al veel. Kom langs, of bel elkaar."))
    try:
        with transaction.atomic():
            message = Message.everywhere.create(  # everywhere: writing, not looking
                helper=helper, once=once, person=actor.someone, words=said,
                written_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Refused("sent-before", _("Hier ging iets mis. Probeer het nog eens.")) from None
    question = helper.question
    touched(question)
    tell_about(question, question.person if actor.person == helper.person else helper.person)
    note_unnamed(actor, "help.message-written", question)
    return message


@transaction.atomic
def take_back(actor: Actor, *, code: str, once: UUID) -> None:
    """What I wrote here is gone, for both. Twice is once; also when the question is done. Noted.

    Refused when I do not read this question (`not-found`).
    """
    allow(may_ask(actor))
    found = queries.stand(actor, code, lock=True)
    if found is None or not found.acts:
        raise NotFound
    mine = Message.objects.within(actor.place).filter(
        helper__question=found.question, person=actor.someone, once=once
    )
    if message := mine.first():
        message.delete()
        note_unnamed(actor, "help.message-taken-back", found.question)


def _line(actor: Actor, code: str, to: str) -> Helper:
    """Between whom: the one standing beside the question, who asked on the other side."""
    allow(may_ask(actor))
    found = queries.stand(actor, code, lock=True)
    if found is None or not found.acts or not found.question.is_open:
        raise NotFound
    if found.helper is not None:
        found.helper.question = found.question
        return found.helper
    helping = found.question.helpers.filter(agreed_at__isnull=False, ended_at=None)
    helping = helping.exclude(kind=Helper.Kind.COORDINATOR).select_related("person")
    helper = helping.filter(person__code=to).first()
    if helper is None:
        raise Refused(
            "helps-no-more", _("Deze buur helpt nu niet meer. Jouw woorden staan er nog.")
        )
    helper.question = found.question
    return helper
