"""What is on, what is coming, what rests: each screen its own question, always within a place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.commons.places.queries import agreed, residents
from sleutelbos.kit.clock import clock_change, local_moment
from sleutelbos.kit.prepared import Prepared, columns, instance
from sleutelbos.kit.refused import NotFound

from .models import Activity, Attended, Occurrence, Puller, PullerInvite, SignUp, Wish
from .queries_feeds import for_person_feed, for_room_feed
from .queries_recordings import recorded

__all__ = ["for_person_feed", "for_room_feed"]

LONGEST = timedelta(hours=12)  # no occurrence lasts longer
COMING, WAITING, GONE = SignUp.State.COMING, SignUp.State.WAITING, SignUp.State.GONE


def today(place: Place, at: datetime, *, person: Person | None = None) -> list[Occurrence]:
    """What is on now and later today, in order. 2 queries.

    Each has `.activity`, `.pullers` (people who lead it, shown by name), `.coming` (a number) and
    `.is_now`. What is off is not among them. With `person` also `.mine`, as in `agenda`.
    """
    first = at - LONGEST
    last = local_moment(timezone.localdate(at) + timedelta(days=1), time.min)
    rows = _with_mine(_shown(place), person).filter(
        starts__gte=first, starts__lt=last, ends__gt=at, cancelled_at=None
    )
    return dressed(place, rows.order_by("starts", "code"), at, person)


def week(place: Place, monday: date) -> list[Occurrence]:
    """Everything of the seven days from `monday`, in order, as `today`. 2 queries."""
    first = local_moment(monday, time.min)
    last = local_moment(monday + timedelta(days=7), time.min)
    rows = _shown(place).filter(starts__gte=first, starts__lt=last, cancelled_at=None)
    return dressed(place, rows.order_by("starts", "code"), timezone.now())


@dataclass(frozen=True)
class Agenda:
    """One leaf of what is coming. `next` is the cursor of the leaf after it, or empty."""

    rows: list[Occurrence]
    next: str = ""


def agenda(
    place: Place, *, after: str = "", limit: int = 20, person: Person | None = None,
    at: datetime | None = None,
) -> Agenda:  # fmt: skip
    """What is coming, from now on; also what is off, so that nobody comes for nothing. 2 queries.

    `after` is a cursor from an earlier leaf; a cursor that cannot be read begins at now. With
    `person` each row has `.mine`: what they said (`coming`, `waiting`, `gone` or None).
    """
    at = at or timezone.now()
    rows = _with_mine(_shown(place), person)
    moment, code = read_cursor(after)
    if moment:
        rows = rows.filter(starts__gte=moment).filter(Q(starts__gt=moment) | Q(code__gt=code))
    else:
        rows = rows.filter(starts__gte=at - LONGEST, ends__gt=at)
    found = dressed(place, rows.order_by("starts", "code")[: limit + 1], at, person)
    last = found[limit - 1] if len(found) > limit else None
    cursor = f"{last.starts.timestamp():.0f}-{last.code}" if last else ""
    return Agenda(found[:limit], cursor)


def read_cursor(after: str) -> tuple[datetime | None, str]:
    """The moment and code in a cursor of the agenda; nothing when nobody made it."""
    seconds, _dash, code = after.partition("-")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 11):
        return None, ""
    return datetime.fromtimestamp(int(seconds), tz=timezone.get_default_timezone()), code


def _shown(place: Place) -> models.QuerySet[Occurrence]:
    return Occurrence.objects.within(place).select_related("activity", "stand_in")


def _with_mine(
    rows: models.QuerySet[Occurrence], person: Person | None
) -> models.QuerySet[Occurrence]:
    if person is None:
        return rows
    said = FilteredRelation("sign_ups", condition=Q(sign_ups__person=person))
    return rows.annotate(said=said, said_state=F("said__state"))


def dressed(
    place: Place, rows: Iterable[Occurrence], at: datetime, person: Person | None = None
) -> list[Occurrence]:
    """Give every row what screens show: `.pullers`, `.coming`, `.is_now`. 2 queries in all.

    `.i_lead` says whether `person` leads it this time; somebody who stands in leads it alone.
    """
    found = list(rows)
    names = pullers_of(place, {row.activity_id for row in found})
    for row in found:
        stand_in = row.stand_in if row.stand_in and not row.stand_in.is_hidden else None
        row.pullers = [stand_in] if stand_in else names.get(row.activity_id, [])
        row.coming = row.taken
        row.is_now = row.is_on_at(at)
        row.mine = getattr(row, "said_state", None)
        row.i_lead = person is not None and person in row.pullers
        row.place = place
    return found


def pullers_of(place: Place, activity_ids: set[int]) -> dict[int, list[Person]]:
    """Who pulls these activities now, first the longest; who is hidden is not named. 1 query."""
    if not activity_ids:
        return {}
    rows = Puller.objects.within(place).filter(activity_id__in=activity_ids, until=None)
    rows = rows.filter(person__hidden_since=None).select_related("person").order_by("since", "pk")
    found: dict[int, list[Person]] = {}
    for row in rows:
        found.setdefault(row.activity_id, []).append(row.person)
    return found


def occurrence(
    place: Place, code: str, *, person: Person | None = None, at: datetime | None = None
) -> Occurrence:
    """One time of an activity, by code, dressed as in `agenda`. Raises `NotFound`. 2 queries."""
    rows = _with_mine(_shown(place).select_related("activity", "stand_in", "series"), person)
    found = dressed(place, rows.filter(code=code), at or timezone.now(), person)
    if not found:
        raise NotFound
    return found[0]


def occurrence_to_come(place: Place, code: str) -> Occurrence:
    """One time of an activity, bare, for *Ik kom*. Raises `NotFound`. 1 query."""
    rows = _to_come(place=place.pk, code=code)
    if not rows:
        raise NotFound
    found = instance(Occurrence, rows[0])
    found.place = place
    return found


@Prepared
def _to_come(*, place: Any, code: Any) -> models.QuerySet[Occurrence, Any]:
    rows = Occurrence.objects.within(place).filter(code=code)
    return rows.values_list(*columns(Occurrence))


def activity(place: Place, code: str) -> Activity:
    """One activity by code. Raises `NotFound`. 1 query."""
    found = Activity.objects.within(place).filter(code=code).first()
    if found is None:
        raise NotFound
    found.place = place
    return found


def state_of(activity: Activity, at: datetime) -> str:
    """Idea, planned, running, resting or ended (K2C). At most 1 query.

    Running means that at least one time of it has begun; planned that none has yet.
    """
    if activity.ended_at:
        return Activity.State.ENDED
    if activity.rested_at:
        return Activity.State.RESTING
    if activity.pulled_at is None:
        return Activity.State.IDEA
    times = Occurrence.objects.within(activity.place).filter(activity=activity, cancelled_at=None)
    ran = times.filter(starts__lte=at).exists()
    return Activity.State.RUNNING if ran else Activity.State.PLANNED


def next_of(place: Place, activity: Activity, at: datetime) -> Occurrence | None:
    """The time that is on now or comes first, or nothing. 1 query."""
    rows = Occurrence.objects.within(place).filter(activity=activity, cancelled_at=None)
    return rows.filter(ends__gt=at).order_by("starts", "code").first()


def clock_note(row: Occurrence) -> str:
    """Does this time need a word because the clock changes that night (R48)? No query.

    `skipped`: its series says a time that does not exist, so it is an hour later; `twice`: the time
    comes two times and the first is meant.
    """
    local = timezone.localtime(row.starts)
    if row.series and row.original_day and row.set_apart_at is None:
        return clock_change(row.original_day, row.series.starts_at)
    return clock_change(local.date(), local.time())


def sign_up_of(place: Place, occurrence: Occurrence, *, guest: str) -> SignUp | None:
    """What a guest on this phone said, by the fingerprint of the word on it. 1 query."""
    rows = SignUp.objects.within(place).filter(occurrence=occurrence, guest=guest)
    return rows.first() if guest else None


def my_sign_ups(person: Person, place: Place, occurrences: Iterable[Occurrence]) -> set[int]:
    """The primary keys of the occurrences this person comes to or waits for. 1 query."""
    rows = SignUp.objects.within(place).filter(person=person, occurrence__in=list(occurrences))
    return set(rows.exclude(state=GONE).values_list("occurrence_id", flat=True))


def comes_always(person: Person, occurrence: Occurrence) -> bool:
    """Does this person come every time of its series? 1 query, none for a single time."""
    if occurrence.series is None:
        return False
    return occurrence.series.sign_ups.filter(person=person).exists()


def pulled_by(person: Person, place: Place) -> list[Activity]:
    """What this person pulls here now, longest first. 1 query."""
    rows = Puller.objects.within(place).filter(person=person, until=None, activity__ended_at=None)
    return [row.activity for row in rows.select_related("activity").order_by("since", "pk")]


def pulled_here(place: Place) -> dict[int, str]:
    """What everybody pulls here: by primary key of the person the title they pull last. 1 query."""
    rows = Puller.objects.within(place).filter(until=None, activity__ended_at=None)
    return dict(rows.order_by("since", "pk").values_list("person_id", "activity__title"))


def attended_today(person: Person, place: Place, day: date) -> Occurrence | None:
    """What this person was at on a day: ticked, led, or said *Ik kom*; the last that began.

    For writing down hours. 1 query.
    """
    first, last = local_moment(day, time.min), local_moment(day + timedelta(days=1), time.min)
    ticked = Attended.objects.within(place).filter(occurrence=OuterRef("pk"), person=person)
    said = SignUp.objects.within(place).filter(
        occurrence=OuterRef("pk"), person=person, state=COMING
    )
    pulls = Puller.objects.within(place).filter(
        activity=OuterRef("activity"), person=person, until=None
    )
    rows = _shown(place).filter(starts__gte=first, starts__lt=last, cancelled_at=None)
    rows = rows.filter(starts__lte=timezone.now())
    led = Q(stand_in=person) | Exists(pulls)
    return rows.filter(led | Exists(ticked) | Exists(said)).order_by("-starts", "code").first()


def coming_up(person: Person, place: Place, at: datetime, limit: int = 6) -> list[Occurrence]:
    """The next time of everything this person comes to, waits for, leads or stands in for. 1 query.

    For their own page. Each with `.activity` and `.mine` (what they said, or nothing when they lead
    it); also what is off, so that nobody goes for nothing.
    """
    pulls = Puller.objects.within(place).filter(
        activity=OuterRef("activity"), person=person, until=None
    )
    rows = _with_mine(_shown(place), person).filter(ends__gt=at)
    own = Q(said__state__in=(COMING, WAITING)) | Q(stand_in=person) | Exists(pulls)
    found: dict[int, Occurrence] = {}
    for row in rows.filter(own).order_by("starts", "code")[: limit * 10]:
        row.place, row.mine = place, getattr(row, "said_state", None)
        found.setdefault(row.activity_id, row)
    return list(found.values())[:limit]


@dataclass
class Rest:
    """One thing on *Even op stal*: who may be named, how many would like it, what I said."""

    activity: Activity
    wishes: int
    by: Person | None = None
    was_pulled_by: list[Person] = field(default_factory=list)
    mine: bool = False
    said_by: int | None = None  # who said it aloud, when there is a recording


def resting(place: Place, *, person: Person | None = None) -> list[Rest]:
    """Ideas and what rests, newest first, at most 60. 4 queries, 5 with a person.

    Somebody is named only when they agreed that neighbours see what they do here, and are not
    hidden.
    """
    rows = (
        Activity.objects.within(place)
        .filter(Q(pulled_at=None) | Q(rested_at__isnull=False), ended_at=None)
        .select_related("idea_by")
        .annotate(wish_count=Count("wishes"))
        .order_by("-thought_of_at", "-pk")[:60]
    )
    found = list(rows)
    named = agreed(place, Consent.Purpose.SHOW_ROLE)
    ids = [row.pk for row in found]
    mine: set[int] = set()
    if person:
        wishes = Wish.objects.within(place).filter(person=person, activity_id__in=ids)
        mine = set(wishes.values_list("activity_id", flat=True))
    pulled: dict[int, list[Person]] = {}
    past = Puller.objects.within(place).filter(activity_id__in=ids, person_id__in=named)
    past = past.filter(person__hidden_since=None).select_related("person")
    for row in past.order_by("since", "pk"):
        if row.person not in pulled.setdefault(row.activity_id, []):
            pulled[row.activity_id].append(row.person)
    said = recorded(place, found)
    return [
        Rest(
            row, row.wish_count, _named(row.idea_by, named), pulled.get(row.pk, []),
            row.pk in mine, said.get(row.pk),
        )
        for row in found
    ]  # fmt: skip


def _named(person: Person | None, agreed_ones: frozenset[int]) -> Person | None:
    if person is None or person.is_hidden or person.pk not in agreed_ones:
        return None
    return person


def wish_count(activity: Activity) -> int:
    """How many neighbours would like to join. 1 query."""
    return activity.wishes.count()


def moved_for(person: Person, place: Place) -> list[Activity]:
    """What this person would like to join and somebody pulls now. 1 query.

    So they hear it, on their own page, without anybody having to send something.
    """
    rows = Activity.objects.within(place).filter(
        wishes__person=person, pulled_at__isnull=False, rested_at=None, ended_at=None
    )
    return list(rows.order_by("-pulled_at", "-pk")[:10])


def invites_for(person: Person, place: Place) -> list[PullerInvite]:
    """Open questions to pull along, each with `.activity` and `.by`. 1 query."""
    rows = PullerInvite.objects.within(place).filter(person=person, answered_at=None)
    return list(rows.select_related("activity", "by").order_by("asked_at", "pk"))


def askable(place: Place, *, but: Iterable[Person]) -> list[Person]:
    """Residents who can be asked to pull along or stand in: they said neighbours may see what
    they do here, or they pull something now. At most 60, by name. 2 queries."""
    named = agreed(place, Consent.Purpose.SHOW_ROLE)
    pulling = Puller.objects.within(place).filter(until=None).values("person")
    rows = residents(place).filter(Q(pk__in=named) | Q(pk__in=pulling))
    return list(rows.exclude(pk__in=[person.pk for person in but])[:60])


@dataclass(frozen=True)
class Comers:
    """For who leads it: who comes, by name where there is one; the rest as a number."""

    people: list[Person]
    nameless: int
    waiting: int
    ticked: set[int]


def comers(place: Place, occurrence: Occurrence) -> Comers:
    """Who said that they come, who was ticked. Hidden people are counted, not named. 2 queries."""
    rows = SignUp.objects.within(place).filter(occurrence=occurrence).exclude(state=GONE)
    found = list(rows.select_related("person").order_by("arrived_at", "pk"))
    coming = [row for row in found if row.state == COMING]
    people = [row.person for row in coming if row.person and not row.person.is_hidden]
    ticks = Attended.objects.within(place).filter(occurrence=occurrence)
    return Comers(
        people,
        len(coming) - len(people),
        len(found) - len(coming),
        set(ticks.values_list("person_id", flat=True)),
    )
