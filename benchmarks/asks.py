"""The requests that are measured: of Sleutelbos, and their like at the bare application."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from random import Random
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.load import Ask
from benchmarks.seed import Seeded

Make = Callable[[int], list[Ask]]  # so many requests, each time new ones


@dataclass(frozen=True)
class Case:
    """One thing people do, here and in the bare application.

    `bar` is how much of the bare cost ours may be seen to take: bare CPU / our CPU, or more.
    `statuses` are the answers that mean it was really done; `queries` at most, None: not counted.
    """

    name: str
    bar: float | None
    bare: Make
    ours: Make
    statuses: frozenset[int]
    queries: int | None = None


def turns[T](of: list[T]) -> Callable[[int], list[T]]:
    """Hand out so many at a time, in turn, without end."""
    place = [0]

    def some(number: int) -> list[T]:
        first = place[0]
        place[0] += number
        return [of[nth % len(of)] for nth in range(first, first + number)]

    return some


def pairs(sessions: list[str], codes: list[str]) -> Iterator[tuple[str, str]]:
    """Everybody with everything once, in the order of a lot: each really signs up."""
    every = list(product(sessions, codes))
    Random(1).shuffle(every)
    return iter(every)


def list_ours(seeded: Seeded) -> Make:
    """The agenda, by people who are signed in."""
    path = f"/k/{seeded.slug}/agenda/"
    return turns([Ask(path, cookies) for cookies in seeded.sessions])


def sign_up_ours(seeded: Seeded, *, part: bool = False) -> Make:
    """*Ik kom*, by name, each time another person or another activity; `part`: as htmx asks it."""
    every = pairs(seeded.sessions, seeded.codes)
    headers = (("HX-Request", "true"),) if part else ()

    def some(number: int) -> list[Ask]:
        return [come_ask(seeded, *next(every), headers) for _one in range(number)]

    return some


def come_ask(
    seeded: Seeded, cookies: str, code: str, headers: tuple[tuple[str, str], ...] = ()
) -> Ask:
    """One *Ik kom*, with the token that the form carries."""
    body = urlencode({"csrfmiddlewaretoken": seeded.csrf}).encode()
    return Ask(f"/k/{seeded.slug}/doe/{code}/kom/", cookies, body, headers=headers)


def check_in_ask(seeded: Seeded, tag: str) -> Ask:
    """One neighbour at the door, as the tablet sends it: JSON with one item."""
    now = datetime.now(UTC).isoformat()
    item = {"id": str(uuid4()), "kind": "known", "tag": tag, "at": now}
    headers = (("X-CSRFToken", seeded.csrf), ("Accept", "application/json"))
    return Ask(
        f"/deur/{seeded.slug}/post/",
        seeded.tablet,
        json.dumps({"now": now, "items": [item]}).encode(),
        "application/json",
        headers,
    )


def check_in_ours(seeded: Seeded) -> Make:
    """Neighbours at the door, one after another."""
    tags = turns(seeded.tags)
    return lambda number: [check_in_ask(seeded, tag) for tag in tags(number)]


def insert_bare(told: Seeded) -> Make:
    """One row by somebody signed in, with a token as ours."""
    headers = (("X-CSRFToken", told.csrf),)
    return turns([Ask("/insert/1", cookies, b"", headers=headers) for cookies in told.sessions])


def sign_up_bare(told: Seeded) -> Make:
    """The race-free sign-up, with a token as ours."""
    every = pairs(told.sessions, told.codes)
    body = urlencode({"csrfmiddlewaretoken": told.csrf}).encode()
    return lambda number: [
        Ask(f"/signup/{code}", cookies, body)
        for cookies, code in (next(every) for _one in range(number))
    ]


def cases(ours: Seeded, bare: Seeded) -> list[Case]:
    """Everything that is compared, in the order in which it is measured."""
    fine = frozenset({200})
    return [
        Case(
            "activity list, signed in", 0.6,
            turns([Ask("/list/1", cookies) for cookies in bare.sessions]),
            list_ours(ours), fine, 6,
        ),
        Case(
            "check-in at the door", 0.6, insert_bare(bare), check_in_ours(ours), fine, 7,
        ),
        Case(
            "500 people with their hours", 0.5, turns([Ask("/members/1")]),
            turns([Ask(f"/k/{ours.slug}/uren/", ours.board)]), fine, 8,
        ),
        Case(
            "public room page, kept", None, turns([Ask("/")]),
            turns([Ask(f"/k/{ours.slug}/")]), fine, 0,
        ),
        Case(
            "sign-up", 0.5, sign_up_bare(bare), sign_up_ours(ours), frozenset({302}), 12,
        ),
    ]  # fmt: skip
