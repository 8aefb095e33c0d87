"""What every page weighs on the way to a phone: itself, its styles, scripts and letters (ux.md 15).

Counted from the page as it is sent: its bytes, and the files it names. Letters are counted from
the characters that are shown, whatever their weight, so a browser fetches these files or fewer.
Styles, scripts and letters have the mark of their content in their name and are kept for a year:
somebody who comes back fetches the page alone.
"""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.test import Client
from django.urls import reverse

from tests.queries import LOOKS
from tests.routes import declared
from tests.world import World, addresses

FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
UNSEEN = {"script", "style", "template", "noscript", "svg", "head"}
VOID = {"meta", "link", "input", "br", "img", "hr", "source", "area", "base", "col", "wbr"}


# Bytes: the page as it is sent, styles before and after zipping, scripts and letters as sent.
BARS = {"page": 30_000, "styles_raw": 45_000, "styles": 12_000, "scripts": 35_000,
        "letters": 50_000}  # fmt: skip
MORE_LETTERS = {  # shows words in the writing of every language
    "visits:door": "„Welkom“ in the languages of the neighbourhood; the tablet keeps the files",
    "people:look": "the school letters are shown to choose from",
    "referral:make": "the second language of a card is chosen by its own name",
    "referral:list": "the same",
}


@dataclass(frozen=True)
class Weight:
    """Bytes as they are sent: the page raw, styles and scripts zipped, letters as they are."""

    page: int
    styles_raw: int
    styles: int
    scripts: int
    letters: int

    @property
    def first(self) -> int:
        """All that comes over the line at a first visit."""
        return self.page + self.styles + self.scripts + self.letters


class Reader(HTMLParser):
    """The files a page names, and the characters it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.styles: list[str] = []
        self.scripts: list[str] = []
        self.shown: set[str] = set()
        self.hiding: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is fetched, and whether what is inside is shown."""
        told = dict(attrs)
        if tag == "link" and told.get("rel") == "stylesheet":
            self.styles.append(str(told["href"]))
        if tag == "script" and told.get("src"):
            self.scripts.append(str(told["src"]))
        if module := told.get("data-module"):
            self.scripts.append(module)
        if tag not in VOID:
            closed = tag == "details" and "open" not in told
            self.hiding.append(tag in UNSEEN or "hidden" in told or closed)

    def handle_endtag(self, tag: str) -> None:
        """Out again."""
        if tag not in VOID and self.hiding:
            self.hiding.pop()

    def handle_data(self, data: str) -> None:
        """Characters that need letters."""
        if not any(self.hiding):
            self.shown |= set(data)


@lru_cache(maxsize=64)
def content(address: str) -> bytes:
    """A file of ours by its address."""
    found = find(address.removeprefix(settings.STATIC_URL))
    return Path(str(found)).read_bytes()


@lru_cache(maxsize=64)
def zipped(address: str) -> int:
    """Its bytes when it is sent."""
    return len(gzip.compress(content(address)))


def letters_of(styles: list[str], shown: set[str]) -> int:
    """The bytes of all letters that these characters need. School letters only when chosen."""
    codes = {ord(character) for character in shown if not character.isspace()}
    files: dict[str, int] = {}
    for style in styles:
        for face in FACE.findall(content(style).decode()):
            family, file = re.search(r'family: "([^"]+)"', face), re.search(r'url\("([^"]+)"', face)
            ranges = re.search(r"unicode-range: ([^;}]+)", face)
            assert family
            assert file
            if family[1] == "Andika" or (ranges and not codes & _codes(ranges[1])):
                continue
            files[file[1]] = len(content(f"{Path(style).parent}/{file[1]}"))
    return sum(files.values())


@lru_cache(maxsize=64)
def _codes(ranges: str) -> frozenset[int]:
    found: set[int] = set()
    for part in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges):
        first = int(part[0], 16)
        found |= set(range(first, int(part[1] or part[0], 16) + 1))
    return frozenset(found)


def weighed(page: bytes) -> Weight:
    """One page as it was sent."""
    reader = Reader()
    reader.feed(page.decode())
    return Weight(
        len(page), sum(len(content(s)) for s in reader.styles),
        sum(map(zipped, reader.styles)), sum(map(zipped, reader.scripts)),
        letters_of(reader.styles, reader.shown),
    )  # fmt: skip


def weights(world: World, language: str) -> Mapping[str, Weight]:
    """Every page that is HTML, by who sees most of it."""
    known, found = addresses(world), {}
    for route, table in sorted(declared().items()):
        looker = next((role for role in LOOKS if role in table.get), None)
        if looker is None:
            continue
        client: Client = world.client(looker)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answer = client.get(reverse(route, kwargs=known.get(route)))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found[f"{route} {looker}"] = weighed(answer.content)
    return found


def too_heavy(found: Mapping[str, Weight]) -> list[tuple[str, str, int]]:
    """What passes a bar."""
    return [
        (name, what, getattr(one, what))
        for name, one in found.items()
        for what, most in BARS.items()
        if getattr(one, what) > most
        and not (what == "letters" and name.partition(" ")[0] in MORE_LETTERS)
    ]
