"""Looking at the path of a room, at what neighbours run themselves, and at what it needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.room.activities import queries as activities
from sleutelbos.room.keys import queries as keys

from .models import NEED_PICTOS, PATH, Need, Step, StepPuller

if TYPE_CHECKING:
    from sleutelbos.commons.places.door import Actor

Who = Literal["neighbours", "team", "nobody"]
TEAM = frozenset({"coordinator", "assistant"})
LATELY = timedelta(days=28)
BROUGHT = 20  # of what is there, so many are shown


@dataclass(frozen=True)
class Laid:
    """One step as it is shown: what to do, who pulls it, and whether it is done."""

    code: str
    picto: str
    words: str | Promise
    own: bool  # in words of a neighbour
    done_at: datetime | None
    pullers: list[Person]
    mine: bool


@dataclass(frozen=True)
class Month:
    """One month of the first year, with its steps. `first` is the day it begins."""

    number: int
    first: date
    is_now: bool
    steps: list[Laid]


@dataclass(frozen=True)
class Runs:
    """Something that has to be done in a room, and who does it: said in words, never counted."""

    picto: str
    words: str | Promise
    who: Who


@dataclass(frozen=True)
class Path:
    """The page of a beginning room."""

    months: list[Month]
    runs: list[Runs]
    away: list[Laid]

    @property
    def lies(self) -> bool:
        """True when there is a path at all."""
        return bool(self.months)


def path(place: Place, viewer: Person, at: datetime) -> Path:
    """The year plan of a room, and what neighbours run themselves. 5 queries."""
    steps = list(Step.objects.within(place).order_by("month", "laid_at", "pk"))
    pullers = _pullers(place)
    laid = [(step, _laid(step, pullers.get(step.pk, []), viewer)) for step in steps]
    lying = [(step, shown) for step, shown in laid if step.away_at is None]
    this = _month_of(place.since, timezone.localdate(at))
    months = [
        Month(
            number, _first_of(place.since, number), number == this,
            [shown for step, shown in lying if step.month == number],
        )
        for number in range(1, 13)
        if any(step.month == number for step, _shown in lying)
    ]  # fmt: skip
    return Path(months, running(place, at), [shown for step, shown in laid if step.away_at])


def _laid(step: Step, pullers: list[Person], viewer: Person) -> Laid:
    drawn, _number, words = PATH.get(step.known, ("hart", step.month, ""))
    return Laid(
        step.code, drawn, step.words or words, bool(step.words), step.done_at,
        [person for person in pullers if person.hidden_since is None or person.pk == viewer.pk],
        any(person.pk == viewer.pk for person in pullers),
    )  # fmt: skip


def _pullers(place: Place) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = {}
    rows = StepPuller.objects.within(place).filter(until=None).select_related("person")
    for row in rows.order_by("since", "pk"):
        found.setdefault(row.step_id, []).append(row.person)
    return found


def _month_of(since: date, day: date) -> int:
    """In which month of the room a day is: 1 for the month it began in."""
    return (day.year - since.year) * 12 + day.month - since.month + 1


def _first_of(since: date, number: int) -> date:
    months = since.year * 12 + since.month - 1 + number - 1
    return date(months // 12, months % 12 + 1, 1)


def running(place: Place, at: datetime) -> list[Runs]:
    """What neighbours do themselves here, and what the team still does. 3 queries.

    From what really happens: who opened the door in the last four weeks, who pulls something, who
    carries which role. Somebody with a team role counts as the team, whatever else they carry.
    """
    carried: dict[str, set[int]] = {}
    roles = Role.objects.filter(place=place, until=None).values_list("name", "person_id")
    for name, person in roles:
        carried.setdefault(name, set()).add(person)
    team = set().union(*(carried.get(name, set()) for name in TEAM))
    opened = keys.opened_since(place, at - LATELY)
    pull = set(activities.pulled_here(place))

    def who(people: Iterable[int], *, otherwise: Who = "nobody") -> Who:
        doers = set(people)
        return "neighbours" if doers - team else "team" if doers else otherwise

    # What no neighbour took falls to the team, when there is one.
    left: Who = "team" if team else "nobody"
    tin = who(carried.get("treasurer", ()), otherwise=left)
    return [
        Runs("open", _("De deur opendoen"), who(opened)),
        Runs("kop", _("Buren ontvangen"), who(carried.get("host", ()), otherwise=left)),
        Runs("agenda", _("Iets beginnen in de week"), who(pull)),
        Runs("sleutel", _("Sleutels bij zich hebben"), who(carried.get("key-holder", ()))),
        Runs("portemonnee", _("De kas bijhouden"), tin),
        Runs("tafel", _("Samen beslissen, als bestuur"), who(carried.get("board", ()))),
    ]


def chosen_path() -> list[tuple[str, str, str | Promise]]:
    """The steps to choose from for a new room: name, drawing, words. No query."""
    return [(name, drawn, words) for name, (drawn, _month, words) in PATH.items()]


@dataclass(frozen=True)
class Needed:
    """One thing the room needs, or that is there. `brings` only for who is inside."""

    code: str
    picto: str
    what: str
    promised: bool
    brings: Person | None
    mine: bool
    there_at: datetime | None


@dataclass(frozen=True)
class Needs:
    """What is needed, and what was brought lately, newest first."""

    wanted: list[Needed]
    there: list[Needed]


def needs(actor: "Actor") -> Needs:
    """What the room needs and what is there. Passers-by see no names, and nobody sees the name of
    who does not come here any more. 1 query."""
    here = Role.objects.filter(place=actor.place, person=OuterRef("brings"), until=None)
    rows: QuerySet[Need] = Need.objects.within(actor.place).filter(away_at=None)
    rows = rows.annotate(is_from_here=Exists(here))
    found = list(rows.select_related("brings").order_by("-asked_at", "-pk")[:200])
    wanted = [_needed(need, actor) for need in found if need.there_at is None]
    brought = [(need.there_at, need) for need in found if need.there_at is not None]
    there = [need for _at, need in sorted(brought, key=lambda pair: pair[0], reverse=True)]
    return Needs(wanted, [_needed(need, actor) for need in there[:BROUGHT]])


def _needed(need: Need, actor: "Actor") -> Needed:
    mine = actor.person is not None and need.brings_id == actor.person.pk
    may_know = actor.person is not None and bool(actor.roles - {"funder"})
    person = need.brings if may_know and need.is_from_here else None  # type: ignore[attr-defined]
    shown = person if person is not None and (person.hidden_since is None or mine) else None
    picto = need.picto if need.picto in NEED_PICTOS else "doos"
    return Needed(
        need.code, picto, need.what, need.brings_id is not None, shown, mine, need.there_at
    )


def need_pictos() -> tuple[str, ...]:
    """The drawings for something the room needs."""
    return NEED_PICTOS
