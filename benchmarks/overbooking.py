"""Bars R1 and R2 in full: sign-ups by many processes at once, and the waiting list.

    python -m benchmarks.overbooking            on SQLite, in a throwaway folder
    DATABASE_URL=postgres://… python -m benchmarks.overbooking

R1: 200 people press *Ik kom* from 8 processes, for 10 places, at Sleutelbos as it is served (two
processes of four threads), with a pause of 5 ms between looking and writing; 20 rushes. R2: 30 come
while 10 go, 50 times over. Each with its negative control: without the guard it must go wrong.
Exits with 1 when a bar is not met.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from http.client import HTTPConnection
from pathlib import Path

from benchmarks import load
from benchmarks.asks import come_ask
from benchmarks.ratios import ROOT, our_server
from benchmarks.seed import Seeded
from tests.network import own_network

RUSHES, CROWDS, PHONES, PROGRAMS, PLACES = 20, 50, 200, 8, 10
LONG = 3600.0  # seconds
Answers = list[tuple[int, float]]  # status, seconds
COUNT = """
import django, json; django.setup()
from collections import Counter
from sleutelbos.room.activities.models import SignUp
rows = SignUp.everywhere.values_list("occurrence__code", "state")
print(json.dumps([[*key, n] for key, n in Counter(rows).items()]))
"""


def main() -> int:
    """Run both bars and both controls, each in a database of its own; 0 when all hold."""
    good = no_overbooking()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.db import connection

    django.setup()
    was = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        good &= the_line_moves()
    finally:
        connection.creation.destroy_test_db(was, verbosity=0)
    return 0 if good else 1


def press(port: int, told: Seeded, code: str, phones: list[str]) -> Answers:
    """One process: these phones press *Ik kom*, one after another."""
    connection, answers = HTTPConnection("127.0.0.1", port, timeout=60), []
    for cookies in phones:
        began = time.perf_counter()
        status = load.sent(connection, come_ask(told, cookies, code))
        answers.append((status, time.perf_counter() - began))
    connection.close()
    return answers


def rushes(number: int, **environment: str) -> tuple[dict[str, Counter[str]], Answers]:
    """So many rushes on a fresh network: what the database holds of each, and the answers."""
    with (
        tempfile.TemporaryDirectory(prefix="sleutelbos-rush-") as name,
        own_network(Path(name) / "network") as network,
        our_server(
            Path(name), f"places={PLACES}", f"sessions={PHONES}", "residents=210",
            application="benchmarks.rush_app:application", **(network.environment | environment),
        ) as server,
        multiprocessing.get_context("spawn").Pool(PROGRAMS) as programs,
    ):  # fmt: skip
        told, answers = server.told, Answers()
        for code in told.codes[:number]:
            work = [
                (server.port, told, code, told.sessions[nth::PROGRAMS]) for nth in range(PROGRAMS)
            ]
            answers += [one for some in programs.starmap(press, work) for one in some]
        said = subprocess.run(
            [sys.executable, "-c", COUNT], check=True, cwd=ROOT, env=network.environment,
            capture_output=True, text=True,
        )  # fmt: skip
    held: dict[str, Counter[str]] = {}
    for code, state, many in json.loads(said.stdout):
        held.setdefault(code, Counter())[state] = many
    return held, answers


def no_overbooking() -> bool:
    """R1, and what happens without the guard."""
    held, answers = rushes(RUSHES)
    came = [row["coming"] for row in held.values()]
    waited = [row["waiting"] for row in held.values()]
    strange = sum(status != 302 for status, _seconds in answers)
    times = sorted(seconds for _status, seconds in answers)
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"R1  {len(held)} rushes of {PHONES} for {PLACES} places: came", end=" ")
    print(f"{min(came)}–{max(came)}, waited {min(waited)}–{max(waited)},", end=" ")
    print(f"other answers {strange}, p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms")
    careless, _answers = rushes(3, RUSH="careless")
    over = [row["coming"] for row in careless.values()]
    print(f"R1  without the guard, 3 rushes: came {', '.join(map(str, over))}")
    exact = {*came} == {PLACES} and {*waited} == {PHONES - PLACES} and len(held) == RUSHES
    return exact and not strange and p99 <= 1.0 and max(over) > PLACES


def the_line_moves() -> bool:
    """R2, and what happens without the guard."""
    from sleutelbos.commons.places.tests.makers import make_room
    from sleutelbos.room.activities.tests import test_overbooking as crowd_of

    room = make_room("r2")
    rows = [crowd_of.sewing(room) for _crowd in range(CROWDS)]
    crowd_of.comings_and_goings(room, rows, "go", timeout=LONG)
    broken = sorted({promise for row in rows for promise in crowd_of.broken_promises(row)})
    print(f"R2  30 come while 10 go, {CROWDS} times: broken promises {broken or 'none'}")
    careless = [crowd_of.sewing(room) for _crowd in range(3)]
    crowd_of.comings_and_goings(room, careless, "careless", timeout=LONG)
    wrong = sorted({promise for row in careless for promise in crowd_of.broken_promises(row)})
    print(f"R2  without the guard, 3 times: broken promises {wrong or 'none'}")
    return not broken and bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
