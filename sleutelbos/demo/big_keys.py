"""Keys of an invented room: who had which, who took which turn, when the door really was open."""

from datetime import date, timedelta

from sleutelbos.commons.places.models import Role
from sleutelbos.room.keys.models import Key, Loan, Loss, Opening, Turn

from .big_days import moment
from .big_people import One, Room

WHY = (
    "de keuken", "de tuin", "de naaiclub", "ontvangt de buren", "bestuur", "de fietsen",
    "doet de deur", "de koffie", "Nederlands oefenen", "de kinderclub", "het gereedschap",
)  # fmt: skip
Held = tuple[One, int, date, date | None]  # who, which key (its row), from which day, until when


def hand_around(room: Room) -> list[Held]:
    """Two in three volunteers have a key; some keys went from one pocket to the next."""
    lot, held = room.lot, []
    # the first three have one from the first day to the last, so the room always has a key holder
    holders = [v for n, v in enumerate(room.volunteers) if n < 3 or lot.random() < 0.65]
    for number, one in enumerate(holders, 1):
        key = _key(room, number)
        since = one.since + timedelta(days=0 if number <= 3 else lot.randint(0, 40))
        if since >= (one.until or room.days.last):
            continue
        before = _had_it_before(room, one, since)
        if before:
            held.append(_loan(room, key, before, before.since, since))
        held.append(_loan(room, key, one, since, one.until))
    for number in range(len(holders) + 1, len(holders) + 4):
        key = _key(room, number)
    room.tables[Loss].add(key_id=key, reported_at=moment(room.days.open[-1], 700))
    room.note(None, "keys.lost", "keys.Key", key, moment(room.days.open[-1], 700))
    return held


def _key(room: Room, number: int) -> int:
    pk = room.tables[Key].add(place_id=room.place, number=number, opens="voordeur")
    room.note(room.team[0], "keys.added", "keys.Key", pk, moment(room.days.first, 630))
    return pk


def _had_it_before(room: Room, one: One, since: date) -> One | None:
    """Somebody else who had the same key until then, but has none of their own."""
    if (since - room.days.first).days < 60:
        return None
    others = room.everybody[len(room.volunteers) :]
    fits = [o for o in others if o.since <= since - timedelta(days=40) and o.until is None]
    fits = [o for o in fits if o.pk not in room.had_key]
    if not fits:
        return None
    one = room.lot.choice(fits)
    room.had_key.add(one.pk)
    return one


def _loan(room: Room, key: int, one: One, since: date, until: date | None) -> Held:
    out, back = moment(since, 640), moment(until, 590) if until else None
    room.tables[Loan].add(
        key_id=key, holder_id=one.pk, responsibility=room.lot.choice(WHY), handed_over_at=out,
        handed_over_by_id=room.team[0].pk, returned_at=back,
        returned_by_id=one.pk if until else None,
    )  # fmt: skip
    room.tables[Role].add(
        person_id=one.pk, place_id=room.place, name="key-holder", since=out, until=back,
        given_by_id=room.team[0].pk,
    )  # fmt: skip
    room.note(room.team[0], "keys.handed-over", "keys.Key", key, out)
    if back:
        room.note(one, "keys.brought-back", "keys.Key", key, back)
    return one, key, since, until


def open_and_close(room: Room, held: list[Held]) -> None:
    """Every open day: a key holder opened, mostly who took the turn, and somebody closed."""
    lot = room.lot
    for day in room.days.open:
        here = [h for h in held if h[2] < day and (h[3] is None or day < h[3])]
        if not here:
            continue
        opener, closer = lot.choice(here), lot.choice(here)
        _turns(room, day, (opener[0], closer[0]))
        opens, closes = room.days.hours(day)
        opened = moment(day, opens + lot.randint(-8, 12))
        closed = moment(day, closes - lot.randint(0, 9))
        pk = room.tables[Opening].add(
            place_id=room.place, opened_at=opened, opened_by_id=opener[0].pk, key_id=opener[1],
            closes_at=moment(day, closes), closed_at=closed, closed_by_id=closer[0].pk,
        )  # fmt: skip
        room.note(opener[0], "keys.opened", "keys.Opening", pk, opened)
        room.note(closer[0], "keys.closed", "keys.Opening", pk, closed)
    ahead = [h[0] for h in held if h[3] is None]
    for nth in range(1, 15):
        day = room.days.last + timedelta(days=nth)
        if room.days.is_open(day) and ahead:
            _turns(room, day, (lot.choice(ahead), lot.choice(ahead)))


def _turns(room: Room, day: date, who: tuple[One, One]) -> None:
    for what, one in zip((Turn.What.OPEN, Turn.What.CLOSE), who, strict=True):
        if room.lot.random() < 0.92:
            early = max(day - timedelta(days=6), one.since)
            taken = moment(min(early, room.days.last), 900)
            pk = room.tables[Turn].add(
                place_id=room.place, day=day, what=what.value, holder_id=one.pk, taken_at=taken
            )
            room.note(one, "keys.turn-taken", "keys.Turn", pk, taken)
