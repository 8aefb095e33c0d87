"""Looking everywhere for words that somebody told to people they chose.

Everybody who was not chosen opens every page they can reach (by following links, and by knocking on
every address with the codes of what was told), types half of each word wherever something can be
looked up, asks the API, and takes along their own export. Then come the mails, the log, the rows
and the bytes of the database. Paper is unpacked and read (`words_in`).
"""

import io
import json
import os
import re
import sqlite3
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core import mail
from django.db import connection, models
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.people.queries_export import take_along
from sleutelbos.commons.places.commands_tokens import make_token
from sleutelbos.commons.places.models import Place
from sleutelbos.config.api import SERVER
from sleutelbos.demo.network import actor, person
from sleutelbos.kit.policy import TOKEN_ROLES
from sleutelbos.kit.privacy import links
from sleutelbos.room.visits import commands as door
from sleutelbos.room.visits.views import COOKIE
from tests.canary import dump
from tests.routes import routes
from tests.test_api_permissions import OPERATIONS

MOST = 8  # rows of one kind
ALIKE = 2  # pages of one address that are opened by following links
STRING = re.compile(rb"<([0-9A-Fa-f]+)>|\(((?:\\.|[^\\)])*)\)", re.DOTALL)  # of a PDF
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
TYPED = ("text", "search")

# People of the demo who were not chosen by anybody in a life: one of each kind.
OTHERS = {
    "neighbour": "olena", "volunteer": "tesfay", "host": "joy", "key holder": "yusuf",
    "board": "roy", "treasurer": "els", "coordinator": "marleen", "assistant": "deniz",
    "funder": "floor", "stranger": "curtis", "other coordinator": "jasper",
}  # fmt: skip


@dataclass
class Told:
    """What is looked for: words of one person that only the chosen know."""

    words: tuple[str, ...]
    owner: str

    @property
    def person(self) -> Person:
        """Whose words they are."""
        return Person.objects.get(called=self.owner)

    def within(self, text: str) -> list[str]:
        """The words that stand in a text."""
        return [word for word in self.words if word in text]

    @property
    def halves(self) -> list[str]:
        """Half of each word: to look for, so that the question is not taken for an answer."""
        return [re.sub(r"\d+$", "", word) for word in self.words]


def codes_of(person: Person) -> dict[str, set[str]]:
    """Per module the codes, as they stand in addresses, of all rows of a person and of what hangs
    on those rows (steps of a question, reviews of a place to work)."""
    found: dict[str, set[str]] = {"places": {person.code}, "people": {person.code}}
    for link in links():
        rows = link.rows(person).order_by("-pk")[:MOST]
        _add(found, link.model, rows)
        for hanging in link.model._meta.related_objects:
            if hanging.related_model.__module__.startswith("sleutelbos."):
                mine = {f"{hanging.field.name}__in": [row.pk for row in rows]}
                _add(
                    found,
                    hanging.related_model,
                    models.QuerySet(hanging.related_model).filter(**mine)[:MOST],
                )
    return found


def _add(found: dict[str, set[str]], model: type[models.Model], rows: Iterable[Any]) -> None:
    names = {f.name for f in model._meta.concrete_fields} & {"code", "once", "uuid"}
    codes = {str(getattr(row, name)) for row in rows for name in names}
    found.setdefault(model._meta.app_label, set()).update(codes)


# -- what a page says -----------------------------------------------------------------------------


def words_in(content: bytes) -> str:
    """What an answer says: text, a ZIP and what is in it, or a paper (PDF)."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(words_in(archive.read(name)) for name in archive.namelist())
    return _paper(content) if content.startswith(b"%PDF") else content.decode(errors="replace")


def _paper(pdf: bytes) -> str:
    """The letters on paper, through the tables of its fonts (ToUnicode), in every one of them."""
    parts = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(raw))
        except zlib.error:
            parts.append(raw)
    fonts = [_letters(part) for part in parts if b"beginbfchar" in part or b"beginbfrange" in part]
    told = []
    for part in parts:
        strings = STRING.findall(part)
        glyphs = [hexed.decode().lower() or _hex(plain) for hexed, plain in strings]
        told += ["".join(_spelled(each, font) for each in glyphs) for font in fonts]
    return "\n".join(told)


def _spelled(glyphs: str, font: dict[str, str]) -> str:
    return "".join(font.get(glyphs[n : n + 4], "") for n in range(0, len(glyphs), 4))


def _hex(plain: bytes) -> str:
    """A string between brackets, with its escapes (ISO 32000-1, 7.3.4.2), in hexadecimals."""

    def one(found: re.Match[bytes]) -> bytes:
        said = found[1]
        return bytes([int(said, 8) & 255]) if said.isdigit() else ESCAPES.get(said, said)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, plain, flags=re.DOTALL).hex()


def _letters(table: bytes) -> dict[str, str]:
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, letter in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[glyph.decode().lower()] = bytes.fromhex(letter.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letter in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for nth in range(int(last, 16) - int(first, 16) + 1):
                found[f"{int(first, 16) + nth:04x}"] = chr(int(letter, 16) + nth)
    return found


class _Page(HTMLParser):
    """The addresses a page leads to, and its forms in which something can be typed."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        self.links += [at[name] for name in ("href", "hx-get", "src") if at.get(name)]
        if tag == "form":
            self.forms.append((at.get("method", "get").lower(), at.get("action", ""), []))
        typed = tag == "input" and at.get("type", "text") in TYPED and at.get("name")
        if typed and self.forms:
            self.forms[-1][2].append(at["name"])


# -- who looks ------------------------------------------------------------------------------------


@dataclass
class Looker:
    """Somebody who opens everything they can. `leaks` are the words they met, and where."""

    name: str
    client: Client
    told: Told
    leaks: list[tuple[str, str, list[str]]] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)

    def open(self, address: str, how: str = "get", **sent: Any) -> str:
        """Open one address; remembers what stood there that should not."""
        answer = getattr(self.client, how)(address, sent)
        content = b"".join(answer) if answer.streaming else answer.content
        said = words_in(content) + json.dumps(dict(answer.headers))
        assert answer.status_code < 500, (self.name, address)
        if met := self.told.within(said):
            self.leaks.append((self.name, address, met))
        self.opened.add(address)
        return said if answer.status_code < 400 else ""

    def walk(self, starts: Iterable[str]) -> None:
        """Open these addresses and follow every link on them, a few of each kind."""
        alike: Counter[str] = Counter()
        waiting = list(starts)
        while waiting:
            address = waiting.pop(0)
            kind = _kind(address)
            if address in self.opened or not kind or alike[kind] >= ALIKE:
                continue
            alike[kind] += 1
            page = _Page()
            page.feed(self.open(address))
            base = address.partition("?")[0]
            waiting += [urljoin(base, link).partition("#")[0] for link in page.links]
            if alike[kind] == 1:
                self._look_up(base, page)

    def _look_up(self, base: str, page: _Page) -> None:
        """Type half of each word where something is looked for: a GET form, or who is called so."""
        for method, action, names in page.forms:
            if not names or (method == "post" and names != ["called"]):
                continue  # other forms write
            for half in self.told.halves:
                self.open(urljoin(base, action), method, **dict.fromkeys(names, half))

    def knock(self, addresses: Iterable[str]) -> None:
        """Open each of these, linked or not."""
        for address in addresses:
            if address not in self.opened:
                self.open(address)


def _kind(address: str) -> str:
    """The name of a page of our own, with what it is asked; nothing for what is none."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith("/static/"):
        return ""
    try:
        found = resolve(parts.path)
    except Resolver404:
        return ""
    asked = sorted(piece.partition("=")[0] for piece in parts.query.split("&"))
    return f"{found.view_name} {asked}" if found.view_name else ""


def plain_addresses(room: Place) -> list[str]:
    """Every address of the house that needs no more than a room."""
    found = []
    for name, pattern in routes():
        needs = set(pattern.pattern.converters)
        if needs <= {"place_slug"}:
            found.append(reverse(name, kwargs=dict.fromkeys(needs, room.slug)))
    return found


def knocks(room: Place, codes: dict[str, set[str]]) -> Iterator[str]:
    """Every address with a code in it, filled with the codes of somebody."""
    for name, pattern in routes():
        open_ends = set(pattern.pattern.converters) - {"place_slug"}
        if not open_ends:
            continue
        for code in sorted(codes.get(name.partition(":")[0], set()) | codes["people"]):
            filled = dict.fromkeys(open_ends, code)
            if "place_slug" in pattern.pattern.converters:
                filled["place_slug"] = room.slug
            try:
                yield reverse(name, kwargs=filled)
            except NoReverseMatch:  # this address takes no code
                break


def lookers(told: Told, room: Place, others: dict[str, str]) -> list[Looker]:
    """A browser for each of these people, the passer-by, and the tablet at the door."""
    found = [Looker("passer-by", _client(), told)]
    for name, handle in others.items():
        client = _client()
        client.force_login(person(handle))
        found.append(Looker(name, client, told))
    tablet = _client()
    tablet.cookies[COOKIE] = door.enrol(actor("fatma", room), name="nog een tablet")
    return [*found, Looker("tablet", tablet, told)]


def _client() -> Client:
    return Client(raise_request_exception=False)


# -- everywhere -----------------------------------------------------------------------------------


def in_pages(told: Told, room: Place, others: dict[str, str]) -> list[Looker]:
    """Every page, by everybody who was not chosen. Proves that each of them opened many."""
    starts, doors = plain_addresses(room), list(knocks(room, codes_of(told.person)))
    looked = lookers(told, room, others)
    for looker in looked:
        looker.walk(starts)
        looker.knock(doors)
        assert len(looker.opened) > len(starts) + len(doors) / 2, looker.name
    return looked


def in_api(told: Told, room: Place, others: dict[str, str]) -> list[Looker]:
    """Every reading operation of the API, with a token of each role, as each person, as nobody."""
    callers = lookers(told, room, others)
    for role in sorted(TOKEN_ROLES):
        token = make_token(actor("roy", room), name=f"zoekt als {role}", role=role)
        client = Client(raise_request_exception=False, headers={"authorization": f"Bearer {token}"})
        callers.append(Looker(f"token {role}", client, told))
    codes = set().union(*codes_of(told.person).values())
    for caller in callers:
        for operation in (one for one in OPERATIONS if one.method == "get"):
            fills = codes if "{code}" in operation.path else {""}
            for code in fills:
                path = operation.path.format(room=room.slug, code=code, who="mine", once=code)
                for half in ["", *told.halves]:
                    caller.open(SERVER + path, **({"q": half} if half else {}))
                    if code:
                        break
    return callers


def in_exports(told: Told) -> dict[str, list[str]]:
    """Whose *alles meenemen* holds which of the words."""
    found = {}
    for one in Person.objects.all():
        with closing(take_along(one)) as parcel:
            if met := told.within(words_in(parcel.read())):
                found[one.called] = met
    return found


def in_mails(told: Told) -> list[str]:
    """The words in every mail that went out."""
    return told.within("\n".join(str(letter.message()) for letter in mail.outbox))


def in_rows(told: Told) -> list[str]:
    """The words in any row of any table, as somebody would find who took the database."""
    return told.within("\n".join("\n".join(rows) for rows in dump().values()))


def on_disk(words: Iterable[str]) -> list[str]:
    """The words in the bytes of the file of the database, and of what stands beside it."""
    file = Path(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("PRAGMA wal_checkpoint(PASSIVE)")
    found = b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    return [word for word in words if word.encode() in found]


def client_of(who: str) -> Client:
    """The browser of somebody of the demo (by handle), or of a newcomer by name."""
    client = _client()
    client.force_login(person(who) if who.islower() else Person.objects.get(called=who))
    return client


def reads(told: Told, who: str, address: str, how: str = "get") -> set[str]:
    """The words that somebody who was chosen reads at an address: the search can find."""
    looker = Looker(who, client_of(who), told)
    looker.open(address, how)
    return {word for _who, _where, met in looker.leaks for word in met}


def assert_nowhere(told: Told, room: Place, log: str) -> None:
    """Nobody who was not chosen finds a word of it, anywhere. Words of digits only (a number to
    call) may stand in the rows, the others are locked there."""
    looked = in_pages(told, room, OTHERS) + in_api(told, room, OTHERS)
    assert [leak for one in looked for leak in one.leaks] == []
    kept = {word for word in told.words if word.strip("+0123456789")}
    exports = in_exports(told)
    assert set(exports) == {told.owner}
    assert kept <= set(exports[told.owner])  # theirs holds all of it
    assert told.within(log) == []
    assert len(mail.outbox) > len(OTHERS) - 3
    assert in_mails(told) == []
    assert kept.isdisjoint(in_rows(told))
    assert on_disk([*sorted(kept), "Naaiclub"]) == ["Naaiclub"]
    if file := os.environ.get("SLEUTELBOS_LOOKED"):  # `python -m benchmarks.walks lives`
        with Path(file).open("a") as lines:
            lines.write(
                f"{len(told.words)} {len(looked)} {sum(len(one.opened) for one in looked)}\n"
            )
