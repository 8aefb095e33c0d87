"""What is the asker's alone: who reads a question, when it is done, that it goes.

Asking stands in `commands_ask`, the neighbours who help in `commands_peers`, the steps in
`commands_steps`, reading in `commands_read`. Lines of the journal about questions carry no person
(K1B).
"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import forget_readings, note_unnamed
from sleutelbos.commons.notices.commands import forget_path, tell
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.queries import with_role
from sleutelbos.kit.plain_text import one_line, plain_text
from sleutelbos.kit.refused import NotFound, Refused, allow

from . import queries
from .models import Helper, Question
from .permissions import may_ask

LONGEST_WORDS, LONGEST_LINE = 600, 120  # letters
ONE, COORDINATOR, EVERYONE, ME = "one", "coordinator", "everyone", "me"
NEWS = gettext_noop("Er is iets nieuws voor jou.")


def agreed(name: str) -> str:
    """The words with which an asker lets somebody read, in the language of now (R41)."""
    return {
        ONE: _("Deze buur mag mijn vraag lezen."),
        COORDINATOR: _("De coördinator mag mijn vraag lezen."),
        ME: _("Wie dit met mij opschreef, mag het lezen en helpt mij."),
    }[name]


def tell_about(question: Question, to: Person) -> None:
    """Tell somebody, in neutral words, that there is something about a question (T11)."""
    tell(question.place, to=to, kind="help", sentence=NEWS, path=_path(question))


def _path(question: Question) -> str:
    return reverse("help:question", args=[question.place.slug, question.code])


def refuse_long(said: str, most: int, name: str) -> None:
    """Refuse `too-long`, at the field of this name."""
    if len(said) > most:
        raise Refused(
            "too-long",
            _("Dit is te lang. Er passen %(most)d letters. Maak het korter.") % {"most": most},
            field=name,
        )


def stand_beside(question: Question, person: Person, kind: str, words: str) -> Helper:
    """Somebody who reads from now on, with the words the asker agreed to."""
    now = timezone.now()
    return Helper.everywhere.create(  # everywhere: writing, not looking
        question=question, person=person, kind=kind, asked_at=now, offered_at=now,
        agreed_at=now, agreed_words=words, agreed_language=(get_language() or "nl")[:5],
    )  # fmt: skip


def let_coordinator(actor: Actor, question: Question, code: str = "") -> None:
    """A coordinator reads along: the one with this code, or who is it longest. Once is enough.

    Refused when there is none (`no-coordinator`).
    """
    found = with_role(actor.place, "coordinator").exclude(pk=question.person_id)
    person = (found.filter(code=code) if code else found).first()
    if person is None:
        raise Refused("no-coordinator", _("Er is nu geen coördinator. Kies iets anders."))
    if question.helpers.filter(person=person, ended_at=None, kind="coordinator").exists():
        return
    end(question.helpers.filter(person=person, ended_at=None), Helper.Ended.OTHER)
    stand_beside(question, person, Helper.Kind.COORDINATOR, agreed(COORDINATOR))
    tell_about(question, person)


def end(helpers: "queries.QuerySet[Helper]", why: str) -> int:
    """These people read nothing any more, from now on; returns how many."""
    return helpers.update(ended_at=timezone.now(), ended=why)


def own(actor: Actor, code: str, *, done: bool = False) -> Question:
    """My question, held for a change; a closed one only when `done`. Raises `NotFound`."""
    allow(may_ask(actor))
    found = queries.stand(actor, code, lock=True)
    if found is None or found.part != "asker" or not (done or found.question.is_open):
        raise NotFound
    return found.question


def touched(question: Question, *fields: str) -> None:
    """Save these fields, and that something happened."""
    question.touched_at = timezone.now()
    question.save(update_fields=[*fields, "touched_at"])


@transaction.atomic
def coordinator_reads(actor: Actor, *, code: str, who: str = "") -> None:
    """A coordinator reads my question too. Refused: `not-found`, `no-coordinator`. Noted."""
    question = own(actor, code)
    let_coordinator(actor, question, who)
    note_unnamed(actor, "help.coordinator-added", question)


@transaction.atomic
def coordinator_stops(actor: Actor, *, code: str) -> None:
    """No coordinator reads my question any more, from now on. Refused: `not-found`. Noted."""
    question = own(actor, code, done=True)
    end(question.helpers.filter(kind="coordinator", ended_at=None), Helper.Ended.OTHER)
    note_unnamed(actor, "help.coordinator-stopped", question)


@transaction.atomic
def open_up(actor: Actor, *, code: str, wide: bool) -> None:
    """Everybody of the room reads my question without my name, or nobody any more. Twice is once.

    Refused when it is not mine or done (`not-found`). Noted.
    """
    question = own(actor, code)
    if bool(question.open_since) == wide:
        return
    question.open_since = timezone.now() if wide else None
    touched(question, "open_since")
    note_unnamed(actor, "help.opened" if wide else "help.narrowed", question)


@transaction.atomic
def think_along(actor: Actor, *, code: str, who: str) -> None:
    """Somebody of an organisation thinks along, because I want it; `who` in my own words (K1C).

    Nobody is sent anything: it tells the neighbour who helps that it may be spoken of. Without
    `who` it is not needed (any more). Twice is once. Refused: `not-found`, `too-long`. Noted.
    """
    question = own(actor, code)
    said = one_line(who)
    refuse_long(said, LONGEST_LINE, "who")
    if question.outside_who == said:
        return
    question.outside_who, question.outside_since = said, timezone.now() if said else None
    touched(question, "outside_who", "outside_since")
    note_unnamed(actor, "help.outside" if said else "help.outside-stopped", question)


@transaction.atomic
def close(actor: Actor, *, code: str) -> Question:
    """My question is done. Who was only asked is let go; who helps is told. Twice is once. Noted.

    What was open for everybody is read by nobody now, and is open again when this is undone.

    Refused when it is not mine (`not-found`).
    """
    question = own(actor, code, done=True)
    if question.is_open:
        question.closed_at = timezone.now()
        touched(question, "closed_at")
        end(question.helpers.filter(agreed_at=None, ended_at=None), Helper.Ended.CLOSED)
        for helper in question.helpers.filter(ended_at=None).select_related("person"):
            tell_about(question, helper.person)
        note_unnamed(actor, "help.closed", question)
    return question


@transaction.atomic
def reopen(actor: Actor, *, code: str) -> Question:
    """It is not done after all: the undo of closing. Who was let go with it is asked again; how it
    ended is told anew. Twice is once. Refused: `not-found`. Noted."""
    question = own(actor, code, done=True)
    if not question.is_open:
        question.closed_at, question.outcome, question.came_of_it = None, "", ""
        touched(question, "closed_at", "outcome", "came_of_it")
        _back_beside(question)
        note_unnamed(actor, "help.reopened", question)
    return question


def _back_beside(question: Question) -> None:
    """Who was let go when it was done stands beside it again, unless somebody took that place."""
    beside = question.helpers.filter(ended_at=None)
    let_go = question.helpers.filter(ended=Helper.Ended.CLOSED)
    let_go = let_go.exclude(person__in=list(beside.values_list("person_id", flat=True)))
    if beside.filter(kind=Helper.Kind.NEIGHBOUR, offered_at__isnull=False).exists():
        let_go = let_go.exclude(kind=Helper.Kind.NEIGHBOUR)
    let_go.update(ended_at=None, ended="")


@transaction.atomic
def tell_outcome(actor: Actor, *, code: str, outcome: str, came_of_it: str = "") -> None:
    """How it is now, and if I like what came of it; for who helped. Twice is once. Noted.

    Refused when it is not mine or not done (`not-found`), `no-such-outcome`, `too-long`.
    """
    question = own(actor, code, done=True)
    if question.is_open:
        raise NotFound
    if outcome not in Question.Outcome.values:
        raise Refused("no-such-outcome", _("Kies er een."), field="outcome")
    said = plain_text(came_of_it).strip()
    refuse_long(said, LONGEST_WORDS, "came_of_it")
    if (question.outcome, question.came_of_it) == (outcome, said):
        return
    question.outcome, question.came_of_it = outcome, said
    touched(question, "outcome", "came_of_it")
    note_unnamed(actor, "help.outcome-told", question)


@transaction.atomic
def wipe(actor: Actor, *, code: str) -> None:
    """All of my question goes, now: words, sound, steps, who helped, who read. No way back.

    Refused when it is not mine (`not-found`). Noted without a name.
    """
    question = own(actor, code, done=True)
    note_unnamed(actor, "help.wiped", question)
    _away(question)


def _away(question: Question) -> None:
    forget_readings(question)
    forget_path(question.place, _path(question))
    question.delete()


@transaction.atomic
def forget_done(*, closed_before: datetime, untouched_since: datetime) -> int:
    """Wipe what was done before a moment, and what nobody touched since another (P2, R40).

    For the clock. Returns how many questions went.
    """
    rows = Question.everywhere.defer(*queries.LOCKED).select_related("place")  # every room: a clock
    gone = [
        *rows.filter(closed_at__lt=closed_before),
        *rows.filter(closed_at=None, touched_at__lt=untouched_since),
    ]
    for question in gone:
        _away(question)
    return len(gone)
