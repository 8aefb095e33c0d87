"""Neighbours first: who knows of it is asked, one says *Ik help*, the asker says yes (K1C)."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note_unnamed, trace_readings
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.queries import fold, residents
from sleutelbos.kit.leaving import ends_with_role
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

    Nobody is asked while a neighbour helps, or while one who was asked did not answer yet; nor for
    somebody who cannot be found now. Returns how many were asked now.
    """
    if not question.is_open or question.person.is_hidden:
        return 0
    beside = question.helpers.filter(kind=kind, ended_at=None)
    if beside.filter(offered_at__isnull=False).exists():
        return 0
    if beside.exists() and not question.together:
        return 0
    found = queries.who_may_be_asked(question)
    asked = found if question.together and kind == Kind.NEIGHBOUR else found[:1]
    for person in asked:
        _invite(question, person, kind)
    return len(asked)


def ask_after(question: Question, helper: Helper) -> int:
    """Somebody who was asked does not help: ask the next for the same part. After a neighbour who
    was asked by name nobody comes: the asker said yes to that name. Returns how many were asked."""
    return 0 if helper.named else ask_next(question, helper.kind)


def _invite(question: Question, person: Person, kind: str, *, named: bool = False) -> Helper:
    tell_about(question, person)
    return Helper.everywhere.create(  # everywhere: writing, not looking
        question=question, person=person, kind=kind, named=named, asked_at=timezone.now()
    )


@transaction.atomic
def ask_all(actor: Actor, *, code: str, together: bool = True) -> int:
    """Ask everybody who knows of it at once, instead of one after another. Twice is once. Noted.

    Refused when it is not mine or done (`not-found`). Returns how many were asked now.
    """
    question = own(actor, code)
    if question.together != together:
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
            helper.save(update_fields=["offered_at"] if helper.pk else None)
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
    queries.hold(actor, code)
    found = queries.stand(actor, code)
    if found and found.helper and found.helper.offered_at:
        return found.helper
    question = queries.open_to_all(actor).filter(code=code).first()
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

    Twice is once. Refused when I was not asked (`not-found`).
    """
    try:
        question, helper = _held(actor, code, "asked")
    except NotFound:
        if queries.said(actor, code, Ended.NOT_NOW):
            return
        raise
    end(question.helpers.filter(pk=helper.pk), Ended.NOT_NOW)
    ask_after(question, helper)
    note_unnamed(actor, "help.not-now", question)


@transaction.atomic
def after_all(actor: Actor, *, code: str) -> Helper:
    """I can be asked after all: the undo of *nu even niet*. Twice is once. Noted without a name.

    Refused when I did not say so (`not-found`), and `taken` when a neighbour helps already.
    """
    allow(may_ask(actor))
    question = queries.hold(actor, code)
    if question is None or not question.is_open:
        raise NotFound
    helper = _stand_again(question, actor.someone, Ended.NOT_NOW)
    note_unnamed(actor, "help.after-all", question)
    return helper


def _stand_again(question: Question, person: Person, why: str) -> Helper:
    """Somebody stands beside it again as before they stopped for this reason; once is enough.

    Refused when they never did (`not-found`), or a neighbour was before them (`taken`).
    """
    theirs = question.helpers.filter(person=person)
    if beside := theirs.filter(ended_at=None).first():
        return beside
    before = theirs.filter(ended=why).exclude(kind=Kind.COORDINATOR)
    helper = before.order_by("-ended_at", "-pk").first()
    if helper is None:
        raise NotFound
    others = question.helpers.filter(kind=Kind.NEIGHBOUR, ended_at=None)
    if helper.kind == Kind.NEIGHBOUR and others.filter(offered_at__isnull=False).exists():
        raise queries.taken()
    helper.ended_at, helper.ended = None, ""
    helper.save(update_fields=["ended_at", "ended"])
    if helper.offered_at:
        _let_others_go(question, helper)
    return helper


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
    now = list(beside.filter(ended_at=None).values_list("pk", flat=True))
    if not end(question.helpers.filter(pk__in=now), Ended.OTHER):
        if beside.filter(ended=Ended.OTHER).exists():
            return
        raise NotFound
    ask_next(question)
    note_unnamed(actor, "help.rather-other", question)


@transaction.atomic
def rather_this(actor: Actor, *, code: str, who: str) -> Helper:
    """This neighbour after all: the undo of *liever iemand anders*. Twice is once. Noted.

    Refused when it is not mine, or I did not say that of them (`not-found`), and `taken` when
    another neighbour said *Ik help* since.
    """
    question = own(actor, code, done=True)
    person = Person.objects.filter(code=who).first()
    if person is None:
        raise NotFound
    helper = _stand_again(question, person, Ended.OTHER)
    note_unnamed(actor, "help.rather-this", question)
    return helper


@transaction.atomic
def give_back(actor: Actor, *, code: str) -> None:
    """*Ik geef het terug*: I read nothing any more; the asker is told, and another asked. Noted.

    Twice is once. Refused when I do not help (`not-found`).
    """
    try:
        question, helper = _held(actor, code, "asked", "reader")
    except NotFound:
        if queries.said(actor, code, Ended.GAVE_BACK):
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

    A yes lets nobody read: who says *Ik help* is put before the asker first. A yes to a name is
    for nobody else, and looks the same whether we know one of that name or not (R32). Returns
    false only when no name was given and nobody could be found. Twice is once: when
    nothing waits, nothing changes. Refused when it is not mine (`not-found`).
    """
    question = own(actor, code)
    if question.third_asked_at is None:
        return True
    name, question.third_name, question.third_asked_at = question.third_name, "", None
    touched(question, "third_asked_at", "third_name")
    note_unnamed(actor, "help.third-answered", question)
    if not yes:
        return False
    if not name:
        return bool(ask_next(question, Kind.ALONG))
    if person := _called(question, name):
        _invite(question, person, Kind.ALONG, named=True)
    return True


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


@ends_with_role
def end_in(person: Person, place: Place) -> None:
    """Who does not come here any more asks nothing here and helps nobody: they could not stop it
    themselves any more (R25, R41). Whom they helped hears that, and another is asked."""
    now = timezone.now()
    asked = list(Question.objects.within(place).filter(person=person).values_list("pk", flat=True))
    theirs = Question.everywhere.filter(pk__in=asked)  # the ones just found
    theirs.filter(closed_at=None).update(closed_at=now, open_since=None, touched_at=now)
    open_rows = Helper.objects.within(place).filter(ended_at=None)
    beside = open_rows.filter(person=person)
    rows = queries.open_questions(place).select_for_update(of=("self",)).select_related("place")
    helped = list(rows.filter(pk__in=list(beside.values_list("question", flat=True))))
    both = Q(person=person) | Q(question__in=asked)
    over = list(open_rows.filter(both).values_list("pk", flat=True))
    end(Helper.everywhere.filter(pk__in=over), Ended.LEFT)  # the ones just found
    for question in helped:
        tell_about(question, question.person)
        ask_next(question)
