"""People doing everything at once in a network of its own, while things go wrong.

    python -m tests.storm crash 4      four times: three programs write and are killed (R11)
    python -m tests.storm busy 10      ten seconds: eight programs write beside a report (R10)
    python -m tests.storm copies 12    twelve copies while two programs write (R16)

Prints what was seen as JSON. Every program notes in a file of its own what it was told had
happened; what stands there must be in the database afterwards. Programs are forked before anybody
looks in the database, and have connections of their own.
"""

import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import django

from tests.storm_program import Program, found_by

FORK = multiprocessing.get_context("fork")
PAUSE = 0.05  # seconds between two things one program does
SLOW = """
WITH RECURSIVE row(nth) AS (SELECT 1 UNION ALL SELECT nth + 1 FROM row WHERE nth < 60)
SELECT nth, (SELECT count(*) FROM journal_entry WHERE id > nth) FROM row
"""
Told = dict[str, set[UUID]]


def begin() -> None:
    """A room, an activity with five places, and a key for each program."""
    from django.core.management import call_command

    from sleutelbos.commons.places.tests.makers import make_actor, make_room
    from sleutelbos.room.activities.tests.makers import machines, make_occurrence
    from sleutelbos.room.keys.tests.makers import make_key

    call_command("migrate", verbosity=0)
    room = make_room("storm", "Storm")
    make_actor(room, "fatma", "host")
    make_occurrence(make_actor(room, "rosa"), limit=machines(5))
    for _program in range(8):
        make_key(room)


def told(folder: Path) -> Told:
    """Everything the programs were told had happened until now."""
    done: Told = defaultdict(set)
    for line in lines(folder):
        done[line[1]].add(UUID(line[2]))
    return done


def lines(folder: Path) -> list[list[str]]:
    """What the programs noted: number, what, mark, milliseconds."""
    whole = [f.read_text().rpartition("\n")[0] for f in sorted(folder.glob("notes-*"))]
    return [line.split() for text in whole for line in text.splitlines()]


def held(done: Told, alias: str = "default") -> dict[str, int]:
    """How many things that were told are not there, and how many are there twice."""
    from django.db import models

    seen = {"lost": 0, "twice": 0}
    for kind, (model, column) in found_by().items():
        rows: Any = models.QuerySet(model, using=alias)
        there = list(rows.exclude(**{column: None}).values_list(column, flat=True))
        seen["lost"] += len(done.get(kind, set()) - set(there))
        seen["twice"] += len(there) - len(set(there))
    return seen


def sound() -> list[str]:
    """What cannot be right in the database, by itself and by the rules of the modules."""
    from sleutelbos.commons.places.models import Place
    from sleutelbos.kit.database import damage
    from sleutelbos.kit.rules import held_against

    outcomes = held_against(Place.objects.order_by("pk"))
    return damage() + [sentence for outcome in outcomes for sentence in outcome.broken]


def aside(work: Callable[..., Any], *arguments: Any) -> Any:
    """Do something in a process of its own, and wait for what it returns."""
    mine, theirs = FORK.Pipe(duplex=False)

    def run() -> None:
        theirs.send(work(*arguments))

    process = FORK.Process(target=run)
    process.start()
    theirs.close()
    try:
        return mine.recv()
    finally:
        process.join()


def in_a_while(seconds: float) -> Any:
    """A moment that all programs see, also when it is changed."""
    return FORK.Value("d", time.time() + seconds)


def writing(number: int, folder: Path, until: Any, pause: float = PAUSE) -> Any:
    """A program that has begun, at the thing after the last it noted."""

    def run() -> None:
        notes = folder / f"notes-{number}"
        noted = notes.read_text().splitlines() if notes.exists() else []
        first = int(noted[-1].split()[0]) + 1 if noted else 0
        Program(number, notes).go_on(first, until, pause)

    process = FORK.Process(target=run)
    process.start()
    return process


def wait_for(folder: Path, number: int, seconds: float = 60) -> None:
    """Until the programs noted so many things in all."""
    until = time.time() + seconds
    while len(lines(folder)) < number and time.time() < until:
        time.sleep(0.02)


def crash(rounds: int, folder: Path) -> dict[str, Any]:
    """Kill three programs in the middle of what they do, again and again (R11)."""
    chance, figures = random.Random(7), {"kills": 0, "lost": 0, "twice": 0, "unsound": 0}
    for _round in range(rounds):
        before = len(lines(folder))
        programs = [writing(number, folder, in_a_while(600), 0.0) for number in range(3)]
        wait_for(folder, before + 6)
        time.sleep(chance.random())
        for program in programs:
            os.kill(program.pid, signal.SIGKILL)
            program.join()
            figures["kills"] += program.exitcode == -signal.SIGKILL
        for name, number in aside(held, told(folder)).items():
            figures[name] += number
        figures["unsound"] += len(aside(sound))
    return {**figures, "told": len(lines(folder))}


def busy(seconds: int, folder: Path) -> dict[str, Any]:
    """Eight programs write, and now and then a report takes three seconds (R10)."""
    until = in_a_while(600)
    programs = [writing(number, folder, until) for number in range(8)]
    wait_for(folder, 16)  # all have begun; from now on it counts
    until.value = time.time() + seconds
    reports = aside(report_until, until.value)
    for program in programs:
        program.join()
    noted = lines(folder)
    times = sorted(float(line[3]) for line in noted if line[0] != "0")  # the first one also begins
    return {
        "writes": len(noted),
        "reports": reports,
        "refused": sum(line[1] == "fault" for line in noted),
        "p50_ms": times[len(times) // 2],
        "p99_ms": times[int(len(times) * 0.99)],
        **aside(held, told(folder)),
        "unsound": len(aside(sound)),
    }


def report_until(until: float) -> int:
    """Read for three seconds in one go, as a yearly report does, over and over."""
    from django.db import connection

    number = 0
    while time.time() < until or not number:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT (SELECT count(*) FROM journal_entry), pg_sleep(3)")
            else:
                cursor.execute(SLOW)  # a reader that holds its moment for 60 rows
                while cursor.fetchone():
                    time.sleep(0.05)
        number += 1
    return number


def copies(rounds: int, folder: Path) -> dict[str, Any]:
    """Make copies while two programs write, open each, and look whether all is in it (R16)."""
    programs = [writing(number, folder, in_a_while(3600)) for number in range(2)]
    try:
        wait_for(folder, 20)
        figures = aside(copy_again, rounds, folder)
    finally:
        for program in programs:
            os.kill(program.pid, signal.SIGKILL)
            program.join()
    return figures


def copy_again(rounds: int, folder: Path) -> dict[str, Any]:
    """The copies themselves; on SQLite also the careless way, which must go wrong."""
    from django.db import connection

    from sleutelbos.kit.copies import make_copy
    from sleutelbos.kit.sealed import new_key, unseal

    opens, seals = new_key()
    figures = {"copies": 0, "good": 0, "careless": 0, "careless_wrong": 0, "told": 0}
    for _round in range(rounds):
        done = told(folder)
        with tempfile.TemporaryDirectory(dir=folder) as name:
            work, out = Path(name) / "work", Path(name) / "out"
            work.mkdir()
            out.mkdir()
            parcel = make_copy(Path(name), work, recipient=seals)
            unseal(parcel, out, identity=opens)
            figures["copies"] += 1
            figures["good"] += is_whole(out, done)
            if connection.vendor == "sqlite":
                figures["careless"] += 1
                figures["careless_wrong"] += not careless_is_whole(Path(name), told(folder))
        figures["told"] = sum(map(len, done.values()))
        time.sleep(0.2)
    return figures


def is_whole(opened: Path, done: Told) -> bool:
    """A copy that was opened is undamaged, keeps the rules, and holds all that was told."""
    from sleutelbos.kit.copies import DUMP, SQLITE, also_open
    from sleutelbos.kit.database import damage

    if (opened / SQLITE).exists():
        with also_open(opened / SQLITE) as alias:
            return damage(alias) == [] and held(done, alias) == {"lost": 0, "twice": 0}
    return in_a_database_of_its_own(opened / DUMP, done)


def in_a_database_of_its_own(dump: Path, done: Told) -> bool:
    """The same for a dump of PostgreSQL."""
    from django.db import connection, connections

    from sleutelbos.kit.copies import postgres
    from sleutelbos.kit.database import damage

    name = f"whole_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        postgres("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={name}", str(dump))
        given = {**connections.databases["default"], "NAME": name}
        given["OPTIONS"] = {k: v for k, v in given["OPTIONS"].items() if k != "pool"}
        connections.databases["whole"] = given
        whole = damage("whole") == [] and held(done, "whole") == {"lost": 0, "twice": 0}
        connections["whole"].close()
        return whole
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def careless_is_whole(folder: Path, done: Told) -> bool:
    """What a plain copy of the file of a running SQLite is worth."""
    from django.db import DatabaseError, connection

    from sleutelbos.kit.copies import also_open
    from sleutelbos.kit.database import damage

    plain = folder / "plain.sqlite3"
    shutil.copyfile(connection.settings_dict["NAME"], plain)  # how it must not be done
    try:
        with also_open(plain) as alias:
            return damage(alias) == [] and held(done, alias) == {"lost": 0, "twice": 0}
    except DatabaseError:
        return False


def main() -> None:
    """Do one of the three, in the network that the environment names."""
    what, number = sys.argv[1], int(sys.argv[2])
    django.setup()
    with tempfile.TemporaryDirectory(prefix="storm-") as name:
        aside(begin)
        print(
            json.dumps({"crash": crash, "busy": busy, "copies": copies}[what](number, Path(name)))
        )


if __name__ == "__main__":
    main()
