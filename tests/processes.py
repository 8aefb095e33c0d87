"""Real processes against the database of the running test, for what threads cannot show.

A test marked `processes` calls `at_once("package.module:function", [arguments, …])`: every item
gets a process of its own, all wait for one starting shot, and what they return (JSON) comes back
in order.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).parent.parent
NAME = "SLEUTELBOS_TEST_DATABASE"


def at_once(function: str, arguments: list[list[Any]], timeout: float = 120) -> list[Any]:
    """Run `function(*arguments[i])` in one process for each i, starting at the same moment.

    Raises `AssertionError` with the error text when a process fails. Needs a transactional test
    (`django_db(transaction=True)`), since other processes see only what is committed.
    """
    environment = {
        **os.environ,
        NAME: str(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.processes", function, json.dumps(given)],
            cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for given in arguments
    ]  # fmt: skip
    for worker in workers:  # on a busy machine the last one takes a while; nobody begins before
        assert worker.stdout
        worker.stdout.readline()
    outcomes = []
    for worker in workers:
        assert worker.stdin
        with suppress(BrokenPipeError):  # it fell over while starting; its error follows below
            worker.stdin.write("go\n")
            worker.stdin.flush()
    for worker in workers:
        out, err = worker.communicate(timeout=timeout)
        assert worker.returncode == 0, err[-2000:]
        outcomes.append(json.loads(out.splitlines()[-1]))
    return outcomes


def main() -> None:
    """Be one of those processes."""
    import django

    django.setup()
    name, arguments = sys.argv[1], json.loads(sys.argv[2])
    module, function = name.split(":")
    work = getattr(import_module(module), function)
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(work(*arguments)))


if __name__ == "__main__":
    main()
