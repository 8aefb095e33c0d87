"""`./dev test`: the suite on SQLite, on a real PostgreSQL, and in a browser.

./dev test              what does not take long on SQLite; what happens at once on PostgreSQL too:
                        within ten minutes
./dev test -k keys      all that matches, on both databases, also what takes long
./dev test --sqlite     SQLite only (also --postgres)
./dev test --long       what takes long, which the gate runs too: all else on PostgreSQL, storms,
                        kills, copies, guessing at forms, the other looks, two lives in browsers
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from conftest import chromium
from tests.postgres import real_postgres

ROOT = Path(__file__).parent.parent


def pytest(title: str, arguments: list[str], **environment: str) -> bool:
    """Run the suite once; True when it passed (or nothing matched)."""
    print(f"\n── {title} ──", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sleutelbos-test-") as home:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-rs", "-n", "2", "--dist", "loadfile",
             "--no-loadscope-reorder", *arguments],
            cwd=ROOT, env={**os.environ, "SLEUTELBOS_HOME": home, **environment}, check=False,
        )  # fmt: skip
    print(f"── {title}: {time.monotonic() - began:.0f} s ──", flush=True)
    return done.returncode in {0, 5}  # 5: nothing matched


def marked(marks: list[str], rest: list[str]) -> list[str]:
    """The arguments for tests with these marks."""
    return ["-m", " and ".join(marks), *rest] if marks else rest


def do_not_wait_for_the_disk(url: str) -> None:
    """A throwaway server need not survive a power cut: no test pulls the plug of it."""
    with psycopg.connect(url, autocommit=True) as server:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            server.execute(f"ALTER SYSTEM SET {name} = off")
        server.execute("SELECT pg_reload_conf()")


def main() -> int:
    """Run what was asked for; the exit code says whether all of it passed."""
    given = sys.argv[1:]
    only = {a for a in given if a in {"--sqlite", "--postgres", "--long"}}
    rest = [a for a in given if a not in only]
    long = "--long" in only
    picked = any(a == "-k" or not a.startswith("-") for a in rest)
    part = "rest" if long else "all" if picked else "at-once"
    marks = ["long"] if long else [] if picked else ["not long"]
    good = True
    if "--postgres" not in only:
        good &= pytest("SQLite", marked(marks, rest))
    if "--sqlite" not in only:
        ours = "DATABASE_URL" not in os.environ
        with real_postgres() as url:
            if ours:
                do_not_wait_for_the_disk(url)
            good &= pytest(
                "PostgreSQL: what meets the database", marked(["not browser"], rest),
                DATABASE_URL=url, SLEUTELBOS_ON_POSTGRES=part,
            )  # fmt: skip
    if not long and not picked:
        print("\nWhat takes long has a command of its own: ./dev test --long")
    if not chromium():
        print("\nThe browser tests were skipped: no Chromium found. On Debian and Ubuntu:")
        print("  sudo apt-get install chromium-headless-shell   (or chromium)")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
