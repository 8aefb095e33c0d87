"""What neighbours do together: what comes back every week, what came up, what rests."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities.commands import Limit
from sleutelbos.room.activities.models import Activity, Occurrence, SignUp

from .cast import CAME
from .clock import at, last_month, on
from .network import actor


@dataclass(frozen=True)
class Weekly:
    """Something that comes back: who pulls it, and who comes every time."""

    title: str
    picto: str
    weekday: int
    clock: str
    minutes: int
    pulls: str
    always: str = ""
    limit: Limit | None = None


NAAICLUB, KOKEN, BRIEVEN = "Naaiclub", "Samen koken", "Hulp met brieven"
BICYCLES = Limit(5, "things", "5 fietsen")
STANDS = Limit(6, "things", "6 plekken om een fiets op te hangen")
LAMPJE = (
    Weekly(NAAICLUB, "naald", 1, "10.00", 150, "rosa"),
    Weekly(KOKEN, "pan", 1, "13.00", 150, "amina"),
    Weekly(BRIEVEN, "brief", 1, "14.30", 120, "wim"),
    Weekly("Nederlands oefenen", "taal", 0, "10.30", 90, "hatice", "samira nour olena mei"),
    Weekly("Fietsen maken", "fiets", 0, "14.00", 120, "tesfay", "hassan", STANDS),
    Weekly("Wandelen door de buurt", "schoen", 2, "11.00", 60, "ibrahim", "gerda ria"),
    Weekly("Tuin", "bloem", 2, "14.00", 120, "shanti", "gerda bogdan"),
    Weekly("Hulp met huiswerk", "potlood", 2, "16.00", 60, "dawit", "marisol"),
    Weekly("Koffie met Ria", "kop", 3, "13.30", 90, "ria", "gerda wim"),
    Weekly("Fietsles", "fiets", 3, "15.00", 90, "joy", "samira nour khadija", BICYCLES),
    Weekly("Muziek maken", "trommel", 3, "19.00", 120, "kofi", "winston olena"),
    Weekly("Ontbijt", "brood", 4, "10.00", 90, "joy", "gerda hassan wim dawit"),
    Weekly("Telefoon en computer", "computer", 4, "13.30", 90, "leyla", "ria"),
)
SLEUTELBLOEM = (
    Weekly("Ontbijt voor iedereen", "brood", 0, "9.00", 90, "farid", "nel luis zahra"),
    Weekly("Kleren maken", "naaimachine", 2, "10.00", 120, "kasia", "zahra"),
    Weekly("Fietsen maken", "fiets", 4, "13.00", 120, "curtis", "yonas"),
)
WEEKS = 8  # so long what is weekly has been going on


def come_back(room: Place, weekly: tuple[Weekly, ...], now: datetime) -> None:
    """What is weekly begins some weeks ago; neighbours say that they come every time."""
    for one in weekly:
        day = (now - timedelta(weeks=WEEKS)).date()
        day += timedelta(days=(one.weekday - day.weekday()) % 7)
        starts = on(day, one.clock)
        with at(starts - timedelta(days=6)):
            first = activities.begin(
                actor(one.pulls, room), title=one.title, picto=one.picto, starts=starts,
                minutes=one.minutes, weekly=True, limit=one.limit,
            )  # fmt: skip
        for nth, handle in enumerate(one.always.split()):
            came = now - timedelta(days=CAME.get(handle, 365) - 1)
            with at(max(starts + timedelta(minutes=nth), came)):
                if first.series:
                    activities.sign_up_always(actor(handle, room), series=first.series)
    with at(now):
        activities.extend_series(today=now.date(), place=room)


def this_week(room: Place, now: datetime) -> None:
    """Olena helps Wim pull; the bicycles are all taken; somebody is asked to stand in."""
    with at(now - timedelta(days=14)):
        letters = find(room, BRIEVEN)
        activities.ask_along(
            actor("wim", room), activity=letters, person=actor("olena", room).someone
        )
        activities.pull_along(actor("olena", room), activity=letters, yes=True)
    with at(now - timedelta(days=2)):
        _come(room, next_of(room, "Fietsles", now), "hatice marisol ria gerda")
        _come(room, next_of(room, "Koffie met Ria", now), "els olena hassan")
        _come(room, next_of(room, "Tuin", now), "tesfay mei")
        practice = next_of(room, "Nederlands oefenen", now)
        activities.ask_stand_in(actor("hatice", room), occurrence=practice)
        walk = Occurrence.objects.within(room).filter(title="Wandelen door de buurt")
        after_next = walk.filter(starts__gt=now).order_by("starts")[1]
        activities.cancel(actor("ibrahim", room), occurrence=after_next)


def _come(room: Place, occurrence: Occurrence, handles: str) -> None:
    for handle in handles.split():
        activities.sign_up(actor(handle, room), occurrence=occurrence)


def find(room: Place, title: str) -> Activity:
    """An activity of the demo by its title."""
    found: Activity = Activity.objects.within(room).get(title=title)
    return found


def next_of(room: Place, title: str, now: datetime) -> Occurrence:
    """The first time of an activity that is still to begin."""
    rows = Occurrence.objects.within(room).filter(title=title, starts__gt=now, cancelled_at=None)
    found: Occurrence = rows.order_by("starts")[0]
    return found


# what came up on the spot: how many days ago, from when, for how long, by whom, how many were there
UNPLANNED = (
    (1, "11.30", 60, "Soep van wat er over is", "soep", "khadija", 9),
    (2, "15.00", 45, "Samen een kast in elkaar zetten", "hamer", "winston", 3),
    (4, "14.00", 60, "Haren vlechten", "vlecht", "amina", 4),
    (5, "10.30", 90, "Fruit verdelen", "appel", "shanti", 14),
    (6, "13.00", 60, "Schaken", "speel", "bogdan", 4),
    (8, "12.00", 60, "Pannenkoeken", "pan", "marisol", 17),
    (9, "16.00", 45, "Mee naar de gemeente", "tas", "wim", 2),
    (12, "13.30", 60, "Gordijnen zomen", "naaimachine", "rosa", 3),
)


def came_up(room: Place, now: datetime) -> None:
    """More than half of what happens was never planned."""
    for days, clock, minutes, title, picto, who, number in UNPLANNED:
        began = on(now.date() - timedelta(days=days), clock)
        with at(began):
            once = activities.begin(actor(who, room), title=title, picto=picto, minutes=minutes)
        with at(began + timedelta(minutes=minutes)):
            activities.count(actor(who, room), occurrence=once, number=number)


def were_there(room: Place, now: datetime) -> None:
    """Who pulled it ticked who came, or counted, the two weeks before now."""
    since = now - timedelta(days=14)
    rows = Occurrence.objects.within(room).filter(
        series__isnull=False, cancelled_at=None, starts__gte=since, ends__lt=now
    )
    for nth, row in enumerate(rows.select_related("activity").order_by("starts")):
        puller = row.activity.pulled_by.filter(until=None).order_by("since").first().person
        leader = actor_of(puller, room)
        with at(row.ends + timedelta(minutes=5)):
            if nth % 3 == 2:
                activities.count(leader, occurrence=row, number=5 + nth % 7)
                continue
            said = SignUp.objects.within(room).filter(occurrence=row, state=SignUp.State.COMING)
            there = [sign_up.person for sign_up in said.select_related("person")]
            activities.tick(leader, occurrence=row, people=[puller, *there], others=1 + nth % 4)


def on_the_shelf(room: Place, now: datetime) -> None:
    """*Even op stal*: two ideas that wait for somebody, and one thing that rests."""
    march, october = last_month(now.date(), 3), last_month(now.date(), 10)
    with at(on(march, "15.20")):
        breakfast = activities.have_idea(
            actor("wim", room), title="Ontbijt op zondag", picto="brood",
            about="Op zondag is het stil in de straat. Samen eten is fijner.",
        )  # fmt: skip
    saturday = on(october - timedelta(days=730 + (october.weekday() - 5) % 7), "11.00")
    with at(saturday - timedelta(days=3)):
        sewing = activities.begin(
            actor("rosa", room), title="Naaien op zaterdag", picto="naaimachine",
            starts=saturday, minutes=150, weekly=True,
        ).activity  # fmt: skip
    with at(on(october, "12.00")):
        activities.describe(
            actor("rosa", room), activity=sewing,
            about="Rosa deed dit 2 jaar. Zij heeft nu werk. De machines staan er nog.",
        )  # fmt: skip
        activities.stop_pulling(actor("rosa", room), activity=sewing)
    with at(now - timedelta(days=8)):
        flowers = activities.have_idea(
            actor("nour", room), title="Bloemen in de straat", picto="bloem"
        )
    for idea, handles in ((breakfast, "gerda joy hassan dawit"), (flowers, "shanti ria")):
        for nth, handle in enumerate(handles.split()):
            with at(now - timedelta(days=7 - nth)):
                activities.wish(actor(handle, room), activity=idea)
