"""The big world: rooms by the hundred and years of life in them, drawn by lot from one seed.

Rows are written in bulk, not by commands, so what comes out is held against the rules of the
modules afterwards (`unsound`). The same seed, rooms, years and last day give the same rows.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.db import connection, transaction

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.rules import held_against

from . import big_activities, big_hours, big_keys, big_people, big_talents, big_visits
from .big_days import Days
from .big_people import Room
from .bulk import Tables
from .network import NAME, SLUG

Tell = Callable[[int, int], None]
WORDS = ("Lampje", "Open Luik", "Waterlijn", "Nieuwe Nest", "Zonnehoek", "Brugwacht", "Kersentuin",
         "Stoepje", "Draaideur", "Fluitketel", "Pleintje", "Vuurtoren")  # fmt: skip


def build(
    *, rooms: int, years: int, seed: str, until: date, tell: Tell = lambda done, of: None
) -> int:
    """Draw `rooms` rooms with `years` of life up to and including `until`; returns the rows made.

    Room by room, each in its own transaction. `tell` hears after each room. About 120,000 rows
    for a room of three years.
    """
    tables = Tables(Random(seed))
    first = until - timedelta(days=365 * years)
    cooperative = tables[Place].add(kind=Place.Kind.COOPERATIVE, slug=SLUG, name=NAME, since=first)
    quick()
    for nth in range(rooms):
        with transaction.atomic():
            _room(tables, cooperative, nth, Random(f"{seed}/{nth}"), first, until)
            tables.write()
        tell(nth + 1, rooms)
    tables.finish()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return tables.rows


def quick() -> None:
    """While a whole world is written, SQLite need not wait for the disk: a broken one is remade."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-64000")


def _room(
    tables: Tables, cooperative: int, nth: int, lot: Random, first: date, until: date
) -> None:
    word = WORDS[nth % len(WORDS)]
    name = f"Het {word}" if nth < len(WORDS) else f"Het {word} {nth // len(WORDS) + 1}"
    slug = "lampje" if nth == 0 else name[4:].lower().replace(" ", "-")
    room = Room(0, slug, lot, tables, Days.drawn(first, until, lot))
    big_people.found(room, cooperative, name)
    big_people.come(room, visited=nth == 0)
    room.on_screen = [one for one in room.everybody if one.on_screen]
    big_keys.open_and_close(room, big_keys.hand_around(room))
    big_activities.draw(room)
    big_visits.draw(room)
    big_hours.draw(room)
    big_talents.draw(room)


def unsound(tell: Tell = lambda done, of: None) -> list[str]:
    """What cannot be right in any room, by the rules of every module that keeps some."""
    rooms = Place.objects.filter(kind=Place.Kind.ROOM).order_by("pk")
    return [sentence for outcome in held_against(rooms, tell) for sentence in outcome.broken]
