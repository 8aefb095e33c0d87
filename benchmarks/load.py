"""Load for a server on this machine: CPU per request, times, and memory, all bounded.

CPU seconds of the server's processes are read from /proc, so other work on the machine hardly
changes them; requests a second would. Linux only, loopback only.
"""

import http.client
import os
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Ask:
    """One request: what is sent. `cookies` is a finished Cookie header."""

    path: str
    cookies: str = ""
    body: bytes | None = None
    kind: str = "application/x-www-form-urlencoded"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Result:
    """What a run gave: seconds per request, statuses, CPU milliseconds a request of the server."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    cpu_ms: float = 0.0

    def percentile(self, share: float) -> float:
        """The time (ms) under which this share of the requests stayed."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def family(pid: int) -> list[int]:
    """A process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(entry))
    waiting, found = [pid], []
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def cpu_seconds(pid: int) -> float:
    """CPU seconds of a process family so far, ended children included."""
    total = 0
    for one in family(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / TICK


def memory_mib(pid: int, *, children_only: bool = False) -> float:
    """Memory of a process family in MiB: proportional set size, so each shared page counts once.

    With `children_only` without the first process, which looks after the others.
    """
    total = 0
    for one in family(pid)[children_only:]:
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: Sequence[str], port: int, **environment: str) -> Iterator[int]:
    """Run a server until the block ends; gives its process id once it answers."""
    log = Path("/dev/null").open("w")
    server = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=log, stderr=log, start_new_session=True
    )
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if server.poll() is not None:
                    raise RuntimeError(f"The server did not start: {' '.join(command)}") from None
                time.sleep(0.1)
        time.sleep(0.3)
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def run(port: int, pid: int, asks: Sequence[Ask], *, count: int, users: int = 4) -> Result:
    """Send `count` requests, round and round over `asks`, by so many users at once."""
    result, turn, lock = Result(), cycle(asks), threading.Lock()
    left = [count]

    def user() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                if left[0] <= 0:
                    break
                left[0] -= 1
                ask = next(turn)
            began = time.perf_counter()
            status = sent(connection, ask)
            spent = time.perf_counter() - began
            with lock:
                result.seconds.append(spent)
                result.statuses[status] += 1
        connection.close()

    before = cpu_seconds(pid)
    threads = [threading.Thread(target=user) for _ in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.cpu_ms = (cpu_seconds(pid) - before) * 1000 / count
    return result


def sent(connection: http.client.HTTPConnection, ask: Ask) -> int:
    """Do one request and read the whole answer; gives the status."""
    headers = {"Host": "localhost", "Cookie": ask.cookies, **dict(ask.headers)}
    method = "GET"
    if ask.body is not None:
        method = "POST"
        headers["Content-Type"] = ask.kind
    connection.request(method, ask.path, ask.body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status
