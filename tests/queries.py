"""How many questions every page asks the database, by page and by who looks."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.kit import policy
from tests.names import FORM, encoded
from tests.routes import declared
from tests.test_permissions import Rollback
from tests.twice import posts
from tests.world import World, addresses, from_modules

BEGIN_AND_END = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
# Of those who may look: the first of these, who sees most; and the passer-by, if they may.
LOOKS = (
    policy.PULLER, policy.HOST, policy.KEY_HOLDER, policy.BOARD, policy.RESIDENT,
    policy.COORDINATOR, policy.TREASURER, policy.TABLET, policy.ANONYMOUS, policy.FUNDER,
)  # fmt: skip
WRITTEN = ("visits:send", "activities:come")
Counts = dict[str, int]  # "board:today anonymous" → questions


@contextmanager
def counting() -> Iterator[list[str]]:
    """Gather every statement; beginning and ending a transaction are not questions."""
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(BEGIN_AND_END):
            asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield asked


def counted_three_times(world: World) -> tuple[Counts, Counts, Counts]:
    """With one and with three of everything that stands on a page, and with two hundred rooms."""
    clients = {role: world.client(role) for role in LOOKS}
    grow(world, 1)
    counted(world, clients)  # warms every page up
    one = counted(world, clients)
    grow(world, 2)
    grow(world, 3)
    three = counted(world, clients)
    build(200)
    return one, three, counted(world, clients)


def counted(world: World, clients: Mapping[str, Client]) -> Counts:
    """The questions of every page, and of the two things written most."""
    known, found = addresses(world), {}
    for route, table in sorted(declared().items()):
        lookers = [role for role in LOOKS if role in table.get]
        for role in sorted({*lookers[:1], *({policy.ANONYMOUS} & set(lookers))}):
            client, url = clients[role], reverse(route, kwargs=known.get(route))
            with counting() as asked:
                answer = client.get(url)
                _read(answer)
            found[f"{route} {role}"] = len(asked)
    return found | {f"{route} POST": _written(world, route) for route in WRITTEN}


def _read(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def _written(world: World, route: str) -> int:
    """The questions of one valid request that writes, of which nothing stays."""
    post = posts(world)[route]
    url = reverse(route, kwargs={**addresses(world)[route], **post.at})
    with suppress(Rollback), transaction.atomic():
        client, data = post.ready(world)
        with counting() as asked:
            sent = json.dumps(data) if post.json else encoded(data)
            client.post(url, sent, content_type="application/json" if post.json else FORM)
        raise Rollback
    return len(asked)


def grow(world: World, nth: int) -> None:
    """One more of everything that can stand on a page of the room."""
    for more in from_modules("more", "more"):
        more(world, nth)


def build(rooms: int) -> None:
    """So many rooms in all, somebody at home in each."""
    first, since = Place.objects.filter(kind="room").first(), timezone.now()
    there = Place.objects.filter(kind="room").count()
    numbers = range(there, rooms)
    places = Place.objects.bulk_create(
        Place(kind="room", name=f"Kamer {n}", slug=f"kamer-{n}", part_of=first and first.part_of)
        for n in numbers
    )
    people = Person.objects.bulk_create(Person(called=f"Noor {n}") for n in numbers)
    Role.objects.bulk_create(
        Role(place=place, person=person, name="resident", since=since)
        for place, person in zip(places, people, strict=True)
    )
