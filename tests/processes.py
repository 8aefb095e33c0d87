"""Real processes against the database of the running test, for what threads cannot show.

A test marked `processes` calls `at_once("package.module:function", [arguments, …])`: every item
gets a process of its own with a connection of its own, all wait for one starting shot, and what
they return (JSON) comes back in order. One fresh program reads the code and splits in as many
processes as there are items, before it has spoken to the database.
"""

import json
import os
import subprocess
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).parent.parent
NAME = "SLEUTELBOS_TEST_DATABASE"


def at_once(function: str, arguments: list[list[Any]], timeout: float = 180) -> list[Any]:
    """Run `function(*arguments[i])` in one process for each i, starting at the same moment.

    Raises `AssertionError` with the error text when a process fails. Needs a transactional test
    (`django_db(transaction=True)`), since other processes see only what is committed.
    """
    environment = {
        **os.environ,
        NAME: str(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.processes", function],
        cwd=ROOT, env=environment, text=True, timeout=timeout, check=False,
        input=json.dumps(arguments), capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


class _Child:
    """One of those processes, seen from the program it split off from."""

    def __init__(self, work: Any, given: list[Any], shot: tuple[int, int]) -> None:
        self.read, write = os.pipe()
        self.pid = os.fork()
        if self.pid:
            os.close(write)
            return
        os.close(shot[1])
        status = 1
        try:
            connection.ensure_connection()
            os.write(write, b"\n")
            os.read(shot[0], 1)  # returns when the program closes its end: the shot
            os.write(write, json.dumps(work(*given)).encode())
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)

    def wait_until_ready(self) -> None:
        os.read(self.read, 1)

    def outcome(self) -> str:
        """What it returned, as JSON. Raises `SystemExit` when it fell over."""
        with os.fdopen(self.read) as said:
            text = said.read()
        _pid, status = os.waitpid(self.pid, 0)
        if status:
            raise SystemExit(1)
        return text


def main() -> None:
    """Be the program that splits."""
    import django

    django.setup()
    module, function = sys.argv[1].split(":")
    work = getattr(import_module(module), function)
    shot = os.pipe()
    children = [_Child(work, given, shot) for given in json.load(sys.stdin)]
    for child in children:  # on a busy machine the last one takes a while; nobody begins before
        child.wait_until_ready()
    os.close(shot[1])
    print("[" + ",".join([child.outcome() for child in children]) + "]")


if __name__ == "__main__":
    main()
