"""Who is missed: only neighbours who said that they may be called, and were not here (K5A).

Being here is what the house knows anyway: tapping in at the door by name, being ticked at an
activity, giving hours, opening the door, or saying yes to being called. Signing in does not count:
a telephone that looks at the agenda is not somebody at the table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.room.activities.queries_known import known_by, last_times
from sleutelbos.room.hours.queries_seen import last_hours
from sleutelbos.room.keys.queries_seen import last_openings
from sleutelbos.room.visits.queries_seen import last_visits, who_brought

from .models import Call, CallNumber

AWAY = timedelta(days=21)
A_DAY = 5  # neighbours on the list of one day at most
WAITED_LONGEST = 3  # of those, so that nobody stays forgotten; the others come in turn
AGAIN = {
    Call.Outcome.SPOKEN: AWAY,
    Call.Outcome.NOT_REACHED: timedelta(days=2),
    Call.Outcome.REST: timedelta(days=56),
    Call.Outcome.LATER: timedelta(days=1),
}
HOLDS = timedelta(days=3)  # who said to call and did not, lets go by itself
KEPT = timedelta(days=57)  # a call, just as long as somebody's rest


@dataclass(frozen=True)
class Missing:
    """Somebody who may be called now; `since` is the last day that anybody knows of."""

    person: Person
    since: date


@dataclass(frozen=True)
class Line:
    """One neighbour on a list. `contact` knows them; `asks` says whether they may be asked to call.

    `call` is there when somebody calls; `phone` only for the caller who pressed *Ik bel*, when it
    was left for this.
    """

    person: Person
    contact: Person | None = None
    asks: bool = False
    call: Call | None = None
    is_mine: bool = False
    phone: str = ""

    @property
    def is_asked(self) -> bool:
        """Somebody asks me to call, and I did not say yet that I do."""
        return self.is_mine and self.call is not None and self.call.looked_at is None

    @property
    def caller(self) -> Person | None:
        """Who calls, unless that person does not want to be found."""
        found = self.call.caller if self.call else None
        return None if found is None or found.is_hidden else found


def missed(place: Place, at: datetime) -> list[Missing]:
    """Everybody here who may be called and was not here for three weeks, longest ago first.

    Who spoke somebody, asked for rest or could not be reached is left in peace for a while. Rows of
    today's calls do not take anybody off. 7 queries, 1 when nobody agreed.
    """
    here = timezone.localdate(at)
    given = _agreed(place)
    if not given:
        return []
    seen = _last_seen(place, given)
    resting = _resting(place, here)
    found = []
    for person in places.neighbours(place).filter(pk__in=given):
        since = max(seen.get(person.pk, given[person.pk]), given[person.pk])
        until = resting.get(person.pk)
        if since <= here - AWAY and (until is None or until <= here):
            found.append(Missing(person, since))
    return sorted(found, key=lambda one: (one.since, _lot(one.person)))


def draw(among: list[Missing], day: date) -> list[Person]:
    """The five of a day: the three who waited longest, and two in turn, so that each comes by.

    Whoever is called leaves the row, so those behind move up; when nobody calls, the two in turn go
    round. `among` stands in order of waiting. No query.
    """
    first = [one.person for one in among[:WAITED_LONGEST]]
    rest = sorted((one.person for one in among[WAITED_LONGEST:]), key=_lot)
    turns = A_DAY - WAITED_LONGEST
    if len(rest) <= turns:
        return first + rest
    start = day.toordinal() * turns
    return first + [rest[(start + nth) % len(rest)] for nth in range(turns)]


def contacts(place: Place, people: Iterable[Person]) -> dict[int, Person]:
    """Who knows each of these: who brought them along, leads what they were at, or welcomed them.

    5 queries. Nobody who is hidden or does not come any more.
    """
    people = list(people)
    welcomed = places.welcomed_by(place, people)
    return {**welcomed, **known_by(place, people), **who_brought(place, people)}


def call_list(actor: Actor, at: datetime) -> list[Line]:
    """*We misten je*: at most five neighbours of today, for the team. 16 queries at most.

    Whoever was called today counts among the five and is not shown any more.
    """
    place, day = actor.place, timezone.localdate(at)
    waiting = missed(place, at)
    calls = open_calls(place, at)
    done = _called_on(place, day)
    taken = [one.person for one in waiting if one.person.pk in calls]
    free = [one for one in waiting if one.person.pk not in calls and one.person.pk not in done]
    shown = [*taken, *draw(free, day)][: max(A_DAY - len(done), 0)]
    willing = places.agreed(place, Consent.Purpose.CALL_OTHERS)
    return _lines(actor, shown, calls, contacts(place, shown), willing)


def my_list(actor: Actor, at: datetime) -> list[Line]:
    """Whom I could call: those I was asked to or took, and those I know, if I agreed to call (K5A).

    At most five of those I know. 11 queries at most, however large the room is.
    """
    place, me = actor.place, actor.someone
    waiting = missed(place, at)
    calls = open_calls(place, at)
    done = _called_on(place, timezone.localdate(at))
    people = {one.person.pk: one.person for one in waiting}
    mine = [people[pk] for pk, call in calls.items() if call.caller_id == me.pk and pk in people]
    willing = places.agreed(place, Consent.Purpose.CALL_OTHERS)
    free = [person for pk, person in people.items() if pk not in calls and pk not in done]
    if me.pk not in willing:
        free = []
    known = contacts(place, [*mine, *free])
    mine += [p for p in free if known.get(p.pk) == me and p.pk != me.pk][:A_DAY]
    return _lines(actor, mine, calls, known, willing)


def open_calls(place: Place, at: datetime) -> dict[int, Call]:
    """By primary key of who is missed: the call somebody is going to make. 1 query."""
    rows = Call.objects.within(place).filter(outcome="", taken_at__gt=at - HOLDS)
    return {call.person_id: call for call in rows.select_related("caller")}


def _lines(
    actor: Actor, people: list[Person], calls: dict[int, Call], known: dict[int, Person],
    willing: frozenset[int],
) -> list[Line]:  # fmt: skip
    place, me = actor.place, actor.someone
    mine = {pk for pk, call in calls.items() if call.caller_id == me.pk}
    opened = {pk for pk in mine if calls[pk].looked_at is not None}
    rows = CallNumber.objects.within(place).filter(person__in=opened)
    phones = dict(rows.values_list("person", "phone"))
    lines = []
    for person in people:
        contact = known.get(person.pk)
        lines.append(Line(
            person, contact, contact is not None and contact.pk in willing and contact.pk != me.pk,
            calls.get(person.pk), person.pk in mine,
            phones.get(person.pk, ""),
        ))  # fmt: skip
    return lines


def _agreed(place: Place) -> dict[int, date]:
    yes = Consent.objects.within(place).filter(purpose=Consent.Purpose.BE_CALLED, withdrawn_at=None)
    return {pk: timezone.localdate(at) for pk, at in yes.values_list("person", "given_at")}


def _last_seen(place: Place, people: Iterable[int]) -> dict[int, date]:
    people = list(people)
    found = last_visits(place, people)
    moments = (last_times(place, people), last_openings(place, people))
    days = [last_hours(place, people)]
    days += [{pk: timezone.localdate(at) for pk, at in each.items()} for each in moments]
    for each in days:
        for pk, day in each.items():
            found[pk] = max(day, found.get(pk, day))
    return found


def _resting(place: Place, day: date) -> dict[int, date]:
    """Until which day each is left in peace after a call of an earlier day."""
    rows = Call.objects.within(place).filter(day__lt=day)
    found: dict[int, date] = {}
    for pk, outcome, called in rows.values_list("person", "outcome", "day"):
        until = called + AGAIN[Call.Outcome(outcome)]
        found[pk] = max(until, found.get(pk, until))
    return found


def _called_on(place: Place, day: date) -> set[int]:
    rows = Call.objects.within(place).filter(day=day)
    return set(rows.values_list("person", flat=True))


def _lot(person: Person) -> bytes:
    """A place in a row that means nothing."""
    return sha256(person.uuid.bytes).digest()
