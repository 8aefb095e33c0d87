"""``python -m openfisca_netherlands.benchmark``: how long a comparison and a curve take.

Timed warm (the system is built, caches are filled); each figure is the median of several runs.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable

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


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """Median time of some work after one warm-up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def figures(runs: int = 9) -> dict[str, float]:
    """Milliseconds: comparing four situations, one point, the curve, and the curve beyond it."""
    hours = [40 * i / (POINTS - 1) for i in range(POINTS)]
    four = milliseconds(lambda: compare(FOUR, MONTH), runs)
    one = milliseconds(lambda: hours_curve(AT_HOME, [20.0], MONTH), runs)
    many = milliseconds(lambda: hours_curve(AT_HOME, hours, MONTH), runs)
    return {"four": four, "one": one, "many": many, "beyond": many - one}


def main(argv: list[str] | None = None) -> int:
    """Print the figures; exit 1 when one is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m openfisca_netherlands.benchmark")
    parser.add_argument("--runs", type=int, default=9)
    found = figures(parser.parse_args(argv).runs)
    print(f"comparing four situations: {found['four']:.0f} ms (at most {COMPARE_LIMIT_MS:.0f})")
    print(f"one point of a curve: {found['one']:.0f} ms")
    print(f"curve of {POINTS} points: {found['many']:.0f} ms")
    print(f"beyond one point: {found['beyond']:.0f} ms (at most {CURVE_LIMIT_MS:.0f})")
    good = found["four"] <= COMPARE_LIMIT_MS and found["beyond"] <= CURVE_LIMIT_MS
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
