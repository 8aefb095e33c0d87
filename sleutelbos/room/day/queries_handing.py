"""*Laat los*: what somebody of the team keeps doing, and which neighbour might like to (B5).

Counted from what stands in the house anyway, for that person alone; nobody else sees how often.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.room.activities.queries_known import times_stood_in
from sleutelbos.room.hours.queries_seen import times_for_all
from sleutelbos.room.keys.queries_seen import times_opened
from sleutelbos.room.talents import queries as talents
from sleutelbos.room.visits.queries_seen import times_tallied

from .models import Asking

LATELY = timedelta(days=28)
OFTEN = 3  # times in that while
ASKED = 2  # neighbours to choose from
KEPT = timedelta(days=56)  # who was asked is left in peace about it so long
READ = 200  # talents, the newest first


@dataclass(frozen=True)
class Task:
    """Something a neighbour could do too. `asks` is what that neighbour reads; `fits` are the
    concepts of talents that go with it."""

    code: str
    picto: str
    asks: str | Promise
    did: Any  # ngettext_lazy, with n: how often, to who did it
    fits: frozenset[str]


TASKS = {
    task.code: task
    for task in (
        Task(
            "deur", "sleutel", _("Wil jij ook eens de deur opendoen?"),
            ngettext_lazy(
                "Jij deed %(n)d keer de deur open.", "Jij deed %(n)d keer de deur open.", "n"
            ),
            frozenset({"hosting", "showing-around", "making-coffee", "doing-what-is-needed"}),
        ),
        Task(
            "invallen", "mensen", _("Wil jij ook eens iets trekken als een buur niet kan?"),
            ngettext_lazy(
                "Jij viel %(n)d keer in voor een buur.", "Jij viel %(n)d keer in voor een buur.",
                "n",
            ),
            frozenset({"organising-a-party", "chairing-meetings", "hosting",
                       "doing-what-is-needed"}),
        ),
        Task(
            "uren", "klok", _("Wil jij ook eens de uren van iedereen opschrijven?"),
            ngettext_lazy(
                "Jij schreef %(n)d keer de uren van iedereen op.",
                "Jij schreef %(n)d keer de uren van iedereen op.", "n",
            ),
            frozenset({"bookkeeping", "tidying-papers", "math-help", "computer-lessons",
                       "doing-what-is-needed"}),
        ),
        Task(
            "tellen", "lijst", _("Wil jij ook eens tellen wie er is?"),
            ngettext_lazy(
                "Jij telde %(n)d keer wie er was.", "Jij telde %(n)d keer wie er was.", "n"
            ),
            frozenset({"hosting", "bookkeeping", "math-help", "doing-what-is-needed"}),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Could:
    """A neighbour who hung up, with their name, that they can something like it."""

    person: Person
    talent: str


@dataclass(frozen=True)
class LetGo:
    """One task I keep doing, and who might like to do it too; `waits` are those I asked."""

    task: Task
    times: int
    could: list[Could]
    waits: list[Person]

    @property
    def did(self) -> str:
        """How often, in words, to who did it."""
        return str(self.task.did % {"n": self.times})


@dataclass(frozen=True)
class Answer:
    """Somebody said yes to a task I asked them about."""

    task: Task
    person: Person


def let_go(actor: Actor, at: datetime) -> tuple[list[LetGo], list[Answer]]:
    """What I did three times or more in four weeks, and who said yes when I asked. 6 queries."""
    me, place, since = actor.someone, actor.place, at - LATELY
    times = {
        "deur": times_opened(me, place, since),
        "invallen": times_stood_in(me, place, since, at),
        "uren": times_for_all(me, place, since),
        "tellen": times_tallied(me, place, since),
    }
    asked = _asked(place)
    offers = [hung for hung in talents.offered(place, READ) if hung.person and hung.concept]
    day = timezone.localdate(at)
    shown = [
        LetGo(TASKS[code], n, _could(TASKS[code], offers, asked, me, day), [
            one.person for one in asked
            if one.task == code and one.answered_at is None and one.asked_by_id == me.pk
            and not one.person.is_hidden
        ])
        for code, n in times.items() if n >= OFTEN
    ]  # fmt: skip
    said_yes = [
        Answer(TASKS[one.task], one.person) for one in asked
        if one.is_yes and one.asked_by_id == me.pk and not one.person.is_hidden
    ]  # fmt: skip
    return shown, said_yes


def could_do(place: Place, task: Task, person: Person) -> bool:
    """Did this neighbour hang up, with their name, something that goes with the task? 1 query."""
    hung = talents.hung_by(place, [person]).get(person.pk, [])
    return any(one.concept and one.concept.code in task.fits for one in hung)


def asked_of(actor: Actor) -> list[Asking]:
    """What I was asked to do too and did not answer yet, with `.what`. 1 query."""
    rows = Asking.objects.within(actor.place).filter(person=actor.someone, answered_at=None)
    found = list(rows.select_related("asked_by").order_by("asked_at", "pk"))
    for one in found:
        one.what = TASKS[one.task].asks
        if one.asked_by is not None and one.asked_by.is_hidden:
            one.asked_by = None
    return found


def _asked(place: Place) -> list[Asking]:
    rows = Asking.objects.within(place).filter(person__in=places.neighbours(place))
    return list(rows.select_related("person").order_by("asked_at", "pk"))


def _could(
    task: Task, offers: list[talents.Hung], asked: list[Asking], me: Person, day: object
) -> list[Could]:
    left = {one.person_id for one in asked if one.task == task.code} | {me.pk}
    found: dict[int, Could] = {}
    for hung in offers:
        if hung.person is None or hung.concept is None or hung.person.pk in left:
            continue
        if hung.concept.code in task.fits:
            found.setdefault(hung.person.pk, Could(hung.person, hung.title))
    lot = sorted(
        found.values(), key=lambda c: sha256(f"{day}{task.code}{c.person.uuid}".encode()).digest()
    )
    return lot[:ASKED]
