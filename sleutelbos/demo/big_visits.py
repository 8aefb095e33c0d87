"""Who came into an invented room: day by day at the tablet, and counted beside it."""

import hashlib
from datetime import date, timedelta
from random import Random

from sleutelbos.room.visits.models import CountingMoment, HostDay, Tablet, Tally, Visit
from sleutelbos.room.visits.queries_counts import moment_once

from .big_days import busy, moment
from .big_people import One, Room
from .bulk import uuid_from

PARTS = ("morning", "afternoon", "evening")
A_MONTH = 4  # counting moments


def draw(room: Room) -> None:
    """Every open day a host and the visits; four counting moments a month; sheets before that."""
    lot = room.lot
    room.tables[Tablet].add(
        place_id=room.place, name="de voordeur", fingerprint=f"{lot.getrandbits(256):064x}",
        enrolled_at=moment(room.days.first, 660), enrolled_by_id=room.team[0].pk,
    )  # fmt: skip
    base = len(room.everybody) * lot.uniform(0.06, 0.11)
    months: dict[date, list[tuple[date, str, int]]] = {}
    for nth, day in enumerate(room.days.open):
        growth = 0.8 + 0.4 * nth / len(room.days.open)
        number = max(2, round(base * busy(day) * growth * lot.uniform(0.75, 1.25)))
        counts = _a_day(room, day, number)
        months.setdefault(day.replace(day=1), []).extend((day, p, n) for p, n in counts.items())
        host = room.pick(room.hosts, day)
        if host:
            room.tables[HostDay].add(place_id=room.place, day=day, person_id=host.pk)
    for first, counted in months.items():
        _count(room, first, counted)


def _a_day(room: Room, day: date, number: int) -> dict[str, int]:
    """The visits of a day; returns how many by part of the day."""
    lot, table = room.lot, room.tables[Visit]
    known = [one for one in room.on_screen if one.is_here(day)]
    _opens, closes = room.days.hours(day)
    weights = (40, 45, 15) if closes > 1080 else (45, 55, 0)
    told, counts = set(), dict.fromkeys(PARTS, 0)
    for part in lot.choices(PARTS, weights, k=number):
        one = _known(lot, known) if known and lot.random() < 0.55 else None
        if one and (one.pk, part) in told:
            one = None
        if one:
            told.add((one.pk, part))
        other = lot.choice(known) if one and lot.random() < 0.04 else None
        table.add(
            place_id=room.place, client_id=uuid_from(lot), day=day, part=part,
            person_id=one.pk if one else None,
            brought_by_id=other.pk if other and other is not one else None,
            digest=_digest(one, day, part),
        )  # fmt: skip
        counts[part] += 1
    return counts


def _known(lot: Random, known: list[One]) -> One:
    """Some come nearly every day, most now and then."""
    return known[int(lot.random() ** 2.2 * len(known))]


def _digest(one: One | None, day: date, part: str) -> str:
    """As the door makes it: of what was sent, nothing that is not in the row."""
    kind, tag = ("known", one.code) if one else ("new", "")
    return hashlib.sha256(f"{kind}|{tag}|{day}/{part}|0".encode()).hexdigest()[:32]


def _count(room: Room, first: date, tapped: list[tuple[date, str, int]]) -> None:
    """What hosts counted beside the tablet, and in the first half year sheets of a whole month."""
    lot = room.lot
    filled = [row for row in tapped if row[2]]
    seed = f"{lot.getrandbits(64):016x}"
    for day, part, number in sorted(lot.sample(filled, min(A_MONTH, len(filled)))):
        done = moment(day, 1290)
        table = room.tables[CountingMoment]
        table.add(
            place_id=room.place, day=day, part=part, drawn_at=moment(first, 540), seed=seed,
            finished_at=done,
        )  # fmt: skip
        code = table.rows[-1][table.place["code"]]
        _tally(room, day, day, number + lot.randint(0, 3 + number // 4), part, "counted", code)
    if (first - room.days.first).days < 180:
        after = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        last = min(after, room.days.last)
        people = round(sum(number for _day, _part, number in tapped) * lot.uniform(0.8, 1.4))
        _tally(room, first, last, people, "", lot.choice(("tallied", "estimated")), "")


def _tally(
    room: Room, first: date, last: date, people: int, part: str, source: str, code: str
) -> None:
    host = room.pick(room.hosts, first) or room.team[0]
    at = moment(last, 1290)
    once = moment_once(CountingMoment(code=code)) if code else uuid_from(room.lot)
    pk = room.tables[Tally].add(
        place_id=room.place, first_day=first, last_day=last, part=part, people=people,
        source=source, noted_by_id=host.pk, noted_at=at, once=once,
    )  # fmt: skip
    what = "visits.counted" if code else "visits.tallied"
    room.note(host, what, "visits.Tally", pk, at)
