"""Who lives in an invented room of the big world: neighbours, what they do, what they agreed to."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.journal.queries_chain import fingerprint_of, told_of
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Consent, Place, Role
from sleutelbos.kit.pictos import TAG_COLOURS, TAG_PICTOS
from sleutelbos.room.keys.models import OpeningHours, OtherDay

from .big_days import Days, moment
from .bulk import Tables, uuid_from
from .cast import uuid_of

NAMES = (
    "Abdi Abena Adjoa Akosua Aleksy Amal Amina Anouk Ans Ayla Basak Bep Bilal Biniam Bogdan Brahim "
    "Carmen Cor Curtis Dawit Desta Diego Driss Ebru Efua Elif Els Emre Ewa Farid Fatma Ferhat "
    "Freweini Gerda Ghirmay Grace Greetje Hana Hassan Hatice Henk Ibrahim Idris Ilse Irina Iryna "
    "Joke Joy Karima Kasia Kemal Khadija Kofi Koos Kwabena Lemlem Leyla Lina Luis Malika Marek "
    "Mariam Marisol Mei Melvin Mila Murat Nadia Naima Naomi Nel Nour Oksana Olena Omar Orhan "
    "Orlando Parwin Rachid Rahwa Rami Ria Riet Rosa Roy Ruth Saida Samira Selam Selin Sem Shanti "
    "Sharda Soraya Taras Tesfay Tineke Toos Truus Urmila Wanda Wim Winston Xiomara Yara Yasin "
    "Yonas Yusuf Zahra Zeynep"
).split()
LANGUAGES = ("nl",) * 6 + ("ar", "ar", "en", "es", "tr")
PICTOS, COLOURS = tuple(TAG_PICTOS), tuple(TAG_COLOURS)
DOOR, KEY, ROLE = Consent.Purpose.DOOR_NAME, Consent.Purpose.SHOW_KEY, Consent.Purpose.SHOW_ROLE
# Somebody of each kind, in the first room, is whom a visitor of the demo can be.
VISITED = {
    "board": "els", "host": "fatma", "key-holder": "yusuf", "volunteer": "amina",
    "resident": "olena", "coordinator": "marleen", "assistant": "deniz", "funder": "floor",
}  # fmt: skip


@dataclass
class One:
    """Somebody: number, uuid, since when they come (and until when), and what they do."""

    pk: int
    uuid: UUID
    code: str
    since: date
    until: date | None
    on_screen: bool = False

    def is_here(self, day: date) -> bool:
        """Do they come in these days?"""
        return self.since <= day and (self.until is None or day < self.until)


LINE = ("place_id", "who", "what", "about", "about_id", "at")

# What was ticked by name: which time, who led it, on which day, how many minutes, who was there.
Led = tuple[int, One, date, int, list[int]]


@dataclass
class Room:
    """All that is known of a room while it is drawn."""

    place: int
    slug: str
    lot: Random
    tables: Tables
    days: Days
    everybody: list[One] = field(default_factory=list)
    volunteers: list[One] = field(default_factory=list)
    hosts: list[One] = field(default_factory=list)
    team: list[One] = field(default_factory=list)
    on_screen: list[One] = field(default_factory=list)
    led: list[Led] = field(default_factory=list)
    had_key: set[int] = field(default_factory=set)
    given: dict[tuple[int, date], int] = field(default_factory=dict)  # minutes by person and day

    def note(self, who: One | None, what: str, about: str, number: int, at: datetime) -> None:
        """One line in the journal."""
        told = (self.place, who.uuid if who else None, what, about, str(number), at)
        self.tables[Entry].add(
            **dict(zip(LINE, told, strict=True)),
            fingerprint=fingerprint_of(told_of(*told), f"{self.lot.getrandbits(64):016x}"),
        )

    def pick(self, people: list[One], day: date) -> One | None:
        """One of them who comes in these days."""
        here = [one for one in people if one.is_here(day)]
        return self.lot.choice(here) if here else None


def found(room: Room, cooperative: int, name: str) -> None:
    """The room itself, the plan of its door, and the days it is closed."""
    began = moment(room.days.first, 600)
    pk = room.tables[Place].add(
        kind=Place.Kind.ROOM, slug=room.slug, name=name, part_of_id=cooperative,
        address=f"{name[3:]}plein 1", since=room.days.first,
    )  # fmt: skip
    room.place = pk
    for weekday, (opens, closes) in room.days.plan.items():
        room.tables[OpeningHours].add(
            place_id=pk, weekday=weekday, opens=_clock(opens), closes=_clock(closes)
        )
    for day, why in room.days.closed.items():
        number = room.tables[OtherDay].add(place_id=pk, day=day, why=why)
        if day <= room.days.last:
            room.note(None, "keys.other-day-set", "keys.OtherDay", number, began)


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def come(room: Room, *, visited: bool) -> None:
    """300 to 700 residents, 20 to 60 of them volunteers, a team from outside; roles and consents.

    With `visited`, somebody of each kind is whom a visitor of the demo can be.
    """
    lot = room.lot
    for name in ("coordinator", "assistant", "funder"):
        room.team.append(_person(room, room.days.first, None, VISITED[name] if visited else ""))
        _role(room, room.team[-1], name, None)
    helpers = lot.randint(20, 60)
    for nth in range(lot.randint(300, 700)):
        volunteer = nth < helpers
        since, until = _stay(room, founder=nth < 9, short=not volunteer)
        kind = ("board", "host", "key-holder", "volunteer")[nth % 4] if nth < 4 else ""
        kind = "resident" if nth == helpers else kind
        one = _person(room, since, until, VISITED[kind] if visited and kind else "")
        room.everybody.append(one)
        _role(room, one, "resident", room.team[0])
        _consents(room, one, volunteer)
        if volunteer:
            room.volunteers.append(one)
        if nth == 0 or 4 <= nth < 8:
            _role(room, one, "board", None)
        elif nth == 1 or (8 <= nth < 14):
            room.hosts.append(one)
            _role(room, one, "host", room.team[0])


def _stay(room: Room, *, founder: bool, short: bool) -> tuple[date, date | None]:
    """From which day somebody comes, and, for some, until when."""
    lot, days = room.lot, room.days
    span = (days.last - days.first).days
    since = days.first
    if not founder and lot.random() < 0.55:
        since += timedelta(days=lot.randrange(max(span - 7, 1)))
    stays = (days.last - since).days
    leaves = not founder and lot.random() < (0.2 if short else 0.1) and stays > 120
    return since, since + timedelta(days=lot.randint(60, stays)) if leaves else None


def _person(room: Room, since: date, until: date | None, handle: str) -> One:
    lot = room.lot
    uuid = uuid_of(handle) if handle else uuid_from(lot)
    table = room.tables[Person]
    pk = table.add(
        uuid=uuid, called=lot.choice(NAMES), tag_picto=lot.choice(PICTOS),
        tag_colour=lot.choice(COLOURS), language=lot.choice(LANGUAGES), known_since=since,
        stamp=f"{lot.getrandbits(64):016x}",
    )  # fmt: skip
    code = table.rows[-1][table.place["code"]]
    return One(pk, uuid, code, since, until)


def _role(room: Room, one: One, name: str, by: One | None) -> None:
    since = moment(one.since, 615)
    until = moment(one.until, 600) if one.until else None
    giver = by.pk if by else None
    pk = room.tables[Role].add(
        person_id=one.pk, place_id=room.place, name=name, since=since, until=until,
        given_by_id=giver,
    )  # fmt: skip
    if name == "resident":
        room.note(by, "places.welcomed", "people.Person", one.pk, since)
    else:
        room.note(by, "places.role-given", "places.Role", pk, since)


def _consents(room: Room, one: One, volunteer: bool) -> None:
    lot = room.lot
    wanted = [DOOR] if lot.random() < 0.6 else []
    wanted += [ROLE, KEY] if volunteer and lot.random() < 0.5 else []
    one.on_screen = DOOR in wanted
    for purpose in wanted:
        room.tables[Consent].add(
            person_id=one.pk, place_id=room.place, purpose=purpose, wording=str(purpose.label),
            language="nl", given_at=moment(one.since, 620),
            withdrawn_at=moment(one.until, 600) if one.until else None,
        )  # fmt: skip
