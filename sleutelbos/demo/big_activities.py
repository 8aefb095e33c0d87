"""What happens in an invented room: what is weekly, and the larger half that simply comes up."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sleutelbos.room.activities.commands_series import rule_for
from sleutelbos.room.activities.models import (
    Activity,
    Attended,
    Occurrence,
    Puller,
    Series,
    SeriesSignUp,
    SignUp,
    Wish,
)

from .big_days import AHEAD, busy, moment
from .big_people import One, Room

WEEKLY = (
    ("Naaiclub", "naald", 600, 150), ("Samen koken", "pan", 780, 150),
    ("Ontbijt", "brood", 600, 90),
    ("Hulp met brieven", "brief", 870, 120), ("Nederlands oefenen", "taal", 630, 90),
    ("Fietsen maken", "fiets", 840, 120), ("Fietsles", "fiets", 900, 90),
    ("Tuin", "bloem", 840, 120),
    ("Wandelen", "schoen", 660, 60), ("Hulp met huiswerk", "potlood", 960, 60),
    ("Koffietafel", "kop", 810, 90), ("Muziek maken", "trommel", 900, 120),
    ("Telefoon en computer", "computer", 810, 90), ("Kinderclub", "bal", 930, 90),
    ("Yoga", "yoga", 630, 60), ("Schaken", "speel", 840, 120),
)  # fmt: skip
CAME_UP = (
    ("Soep van wat er over is", "soep"), ("Een kast in elkaar zetten", "hamer"), ("Thee", "thee"),
    ("Haren vlechten", "vlecht"), ("Fruit verdelen", "appel"), ("Pannenkoeken", "pan"),
    ("Mee naar de gemeente", "tas"), ("Gordijnen zomen", "naaimachine"), ("Kaarten", "speelkaart"),
    ("Een brief lezen", "brief"), ("Luisteren", "oor"), ("Band plakken", "fiets"),
    ("Samen bellen", "tel"), ("Dansen", "dans"), ("Opruimen", "bezem"), ("Taart", "taart"),
)  # fmt: skip
LIMITS = (("things", "6 naaimachines", 6), ("space", "aan de tafel passen 8 mensen", 8),
          ("things", "5 fietsen", 5), ("space", "de keuken is klein", 10))  # fmt: skip
A_DAY = 3.1  # what comes up on an ordinary open day


@dataclass
class Weekly:
    """One thing that comes back, while it is drawn."""

    activity: int
    series: int
    title: str
    puller: One
    regulars: list[One]
    minute: int
    minutes: int
    limit: dict[str, object]
    until: date | None = None


def draw(room: Room) -> None:
    """Ten to sixteen weekly things over the years, what came up on the spot, and ideas."""
    for title, picto, minute, minutes in room.lot.sample(WEEKLY, room.lot.randint(10, 16)):
        _weekly(room, title, picto, minute, minutes)
    for day in room.days.open:
        expected = A_DAY * busy(day)
        whole = int(expected)
        for _nth in range(whole + (room.lot.random() < expected - whole)):
            _came_up(room, day)
    _ideas(room)


def _weekly(room: Room, title: str, picto: str, minute: int, minutes: int) -> None:
    lot, days = room.lot, room.days
    day = days.first + timedelta(days=lot.randrange(max((days.last - days.first).days * 2 // 3, 1)))
    weekday = lot.choice(sorted(days.plan))
    day += timedelta(days=(weekday - day.weekday()) % 7)
    puller = room.pick(room.volunteers, day)
    if puller is None:
        return
    rests = day + timedelta(days=lot.randint(90, 900)) if lot.random() < 0.35 else None
    rests = min(filter(None, (rests, puller.until)), default=None)
    rests = rests if rests and rests <= days.last else None
    begun, rested = moment(day - timedelta(days=4), 660), moment(rests, 700) if rests else None
    activity = _activity(room, title, picto, puller, begun, rested_at=rested)
    by, what, capacity = lot.choice(LIMITS)
    limit = {"capacity": capacity, "limit_by": by, "limit_what": what} if lot.random() < 0.3 else {}
    horizon = (rests or days.last) + timedelta(days=AHEAD)
    series = room.tables[Series].add(
        activity_id=activity, title=title, rule=rule_for("week", day), starts_at=_clock(minute),
        minutes=minutes, first_day=day, filled_until=horizon, **limit,
    )  # fmt: skip
    weekly = Weekly(activity, series, title, puller, [], minute, minutes, limit, rests)
    _regulars(room, weekly, day)
    while day <= horizon:
        _one_time(room, weekly, day)
        day += timedelta(days=7)


def _activity(
    room: Room, title: str, picto: str, puller: One, begun: datetime,
    rested_at: datetime | None = None, ended_at: datetime | None = None,
) -> int:  # fmt: skip
    pk = room.tables[Activity].add(
        place_id=room.place, title=title, picto=picto, idea_by_id=puller.pk, thought_of_at=begun,
        pulled_at=begun, rested_at=rested_at, ended_at=ended_at,
        ended_by_id=puller.pk if ended_at else None,
    )  # fmt: skip
    room.tables[Puller].add(activity_id=pk, person_id=puller.pk, since=begun, until=rested_at)
    if rested_at:
        room.note(puller, "activities.let-go", "activities.Activity", pk, rested_at)
    if ended_at:
        room.note(puller, "activities.ended", "activities.Activity", pk, ended_at)
    return pk


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _regulars(room: Room, weekly: Weekly, day: date) -> None:
    stays = [one for one in room.everybody if one.since <= day and one.until is None]
    stays = [one for one in stays if one is not weekly.puller]
    weekly.regulars = room.lot.sample(stays, min(len(stays), room.lot.randint(1, 5)))
    for nth, one in enumerate(weekly.regulars):
        room.tables[SeriesSignUp].add(
            series_id=weekly.series, person_id=one.pk, since=moment(day, 500 + nth)
        )


def _one_time(room: Room, weekly: Weekly, day: date) -> None:
    """One time of what is weekly: off while the room is closed or it rests, else with people."""
    starts = moment(day, weekly.minute)
    rests = weekly.until is not None and day >= weekly.until
    off = "rests" if rests else "" if room.days.is_open(day) else "skipped"
    last = day <= room.days.last
    written = min(moment(day - timedelta(days=AHEAD), 180), moment(room.days.last, 180))
    is_on = not off
    people = _people(room, weekly, day) if is_on else []
    capacity = weekly.limit.get("capacity") or len(people)
    taken = min(len(people), capacity) if isinstance(capacity, int) else 0
    attended, ticked = _attendance(room, weekly, people[:taken]) if is_on and last else (None, None)
    pk = room.tables[Occurrence].add(
        place_id=room.place, activity_id=weekly.activity, series_id=weekly.series,
        original_day=day, title=weekly.title, starts=starts,
        ends=starts + timedelta(minutes=weekly.minutes), off=off,
        cancelled_at=min(starts, moment(room.days.last, 600)) if off else None, taken=taken,
        waiting=len(people) - taken, attended=attended,
        attended_source="" if attended is None else "counted" if ticked is None else "ticked",
        changed_at=written, **weekly.limit,
    )  # fmt: skip
    for nth, (one, guest) in enumerate(people):
        room.tables[SignUp].add(
            occurrence_id=pk, person_id=one, guest=guest,
            state="coming" if nth < taken else "waiting",
            arrived_at=written + timedelta(minutes=nth),
        )  # fmt: skip
    if ticked is not None:
        _tick(room, weekly, pk, day, ticked)


def _people(room: Room, weekly: Weekly, day: date) -> list[tuple[int | None, str]]:
    """Who said *Ik kom*: those who always come, some neighbours, some guests without a name."""
    lot = room.lot
    coming: list[tuple[int | None, str]] = [(one.pk, "") for one in weekly.regulars]
    if day > room.days.last + timedelta(days=7):
        return coming
    known = {weekly.puller.pk, *(one.pk for one in weekly.regulars)}
    for _nth in range(int(lot.random() ** 2 * 9 * busy(day))):
        if lot.random() < 0.2:
            coming.append((None, f"{lot.getrandbits(256):064x}"))
            continue
        one = lot.choice(room.everybody)
        if one.is_here(day) and one.pk not in known:
            known.add(one.pk)
            coming.append((one.pk, ""))
    return coming


def _attendance(
    room: Room, weekly: Weekly, coming: list[tuple[int | None, str]]
) -> tuple[int | None, list[int] | None]:
    """How many there were, and by name if they were ticked; sometimes nobody wrote it down."""
    lot = room.lot
    others = lot.randint(0, 6)
    if lot.random() < 0.1:
        return None, None
    if lot.random() < 0.4:
        return len(coming) + others, None
    ticked = [pk for pk, _guest in coming if pk and lot.random() < 0.85]
    ticked.append(weekly.puller.pk)
    return len(ticked) + others, ticked


def _tick(room: Room, weekly: Weekly, occurrence: int, day: date, ticked: list[int]) -> None:
    done = moment(day, weekly.minute + weekly.minutes)
    for pk in ticked:
        room.tables[Attended].add(occurrence_id=occurrence, person_id=pk, ticked_at=done)
    room.note(weekly.puller, "activities.attended", "activities.Occurrence", occurrence, done)
    room.led.append((occurrence, weekly.puller, day, weekly.minutes, ticked))


def _came_up(room: Room, day: date) -> None:
    """Begun on the spot, counted by eye, and done."""
    lot = room.lot
    puller = room.pick(room.volunteers, day)
    if puller is None:
        return
    title, picto = lot.choice(CAME_UP)
    opens, closes = room.days.hours(day)
    begun = moment(day, lot.randrange(opens, closes - 60))
    ends = begun + timedelta(minutes=lot.choice((30, 45, 60, 60, 90)))
    ended = ends if lot.random() < 0.95 else None
    activity = _activity(room, title, picto, puller, begun, ended_at=ended)
    attended = lot.randint(1, 14) if lot.random() < 0.7 else None
    pk = room.tables[Occurrence].add(
        place_id=room.place, activity_id=activity, title=title, starts=begun, ends=ends,
        attended=attended, attended_source="counted" if attended else "", changed_at=begun,
    )  # fmt: skip
    room.note(puller, "activities.begun", "activities.Occurrence", pk, begun)


def _ideas(room: Room) -> None:
    """Ideas that wait for somebody, and how many would like them."""
    lot = room.lot
    for title, picto, _minute, _minutes in lot.sample(WEEKLY, 6):
        day = lot.choice(room.days.open)
        one = room.pick(room.everybody, day)
        if one is None:
            continue
        at = moment(day, 800)
        idea = room.tables[Activity].add(
            place_id=room.place, title=f"{title} in de avond", picto=picto, idea_by_id=one.pk,
            thought_of_at=at,
        )  # fmt: skip
        room.note(one, "activities.thought-of", "activities.Activity", idea, at)
        here = [other for other in room.everybody if other.is_here(day)]
        for other in lot.sample(here, min(len(here), lot.randint(0, 6))):
            room.tables[Wish].add(activity_id=idea, person_id=other.pk, wished_at=at)
