"""How many questions a page asks the database, by page.

Runs with the real settings on a seeded network: `python -m benchmarks.queries SEEDED.json`.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.asks import check_in_ask, come_ask
from benchmarks.inside import Application, opened, send
from benchmarks.load import Ask
from benchmarks.seed import Seeded

BEGIN_AND_END = ("BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def counting() -> Iterator[list[str]]:
    """Gather every statement; beginning and ending a transaction are not questions."""
    from django.db import connection

    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not sql.startswith(BEGIN_AND_END):
            asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield asked


def counts(seeded: Seeded) -> dict[str, int]:
    """The number of questions for each case of `asks.cases`; a page when it is warm."""
    board, code = seeded.board, seeded.codes[-1]
    asks = {
        "activity list, signed in": Ask(f"/k/{seeded.slug}/agenda/", seeded.sessions[0]),
        "check-in at the door": check_in_ask(seeded, seeded.tags[0]),
        "500 people with their hours": Ask(f"/k/{seeded.slug}/uren/", board),
        "public room page, kept": Ask(f"/k/{seeded.slug}/"),
        "sign-up": come_ask(seeded, board, code),
    }
    application = opened()
    return {name: min(_count(application, ask) for _time in range(3 if ask.body is None else 1))
            for name, ask in asks.items()}  # fmt: skip


def _count(application: Application, ask: Ask) -> int:
    """Asked three times, a kept page is kept at least once, also when a minute just went by."""
    with counting() as asked:
        send(application, ask)
    return len(asked)


def main() -> None:
    """Print the counts as JSON."""
    print(json.dumps(counts(Seeded.read(Path(sys.argv[1])))))


if __name__ == "__main__":
    main()
