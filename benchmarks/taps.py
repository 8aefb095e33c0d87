"""The taps of the most frequent tasks (ux.md section 5), counted by clicking.

    python -m benchmarks.taps

Rows 1–8 of its table, and what is "also measured" below it. Runs the browser tests that hold
themselves against it, in a real Chromium, and prints for each row its ceiling and the taps it took;
most is shown when the same was done in several ways (with and without JavaScript). Exits with 1
when one takes more, or when a row was not walked.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = (
    "sleutelbos/room/visits/tests/test_door_browser.py",
    "sleutelbos/room/ring/tests/test_mine_browser.py",
    "sleutelbos/room/talents/tests/test_browser.py",
    "sleutelbos/room/activities/tests/test_activities_browser.py",
    "sleutelbos/room/keys/tests/test_taps.py",
    "sleutelbos/room/help/tests/test_browser.py",
    "sleutelbos/room/day/tests/test_browser.py",
    "sleutelbos/room/story/tests/test_browser.py",
    "sleutelbos/room/referral/tests/test_browser.py",
)
ROWS = {
    "1 walk in, first time", "2 walk in, known", "3 log hours", "3 Ik gaf", "3 Ik kreeg",
    "4 offer a talent", "5 start an activity", "5 start an activity, on the spot",
    "6 open with my own key", "6 borrow a key", "6 bring a key back", "7 sign up",
    "7 sign up, without account", "8 call somebody we missed", "ask for something on the wall",
    "ask one neighbour for help", "help who asks", "show one door to one person",
    "stop showing a door", "a welcome card", "a welcome card by keyboard",
    "hours of all who were there", "hand a key to a neighbour", "take a turn at the door",
    "pass a turn at the door", "undo what was written", "undo what was asked", "undo a call",
    "undo Ik gaf", "undo Ik kreeg",
}  # fmt: skip
WALKS = "tap or taps or near_as_each_other or keyboard_within_a_minute"


def main() -> int:
    """Print one line a row; 0 when every ceiling holds and no row is missing."""
    with tempfile.TemporaryDirectory(prefix="sleutelbos-taps-") as name:
        told = Path(name) / "taps"
        told.touch()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *FILES, "-k", WALKS],
            cwd=ROOT, check=False, env={**os.environ, "SLEUTELBOS_TAPS": str(told)},
        )  # fmt: skip
        seen: dict[str, tuple[int, int, str]] = {}
        for line in told.read_text().splitlines():
            row, most, count, unit = json.loads(line)
            seen[row] = (most, max(count, seen.get(row, (0, 0, ""))[1]), unit)
    for row, (most, count, unit) in sorted(seen.items()):
        print(f"{row:<36} {count:>2} {unit}  (<= {most})  {'yes' if count <= most else 'NO'}")
    missing = ROWS - set(seen)
    if missing:
        print(f"Not walked: rows {', '.join(sorted(missing))}")
    return 1 if done.returncode or missing else 0


if __name__ == "__main__":
    sys.exit(main())
