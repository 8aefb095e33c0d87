"""Who stands how beside a question, what is on its page, and who knows about what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.permissions import is_resident
from sleutelbos.commons.places.queries import residents, with_role
from sleutelbos.kit.leaving import leaves_behind
from sleutelbos.kit.life_areas import LifeArea
from sleutelbos.kit.refused import Refused

from .models import Helper, Knowing, Message, Question, Step

# what the asker reads about a reading: „Amina las je vraag“
THING, HEARD = gettext_noop("je vraag"), gettext_noop("de opname van je vraag")
LOCKED = ("words", "came_of_it", "outside_who", "third_name")
Kind, Ended = Helper.Kind, Helper.Ended


def outcome_of(value: str) -> str:
    """An outcome in words; nothing for none."""
    return str(Question.Outcome(value).label) if value else ""


OUTCOMES = Question.Outcome.choices


def open_questions(place: Place) -> QuerySet[Question]:
    """The questions of a room that are not done, oldest first; without the words."""
    rows = Question.objects.within(place).filter(closed_at=None).defer(*LOCKED)
    return rows.order_by("asked_at", "pk")


@dataclass(frozen=True)
class Stand:
    """One question as one person stands to it: `asker`, `reader` (chosen) or `asked`.

    Only for an asker and a reader are there words.
    """

    question: Question
    part: str
    helper: Helper | None = None

    @property
    def reads(self) -> bool:
        """True when the words are for this person."""
        return self.part != "asked"

    @property
    def acts(self) -> bool:
        """True for the asker and the neighbours who help; a coordinator only reads along."""
        return self.reads and (self.helper is None or self.helper.kind != Kind.COORDINATOR)


def stand(actor: Actor, code: str, *, lock: bool = False) -> Stand | None:
    """How this person stands to a question here, or nothing: unknown and not chosen look the same.

    A coordinator who is none any more, and a neighbour who is no resident any more, stand nowhere,
    from the next request on (R25); nobody stands beside who asked not to be found, as long as they
    do (R32). What is not for this person is not unlocked. 1 query for the asker, 2 for a reader, 3
    for who was asked.
    """
    if actor.person is None:
        return None
    rows = Question.objects.within(actor.place).select_related("person").filter(code=code)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    beside = Helper.objects.within(actor.place).filter(person=actor.person, ended_at=None)
    beside_it = Exists(beside.filter(question=OuterRef("pk")))
    reads_it = Exists(beside.filter(question=OuterRef("pk"), agreed_at__isnull=False))
    question = rows.filter(Q(person=actor.person) | reads_it).first()
    if question is not None and question.person_id == actor.person.pk:
        return Stand(question, "asker")
    question = question or rows.defer(*LOCKED).filter(beside_it).first()
    if question is None:
        return None
    helper = beside.filter(question=question).select_related("person").first()
    if helper is None or question.person.is_hidden or not still_may(actor, helper):
        return None
    if helper.reads:
        return Stand(question, "reader", helper)
    return Stand(question, "asked", helper) if question.is_open else None


def hold(actor: Actor, code: str) -> Question | None:
    """A question of this room, held for a change and not unlocked: for commands. 1 query."""
    rows = Question.objects.within(actor.place).defer(*LOCKED, "areas").select_related("person")
    return rows.select_for_update(of=("self",)).filter(code=code).first()


def still_may(actor: Actor, helper: Helper) -> bool:
    """Does this person still carry what they were chosen as?"""
    if helper.kind == Kind.COORDINATOR:
        return "coordinator" in actor.roles
    return is_resident(actor)


def taken() -> Refused:
    """Another neighbour was just before."""
    return Refused("taken", _("Een andere buur helpt al. Fijn dat jij ook wilde."))


def refuse_taken(actor: Actor, code: str) -> None:
    """Refuse `taken` to who was asked and let go because another said *Ik help*. 1 query."""
    let_go = Helper.objects.within(actor.place).filter(
        question__code=code, person=actor.someone, ended=Ended.TAKEN
    )
    if let_go.exists() and stand(actor, code) is None:
        raise taken()


def said(actor: Actor, code: str, why: str) -> bool:
    """Did this person stand beside this question, and stop for this reason? 1 query."""
    mine = Helper.objects.within(actor.place).filter(question__code=code, person=actor.someone)
    return bool(mine.filter(ended=why).exists())


@dataclass(frozen=True)
class Page:
    """Everything on the page of one question, for who may read it."""

    stand: Stand
    helpers: list[Helper]
    steps: list["StepLine"]
    seconds: int | None = None
    coordinators: list[Person] = field(default_factory=list)
    why_me: bool = False  # who helps said to know of it
    messages: list[Message] = field(default_factory=list)  # of who looks and who they wrote with

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.stand.question

    @property
    def me(self) -> Helper | None:
        """Who looks, when it is not the asker."""
        return self.stand.helper

    @property
    def reading(self) -> list[Helper]:
        """Who reads it, the helping neighbour first."""
        return [helper for helper in self.helpers if helper.reads]

    @property
    def helping(self) -> list[Helper]:
        """The neighbours who read it and help."""
        return [helper for helper in self.reading if helper.kind != Kind.COORDINATOR]

    @property
    def writing_with(self) -> list[Helper]:
        """The helpers on whose line who looks may write: all of them, or only my own; and nobody
        for who only reads along."""
        if not self.stand.acts:
            return []
        return [self.me] if self.me else self.helping

    @property
    def willing(self) -> list[Helper]:
        """Who said *Ik help* and waits for the asker's yes."""
        return [h for h in self.helpers if h.offered_at and not h.agreed_at]

    @property
    def waiting(self) -> int:
        """How many neighbours who know of it were asked and did not say anything yet."""
        asked = [h for h in self.helpers if h.kind == Kind.NEIGHBOUR]
        return sum(1 for helper in asked if not helper.offered_at)

    @property
    def coordinator(self) -> Helper | None:
        """The coordinator who reads along, if one does."""
        return next((h for h in self.reading if h.kind == Kind.COORDINATOR), None)

    @property
    def readers_in_words(self) -> str:
        """The first line of the page: who reads this."""
        names = [helper.person.called for helper in self.reading]
        if self.question.person.is_hidden:
            return _("Jij bent onvindbaar. Nu leest alleen jij dit.")
        if self.question.is_open and self.question.open_since:
            return _("Iedereen van de kamer leest dit, zonder jouw naam.")
        if not names:
            return _("Nu leest alleen jij dit.")
        if len(names) == 1:
            return _("Alleen jij en %(name)s lezen dit.") % {"name": names[0]}
        told = {"names": ", ".join(names[:-1]), "last": names[-1]}
        return _("Alleen jij, %(names)s en %(last)s lezen dit.") % told


@dataclass(frozen=True)
class StepLine:
    """A step with its place in time: `done`, `now` or `later`."""

    step: Step
    when: str


def page(found: Stand) -> Page:
    """The page of a question, for who stands beside it and reads. 6 queries, or fewer.

    A neighbour who asked not to be found has no name here (R32).
    """
    question, me = found.question, found.helper
    helpers = question.helpers.filter(ended_at=None).select_related("person")
    order = {Kind.NEIGHBOUR: 0, Kind.ALONG: 1, Kind.COORDINATOR: 2}
    team = list(with_role(question.place, "coordinator"))
    still = [h for h in helpers if h.kind != Kind.COORDINATOR or h.person in team]
    here = sorted(still, key=lambda h: (order[Kind(h.kind)], h.pk))
    for helper in here:
        if helper.person.is_hidden:
            helper.person = Person(code=helper.person.code, called=_("Een buur"))
    sound = _seconds(question) if question.spoken else None
    coordinators = [person for person in team if person.pk != question.person_id]
    why_me = me is not None and me.kind == Kind.NEIGHBOUR and knows_of(me.person, question)
    messages = messages_of(found) if found.acts else []
    return Page(found, here, steps_of(question), sound, coordinators, why_me, messages)


def messages_of(found: Stand) -> list[Message]:
    """What was written between who looks and who stands on the other side now, oldest first.

    A neighbour who helps gets only what is between them and the asker. 1 query.
    """
    rows = Message.objects.within(found.question.place).filter(
        helper__question=found.question, helper__agreed_at__isnull=False, helper__ended_at=None
    )
    rows = rows.filter(helper=found.helper) if found.helper else rows
    return list(rows.order_by("written_at", "pk"))


def _seconds(question: Question) -> int | None:
    voice = Question.objects.within(question.place).filter(pk=question.pk)
    return voice.values_list("voice__seconds", flat=True).first()


def steps_of(question: Question) -> list[StepLine]:
    """The steps in order; the first that is not done is the one of now. 1 query."""
    lines, now_given = [], False
    for step in question.steps.filter(dropped_at=None).order_by("made_at", "pk"):
        when = "done" if step.done_at else "later" if now_given else "now"
        now_given = now_given or when == "now"
        lines.append(StepLine(step, when))
    return lines


@dataclass(frozen=True)
class Asked:
    """What somebody who is not chosen yet may know: what it is about, and whether they answered."""

    code: str
    about: list[LifeArea]
    offered: bool
    along: bool
    why_me: bool


def asked(found: Stand) -> Asked:
    """The page of who was asked: no words, no name. 2 queries."""
    helper, question = found.helper, found.question
    offered = helper is not None and helper.offered_at is not None
    along = helper is not None and helper.kind == Kind.ALONG
    why_me = helper is not None and knows_of(helper.person, question)
    return Asked(question.code, question.about, offered, along, why_me)


@dataclass(frozen=True)
class Mine:
    """For *Mijn bos*: what I asked, what I help with, and what I am asked. Never the words."""

    asked: list[Question]
    helping: list[Helper]
    waiting: list[Helper]

    @property
    def is_quiet(self) -> bool:
        """Nothing at all."""
        return not (self.asked or self.helping or self.waiting)


def mine(actor: Actor) -> Mine:
    """The questions of this person here, from both sides; what is open first. 2 queries.

    All of them: what is done goes by itself after a month. Nothing of who cannot be found (R32).
    """
    rows = Question.objects.within(actor.place).filter(person=actor.someone).defer(*LOCKED)
    own = list(rows.order_by(F("closed_at").desc(nulls_first=True), "-asked_at", "-pk"))
    beside = Helper.objects.within(actor.place).filter(
        person=actor.someone, ended_at=None, question__person__hidden_since=None
    )
    beside = beside.filter(Q(agreed_at__isnull=False) | Q(question__closed_at=None))
    found = beside.select_related("question__person").order_by("-asked_at", "-pk")
    locked = [f"question__{name}" for name in LOCKED]
    rows_beside = [h for h in found.defer(*locked) if still_may(actor, h)]
    return Mine(
        own, [h for h in rows_beside if h.reads], [h for h in rows_beside if not h.reads]
    )  # fmt: skip


def knowing_of(person: Person, place: Place) -> Knowing | None:
    """What this person said to know about here, or nothing. 1 query."""
    return Knowing.objects.within(place).filter(person=person, withdrawn_at=None).first()


def knows_of(person: Person, question: Question) -> bool:
    """Does this person say now that they may be asked about this? 1 query."""
    held = knowing_of(person, question.place)
    return bool(held and {area.code for area in question.about} & set(held.areas.split()))


def who_may_be_asked(question: Question) -> list[Person]:
    """Neighbours who said *daar weet ik van* about this, those who know most of it first.

    Residents of now who can be found, not the asker, nobody who stood beside it before; among
    equals who was asked least lately. For the program only: nobody sees this list. 4 queries.
    """
    wanted = {area.code for area in question.about}
    rows = Knowing.objects.within(question.place).filter(withdrawn_at=None)
    fits = Counter({k.person_id: len(wanted & set(k.areas.split())) for k in rows})
    again = question.helpers.exclude(ended__in=(Ended.TAKEN, Ended.CLOSED))
    before = again.values_list("person_id", flat=True)
    away = {*before, question.person_id}
    people = [p for p in residents(question.place) if fits[p.pk] and p.pk not in away]
    lately = _asked_lately(question.place, [person.pk for person in people])
    return sorted(people, key=lambda p: (-fits[p.pk], lately.get(p.pk, 0.0), p.pk))


def _asked_lately(place: Place, people: Iterable[int]) -> dict[int, float]:
    rows = Helper.objects.within(place).filter(person__in=list(people)).order_by("asked_at")
    told: list[tuple[int, datetime]] = list(rows.values_list("person_id", "asked_at"))
    return {person: at.timestamp() for person, at in told}


@leaves_behind
def left_questions(person: Person, place: Place) -> list[str]:
    """How many questions a coordinator reads along with, for who ends that role (R25). 1 query."""
    rows = Helper.objects.within(place).filter(
        person=person, kind=Kind.COORDINATOR, agreed_at__isnull=False, ended_at=None,
        question__closed_at=None,
    )  # fmt: skip
    if not (number := rows.count()):
        return []
    told = ngettext(
        "Leest %(n)d vraag mee. Die buur kiest straks wie verder leest.",
        "Leest %(n)d vragen mee. Die buren kiezen straks wie verder leest.",
        number,
    )
    return [told % {"n": number}]


def open_to_all(actor: Actor) -> QuerySet[Question]:
    """Questions that everybody of the room may read, without the name; not my own, not one whose
    asker likes somebody else better, not of who cannot be found now."""
    rows = Question.objects.within(actor.place).filter(
        closed_at=None, open_since__isnull=False, person__hidden_since=None
    )
    mine_too = Helper.objects.within(actor.place).filter(person=actor.person)
    mine_too = mine_too.filter(Q(ended_at=None) | Q(ended=Ended.OTHER))
    return rows.exclude(person=actor.person).exclude(pk__in=mine_too.values("question")).order_by(
        "-open_since", "-pk"
    )  # fmt: skip


def nobody_helps(actor: Actor) -> QuerySet[Question]:
    """Those of them with which no neighbour said *Ik help* yet."""
    helped = Helper.objects.within(actor.place).filter(
        kind=Kind.NEIGHBOUR, offered_at__isnull=False, ended_at=None
    )
    return open_to_all(actor).exclude(pk__in=helped.values("question"))
