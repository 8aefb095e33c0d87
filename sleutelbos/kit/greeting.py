"""Saying where the door is when it is open, and not before."""

import os
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

PATIENCE = 180.0  # seconds a slow machine may take to gather its files and start


def say_when_it_answers(host: str, port: int, text: str, *, patience: float = PATIENCE) -> None:
    """Print `text` as soon as the server that this process becomes answers at its health page.

    Call it last, just before `exec`. A grandchild waits and prints, so nothing is left behind; when
    the server ends before it answered, nothing is printed.
    """
    sys.stdout.flush()
    server = os.getpid()
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    if os.fork():  # orphaned, so that whoever becomes the server need not look after it
        os._exit(0)
    try:
        near = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 - to ask it here
        address = f"http://{f'[{near}]' if ':' in near else near}:{port}/healthz"
        if _answers(address, server, time.monotonic() + patience):
            os.write(sys.stdout.fileno(), f"{text}\n".encode())
    finally:
        os._exit(0)


def _answers(address: str, server: int, until: float) -> bool:
    while time.monotonic() < until and _lives(server):
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own address, http
                return True
        except HTTPError:
            return True  # it says no to this name, but it is there
        except (URLError, OSError):
            time.sleep(0.1)
    return False


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True
