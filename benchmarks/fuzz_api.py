"""The long bar of R47: 500 requests an operation for every role, and what follows from each other.

    .venv/bin/python -m benchmarks.fuzz_api

First the suite's own test with 500 requests a role (`tests/test_api_fuzz.py`, all checks of
Schemathesis, also `ignored_auth`). Then Schemathesis itself in all its phases — examples, coverage,
fuzzing and chains of requests (`use_after_free`) — against a demo world that is really served.
Bars: no 5xx, no answer that is not in the document, no door that opens without a key.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
PORT = "8766"
HERE = f"http://127.0.0.1:{PORT}"
ROLES = ("anonymous", "resident", "host", "board")
MANAGE = [sys.executable, "-m", "django"]


def main() -> int:
    """Run both; exit 1 when a bar is not met."""
    long = {**os.environ, "SLEUTELBOS_LONG": "1"}
    suite = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/test_api_fuzz.py"],
        cwd=ROOT, env=long, check=False,
    )  # fmt: skip
    print("suite, 500 a role: ", "ok" if suite.returncode == 0 else "NO")
    with tempfile.TemporaryDirectory(prefix="sleutelbos-fuzz-") as home:
        closed = _served(home)
    print("all phases, served:", "ok" if not closed else f"NO: {', '.join(closed)}")
    return 1 if suite.returncode or closed else 0


def _served(home: str) -> list[str]:
    """The roles for which Schemathesis found something, against a served demo world."""
    env = {
        **os.environ, "SLEUTELBOS_HOME": home, "SLEUTELBOS_URL": HERE,
        "DJANGO_SETTINGS_MODULE": "sleutelbos.config.settings",
    }  # fmt: skip
    subprocess.run([*MANAGE, "demo"], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    room = _room(env)
    server = subprocess.Popen(
        [*MANAGE, "runserver", f"127.0.0.1:{PORT}", "--noreload"], cwd=ROOT, env=env,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait()
        return [role for role in ROLES if not _fuzz(home, env, room, role)]
    finally:
        server.terminate()
        server.wait()


def _room(env: dict[str, str]) -> str:
    """The short name of a room of the demo."""
    asked = "from sleutelbos.commons.places.queries import rooms; print(rooms()[0].slug)"
    told = [*MANAGE, "shell", "--no-imports", "-v", "0", "-c", asked]
    return subprocess.run(
        told, cwd=ROOT, env=env, check=True, capture_output=True, text=True
    ).stdout.strip()


def _wait() -> None:
    for _try in range(100):
        try:
            urllib.request.urlopen(f"{HERE}/healthz", timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The demo did not come up.")


def _fuzz(home: str, env: dict[str, str], room: str, role: str) -> bool:
    """One run of Schemathesis as one role, at the addresses of a room that is there."""
    config = Path(home) / f"{role}.toml"
    headers = ""
    if role != "anonymous":
        token = subprocess.run(
            [*MANAGE, "token", "--room", room, "--role", role, "--name", "fuzz"],
            cwd=ROOT, env=env, check=True, capture_output=True, text=True,
        ).stdout.strip()  # fmt: skip
        headers = f'headers = {{ Authorization = "Bearer {token}" }}\n'
    config.write_text(f'{headers}parameters = {{ "path.room" = "{room}" }}\n')
    done = subprocess.run(
        [
            str(BIN / "st"), "--config-file", str(config), "run", "docs/openapi.json",
            "--url", f"{HERE}/api/v1", "--checks", "all", "--max-examples",
            os.environ.get("SLEUTELBOS_EXAMPLES", "500"), "--workers", "1",
        ],
        cwd=ROOT, check=False,
    )  # fmt: skip
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
