"""`sleutelbos drill`: does the newest copy really come back? Tried out every night (R15)."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from sleutelbos.kit.copies import copies_in

PAGES = 20
LINK = re.compile(r'href="(/(?:k/[^"#?]*|binnen/)?)"')
OURS = (
    "SLEUTELBOS_URL", "SLEUTELBOS_HOSTS", "SLEUTELBOS_SECRET", "SLEUTELBOS_STORY_KEYS",
    "SLEUTELBOS_DEMO",
)  # fmt: skip
WAIT = 300  # seconds for a server to begin


class Command(BaseCommand):
    """Put the newest copy back in an empty home, serve it, and look at twenty pages."""

    help = "Put the newest copy back in a throwaway home, serve it and look at its pages."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the copies are, and the key that opens them."""
        parser.add_argument("--identity", type=Path, required=True, help="a file with the key")
        parser.add_argument("--copies", type=Path, help="folder of the copies (backups in home)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and tell how long it took. Raises `CommandError`: somebody must look at it."""
        folder = options["copies"] or Path(settings.HOME) / "backups"
        newest = next(iter(copies_in(folder)), None)
        if newest is None:
            raise CommandError(f"There is no copy in {folder}. Make one: sleutelbos backup")
        began = time.monotonic()
        with _empty_house() as environment:
            command = [*_sleutelbos("restore"), str(newest.resolve()), "--identity",
                       str(options["identity"].resolve())]  # fmt: skip
            told = subprocess.run(  # noqa: S603
                command, env=environment, capture_output=True, text=True, check=False
            )
            if told.returncode:
                raise CommandError(f"{newest.name} does not come back. {_last(told.stderr)}")
            with _serving(environment) as address:
                pages = _look_around(address)
        spent = time.monotonic() - began
        size = newest.stat().st_size / 2**20
        self.stdout.write(_last(told.stdout))
        self.stdout.write(
            f"{newest.name} ({size:.1f} MiB) was back and serving {pages} pages in {spent:.0f} s."
        )


def _sleutelbos(command: str) -> list[str]:
    return [sys.executable, "-m", "django", command, "--settings", "sleutelbos.config.settings"]


def _last(said: str) -> str:
    return said.strip().splitlines()[-1] if said.strip() else ""


@contextmanager
def _empty_house() -> Iterator[dict[str, str]]:
    """The environment of a home with nothing in it, on the same kind of database; gone after."""
    home = Path(tempfile.mkdtemp(prefix="sleutelbos-drill-"))
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    environment["SLEUTELBOS_HOME"] = str(home)
    name = f"drill_{token_hex(4)}"
    given = os.environ.get("DATABASE_URL", "")
    if given:
        environment["DATABASE_URL"] = urlsplit(given)._replace(path=f"/{name}").geturl()
        _on_server(f"CREATE DATABASE {name}")
    try:
        yield environment
    finally:
        if given:
            _on_server(f"DROP DATABASE {name} WITH (FORCE)")
        shutil.rmtree(home, ignore_errors=True)


def _on_server(statement: str) -> None:
    try:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        raise CommandError(
            "The drill needs a database of its own, and may not make one. "
            "Run: ALTER ROLE sleutelbos CREATEDB"
        ) from None


@contextmanager
def _serving(environment: dict[str, str]) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {**environment, "SLEUTELBOS_URL": address}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(  # noqa: S603
        [*_sleutelbos("serve"), "--port", str(port), "--workers", "1"],
        env=environment, stdout=quiet, stderr=quiet,
    )  # fmt: skip
    try:
        until = time.monotonic() + WAIT
        while _status(f"{address}/healthz")[0] != 200:
            if server.poll() is not None or time.monotonic() > until:
                raise CommandError("The copy came back, but it does not begin to serve.")
            time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _look_around(address: str) -> int:
    """Follow links from the front page, at most twenty pages; all of them must answer."""
    todo, seen = ["/"], {"/"}
    for nth in range(PAGES):
        if not todo:
            return nth
        path = todo.pop(0)
        status, page = _status(address + path)
        if status != 200:
            raise CommandError(f"The copy came back, but a page answers {status}.")
        fresh = [link for link in dict.fromkeys(LINK.findall(page)) if link not in seen]
        seen |= set(fresh)
        todo += fresh
    return PAGES


def _status(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - of our own
            return int(answer.status), answer.read().decode(errors="replace")
    except urllib.error.HTTPError as answer:
        return answer.code, ""
    except OSError:
        return 0, ""
