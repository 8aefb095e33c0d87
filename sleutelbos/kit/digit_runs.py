"""Rows of digits in a text, in whatever script and however they are cut up.

For `kit.bsn`: it makes the text plain, finds the groups of digits that stand together, and says
which of them can be dialled. Nothing here keeps or logs what it reads.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff]"
)
_RUN = re.compile(r"\d+(?:[\s.,:;()/|_'’‘·•‐-―−-]{1,5}\d+)*")
_GROUP = re.compile(r"\d+")


class Window(NamedTuple):
    """Some neighbouring groups of digits in one run: first and last group, and their digits."""

    first: int
    last: int
    digits: str


class Run:
    """A row of digit groups with only separators in between, and where it stands in the text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.groups = [(m.start(), m.end()) for m in _GROUP.finditer(text, start, end)]
        self.digits = "".join(text[a:b] for a, b in self.groups)
        self.ends = list(accumulate(b - a for a, b in self.groups))

    def windows(self, fewest: int, most: int) -> Iterator[Window]:
        """Every stretch of whole groups that holds `fewest` to `most` digits."""
        begin = 0
        for first, end in enumerate(self.ends):
            last = max(first, bisect_left(self.ends, begin + fewest))
            while last < len(self.ends) and self.ends[last] - begin <= most:
                yield Window(first, last, self.digits[begin : self.ends[last]])
                last += 1
            begin = end

    def shape(self, window: Window) -> tuple[int, ...]:
        """The lengths of the groups: 123.456.782 is (3, 3, 3)."""
        return tuple(b - a for a, b in self.groups[window.first : window.last + 1])

    def gap(self, after: int) -> str:
        """What stands between group `after` and the next one; empty outside the run."""
        if not 0 <= after < len(self.groups) - 1:
            return ""
        return self.text[self.groups[after][1] : self.groups[after + 1][0]]

    def gaps(self, window: Window) -> list[str]:
        """What stands between the groups of this window."""
        return [self.gap(n) for n in range(window.first, window.last)]

    def length(self, group: int) -> int:
        """The number of digits in a group; 0 outside the run."""
        if not 0 <= group < len(self.groups):
            return 0
        return self.groups[group][1] - self.groups[group][0]

    def in_phone(self, window: Window) -> bool:
        """Whether these groups are (part of) a telephone number with its 0 or country code."""
        for first in range(max(0, window.first - 4), window.first + 1):
            for last in range(window.last, min(len(self.groups), window.last + 5)):
                if self._dials(first, last):
                    return True
        return False

    def _dials(self, first: int, last: int) -> bool:
        start = self.groups[first][0]
        digits = "".join(self.text[a:b] for a, b in self.groups[first : last + 1])
        if not 10 <= len(digits) <= 15:
            return False
        if self.text[max(0, start - 2) : start].rstrip().endswith("+"):
            return is_phone("+" + digits)
        if digits.startswith("00"):
            return is_phone("+" + digits[2:])
        if digits.startswith("31") and len(digits) == 11:
            return is_phone("+" + digits)
        return digits.startswith("0") and len(digits) == 10 and is_phone(digits)


def plain(text: str) -> str:
    """Lower case, ASCII digits, no invisible characters, so that one set of patterns is enough."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).lower()
    return re.sub(r"[^\x00-\x7f]", _ascii_digit, text)


def _ascii_digit(found: re.Match[str]) -> str:
    return str(unicodedata.decimal(found[0], found[0]))


def runs_in(text: str) -> Iterator[Run]:
    """Every row of digit groups of a plain text that is long enough to hold a BSN."""
    for found in _RUN.finditer(text):
        if found.end() - found.start() >= 8:
            yield Run(text, *found.span())


def is_phone(number: str) -> bool:
    """A number that can be dialled from the Netherlands, says the numbering plan."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "NL"))
    except phonenumbers.NumberParseException:
        return False
