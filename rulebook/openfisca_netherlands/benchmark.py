"""``python -m openfisca_netherlands.benchmark``: how long a comparison and a curve take.

Timed warm (the system is built, caches are filled), best of several runs. The figure that is held
to the limit is processor time: the work is done by one thread, so on a quiet machine it is what a
clock shows, and other programs cannot lengthen it. Time by the clock is printed beside it.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from openfisca_netherlands.comparison import compare, hours_curve

COMPARE_LIMIT_MS = 150.0
CURVE_LIMIT_MS = 50.0
POINTS = 2000
MONTH = "2026-11"

AT_HOME = {"age": 36, "child_ages": [4, 13], "rent": 70_000, "benefit": "social_assistance"}
FOUR = [
    AT_HOME,
    {**AT_HOME, "name": "vrijwilliger", "volunteer_month": 10_000},
    {**AT_HOME, "name": "12 uur", "hours": 12, "exemption": None},
    {**AT_HOME, "name": "buurtbaan", "hours": 32, "neighbourhood_job": True},
]


@dataclass(frozen=True)
class Timing:
    """Best of several runs in milliseconds: processor time, and time by the clock."""

    best: float
    clock: float

    def __sub__(self, other: "Timing") -> "Timing":
        return Timing(self.best - other.best, self.clock - other.clock)

    def __str__(self) -> str:
        return f"{self.best:.0f} ms ({self.clock:.0f} by the clock)"


def milliseconds(work: Callable[[], object], runs: int) -> Timing:
    """Time of some work after one warm-up."""
    work()
    best, clock = [], []
    for _ in range(runs):
        start, busy = time.perf_counter(), time.process_time()
        work()
        best.append((time.process_time() - busy) * 1000)
        clock.append((time.perf_counter() - start) * 1000)
    return Timing(min(best), min(clock))


def figures(runs: int = 15) -> dict[str, Timing]:
    """Comparing four situations, one point, the curve, and the curve beyond one point."""
    hours = [40 * i / (POINTS - 1) for i in range(POINTS)]
    four = milliseconds(lambda: compare(FOUR, MONTH), runs)
    one = milliseconds(lambda: hours_curve(AT_HOME, [20.0], MONTH), runs)
    many = milliseconds(lambda: hours_curve(AT_HOME, hours, MONTH), runs)
    return {"four": four, "one": one, "many": many, "beyond": many - one}


def main(argv: list[str] | None = None) -> int:
    """Print the figures; exit 1 when one is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m openfisca_netherlands.benchmark")
    parser.add_argument("--runs", type=int, default=15)
    found = figures(parser.parse_args(argv).runs)
    print(f"comparing four situations: {found['four']} (at most {COMPARE_LIMIT_MS:.0f})")
    print(f"one point of a curve: {found['one']}")
    print(f"curve of {POINTS} points: {found['many']}")
    print(f"beyond one point: {found['beyond']} (at most {CURVE_LIMIT_MS:.0f})")
    four, beyond = found["four"].best, found["beyond"].best
    return 0 if four <= COMPARE_LIMIT_MS and beyond <= CURVE_LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
