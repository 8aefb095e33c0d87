"""What searching the wall costs, as the room and as the network grow. Prints milliseconds of CPU.

    python benchmarks/search.py

A search is everything `talents.queries.found` does: two queries and the comparing. On a throwaway
SQLite, or on the PostgreSQL of `DATABASE_URL`. The last lines compare SQLite's own full-text search
(FTS5, trigrams) over the same posts: its work grows with the network, ours with the room.
"""

import os
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

QUERIES = ("fietsemaker", "haren vlechten", "خياطة", "bisikletim", "clases de holandés", "kofie")
FREE = ("Ik kan {} voor jou en je kinderen", "{} elke dinsdag in de kamer", "samen {} met koffie")


def milliseconds(work: Callable[[str], object]) -> float:
    """The median of one search, over every query, seven times round, in CPU time."""
    taken = []
    for _round in range(7):
        for query in QUERIES:
            begin = time.process_time()
            work(query)
            taken.append((time.process_time() - begin) * 1000)
    return statistics.median(taken)


def fill(place: object, people: list[object], posts: int, chance: random.Random) -> None:
    """Hang posts in a room: two of three from the list, one of three in own words."""
    from django.utils import timezone

    from sleutelbos.room.talents import queries_concepts as concepts
    from sleutelbos.room.talents.models import Post

    listed = [c for g in concepts.groups("offer") for c in concepts.concepts_of(g, "offer")]
    rows = []
    for number in range(posts):
        concept = chance.choice(listed)
        own = number % 3 == 0
        words = chance.choice(FREE).format(chance.choice(concept.offers["nl"].lower().split()))
        rows.append(
            Post(
                place=place, person=people[number % len(people)], kind="offer", language="nl",
                once=UUID(int=chance.getrandbits(128)), words=words if own else "", picto="geven",
                concept="" if own else concept.code, hint=concept.code if own else "",
                with_name=True, hung_at=timezone.now(),
            )
        )  # fmt: skip
    Post.everywhere.bulk_create(rows)


def ours() -> None:
    """Print what a search costs in rooms and networks of several sizes."""
    from sleutelbos.commons.places.tests.makers import make_actor, make_room
    from sleutelbos.room.talents import queries

    chance = random.Random(1)
    for rooms, posts in ((1, 20), (1, 300), (200, 300), (1, 3000)):
        made = [make_room(f"kamer-{rooms}-{posts}-{n}") for n in range(rooms)]
        for room in made:
            people = [make_actor(room, f"buur-{n}").person for n in range(5)]
            fill(room, people, posts, chance)
        cost = milliseconds(lambda query, room=made[0]: queries.found(room, query))
        print(f"{cost:8.2f} ms  {posts} posts in the room, {rooms} such rooms")


def full_text() -> None:
    """Print what FTS5 asks for only the candidates of the same searches: no order, no names."""
    from sleutelbos.kit.search import fold
    from sleutelbos.room.talents import queries_concepts as concepts

    listed = [c for g in concepts.groups("offer") for c in concepts.concepts_of(g, "offer")]
    texts = [" ".join([*c.offers.values(), *c.asks.values()]) for c in listed]
    chance = random.Random(1)
    for rooms in (1, 200):
        database = sqlite3.connect(":memory:")
        database.execute("CREATE VIRTUAL TABLE f USING fts5(place, words, tokenize='trigram')")
        rows = [(f"room{n:06}x", fold(chance.choice(texts))) for n in range(rooms)
                for _post in range(300)]  # fmt: skip
        database.executemany("INSERT INTO f VALUES (?, ?)", rows)

        def candidates(query: str, database: sqlite3.Connection = database) -> list[object]:
            bare = fold(query)
            grams = " OR ".join(f'"{bare[i : i + 3]}"' for i in range(len(bare) - 2))
            match = f'place:"room000000x" AND words:({grams})'
            return database.execute("SELECT rowid FROM f WHERE f MATCH ?", [match]).fetchall()

        print(
            f"{milliseconds(candidates):8.2f} ms  FTS5, 300 posts in the room, {rooms} such rooms"
        )


def main() -> None:
    """Make a throwaway database, measure, and let it go."""
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    try:
        ours()
        full_text()
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
