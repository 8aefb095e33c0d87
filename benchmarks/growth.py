"""What growing costs: 1,000 rooms beside one, and 20 × the activities in one room.

    python -m benchmarks.growth [rooms=1000] [rounds=30] [only=sqlite|postgres]

The same room (500 residents, 260 activities) is measured in both networks: CPU a request of the
program, and on PostgreSQL that of the database too. Both are asked in turn, a few requests each
time. Exits with 1 when a bar is not met: 1.1 for pages, 1.25 for what is written.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from benchmarks import load
from benchmarks.ratios import ROOT, seeded

PAGES, WRITES = 1.1, 1.25
BARS = {
    "agenda": PAGES, "vandaag": PAGES, "overview": PAGES, "sign-up": WRITES, "check-in": WRITES,
}  # fmt: skip
TURN = 12  # requests at a time
ELSEWHERE = "elsewhere=5"  # the room that is measured is a full one, the others a fifth of it


@dataclass
class Network:
    """One network and the process that answers for it. `database`: whose CPU counts along, or 0."""

    process: "subprocess.Popen[str]"
    database: int

    def ask(self, case: str, count: int) -> float:
        """CPU milliseconds a request of the program."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{case} {count}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{case}: no answer.")
        return float(answer)

    def ask_all(self, case: str, count: int) -> tuple[float, float]:
        """The same, and CPU milliseconds a request of the database."""
        before = load.cpu_seconds(self.database) if self.database else 0.0
        own = self.ask(case, count)
        after = load.cpu_seconds(self.database) if self.database else 0.0
        return own, (after - before) * 1000 / count


@contextmanager
def network(folder: Path, name: str, url: str, *words: str) -> Iterator[Network]:
    """A freshly seeded network, SQLite or (with an address) PostgreSQL."""
    home = {"SLEUTELBOS_HOME": str(folder / name), "DATABASE_URL": url}
    out = folder / f"{name}.json"
    seeded("benchmarks.seed", out, "sign_ups=1", *words, **home)
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.inside", str(out)], cwd=ROOT, text=True,
        env={**os.environ, **home}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Network(process, _postmaster(url) if url else 0)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(20)


def _postmaster(url: str) -> int:
    """The process of the database server, which must run on this machine."""
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    return int(Path(str(row[0] if row else ""), "postmaster.pid").read_text().split()[0])


@contextmanager
def databases(kind: str, names: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The addresses of two empty databases; empty addresses mean SQLite files."""
    if kind == "sqlite":
        yield "", ""
        return
    import psycopg

    from tests.postgres import real_postgres

    with real_postgres() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            for name in names:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
                connection.execute(f'CREATE DATABASE "{name}"')
        parts = urlsplit(url)
        one, other = (urlunsplit(parts._replace(path=f"/{name}")) for name in names)
        yield one, other


def compared(small: Network, large: Network, case: str, rounds: int) -> tuple[float, str]:
    """Large / small, and the figures behind it."""
    own: tuple[list[float], list[float]] = ([], [])
    data: tuple[list[float], list[float]] = ([], [])
    both = (small, large)
    for one in both:
        one.ask(case, 2 * TURN)
    for nth in range(rounds):
        for side in (0, 1) if nth % 2 else (1, 0):
            mine, theirs = both[side].ask_all(case, TURN)
            own[side].append(mine)
            data[side].append(theirs)
    # The CPU of the database is told in steps of 10 ms: only its sum says something.
    program = [statistics.median(own[side]) for side in (0, 1)]
    database = [statistics.mean(data[side]) for side in (0, 1)]
    cost = [program[side] + database[side] for side in (0, 1)]
    parts = " and ".join(f"{program[side]:.2f} + {database[side]:.2f}" for side in (0, 1))
    return cost[1] / cost[0], f"{parts} ms"


def grown(kind: str, title: str, cases: list[str], rounds: int, *words: tuple[str, ...]) -> bool:
    """Print one line a case for two networks; True when every bar is met."""
    good = True
    with (
        tempfile.TemporaryDirectory(prefix="sleutelbos-bench-") as name,
        databases(kind, ("growth_small", "growth_large")) as (one, other),
        network(Path(name), "small", one, *words[0]) as small,
        network(Path(name), "large", other, *words[1]) as large,
    ):
        for case in cases:
            ratio, parts = compared(small, large, case, rounds)
            met = ratio <= BARS[case]
            good &= met
            line = f"{kind:<9} {title:<17} {case:<9} {ratio:5.2f}  <= {BARS[case]:<4}  {parts}"
            print(f"{line}  {'yes' if met else 'NO'}", flush=True)
    return good


def main() -> int:
    """Both kinds of growing on both databases; 0 when every bar is met."""
    given = dict(word.split("=", 1) for word in sys.argv[1:])
    rounds, rooms = int(given.get("rounds", 30)), given.get("rooms", "1000")
    good = True
    for kind in ("sqlite", "postgres"):
        if given.get("only", kind) != kind:
            continue
        many = (f"rooms={rooms}", ELSEWHERE)
        good &= grown(kind, f"{rooms} rooms", list(BARS), rounds, (), many)
        twenty = ("activities=5200",)
        good &= grown(kind, "20 x activities", ["agenda"], rounds, (), twenty)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
