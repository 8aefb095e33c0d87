"""Does the journal still say what it said? The chain of its lines, and where it is broken (R46).

Every line has a fingerprint of its own from the moment it is written. Soon after, it hangs in the
chain: a link holds a hash over the link before it, its place in the chain, the number of the row,
and every word of the line. What each hash is taken over is a JSON array, so that no two different
lines read the same.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from .models import ChainLink, Entry

FORM = "sleutelbos-journal-1"
BEGIN = "0" * 64  # what the first line hangs on
NONCE, SHORTEST = 16, 16  # letters: of the lot in a fingerprint, of a head copied by hand
WHOLE = 64  # letters of a hash
BATCH = 2000
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
Told = list[Any]
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Head:
    """The last link of the chain at some moment: how many lines, and the hash over all of them."""

    nth: int
    hash: str

    def __str__(self) -> str:
        return f"{self.nth}:{self.hash}"

    @classmethod
    def read(cls, said: str) -> "Head":
        """A head as somebody copied it: `1234:ab12…`, of the hash 16 letters or more, spaces and
        dashes at will. Raises `ValueError`."""
        number, mark, letters = said.strip().partition(":")
        letters = re.sub(r"[\s-]", "", letters).lower()
        if not mark or not re.fullmatch(r"[1-9]\d*", number.strip()):
            raise ValueError(said)
        if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST},64}}", letters):
            raise ValueError(said)
        return cls(int(number), letters)


def told(line: Entry) -> Told:
    """Every word of a line, in a form that is the same on every database."""
    return told_of(line.place_id, line.who, line.what, line.about, line.about_id, line.at)


def told_of(
    place: int | None, who: UUID | None, what: str, about: str, about_id: str, at: datetime
) -> Told:
    """The same for a line of which only the words are at hand."""
    return [place, who.hex if who else None, what, about, about_id, (at - EPOCH) // MICROSECOND]


def _hash(*parts: Any) -> str:
    return sha256(json.dumps([FORM, *parts], separators=(",", ":")).encode()).hexdigest()


def fingerprint_of(words: Told, nonce: str) -> str:
    """The fingerprint of a line; `nonce`, 16 random letters, keeps two of the same apart."""
    return nonce + _hash("line", nonce, words)


def fits(line: Entry) -> bool:
    """Whether a line still says what it said when it was written."""
    return line.fingerprint == fingerprint_of(told(line), line.fingerprint[:NONCE])


def link_hash(before: str, nth: int, number: int, words: Told) -> str:
    """The hash of the link with this place in the chain, for the row with this number."""
    return _hash("link", before, nth, number, words)


def head() -> Head | None:
    """The last link there is now. 1 query."""
    last = ChainLink.everywhere.order_by("-nth").first()  # the chain is of the whole network
    return Head(last.nth, last.hash) if last else None


def broken(heads: Iterable[Head] = (), tell: Tell = lambda done, of: None) -> Iterator[str]:
    """What does not hold, the first bad line first; whole is nothing at all.

    With `heads` that were written down elsewhere it is also seen that the end was cut off, that an
    older database was put back, or that somebody made the whole chain anew. 2 queries for every
    2,000 lines, and 1 more.
    """
    yield from _links(tell)
    yield from misfits(heads)
    loose = Entry.everywhere.filter(chained=None)  # the journal of the whole network
    for line in loose.order_by("pk").iterator(chunk_size=BATCH):
        if not fits(line):
            yield f"Line {line.pk} was put in, or changed, past the program."


def _links(tell: Tell) -> Iterator[str]:
    last, before, total = 0, BEGIN, ChainLink.everywhere.count()  # the chain of the network
    rows = ChainLink.everywhere.order_by("nth").values_list("nth", "hash", "line_id")  # the same
    while batch := list(rows.filter(nth__gt=last)[:BATCH]):
        lines = _lines([number for _nth, _hash, number in batch])
        for nth, found, number in batch:
            if nth != last + 1:
                yield f"Of the chain link {last + 1} is gone, before line {number}."
            elif number not in lines:
                yield f"Line {number} was taken away (link {nth})."
            elif found != link_hash(before, nth, number, lines[number]):
                yield f"Line {number} was changed, or moved (link {nth})."
            last, before = nth, found
        tell(min(last, total), total or 1)


def _lines(numbers: list[int]) -> dict[int, Told]:
    rows = Entry.everywhere.filter(pk__in=numbers)  # lines of the whole network
    words = rows.values_list("pk", "place_id", "who", "what", "about", "about_id", "at")
    return {row[0]: told_of(*row[1:]) for row in words}


def _hashes(heads: Iterable[Head]) -> dict[int, str]:
    """What stands in the chain now at the links of these heads. 1 query."""
    rows = ChainLink.everywhere.filter(nth__in=[one.nth for one in heads])  # of the network
    return dict(rows.values_list("nth", "hash"))


def fitting(heads: Iterable[Head]) -> set[Head]:
    """Those of these heads that stand in the chain as they were written down. 1 query."""
    wanted = set(heads)
    found = _hashes(wanted)
    return {one for one in wanted if found.get(one.nth, "").startswith(one.hash)}


def misfits(heads: Iterable[Head]) -> list[str]:
    """Heads that were written down and do not fit what is here; the first one only is told."""
    wanted = sorted(set(heads), key=lambda one: one.nth)
    found = _hashes(wanted)
    good = 0
    for one in wanted:
        if one.nth not in found:
            return [
                f"Link {one.nth} was written down and is not here: the end was cut off, or an "
                "older database was put back."
            ]
        if not found[one.nth].startswith(one.hash):
            return [
                f"Link {one.nth} is not what was written down: something after link {good} was "
                "changed, and the chain made anew."
            ]
        good = one.nth
    return []


def heads_file() -> Path:
    """Where the heads of every night are kept, beside the database."""
    return Path(settings.HOME) / "journal-heads"


def heads_written() -> list[Head]:
    """The heads of every night that can be read, oldest first; none when there is no file."""
    return [kept for _line, kept in head_lines() if kept]


def heads_unread() -> list[str]:
    """The lines among them that say nothing we can read: half written, or changed by hand."""
    return [
        f"Line {number} of {heads_file().name} cannot be read: {line}"
        for number, (line, kept) in enumerate(head_lines(), 1)
        if kept is None and line.strip()
    ]


def head_lines() -> list[tuple[str, Head | None]]:
    """Every line of the file, with the head it tells; None when it tells none."""
    kept = heads_file()
    said = kept.read_text(errors="replace").splitlines() if kept.exists() else []
    return [(line, _told_by(line)) for line in said]


def _told_by(line: str) -> Head | None:
    """`2026-11-22 1234:ab12…`, with all 64 letters of the hash."""
    try:
        told_by = Head.read((line.split() or [""])[-1])
    except ValueError:
        return None
    return told_by if len(told_by.hash) == WHOLE else None
