"""The taps of the most frequent tasks (ux.md section 5, rows 1–7), counted by clicking.

    python -m benchmarks.taps

Runs the browser tests that hold themselves against that table, in a real Chromium, and prints for
each row its ceiling and the taps it took; most is shown when the same was done in several ways
(with and without JavaScript). Exits with 1 when one takes more, or when a row was not walked.
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
)
ROWS = "1234567"


def main() -> int:
    """Print one line a row; 0 when every ceiling holds and no row is missing."""
    with tempfile.TemporaryDirectory(prefix="sleutelbos-taps-") as name:
        told = Path(name) / "taps"
        told.touch()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *FILES, "-k", "tap or taps"],
            cwd=ROOT, check=False, env={**os.environ, "SLEUTELBOS_TAPS": str(told)},
        )  # fmt: skip
        seen: dict[str, tuple[int, int]] = {}
        for line in told.read_text().splitlines():
            row, most, taps = json.loads(line)
            seen[row] = (most, max(taps, seen.get(row, (0, 0))[1]))
    for row, (most, taps) in sorted(seen.items()):
        print(f"{row:<36} {taps} taps  (<= {most})  {'yes' if taps <= most else 'NO'}")
    missing = set(ROWS) - {row[0] for row in seen}
    if missing:
        print(f"Not walked: rows {', '.join(sorted(missing))}")
    return 1 if done.returncode or missing else 0


if __name__ == "__main__":
    sys.exit(main())
