"""Looking everywhere for words that somebody told to people they chose.

Everybody who was not chosen opens every page they can reach (by following links, and by knocking on
every address with the codes of what was told), types half of each word wherever something can be
looked up, asks the API, and takes along their own export. Then come the mails, the log, the rows
and the bytes of the database. Paper is unpacked and read (`words_in`).
"""

import io
import json
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

from django.apps import apps
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
from sleutelbos.room.visits import commands as door
from sleutelbos.room.visits.views import COOKIE
from tests.canary import dump
from tests.routes import routes
from tests.test_api_permissions import OPERATIONS

ALIKE = 4  # pages of one address that are opened by following links
TYPED = ("text", "search")


@dataclass
class Told:
    """What is looked for: words that only the chosen know, and rows that came with them.

    `mark` says which rows there were before; what came after it is knocked on.
    """

    words: tuple[str, ...]
    mark: dict[str, int] = field(default_factory=dict)

    def within(self, text: str) -> list[str]:
        """The words that stand in a text."""
        return [word for word in self.words if word in text]

    @property
    def halves(self) -> list[str]:
        """Half of each word: to look for, so that the question is not taken for an answer."""
        return [re.sub(r"\d+$", "", word) for word in self.words]


def mark() -> dict[str, int]:
    """How far every table is filled now."""
    found = {}
    for model in _ours():
        newest = models.QuerySet(model).order_by("-pk").values_list("pk", flat=True).first()
        found[model._meta.label] = newest or 0
    return found


def _ours() -> list[type[models.Model]]:
    found = apps.get_models()
    return [
        m for m in found
        if m.__module__.startswith("sleutelbos.") and isinstance(m._meta.pk, models.AutoField)
    ]  # fmt: skip


def codes_since(before: dict[str, int]) -> dict[str, set[str]]:
    """Per module the codes of rows that came later: what stands in addresses."""
    found: dict[str, set[str]] = {}
    for model in _ours():
        names = {f.name for f in model._meta.concrete_fields} & {"code", "once", "uuid"}
        rows = models.QuerySet(model).filter(pk__gt=before.get(model._meta.label, 0))
        for name in names:
            codes = rows.order_by("-pk").values_list(name, flat=True)[:12]
            found.setdefault(model._meta.app_label, set()).update(map(str, codes))
    return found


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
        strings = re.findall(rb"<([0-9A-Fa-f]+)>|\((.*?)(?<!\\)\)", part, re.DOTALL)
        glyphs = "".join(hexed.decode() or _hex(plain) for hexed, plain in strings)
        pairs = [glyphs[n : n + 4].lower() for n in range(0, len(glyphs), 4)]
        told += ["".join(font.get(pair, "") for pair in pairs) for font in fonts]
    return "\n".join(told)


def _hex(plain: bytes) -> str:
    return re.sub(rb"\\(.)", rb"\1", plain, flags=re.DOTALL).hex()


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
    """Every address with a code in it, filled with the codes of what was told since a moment."""
    people = set(Person.objects.filter(roles__place=room).order_by("-pk")[:2].values_list(
        "code", flat=True
    ))  # fmt: skip
    for name, pattern in routes():
        open_ends = set(pattern.pattern.converters) - {"place_slug"}
        if not open_ends:
            continue
        for code in sorted(codes.get(name.partition(":")[0], set()) | people):
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


def in_pages(told: Told, room: Place, others: dict[str, str]) -> list[tuple[str, str, list[str]]]:
    """Every page of everybody who was not chosen. Proves that each of them opened many."""
    starts, doors = plain_addresses(room), list(knocks(room, codes_since(told.mark)))
    leaks = []
    for looker in lookers(told, room, others):
        looker.walk(starts)
        looker.knock(doors)
        assert len(looker.opened) > len(starts) + len(doors) / 2, looker.name
        leaks += looker.leaks
    return leaks


def in_api(told: Told, room: Place, others: dict[str, str]) -> list[tuple[str, str, list[str]]]:
    """Every reading operation of the API, with a token of each role, as each person, as nobody."""
    callers = lookers(told, room, others)
    for role in sorted(TOKEN_ROLES):
        token = make_token(actor("roy", room), name=f"zoekt als {role}", role=role)
        client = Client(raise_request_exception=False, headers={"authorization": f"Bearer {token}"})
        callers.append(Looker(f"token {role}", client, told))
    codes = set().union(*codes_since(told.mark).values())
    for caller in callers:
        for operation in (one for one in OPERATIONS if one.method == "get"):
            fills = codes if "{code}" in operation.path else {""}
            for code in fills:
                path = operation.path.format(room=room.slug, code=code, who="mine", once=code)
                for half in ["", *told.halves]:
                    caller.open(SERVER + path, **({"q": half} if half else {}))
                    if code:
                        break
    return [leak for caller in callers for leak in caller.leaks]


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
