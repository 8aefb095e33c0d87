"""Neighbours first: who knows of it is asked, one says *Ik help*, the asker says yes (K1C)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note_unnamed, trace_readings
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.commons.places.queries import fold, residents
from sleutelbos.kit.life_areas import joined
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, allow

from . import queries
from .commands import LONGEST_LINE, ONE, agreed, end, own, refuse_long, tell_about, touched
from .models import Helper, Knowing, Question
from .permissions import may_ask, may_help, may_read_open

Kind, Ended = Helper.Kind, Helper.Ended
THING = queries.THING


def consent_to_be_asked() -> str:
    """What somebody says yes to when they hang *daar weet ik van*, in the language of now."""
    return _("Je mag mij vragen als een buur hier hulp bij zoekt.")


@transaction.atomic
def know(actor: Actor, *, areas: Iterable[str]) -> Knowing | None:
    """*Daar weet ik van*: I may be asked about these; none at all takes my yes back (R41).

    Every change is a new row, with the words I saw. It works from the next question on. Noted
    without a name.
    """
    allow(may_help(actor))
    now = timezone.now()
    mine = Knowing.objects.within(actor.place).filter(person=actor.someone, withdrawn_at=None)
    about, held = joined(areas), mine.select_for_update().first()
    if held and held.areas == about:
        return held
    mine.update(withdrawn_at=now)
    if not about:
        return None
    try:
        with transaction.atomic():
            knowing = Knowing.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, person=actor.someone, areas=about, given_at=now,
                wording=consent_to_be_asked(), language=(get_language() or "nl")[:5],
            )  # fmt: skip
    except IntegrityError:  # two windows at the same moment
        return mine.first()
    note_unnamed(actor, "help.knows", knowing)
    return knowing


def ask_next(question: Question, kind: str = Kind.NEIGHBOUR) -> int:
    """Ask the next neighbour who knows of it, or, when the asker wants that, all of them at once.

    Nobody is asked while a neighbour helps, or while one who was asked did not answer yet. Returns
    how many were asked now.
    """
    beside = question.helpers.filter(kind=kind, ended_at=None)
    if beside.filter(offered_at__isnull=False).exists() or not question.is_open:
        return 0
    if beside.exists() and not question.together:
        return 0
    found = queries.who_may_be_asked(question)
    asked = found if question.together and kind == Kind.NEIGHBOUR else found[:1]
    for person in asked:
        _invite(question, person, kind)
    return len(asked)


def _invite(question: Question, person: Person, kind: str) -> Helper:
    tell_about(question, person)
    return Helper.everywhere.create(  # everywhere: writing, not looking
        question=question, person=person, kind=kind, asked_at=timezone.now()
    )


@transaction.atomic
def ask_all(actor: Actor, *, code: str, together: bool = True) -> int:
    """Ask everybody who knows of it at once, instead of one after another. Noted.

    Refused when it is not mine or done (`not-found`). Returns how many were asked now.
    """
    question = own(actor, code)
    question.together = together
    touched(question, "together")
    note_unnamed(actor, "help.asked-all", question)
    return ask_next(question)


def _held(actor: Actor, code: str, *parts: str) -> tuple[Question, Helper]:
    """The question and my place beside it, held for a change. Raises `NotFound`."""
    allow(may_ask(actor))
    found = queries.stand(actor, code, lock=True)
    if found is None or found.helper is None or found.part not in parts:
        raise NotFound
    return found.question, found.helper


@transaction.atomic
def offer(actor: Actor, *, code: str) -> Helper:
    """*Ik help*: the asker now sees my name, and decides whether I read it. Twice is once.

    Two who say so at the same moment: exactly one (`taken` for the other). Refused when I was not
    asked (`not-found`). Noted without a name.
    """
    try:
        question, helper = _held(actor, code, "asked", "reader")
    except NotFound:  # perhaps only just: we waited for the one who was before us
        queries.refuse_taken(actor, code)
        raise
    if helper.offered_at is None:
        _take(helper)
        _let_others_go(question, helper)
        tell_about(question, question.person)
        note_unnamed(actor, "help.offered", question)
    return helper


def _take(helper: Helper) -> None:
    helper.offered_at = timezone.now()
    try:
        with transaction.atomic():
            helper.save()
    except IntegrityError:
        raise queries.taken() from None


def _let_others_go(question: Question, helper: Helper) -> None:
    if helper.kind == Kind.NEIGHBOUR:
        others = question.helpers.filter(kind=Kind.NEIGHBOUR, offered_at=None, ended_at=None)
        end(others.exclude(pk=helper.pk), Ended.TAKEN)


@transaction.atomic
def take_open(actor: Actor, *, code: str) -> Helper:
    """*Ik help* with a question that everybody may read. As `offer`; refused: `not-found`, `taken`.

    Who was asked for it already says so on their own page. Twice is once.
    """
    allow(may_read_open(actor))
    found = queries.stand(actor, code, lock=True)
    if found and found.helper and found.helper.offered_at:
        return found.helper
    question = queries.open_to_all(actor).select_for_update(of=("self",)).filter(code=code).first()
    if question is None:
        raise NotFound
    helper = Helper(
        question=question, person=actor.someone, kind=Kind.NEIGHBOUR, asked_at=timezone.now()
    )
    _take(helper)
    _let_others_go(question, helper)
    tell_about(question, question.person)
    note_unnamed(actor, "help.offered", question)
    return helper


@transaction.atomic
def read_open(actor: Actor) -> list[Question]:
    """The questions everybody may read, without names, twenty at most; each reading is traced."""
    allow(may_read_open(actor))
    found = list(queries.nobody_helps(actor).select_related("person")[:20])
    trace_readings(actor, thing=THING, about=[(one.person, one) for one in found])
    return found


@transaction.atomic
def not_now(actor: Actor, *, code: str) -> None:
    """*Nu even niet*: somebody else is asked; nobody hears that it was me. Noted without a name.

    Refused when I was not asked (`not-found`).
    """
    question, helper = _held(actor, code, "asked")
    end(question.helpers.filter(pk=helper.pk), Ended.NOT_NOW)
    ask_next(question)
    note_unnamed(actor, "help.not-now", question)


@transaction.atomic
def agree(actor: Actor, *, code: str, who: str) -> Helper:
    """*Ja, graag*: this neighbour (by code) who said *Ik help* reads my question from now on (R41).

    Twice is once. Refused when it is not mine, or they did not say so (`not-found`). Noted.
    """
    question = own(actor, code)
    helper = question.helpers.filter(person__code=who, ended_at=None, offered_at__isnull=False)
    found = helper.select_related("person").first()
    if found is None:
        raise NotFound
    if found.agreed_at is None:
        found.agreed_at, found.agreed_words = timezone.now(), agreed(ONE)
        found.agreed_language = (get_language() or "nl")[:5]
        found.save(update_fields=["agreed_at", "agreed_words", "agreed_language"])
        touched(question)
        tell_about(question, found.person)
        note_unnamed(actor, "help.agreed", question)
    return found


@transaction.atomic
def rather_other(actor: Actor, *, code: str, who: str) -> None:
    """*Liever iemand anders*: this neighbour reads nothing any more; another is asked. Noted.

    They are not told why, and not asked again. Twice is once. Refused when it is not mine, or they
    never stood beside it (`not-found`).
    """
    question = own(actor, code, done=True)
    beside = question.helpers.filter(person__code=who)
    if not end(beside.filter(ended_at=None), Ended.OTHER):
        if beside.filter(ended=Ended.OTHER).exists():
            return
        raise NotFound
    ask_next(question)
    note_unnamed(actor, "help.rather-other", question)


@transaction.atomic
def give_back(actor: Actor, *, code: str) -> None:
    """*Ik geef het terug*: I read nothing any more; the asker is told, and another asked. Noted.

    Twice is once. Refused when I do not help (`not-found`).
    """
    try:
        question, helper = _held(actor, code, "asked", "reader")
    except NotFound:
        if queries.gave_back(actor, code):
            return
        raise
    end(question.helpers.filter(pk=helper.pk), Ended.GAVE_BACK)
    if question.is_open:
        tell_about(question, question.person)
        ask_next(question)
    note_unnamed(actor, "help.given-back", question)


@transaction.atomic
def ask_third(actor: Actor, *, code: str, name: str = "") -> None:
    """*Kom je er niet uit?* The asker is asked whether a third may join: by name, or anybody.

    Twice is once. Refused when I do not help (`not-found`), and `too-long`. Noted without a name.
    """
    question, helper = _held(actor, code, "reader")
    if not question.is_open or helper.kind == Kind.COORDINATOR:
        raise NotFound
    said = one_line(name)
    refuse_long(said, LONGEST_LINE, "name")
    if question.third_asked_at and question.third_name == said:
        return
    question.third_asked_at, question.third_name = timezone.now(), said
    touched(question, "third_asked_at", "third_name")
    tell_about(question, question.person)
    note_unnamed(actor, "help.third-proposed", question)


@transaction.atomic
def answer_third(actor: Actor, *, code: str, yes: bool) -> bool:
    """A third may join, or not; with yes that neighbour (or who knows of it) is asked. Noted.

    A yes lets nobody read: who says *Ik help* is put before the asker first. Returns whether
    somebody was asked. Twice is once: when nothing waits, nothing changes. Refused when it is not
    mine (`not-found`).
    """
    question = own(actor, code)
    if question.third_asked_at is None:
        return bool(question.helpers.filter(kind=Kind.ALONG, ended_at=None).exists())
    name, question.third_name, question.third_asked_at = question.third_name, "", None
    touched(question, "third_asked_at", "third_name")
    note_unnamed(actor, "help.third-answered", question)
    if not yes:
        return False
    person = _called(question, name) if name else None
    if person:
        _invite(question, person, Kind.ALONG)
        return True
    return bool(ask_next(question, Kind.ALONG))


def _called(question: Question, name: str) -> Person | None:
    """The one resident who is called this and does not stand beside it; several is nobody."""
    beside = set(question.helpers.filter(ended_at=None).values_list("person_id", flat=True))
    away = beside | {question.person_id}
    wanted = fold(name).strip()
    fits = [p for p in residents(question.place) if fold(p.called) == wanted and p.pk not in away]
    return fits[0] if len(fits) == 1 else None


@transaction.atomic
def asked_aloud(actor: Actor, *, code: str) -> None:
    """*En waar ben jij goed in?* was asked aloud, or not now: it need not be shown again (K1B).

    Refused when I did not help (`not-found`).
    """
    question, helper = _held(actor, code, "reader")
    question.helpers.filter(pk=helper.pk, talent_asked_at=None).update(
        talent_asked_at=timezone.now()
    )


@transaction.atomic
def go_on(*, unanswered_since: datetime) -> int:
    """Ask the next neighbour where the last one was silent, and let go who is here no more (R25).

    For the clock. Returns how many people were asked or let go.
    """
    number = 0
    rooms = Question.everywhere.filter(closed_at=None)  # every room: the clock knows no place
    for place in Place.objects.filter(pk__in=rooms.values("place")):
        for question in queries.open_questions(place).select_related("place", "person"):
            silent = question.helpers.filter(offered_at=None, ended_at=None)
            if not question.together:
                number += end(silent.filter(asked_at__lt=unanswered_since), Ended.NOT_NOW)
            number += _let_leavers_go(question) + ask_next(question)
    return number


def _let_leavers_go(question: Question) -> int:
    gone = 0
    for helper in question.helpers.filter(ended_at=None):
        held = Role.objects.filter(person=helper.person_id, place=question.place, until=None)
        roles = set(held.values_list("name", flat=True))
        needed = {"coordinator"} if helper.kind == Kind.COORDINATOR else {
            "resident", "host", "key-holder",
        }  # fmt: skip
        if not roles & needed:
            gone += end(question.helpers.filter(pk=helper.pk), Ended.LEFT)
            tell_about(question, question.person)
    return gone
