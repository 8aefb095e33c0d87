"""*Alles meenemen*: everything the house keeps of a person, to read and to process (AVG 15, 20).

A ZIP with `lees-mij.html` (to read), `gegevens.json` (for machines) and the recordings and files
themselves. Made from the classification of every model, so a new model is in it by itself. Other
people in it are called „een buur“.
"""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.queries import done_by
from sleutelbos.kit.privacy import Link, links

from .models import Person

OWN = (
    "called", "tag_picto", "tag_colour", "language", "email", "hidden_since", "known_since",
)  # fmt: skip
SOUNDS = ((b"OggS", "ogg"), (b"\x1aE\xdf\xa3", "webm"), (b"\x89PNG", "png"), (b"\xff\xd8", "jpg"),
          (b"RIFF", "wav"), (b"ID3", "mp3"), (b"%PDF", "pdf"))  # fmt: skip
IN_MEMORY = 4 * 1024 * 1024


@dataclass
class Section:
    """Everything of one kind: what it is, who sees it, and the rows as (words, value) pairs."""

    key: str
    label: str
    seen_by: str
    rows: list[list[tuple[str, Any]]] = field(default_factory=list)


def take_along(person: Person) -> IO[bytes]:
    """The ZIP of everything of one person, at its beginning; a file on disk when it is large.

    About one query a kind of thing. Nothing is written to the database.
    """
    parcel: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_DEFLATED) as archive:
        sections = [_about(person), *_sections(person, archive), _done(person)]
        full = [section for section in sections if section.rows]
        archive.writestr("gegevens.json", _as_json(full))
        archive.writestr("lees-mij.html", _as_page(person, full))
    parcel.seek(0)
    return parcel


def _about(person: Person) -> Section:
    told = [(_words_for(Person, name), _plain(getattr(person, name), person)) for name in OWN]
    return Section("people.Person", _("Over jou"), _("Zie de bladzijde Wie ziet wat"), [told])


def _done(person: Person) -> Section:
    lines = done_by(person, datetime(2000, 1, 1, tzinfo=UTC)).iterator(chunk_size=2000)
    rows: list[list[tuple[str, Any]]] = [
        [("what", line.what), ("at", _plain(line.at, person))] for line in lines
    ]
    return Section("journal.Entry", _("Wat jij hier deed"), _("Het team en het bestuur"), rows)


def _sections(person: Person, archive: zipfile.ZipFile) -> Iterator[Section]:
    for link in links():
        key = f"{link.model._meta.label}.{link.name}"
        section = Section(key, str(link.personal.label), str(link.personal.seen_by))
        for number, row in enumerate(_rows(link, person), 1):
            section.rows.append(
                [
                    (_words_for(link.model, name), _kept(row, name, person, archive,
                                                         f"{key}-{number}-{name}"))
                    for name in link.personal.export
                ]
            )  # fmt: skip
        yield section


def _rows(link: Link, person: Person) -> Iterator[models.Model]:
    known = {f.name: f for f in link.model._meta.get_fields() if f.one_to_one or f.many_to_one}
    along = {name.split("__")[0] for name in link.personal.export}
    related = [name for name in along if name in known]
    rows = link.rows(person).order_by("pk").prefetch_related(*link.personal.reads)
    return (rows.select_related(*related) if related else rows).iterator(chunk_size=2000)


def _words_for(model: type[models.Model], name: str) -> str:
    """What a field is called; a property says it as `short_description` of its function."""
    first = name.split("__", maxsplit=1)[0]
    known = {f.name: f for f in model._meta.concrete_fields}
    said = getattr(getattr(model, first, None), "fget", None)
    plain = getattr(said, "short_description", first)
    return str(getattr(known.get(first), "verbose_name", plain)) if "__" not in name else name


def _kept(row: models.Model, name: str, person: Person, archive: zipfile.ZipFile, path: str) -> Any:
    """The value of one field; sounds and files go beside it, and their name stands here."""
    value: Any = row
    for part in name.split("__"):
        shown = getattr(value, f"get_{part}_display", None)
        value = shown() if shown else getattr(value, part, None)
        if isinstance(value, models.Model) and isinstance(value, Person):
            break
    if isinstance(value, models.fields.files.FieldFile):
        value = _read(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return _beside(bytes(value), path, archive)
    return _plain(value, person)


def _read(file: models.fields.files.FieldFile) -> bytes | None:
    if not file:
        return None
    try:
        with file.open("rb") as opened:
            return bytes(opened.read())
    except FileNotFoundError:
        return None


def _beside(content: bytes, path: str, archive: zipfile.ZipFile) -> str | None:
    if not content:
        return None
    kind = next((end for begin, end in SOUNDS if content.startswith(begin)), "bin")
    name = f"bestanden/{path}.{'m4a' if content[4:8] == b'ftyp' else kind}"
    archive.writestr(name, content)
    return name


def _plain(value: Any, person: Person) -> Any:
    """A value as it stands in the export: no other person by name, times on our clock."""
    if isinstance(value, Person):
        return _("jij") if value.pk == person.pk else _("een buur")
    if isinstance(value, datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return str(value)


def _as_json(sections: list[Section]) -> str:
    told = [
        {
            "what": section.key,
            "label": section.label,
            "seen_by": section.seen_by,
            "rows": [dict(row) for row in section.rows],
        }
        for section in sections
    ]
    return json.dumps(told, ensure_ascii=False, indent=1, default=lambda v: v.isoformat())


def _as_page(person: Person, sections: list[Section]) -> str:
    for section in sections:
        section.rows = [[(words, _said(value)) for words, value in row] for row in section.rows]
    return render_to_string(
        "people/export.html",
        {
            "called": person.called,
            "sections": sections,
            "language": get_language(),
            "today": timezone.localdate(),
        },
    )


def _said(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Ja") if value else _("Nee")
    if isinstance(value, datetime):
        return date_format(value, "j F Y H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value)
