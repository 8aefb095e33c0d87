"""Build both wheels, install them in an empty environment, and open pages of what is served."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent


def uv() -> str:
    """The uv of this checkout, or of this machine."""
    own = ROOT / ".tools" / "bin" / "uv"
    return str(own) if own.exists() else "uv"


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str, seconds: int = 240) -> bool:
    """True when the address answers 200 within so many seconds; a busy machine may take minutes."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                return bool(page.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    return False


def run(*command: object) -> None:
    """Run a program here; raise when it fails."""
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def main() -> int:
    """Build, install, make the demo world, serve it, look at the front page."""
    with tempfile.TemporaryDirectory(prefix="sleutelbos-wheel-") as folder:
        run(uv(), "build", "-q", "--wheel", "--out-dir", folder)
        run(uv(), "build", "-q", "--wheel", "--out-dir", folder, "rulebook")
        wheel = next(Path(folder).glob("sleutelbos-*.whl"))
        environment = Path(folder) / "empty"
        run(uv(), "venv", "-q", "--python", sys.executable, str(environment))
        python, extra = str(environment / "bin/python"), f"{wheel}[money]"
        run(uv(), "pip", "install", "-q", "--python", python, "--find-links", folder, extra)
        port = free_port()
        server = subprocess.Popen(
            [environment / "bin/sleutelbos", "demo", "--serve", "--port", str(port)],
            cwd=folder, env={**os.environ, "SLEUTELBOS_HOME": f"{folder}/home"},
        )  # fmt: skip
        try:
            good = answers(f"http://127.0.0.1:{port}/healthz")
            good = good and answers(f"http://127.0.0.1:{port}/")
            good = good and answers(f"http://127.0.0.1:{port}/mijn-geld/")
        finally:
            server.terminate()
            server.wait(20)
    print("The wheel starts in an empty environment." if good else "The wheel did not answer.")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
