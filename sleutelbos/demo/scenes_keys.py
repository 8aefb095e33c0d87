"""Keys go around, the week gets its plan and its turns, and the door opened on days gone by."""

from datetime import date, datetime, time, timedelta

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.clock import local_moment
from sleutelbos.room.keys import commands as keys
from sleutelbos.room.keys import queries as looking
from sleutelbos.room.keys.models import Key

from .cast import LAMPJE, SLEUTELBLOEM, Neighbour
from .clock import at, last_month, last_weekday, on
from .network import actor

LAMPJE_KEYS, SHED = 22, (5, 6)
Week = dict[int, tuple[time, time] | None]
LAMPJE_WEEK: Week = {
    **dict.fromkeys((0, 1, 2, 4), (time(10), time(17))),
    3: (time(13), time(21)),
    5: None,
    6: None,
}
SLEUTELBLOEM_WEEK: Week = {**dict.fromkeys((0, 2, 4), (time(9), time(16))), 1: (time(12), time(20))}
# who opens and who closes, Monday to Friday; nobody yet on Thursday evening
TURNS = (
    ("fatma", "yusuf"), ("fatma", "yusuf"), ("yusuf", "amina"), ("fatma", ""), ("wim", "amina"),
)  # fmt: skip
NEXT_TURNS = (
    ("joy", "yusuf"), ("fatma", "winston"), ("roy", "amina"), ("fatma", ""), ("roy", "amina"),
)  # fmt: skip


def key_number(room: Place, number: int) -> Key:
    """The key with this number on its tag."""
    key: Key = Key.objects.within(room).get(number=number)
    return key


def hand_around(lampje: Place, sleutelbloem: Place, now: datetime) -> None:
    """Every key gets its hook, and most of them a pocket: 19 out, 2 here, 1 lost in Het Lampje."""
    _plan_and_keys(lampje, "marleen", LAMPJE_WEEK, LAMPJE_KEYS, now)
    _plan_and_keys(sleutelbloem, "jasper", SLEUTELBLOEM_WEEK, 6, now)
    for nth, neighbour in enumerate(one for one in LAMPJE if one.key):
        _hand(lampje, "els", neighbour, on(_since(neighbour, nth, now.date()), "11.15"))
    for neighbour in SLEUTELBLOEM:
        if neighbour.key:
            _hand(sleutelbloem, "joke", neighbour, now - timedelta(days=400))


def _plan_and_keys(room: Place, who: str, week: Week, number: int, now: datetime) -> None:
    with at(now - timedelta(days=1200)):
        team = actor(who, room)
        keys.set_hours(team, hours=week)
        for nth in range(1, number + 1):
            shed = nth in SHED and number == LAMPJE_KEYS
            keys.add_key(team, opens="schuur" if shed else "voordeur", opens_room=not shed)


def _since(neighbour: Neighbour, nth: int, today: date) -> date:
    if neighbour.handle in {"fatma", "amina"}:
        return last_month(today, 3)
    return today - timedelta(days=420 + 23 * nth)


def _hand(room: Place, by: str, neighbour: Neighbour, moment: datetime) -> None:
    key = key_number(room, neighbour.key)
    with at(moment):
        person = actor(neighbour.handle, room).someone
        keys.hand_over(actor(by, room), key=key, to=person, responsibility=neighbour.why)


def what_happened(room: Place, now: datetime) -> None:
    """Yusuf had his key back on Friday; the key of the shed got lost on Monday."""
    today = now.date()
    friday, monday = last_weekday(today, 4), last_weekday(today, 0)
    with at(on(friday, "10.05")):
        keys.bring_back(actor("yusuf", room), key=key_number(room, 2))
    yusuf = next(one for one in LAMPJE if one.handle == "yusuf")
    _hand(room, "fatma", yusuf, on(friday, "10.40"))
    shed = key_number(room, 6)
    with at(now - timedelta(days=90)):
        ibrahim = actor("ibrahim", room)
        keys.hand_over(ibrahim, key=shed, to=ibrahim.someone, responsibility="de schuur")
    with at(on(monday, "12.20")):
        keys.report_lost(actor("ibrahim", room), key=shed)


def take_turns(room: Place, now: datetime) -> None:
    """Turns of this week and the next; Wim and Joy swapped; two evenings have nobody yet."""
    monday = looking.monday_of(now.date())
    with at(on(monday - timedelta(days=3), "16.00")):
        for first, turns in ((monday, TURNS), (monday + timedelta(days=7), NEXT_TURNS)):
            for nth, who in enumerate(turns):
                _take(room, first + timedelta(days=nth), who)
        theirs = looking.turn(room, monday + timedelta(days=4), "open")
        mine = looking.turn(room, monday + timedelta(days=7), "open")
        if theirs and mine:
            keys.offer_turn(actor("wim", room), turn=theirs)
            keys.swap_turn(actor("joy", room), mine=mine, theirs=theirs)


def more_turns(room: Place, now: datetime) -> None:
    """On a later day: neighbours take the turns of this week and the next that nobody has."""
    today = now.date()
    monday = looking.monday_of(today)
    with at(now):
        for first in (monday, monday + timedelta(days=7)):
            hours = looking.week_hours(room, first)
            for nth, who in enumerate(NEXT_TURNS):
                day = first + timedelta(days=nth)
                if day >= today and hours[nth].is_open and not looking.turn(room, day, "open"):
                    _take(room, day, who)


def _take(room: Place, day: date, who: tuple[str, str]) -> None:
    for what, handle in zip(("open", "dicht"), who, strict=True):
        if handle:
            keys.take_turn(actor(handle, room), day=day, what=what)


def opened_before(room: Place, opener: str, now: datetime) -> None:
    """The door of the two weeks before today: opened and closed by hand."""
    for opens, closes in open_days(room, now.date(), 14):
        with at(opens):
            keys.open_room(actor(opener, room))
        with at(closes - timedelta(minutes=3)):
            keys.close_room(actor(opener, room))


def open_days(room: Place, today: date, count: int) -> list[tuple[datetime, datetime]]:
    """When the plan had the door open on the `count` days before today, oldest first."""
    days = [today - timedelta(days=back) for back in range(count, 0, -1)]
    mondays = sorted({looking.monday_of(day) for day in days})
    plan = [hours for monday in mondays for hours in looking.week_hours(room, monday)]
    return [
        (local_moment(hours.day, hours.opens), local_moment(hours.day, hours.closes))
        for hours in plan
        if hours.day in days and hours.opens and hours.closes
    ]
