"""`./dev check`: the one gate. Form, lint, types, contracts, migrations, words, and the suite.

./dev check          everything a change must pass
./dev check --fast   all but the test suite
./dev check --wheel  also builds the wheel and starts it in an empty environment
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
PYTHON = [sys.executable]

FAST = [
    ("form", [str(BIN / "ruff"), "format", "--check", "."]),
    ("lint", [str(BIN / "ruff"), "check", "."]),
    ("types", [str(BIN / "mypy")]),
    ("contracts", [str(BIN / "lint-imports")]),
    ("migrations", [*PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run",
                    "--settings", "tests.settings"]),
    ("system", [*PYTHON, "-m", "django", "check", "--settings", "tests.settings"]),
]  # fmt: skip
SUITE = ("tests", [*PYTHON, "-m", "tests.run"])
WHEEL = ("wheel", [*PYTHON, "-m", "tests.wheel"])


def main() -> int:
    """Run the gates one by one, all of them, and say at the end which ones are closed."""
    gates = list(FAST)
    gates += [] if "--fast" in sys.argv else [SUITE]
    gates += [WHEEL] if "--wheel" in sys.argv else []
    closed = []
    for name, command in gates:
        began = time.monotonic()
        quiet = name not in {"tests", "wheel"}
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=quiet, text=True)
        print(
            f"{name:<11}{'ok' if done.returncode == 0 else 'NO'}  {time.monotonic() - began:.0f} s"
        )
        if done.returncode:
            closed.append(name)
            print(((done.stdout or "") + (done.stderr or ""))[-6000:] if quiet else "")
    print(f"\nNot yet: {', '.join(closed)}" if closed else "\nAll good.")
    return 1 if closed else 0


if __name__ == "__main__":
    sys.exit(main())
