"""The page Mijn dag, gathered from the modules that know: coffee, calls, keys, handing on, days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Consent, Place, Role
from sleutelbos.kit.leaving import left_by
from sleutelbos.room.help.queries import nobody_helps
from sleutelbos.room.hours.queries_invitations import Invitation, invitations
from sleutelbos.room.keys.queries import days_without_anyone
from sleutelbos.room.keys.queries_seen import long_out
from sleutelbos.room.visits.queries import arrivals
from sleutelbos.room.workplaces.queries import Ahead, OwnPosts, dates_ahead, own_posts

from .models import CallNumber, Worked
from .queries_handing import Answer, LetGo, asked_of, let_go
from .queries_missed import Line, call_list, my_list

__all__ = ["Calls", "Choice", "Day", "Post", "calls", "choice", "day"]

A_WEEK = timedelta(days=7)
LONG_OUT = timedelta(days=90)
AHEAD = timedelta(days=30)
FREE = 3  # turns of the door without anyone that are shown
CHOICES = (2, 4, 6, 8)  # hours of a day to choose from


@dataclass(frozen=True)
class Post:
    """My paid hours: what I agreed to in a week, what I wrote this week, and today, in minutes."""

    own: OwnPosts
    worked: int
    today: int
    leaves: list[str]
    team: list[Person]

    @property
    def is_up(self) -> bool:
        """My hours are used up: the post is over, or the week is full."""
        return self.own.is_over or bool(self.own.minutes and self.worked >= self.own.minutes)


@dataclass(frozen=True)
class Day:
    """The whole page, in the order of the day."""

    day: date
    new_today: int
    new_yesterday: int
    stayed: list[Person]
    post: Post
    calls: list[Line]
    free_turns: list[Any]
    keys_long_out: int
    let_go: list[LetGo]
    answers: list[Answer]
    invitations: list[Invitation]
    questions: int
    ahead: list[Ahead]


@dataclass(frozen=True)
class Calls:
    """The page *Bellen* of a neighbour: whom I could call, and what the team asked me."""

    lines: list[Line]
    asked: list[Any]


@dataclass(frozen=True)
class Choice:
    """What somebody chose about calling here."""

    called: bool
    calls: bool
    phone: str


def day(actor: Actor, at: datetime) -> Day:
    """Mijn dag of somebody of the team. A fixed number of queries, at most 51, however large the
    room is."""
    place, today = actor.place, timezone.localdate(at)
    handing, answers = let_go(actor, at)
    return Day(
        day=today,
        new_today=_new(place, today),
        new_yesterday=_new(place, today - timedelta(days=1)),
        stayed=_stayed(place, at - A_WEEK),
        post=_post(actor, today),
        calls=call_list(actor, at),
        free_turns=days_without_anyone(place, today)[:FREE],
        keys_long_out=long_out(place, at - LONG_OUT),
        let_go=handing,
        answers=answers,
        invitations=invitations(place, today),
        questions=nobody_helps(actor).count(),
        ahead=dates_ahead(actor, today + AHEAD),
    )


def calls(actor: Actor, at: datetime) -> Calls:
    """Whom I could call, and what I was asked. At most 18 queries."""
    return Calls(my_list(actor, at), asked_of(actor))


def choice(actor: Actor) -> Choice:
    """My own choices about calling, for the form. 2 queries."""
    yes = places.yes_of(actor.someone, actor.place)
    number = CallNumber.objects.within(actor.place).filter(person=actor.someone)
    return Choice(
        Consent.Purpose.BE_CALLED in yes,
        Consent.Purpose.CALL_OTHERS in yes,
        number.values_list("phone", flat=True).first() or "",
    )


def _new(place: Place, on: date) -> int:
    return sum(part.new for part in arrivals(place, on))


def _stayed(place: Place, since: datetime) -> list[Person]:
    """Who came to stay since a moment, by name: only who agreed to be named here. 2 queries."""
    yes = places.agreed(place, Consent.Purpose.SHOW_ROLE, Consent.Purpose.DOOR_NAME)
    new = Role.objects.filter(place=place, name="resident", until=None, since__gte=since)
    return list(places.neighbours(place).filter(pk__in=new.values("person")).filter(pk__in=yes))


def _post(actor: Actor, today: date) -> Post:
    me, place = actor.someone, actor.place
    monday = today - timedelta(days=today.weekday())
    rows = Worked.objects.within(place).filter(person=me, day__gte=monday)
    worked = dict(rows.values_list("day", "minutes"))
    both = places.with_role(place, Role.Name.COORDINATOR, Role.Name.ASSISTANT)
    team = list({person.pk: person for person in both if person.pk != me.pk}.values())
    return Post(
        own_posts(me, place, today), sum(worked.values()), worked.get(today, 0),
        left_by(me, place), team,
    )  # fmt: skip
