"""The price of Sleutelbos beside a bare Django application: bare CPU / our CPU, per request.

    python -m benchmarks.ratios [rounds=7] [count=300] [only=sign-up]

Seeds both in a throwaway folder, serves both with the same granian settings and database settings
(SQLite, synchronous=FULL), and asks both in turn. Exits with 1 when a bar is not met.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import load
from benchmarks.asks import Case, Make, cases
from benchmarks.seed import Seeded

ROOT = Path(__file__).parent.parent
WARM = 80  # requests to each server before anything is measured


@dataclass(frozen=True)
class Server:
    """One of the two: where it listens, its process, and what a load must know."""

    port: int
    pid: int
    told: Seeded


OURS = "sleutelbos.config.wsgi:application"


def command(application: str, port: int) -> list[str]:
    """How both are served; ours as `sleutelbos serve` does it."""
    if application == OURS:
        return [sys.executable, "-m", "sleutelbos.config.server", "127.0.0.1", str(port), "2"]
    granian = Path(sys.executable).with_name("granian")
    return [str(granian), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", "2", "--blocking-threads", "4", "--log-level", "error",
            "--no-access-log", application]  # fmt: skip


def seeded(module: str, out: Path, *words: str, **environment: str) -> None:
    """Run a seeding in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", module, str(out), *words],
        check=True, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def our_server(
    folder: Path, *words: str, application: str = OURS,
    **environment: str,
) -> Iterator[Server]:  # fmt: skip
    """Sleutelbos with its real settings, on a freshly seeded network in `folder`."""
    out = folder / "ours.json"
    home = {"SLEUTELBOS_HOME": str(folder / "home"), "MALLOC_ARENA_MAX": "2", **environment}
    seeded("benchmarks.seed", out, *words, **home)
    port = load.free_port()
    with load.serving(command(application, port), port, **home) as pid:
        yield Server(port, pid, Seeded.read(out))


@contextmanager
def bare_server(folder: Path) -> Iterator[Server]:
    """The bare application, on a database of its own in `folder`."""
    out, home = folder / "bare.json", {"BARE_DB": str(folder / "bare.sqlite3")}
    seeded("benchmarks.bare.seed", out, **home)
    given = json.loads(out.read_text())
    told = Seeded(
        slug="", board="", tablet="", tags=[], sessions=given["sessions"], codes=given["codes"]
    )
    port = load.free_port()
    with load.serving(command("benchmarks.bare.app:application", port), port, **home) as pid:
        yield Server(port, pid, told)


def cost(server: Server, make: Make, count: int, statuses: frozenset[int]) -> float:
    """CPU milliseconds a request; every answer must be one that was meant."""
    found = load.run(server.port, server.pid, make(count), count=count)
    if strange := set(found.statuses) - statuses:
        raise SystemExit(f"Answers that were not meant: {strange} ({dict(found.statuses)}).")
    return found.cpu_ms


@dataclass(frozen=True)
class Outcome:
    """What one case cost, round by round, in CPU milliseconds a request."""

    case: Case
    bare: list[float]
    ours: list[float]
    queries: int

    @property
    def ratios(self) -> list[float]:
        """Bare / ours of each round, lowest first."""
        return sorted(b / o for b, o in zip(self.bare, self.ours, strict=True))

    @property
    def is_met(self) -> bool:
        """Is the median at the bar, and are the questions within theirs?"""
        fast = self.case.bar is None or statistics.median(self.ratios) >= self.case.bar
        return fast and (self.case.queries is None or self.queries <= self.case.queries)

    def __str__(self) -> str:
        bar = f">= {self.case.bar}" if self.case.bar else "     -"
        return (
            f"{self.case.name:<30} {statistics.median(self.ratios):5.2f}  {bar}"
            f"  {self.ratios[0]:.2f}-{self.ratios[-1]:.2f}"
            f"  {statistics.median(self.bare):6.2f} ms {statistics.median(self.ours):6.2f} ms"
            f"  {self.queries} (<= {self.case.queries})  {'yes' if self.is_met else 'NO'}"
        )


def measured(
    case: Case, bare: Server, ours: Server, *, rounds: int, count: int, queries: int
) -> Outcome:
    """One case: both warmed up, then both in turn, the order turned round each time."""
    sides = [(bare, case.bare), (ours, case.ours)]
    for server, make in sides:
        cost(server, make, WARM, case.statuses)
    spent: tuple[list[float], list[float]] = ([], [])
    for nth in range(rounds):
        for side in (0, 1) if nth % 2 else (1, 0):
            server, make = sides[side]
            spent[side].append(cost(server, make, count, case.statuses))
    return Outcome(case, *spent, queries)


def main() -> int:
    """Print one line a case; 0 when every bar is met."""
    given = dict(word.split("=", 1) for word in sys.argv[1:])
    rounds, count = int(given.get("rounds", 7)), int(given.get("count", 300))
    good = True
    with tempfile.TemporaryDirectory(prefix="sleutelbos-bench-") as name:
        folder = Path(name)
        with bare_server(folder) as bare, our_server(folder) as ours:
            counted = json.loads(
                subprocess.run(
                    [sys.executable, "-m", "benchmarks.queries", str(folder / "ours.json")],
                    check=True, cwd=ROOT, capture_output=True, text=True,
                    env={**os.environ, "SLEUTELBOS_HOME": str(folder / "home")},
                ).stdout
            )  # fmt: skip
            print(f"{'':<30} ratio    bar   spread       bare      ours  questions  met")
            for case in cases(ours.told, bare.told):
                if given.get("only", "") not in case.name:
                    continue
                found = measured(
                    case, bare, ours, rounds=rounds, count=count, queries=counted[case.name]
                )
                print(found, flush=True)
                good &= found.is_met
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
