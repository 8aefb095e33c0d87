"""How long people wait: 50 at once, the door while a report is made; and the memory it takes.

    python -m benchmarks.latency [seconds=30] [people=50]

Served as `sleutelbos serve` does it, on SQLite that waits for the disk, or on the PostgreSQL of
`DATABASE_URL` (an empty database). Fifty people each ask a page, look at it for one to three
seconds, and ask the next; one in ten pages is a tap on *Ik kom*. Then the same fifty without a
pause, which is no bar: it shows what there is to spare. These are seconds on the clock: other work
on the machine counts along. Exits with 1 when a bar is not met.
"""

import http.client
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from benchmarks import load
from benchmarks.asks import check_in_ask, sign_up_ours
from benchmarks.load import Ask, Result
from benchmarks.ratios import Server, our_server
from benchmarks.seed import Seeded

PAGE_MS, DOOR_MS, MEMORY_MIB = 400, 200, 150
CHECK_INS = 200


def usual(told: Seeded) -> Callable[[Random], Ask]:
    """What people ask on an ordinary day, drawn by lot. Safe to call from many threads."""
    room = f"/k/{told.slug}/"
    words = ("", "", "agenda/", "agenda/", "week/", "gevraagd/", f"doe/{told.codes[0]}/")
    signed_in = ["/mijn/", *(f"{room}{word}" for word in words)]
    sign_up, lock = sign_up_ours(told), threading.Lock()

    def one(lot: Random) -> Ask:
        number = lot.random()
        if number < 0.1:
            with lock:
                return sign_up(1)[0]
        if number < 0.3:
            return Ask(room)  # somebody who comes by
        return Ask(lot.choice(signed_in), lot.choice(told.sessions))

    return one


def crowd(
    port: int, ask: Callable[[Random], Ask], *, people: int, seconds: float,
    pause: tuple[float, float],
) -> Result:  # fmt: skip
    """So many people for so many seconds, each with a pause between two pages."""
    result, lock, until = Result(), threading.Lock(), time.monotonic() + seconds

    def person(nth: int) -> None:
        lot = Random(nth)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        time.sleep(lot.uniform(0, pause[1]))
        while time.monotonic() < until:
            spent, status = timed(connection, ask(lot))
            with lock:
                result.seconds.append(spent)
                result.statuses[status] += 1
            time.sleep(lot.uniform(*pause))
        connection.close()

    threads = [threading.Thread(target=person, args=[nth]) for nth in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return result


def timed(connection: http.client.HTTPConnection, ask: Ask) -> tuple[float, int]:
    """Seconds and status of one request."""
    began = time.perf_counter()
    status = load.sent(connection, ask)
    return time.perf_counter() - began, status


@contextmanager
def reporting(server: Server) -> Iterator[Result]:
    """While the block runs, somebody asks for the hours of all and for the file, over and over."""
    result, done = Result(), threading.Event()
    room = f"/k/{server.told.slug}/uren/"

    def report() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        while not done.is_set():
            for path in (room, f"{room}bestand/"):
                spent, status = timed(connection, Ask(path, server.told.board))
                result.seconds.append(spent)
                result.statuses[status] += 1
        connection.close()

    thread = threading.Thread(target=report)
    thread.start()
    try:
        yield result
    finally:
        done.set()
        thread.join()


def at_the_door(server: Server) -> Result:
    """Neighbours who come in one after another, four a second."""
    result = Result()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    for nth in range(CHECK_INS):
        tag = server.told.tags[nth % len(server.told.tags)]
        spent, status = timed(connection, check_in_ask(server.told, tag))
        result.seconds.append(spent)
        result.statuses[status] += 1
        time.sleep(0.05)
    connection.close()
    return result


def told_of(title: str, result: Result, bar: int | None) -> bool:
    """Print one line; True when 95 of 100 stay within the bar and every answer was a good one."""
    p95 = result.percentile(0.95)
    good = set(result.statuses) <= {200, 302} and (bar is None or p95 <= bar)
    limit = f"<= {bar} ms" if bar else "no bar"
    print(
        f"{title:<42} p50 {result.percentile(0.5):4.0f} ms  p95 {p95:4.0f} ms  ({limit})"
        f"  {len(result.seconds)} answers {dict(result.statuses)}  {'yes' if good else 'NO'}",
        flush=True,
    )
    return good


def main() -> int:
    """Print a line for each; 0 when every bar is met."""
    given = dict(word.split("=", 1) for word in sys.argv[1:])
    seconds, people = float(given.get("seconds", 30)), int(given.get("people", 50))
    with (
        tempfile.TemporaryDirectory(prefix="sleutelbos-bench-") as name,
        our_server(Path(name)) as server,
    ):
        ask = usual(server.told)
        crowd(server.port, ask, people=8, seconds=3, pause=(0, 0))  # warm
        calm = crowd(server.port, ask, people=people, seconds=seconds, pause=(1, 3))
        good = told_of(f"{people} people, one to three seconds a page", calm, PAGE_MS)
        with reporting(server) as reports:
            door = at_the_door(server)
        good &= told_of("a neighbour at the door, during reports", door, DOOR_MS)
        good &= told_of("those reports (hours of 500, and the file)", reports, None)
        rush = crowd(server.port, ask, people=people, seconds=seconds / 3, pause=(0, 0))
        told_of(f"{people} people without a pause", rush, None)
        memory = load.memory_mib(server.pid, children_only=True)
        all_of_it = load.memory_mib(server.pid)
        good &= memory <= MEMORY_MIB
        print(f"{'memory of the two processes':<42} {memory:.0f} MiB"
              f"  (<= {MEMORY_MIB} MiB; with the one that looks after them {all_of_it:.0f})"
              f"  {'yes' if memory <= MEMORY_MIB else 'NO'}")  # fmt: skip
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
