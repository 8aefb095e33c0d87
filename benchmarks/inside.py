"""Requests inside one process, without a server: what the program and the database cost.

    python -m benchmarks.inside SEEDED.json

reads lines `case count` and answers each with the CPU milliseconds a request of this process, until
the input ends. Two of these, on two databases, are asked in turn by `benchmarks.growth`.
"""

import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.asks import Make, check_in_ours, list_ours, sign_up_ours, turns
from benchmarks.load import Ask
from benchmarks.seed import Seeded

MEANT = frozenset({"200 OK", "302 Found"})
Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


def opened() -> Application:
    """The program, ready to answer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sleutelbos.config.settings")
    from sleutelbos.config.wsgi import application

    return application


def send(application: Application, ask: Ask) -> str:
    """Do one request; gives the status line. Raises `SystemExit` when it is not a good one."""
    body = ask.body or b""
    environ = {
        "REQUEST_METHOD": "GET" if ask.body is None else "POST", "PATH_INFO": ask.path,
        "QUERY_STRING": "", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_COOKIE": ask.cookies,
        "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": ask.kind,
        "wsgi.input": io.BytesIO(body), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr,
    }  # fmt: skip
    environ |= {f"HTTP_{k.upper().replace('-', '_')}": value for k, value in ask.headers}
    told: list[str] = []
    answer = application(environ, lambda status, headers, fault=None: told.append(status))
    for _piece in answer:
        pass
    answer.close()
    if told[0] not in MEANT:
        raise SystemExit(f"{ask.path}: {told[0]}")
    return told[0]


def makes(seeded: Seeded) -> dict[str, Make]:
    """What is asked, by a name without spaces."""
    signed_in = seeded.sessions
    return {
        "agenda": list_ours(seeded),
        "vandaag": turns([Ask(f"/k/{seeded.slug}/", cookies) for cookies in signed_in]),
        "overview": turns([Ask(f"/k/{seeded.slug}/uren/", seeded.board)]),
        "sign-up": sign_up_ours(seeded),
        "check-in": check_in_ours(seeded),
    }


def main() -> None:
    """Answer until nobody asks any more."""
    seeded = Seeded.read(Path(sys.argv[1]))
    application, known = opened(), makes(seeded)
    for line in sys.stdin:
        name, count = line.split()
        asks = known[name](int(count))
        began = time.process_time()
        for ask in asks:
            send(application, ask)
        print((time.process_time() - began) * 1000 / len(asks), flush=True)


if __name__ == "__main__":
    main()
