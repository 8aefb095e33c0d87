"""Reading a question. By somebody else it leaves a trace, in the same transaction (R26)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sleutelbos.commons.journal.commands import trace_reading
from sleutelbos.commons.journal.queries import has_read
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.refused import NotFound, allow

from . import queries
from .models import Voice
from .permissions import may_ask

HEARD_FOR = timedelta(hours=1)  # the next pieces of a recording belong to the same hearing


@transaction.atomic
def read(actor: Actor, *, code: str) -> queries.Page | queries.Asked:
    """The page of a question: whole for who asked and who they chose, else what it is about.

    Refused when I stand nowhere beside it (`not-found`): the same as when there is none; and
    `taken` when I was asked and a neighbour was before me.
    """
    allow(may_ask(actor))
    queries.refuse_taken(actor, code)
    found = queries.stand(actor, code)
    if found is None:
        raise NotFound
    if not found.reads:
        return queries.asked(found)
    trace_reading(actor, owner=found.question.person, thing=queries.THING, about=found.question)
    return queries.page(found)


@dataclass(frozen=True)
class Sound:
    """A recording, opened: its kind and its bytes."""

    mime: str
    sound: bytes


@transaction.atomic
def listen(actor: Actor, *, code: str, from_start: bool = True) -> Sound:
    """The recording of a question, for who reads it. Refused: `not-found`.

    A player asks for it in pieces: only the first leaves a trace, and who heard no first piece
    leaves one too (R26).
    """
    allow(may_ask(actor))
    found = queries.stand(actor, code)
    voice = None
    if found and found.reads:
        voice = Voice.objects.within(actor.place).filter(question=found.question).first()
    if found is None or voice is None:
        raise NotFound
    since = timezone.now() - HEARD_FOR
    if from_start or not has_read(actor.someone, found.question, since, thing=queries.HEARD):
        trace_reading(actor, owner=found.question.person, thing=queries.HEARD, about=found.question)
    return Sound(voice.mime, voice.sound)
