"""Asking something: for oneself, or with somebody at the table (K1C)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note_unnamed
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.queries import neighbours
from sleutelbos.kit.life_areas import joined
from sleutelbos.kit.plain_text import plain_text
from sleutelbos.kit.refused import Refused, allow
from sleutelbos.kit.sound import heard

from .commands import (
    COORDINATOR,
    EVERYONE,
    LONGEST_WORDS,
    ME,
    ONE,
    agreed,
    let_coordinator,
    refuse_long,
    stand_beside,
    tell_about,
)
from .commands_peers import ask_next
from .models import Helper, Question, Voice
from .permissions import may_ask, may_help, may_write_for


@transaction.atomic
def ask(
    actor: Actor, *, once: UUID, areas: Iterable[str], words: str = "",
    sound: bytes | None = None, readers: str = ONE, asker: Person | None = None,
) -> Question:  # fmt: skip
    """Ask something in own words, typed or said: for oneself, or with somebody at the table.

    `readers`: `one` (the neighbour who helps, once the asker says yes to them), `coordinator` (also
    a coordinator), `everyone` (all residents, without the name), or, at the table, `me` (the one
    who writes helps, and the asker agreed beside them). With `asker` the question is theirs and
    who wrote it reads it only when chosen. The same `once` is asked once (R5). Refused when it says
    nothing (`says-nothing`), nothing what it is about (`no-area`), is too long (`too-long`), when
    there is no coordinator (`no-coordinator`), the asker is not known here (`not-known-here`), and
    as `kit.sound.heard` tells. A neighbour who knows of it is asked at once. Noted without a name.
    """
    allow(may_ask(actor) if asker is None else may_write_for(actor))
    if done := Question.everywhere.filter(once=once).first():  # an id is unique in every room
        return _asked_before(actor, done)
    about, said = joined(areas), plain_text(words).strip()
    if not about:
        raise Refused("no-area", _("Kies waar het over gaat."), field="areas")
    voice = heard(sound) if sound is not None else None
    if not said and voice is None:
        raise Refused("says-nothing", _("Schrijf of zeg een paar woorden."), field="words")
    refuse_long(said, LONGEST_WORDS, "words")
    now = timezone.now()
    question = Question(
        place=actor.place, once=once, person=asker or actor.someone, areas=about, words=said,
        written_by=actor.person if asker else None, spoken=voice is not None,
        language=(get_language() or "nl")[:5], asked_at=now, touched_at=now,
        open_since=now if readers == EVERYONE else None,
    )  # fmt: skip
    _refuse_asker(actor, asker)
    try:
        with transaction.atomic():
            question.save(force_insert=True)
    except IntegrityError:
        return _asked_before(actor, Question.everywhere.get(once=once))  # sent at the same moment
    if voice:
        Voice.everywhere.create(  # everywhere: writing, not looking
            question=question, person=question.person, mime=voice.mime, seconds=voice.seconds,
            sound=voice.sound,
        )  # fmt: skip
    _begin(actor, question, readers)
    note_unnamed(actor, "help.asked", question)
    return question


def _asked_before(actor: Actor, question: Question) -> Question:
    if actor.someone.pk not in {question.person_id, question.written_by_id}:
        raise Refused("sent-before", _("Hier ging iets mis. Probeer het nog eens."))
    return question


def _refuse_asker(actor: Actor, asker: Person | None) -> None:
    """At the table sits a neighbour of this room, and not the writer. Refuses `not-known-here`."""
    if asker and (asker == actor.person or not neighbours(actor.place).filter(pk=asker.pk)):
        raise Refused("not-known-here", _("Wij kennen deze buur hier niet."))


def _begin(actor: Actor, question: Question, readers: str) -> None:
    if readers == ME and question.written_by_id and may_help(actor):
        stand_beside(question, actor.someone, Helper.Kind.NEIGHBOUR, agreed(ME))
    elif readers == COORDINATOR:
        let_coordinator(actor, question)
    if readers != ME:
        ask_next(question)
    if question.written_by_id:
        tell_about(question, question.person)
