"""Who came in: tapped on the tablet at the door, counted by the host, written on a tally sheet."""

import random
from datetime import date, datetime, timedelta
from uuid import UUID

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.room.visits import commands as door
from sleutelbos.room.visits import commands_counts as counts
from sleutelbos.room.visits import commands_table as table
from sleutelbos.room.visits.models import CountingMoment, Tally

from .cast import LAMPJE, uuid_of
from .clock import at, months_ago, on
from .network import actor, person
from .scenes_keys import open_days

NEW_FACES_YESTERDAY = 2
HANDOVER = "De melk is bijna op. Gerda komt donderdag iets later."


def put_tablet(room: Place, host: str, now: datetime) -> None:
    """A tablet stands at the front door. Its token is thrown away: each visitor gets their own."""
    with at(now - timedelta(days=300)):
        door.enrol(actor(host, room), name="de voordeur")


def came_in(room: Place, now: datetime) -> None:
    """The visits of the last days, as the tablet sent them; today a few as well."""
    lot = random.Random("visits of the small world")
    known = [person(one.handle).code for one in LAMPJE if "d" in one.yes]
    days = open_days(room, now.date(), 12)
    for opens, closes in days:
        number = lot.randint(13, 22)
        _tap(room, opens, closes, lot.sample(known, k=number * 2 // 3), number // 3, lot)
    yesterday = on(now.date() - timedelta(days=1), "14.00")
    if not any(opens.date() == yesterday.date() for opens, _closes in days):
        _tap(room, yesterday, yesterday + timedelta(hours=2), [], NEW_FACES_YESTERDAY, lot)
    with at(yesterday):
        table.write_note(actor("joy", room), text=HANDOVER, once=uuid_of("handover"))


def _tap(
    room: Place, opens: datetime, closes: datetime, known: list[str], new: int, lot: random.Random
) -> None:
    """One day at the tablet, sent in one go a little before closing time."""
    minutes = int((closes - opens).total_seconds()) // 60
    items = [
        {
            "id": str(UUID(int=lot.getrandbits(128), version=4)),
            "kind": "known" if tag else "new",
            "tag": tag,
            "at": (opens + timedelta(minutes=lot.randrange(minutes))).isoformat(),
        }
        for tag in [*known, *[""] * new]
    ]
    with at(closes):
        tablet = Actor(None, room, frozenset({"tablet"}))
        door.take_in(tablet, tablet_now=closes.isoformat(), items=items)


def came_today(room: Place, since: datetime, now: datetime) -> None:
    """Who tapped in today until now. The same again changes nothing."""
    lot = random.Random(f"visits of {now.date()}")
    known = [person(one.handle).code for one in LAMPJE if "d" in one.yes]
    _tap(room, since, max(now, since + timedelta(minutes=5)), lot.sample(known, k=7), 2, lot)


def counted(room: Place, now: datetime) -> None:
    """Counting moments drawn by lot, those gone by counted; tally sheets of the months before."""
    today = now.date()
    for back in (1, 0):
        first = months_ago(today, back)
        with at(min(on(first, "9.00"), now)):
            counts.draw_moments(actor("marleen", room), month=first)
    gone_by = CountingMoment.objects.within(room).filter(day__lt=today)
    for nth, moment in enumerate(gone_by.order_by("day", "part")):
        with at(on(moment.day, "21.30")):
            presses = [(uuid_of(f"{moment.code} {n}"), 1) for n in range(11 + nth * 2 % 9)]
            counts.tick(actor("fatma", room), code=moment.code, presses=presses)
            counts.finish_count(actor("fatma", room), code=moment.code)
    for back, people in ((4, 402), (3, 377), (2, 431)):
        _month(room, today, back, people)


def _month(room: Place, today: date, back: int, people: int) -> None:
    first, after = months_ago(today, back), months_ago(today, back - 1)
    with at(on(after, "10.00")):
        counts.write_tally(
            actor("deniz", room), first_day=first, last_day=after - timedelta(days=1),
            people=people, estimated=back == 4, once=uuid_of(f"{Tally.__name__} {first}"),
        )  # fmt: skip
