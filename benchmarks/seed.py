"""A network to measure: rooms with residents, activities, hours, visits, and people signed in.

    python -m benchmarks.seed OUT.json rooms=1 residents=500 activities=260

Fills the (empty) database of the settings with invented rows, in bulk, and writes to OUT.json what
a load needs: cookies of people who are signed in, codes of what lies ahead, the tablet's token.
The first room is the one that is measured; the rows of the rooms lie mixed, as in real life.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

CSRF = "b" * 32  # any secret will do: what costs is comparing it
SESSION_COOKIE, TABLET_TOKEN = "sleutelbos", "benchmark-tablet"
CALLED = ("Amina", "Bep", "Çağla", "Dawit", "Els", "Fatma", "Goran", "Hülya", "Idris", "José")
TITLES = (
    ("Naaiclub", "naald"), ("Samen koken", "pan"), ("Ontbijt", "brood"), ("Fietsen maken", "fiets"),
    ("Hulp met brieven", "brief"), ("Tuin", "bloem"), ("Wandelen", "schoen"), ("Yoga", "yoga"),
)  # fmt: skip
PIECE = 40_000  # rows in memory at a time


@dataclass(frozen=True)
class Shape:
    """How much of everything: per room, and hours per resident, sign-ups per time.

    The first room has all of it, the others one of every `elsewhere`.
    """

    rooms: int = 1
    residents: int = 500
    activities: int = 260
    hours: int = 5
    visits: int = 300
    sign_ups: int = 0
    sessions: int = 200
    elsewhere: int = 1
    places: int = 0  # at every activity; 0: plenty, at one of three

    @property
    def ahead(self) -> int:
        """How many of the activities of a year lie in the month ahead; 22 at least."""
        return max(22, round(self.activities * 31 / 365))


@dataclass
class Seeded:
    """What a load must know. `sessions` and `board` are finished Cookie headers."""

    slug: str
    sessions: list[str]
    board: str
    tablet: str
    codes: list[str]
    tags: list[str]
    csrf: str = CSRF

    @classmethod
    def read(cls, path: Path) -> "Seeded":
        """What a seeding wrote down."""
        return cls(**json.loads(path.read_text()))


class World:
    """The rows on their way to the database."""

    def __init__(self, shape: Shape, now: datetime) -> None:
        from sleutelbos.demo.bulk import Tables

        self.shape, self.now = shape, now
        self.tables = Tables(Random("benchmark"))
        self.rooms: list[int] = []
        self.people: list[list[int]] = []

    def flush(self, *, whole: bool = False) -> None:
        """Send rows on when there are many, or all of them."""
        if whole or sum(len(table.rows) for table in self.tables.all.values()) >= PIECE:
            self.tables.write()

    def living(self, nth: int) -> Iterator[tuple[int, list[int]]]:
        """The rooms that have an nth resident, activity and so on, each with its people."""
        everywhere = nth % self.shape.elsewhere == 0
        rooms = zip(self.rooms, self.people, strict=True)
        return rooms if everywhere else islice(rooms, 1)

    def found(self) -> None:
        """The cooperative, the rooms, and for each an open door and a week plan."""
        from sleutelbos.commons.places.models import Place
        from sleutelbos.room.keys.models import Opening, OpeningHours

        tables, since = self.tables, self.now.date() - timedelta(days=400)
        bos = tables[Place].add(kind="cooperative", slug="de-bos", name="De Bos", since=since)
        for nth in range(1, self.shape.rooms + 1):
            pk = tables[Place].add(
                kind="room", slug=f"kamer-{nth}", name=f"Kamer {nth}", part_of_id=bos, since=since,
                address=f"Plein {nth}", phone="", way_there="Bij de brug naar links.",
            )  # fmt: skip
            self.rooms.append(pk)
            for weekday in range(7):
                tables[OpeningHours].add(
                    place_id=pk, weekday=weekday, opens=time(9), closes=time(17)
                )
            tables[Opening].add(
                place_id=pk,
                opened_at=self.now - timedelta(hours=1),
                closes_at=self.now + timedelta(hours=9),
            )
        self.flush(whole=True)

    def move_in(self) -> None:
        """The residents, each with a role; the last one of a room is on the board too."""
        from sleutelbos.commons.people.models import Person
        from sleutelbos.commons.places.models import Role

        tables, since = self.tables, self.now - timedelta(days=390)
        self.people = [[] for _room in self.rooms]
        for nth in range(self.shape.residents):
            for room, people in self.living(nth):
                pk = tables[Person].add(
                    called=f"{CALLED[nth % len(CALLED)]} {nth}", known_since=since.date(),
                    stamp=f"{room:08x}{nth:08x}", tag_picto="vis",
                )  # fmt: skip
                people.append(pk)
                tables[Role].add(person_id=pk, place_id=room, name="resident", since=since)
                if nth == self.shape.residents - 1:  # of the first room at least
                    tables[Role].add(person_id=pk, place_id=room, name="board", since=since)
            self.flush()
        self.flush(whole=True)

    def begin(self) -> None:
        """The activities of a year, each with one time and one puller."""
        from sleutelbos.room.activities.models import Activity, Occurrence, Puller, SignUp

        tables, shape, since = self.tables, self.shape, self.now - timedelta(days=380)
        for nth, starts in enumerate(self._moments()):
            title, picto = TITLES[nth % len(TITLES)]
            limit = {
                "capacity": shape.places or 30_000,
                "limit_by": "space",
                "limit_what": "het plein is vol",
            }
            for room, people in self.living(nth):
                by = people[nth % len(people)]
                pk = tables[Activity].add(
                    place_id=room, title=title, picto=picto, idea_by_id=by, thought_of_at=since,
                    pulled_at=since,
                )  # fmt: skip
                tables[Puller].add(activity_id=pk, person_id=by, since=since)
                time_of = tables[Occurrence].add(
                    place_id=room, activity_id=pk, title=f"{title} {nth}", starts=starts,
                    ends=starts + timedelta(minutes=90), changed_at=since, taken=shape.sign_ups,
                    **(limit if shape.places or nth % 3 == 0 else {}),
                )  # fmt: skip
                for one in range(shape.sign_ups):
                    tables[SignUp].add(
                        occurrence_id=time_of, person_id=people[-1 - one], state="coming",
                        arrived_at=since,
                    )  # fmt: skip
            self.flush()
        self.flush(whole=True)

    def _moments(self) -> list[datetime]:
        ahead = self.shape.ahead
        behind = self.shape.activities - ahead
        step, later = timedelta(days=334) / max(behind, 1), timedelta(days=31) / ahead
        past = [self.now - timedelta(days=334) + step * nth for nth in range(behind)]
        return past + [self.now + later * (nth + 1) for nth in range(ahead)]

    def live(self) -> None:
        """Hours, visits, and what is asked and offered on the wall."""
        from sleutelbos.room.hours.models import HoursEntry
        from sleutelbos.room.talents.models import Post
        from sleutelbos.room.visits.models import Tablet, Visit

        tables, shape, today = self.tables, self.shape, self.now.date()
        first = today.replace(month=1, day=1)  # hours of this year: that is what the page shows
        span = (today - first).days + 1
        for nth in range(max(shape.residents * shape.hours, shape.visits)):
            for room, people in self.living(nth):
                one = people[nth % len(people)]
                if nth < shape.residents * shape.hours:
                    tables[HoursEntry].add(
                        place_id=room, person_id=one, minutes=30 + 30 * (nth % 7),
                        day=first + timedelta(days=nth % span), entered_by_id=one,
                        entered_at=self.now,
                    )  # fmt: skip
                if nth < shape.visits:
                    tables[Visit].add(
                        place_id=room, day=today - timedelta(days=nth % 90), part="morning",
                        client_id=_uuid(room, nth), digest=f"{nth:032x}",
                    )  # fmt: skip
                if nth < 6:
                    tables[Post].add(
                        place_id=room, once=_uuid(room, nth), person_id=one, language="nl",
                        kind=("offer", "ask")[nth % 2], words="Koffie met een praatje",
                        picto="kop", with_name=True, hung_at=self.now,
                    )  # fmt: skip
            self.flush()
        for room in self.rooms:
            tables[Tablet].add(
                place_id=room, name="Voordeur", enrolled_at=self.now, fingerprint=_token(room)
            )
        self.flush(whole=True)


def _uuid(room: int, nth: int) -> Any:
    from uuid import UUID

    return UUID(int=room << 64 | nth)


def _token(room: int) -> str:
    from sleutelbos.kit.codes import fingerprint

    return fingerprint(f"{TABLET_TOKEN}-{room}")


def seed(shape: Shape) -> Seeded:
    """Fill the database of the settings; SQLite does not wait for the disk while this goes on."""
    from django.db import connection, transaction

    from sleutelbos.demo.big import quick

    quick()
    world = World(shape, datetime.now(UTC).replace(microsecond=0))
    for step in (world.found, world.move_in, world.begin, world.live):
        with transaction.atomic():
            step()
    world.tables.finish()
    sessions, board = _sign_in(world)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")
    connection.close()  # the next connection waits for the disk again
    return _told(world, sessions, board)


def _sign_in(world: World) -> tuple[list[str], str]:
    """Sign people of the first room in as the program does it; others have a session too."""
    from django.contrib.sessions.models import Session
    from django.test import Client

    from sleutelbos.commons.people.models import Person

    headers = []
    for pk in [*world.people[0][: world.shape.sessions], world.people[0][-1]]:
        client = Client()
        client.force_login(Person.objects.get(pk=pk))
        headers.append(f"{SESSION_COOKIE}={client.cookies[SESSION_COOKIE].value}; csrf={CSRF}")
    later = world.now + timedelta(days=100)
    Session.objects.bulk_create(
        [
            Session(session_key=f"elsewhere{nth:023}", session_data="e30:x", expire_date=later)
            for nth in range(10 * (world.shape.rooms - 1))
        ],
        batch_size=400,
    )
    return headers[:-1], headers[-1]


def _told(world: World, sessions: list[str], board: str) -> Seeded:
    from sleutelbos.commons.people.models import Person
    from sleutelbos.commons.places.models import Place
    from sleutelbos.room.activities.models import Occurrence

    room = Place.objects.get(pk=world.rooms[0])
    ahead = Occurrence.objects.within(room).filter(starts__gt=world.now).order_by("starts")
    people = Person.objects.filter(pk__in=world.people[0])
    return Seeded(
        slug=room.slug,
        sessions=sessions,
        board=board,
        tablet=f"deur={TABLET_TOKEN}-{room.pk}; csrf={CSRF}",
        codes=list(ahead.values_list("code", flat=True)),
        tags=list(people.values_list("code", flat=True)),
    )


def shape_from(words: list[str]) -> Shape:
    """A shape from `name=number` words; what is not said is as usual."""
    names = {field.name for field in fields(Shape)}
    given = dict(word.split("=", 1) for word in words)
    if unknown := set(given) - names:
        raise SystemExit(f"Unknown: {', '.join(sorted(unknown))}. Known: {', '.join(names)}")
    return Shape(**{name: int(value) for name, value in given.items()})


def main() -> None:
    """Migrate, gather the static files, seed, and write down what there is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sleutelbos.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    told = seed(shape_from(sys.argv[2:]))
    Path(sys.argv[1]).write_text(json.dumps(asdict(told)))


if __name__ == "__main__":
    main()
