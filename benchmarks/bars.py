"""The long bars, one line each: name, figure, bar, met or not.

    python -m benchmarks.bars            all of them (some take minutes)
    python -m benchmarks.bars R10 R16    some
    DATABASE_URL=postgres://… python -m benchmarks.bars

Each runs in a network of its own that is gone afterwards. Exits with 1 when a bar is not met.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.network import own_network

LONG = 3 * 3600.0  # seconds


@dataclass(frozen=True)
class Outcome:
    """What came of one bar: the figure, in words, and whether it is enough."""

    figure: str
    met: bool


@dataclass(frozen=True)
class Bar:
    """One thing that must hold. `runs` takes minutes."""

    name: str
    must: str
    runs: Callable[[], Outcome]


def storm(what: str, number: int) -> dict[str, Any]:
    """What `tests.storm` saw in a network of its own."""
    with tempfile.TemporaryDirectory(prefix="bars-") as folder:
        with own_network(Path(folder) / "home") as network:
            done = network.python("-m", "tests.storm", what, str(number), timeout=LONG)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def busy() -> Outcome:
    """R10."""
    seen = storm("busy", 60)
    return Outcome(
        f"{seen['writes']} writes, {seen['refused']} refused, p99 {seen['p99_ms']:.0f} ms "
        f"(p50 {seen['p50_ms']:.0f} ms), {seen['lost']} lost",
        seen["refused"] == seen["lost"] == seen["unsound"] == 0 and seen["p99_ms"] <= 1000,
    )


def crash() -> Outcome:
    """R11."""
    seen = storm("crash", 34)
    return Outcome(
        f"{seen['kills']} kills, {seen['told']} acknowledged, {seen['lost']} lost, "
        f"{seen['twice']} twice, {seen['unsound']} rules broken",
        seen["kills"] >= 100 and seen["lost"] == seen["twice"] == seen["unsound"] == 0,
    )


def copies() -> Outcome:
    """R16, with its negative control on SQLite."""
    seen = storm("copies", 60)
    control = f"; plain file copies wrong: {seen['careless_wrong']} of {seen['careless']}"
    return Outcome(
        f"{seen['good']} of {seen['copies']} whole" + (control if seen["careless"] else ""),
        seen["good"] == seen["copies"] == 60
        and (not seen["careless"] or seen["careless_wrong"] > 0),
    )


BARS = (
    Bar("R10", "0 refused, p99 ≤ 1000 ms, 0 lost", busy),
    Bar("R11", "≥ 100 kills, 0 lost, 0 twice, 0 broken", crash),
    Bar("R16", "60 of 60 whole", copies),
)


def main() -> int:
    """Run what was asked for, all of it when nothing was; 1 when a bar is not met."""
    wanted = set(sys.argv[1:]) or {bar.name for bar in BARS}
    unknown = wanted - {bar.name for bar in BARS}
    if unknown:
        print(f"No such bar: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    good = True
    for bar in BARS:
        if bar.name not in wanted:
            continue
        outcome = bar.runs()
        good &= outcome.met
        print(f"{bar.name:<5}{outcome.figure} | {bar.must} | {'yes' if outcome.met else 'NO'}",
              flush=True)  # fmt: skip
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
