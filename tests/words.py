"""Gather every sentence of the program into the language files, and compile them.

    python -m tests.words          gather into sleutelbos/locale, tell what is missing, compile
    python -m tests.words --check  change nothing; exit 1 when something is missing or stale

Needs no gettext on the machine: Python files are read with `ast`, templates with Django's own
lexer.
"""

import ast
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import polib
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

PACKAGE = Path(__file__).parent.parent / "sleutelbos"
LOCALE = PACKAGE / "locale"
CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "now", "now_", "now_say"), 1),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), 2),
}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 ? 4 : 5;",
}


class Sentence(NamedTuple):
    """One sentence as written in the code; `plural` is empty when it does not count anything.

    `context` tells apart two meanings of the same Dutch words.
    """

    text: str
    plural: str = ""
    context: str = ""


def in_python(source: str) -> Iterator[Sentence]:
    """The literal sentences given to gettext in a Python file."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        wanted = 2 if name in WITH_CONTEXT else CALLS.get(name, 0)
        given = [a.value for a in node.args[:wanted] if isinstance(a, ast.Constant)]
        given = [g for g in given if isinstance(g, str)]
        if wanted and len(given) == wanted:
            yield Sentence(given[1], "", given[0]) if name in WITH_CONTEXT else Sentence(*given)


class _Block:
    """A `{% blocktranslate %}` being read."""

    def __init__(self, trimmed: bool) -> None:
        self.trimmed, self.parts, self.singular = trimmed, [], ""

    def text(self) -> str:
        joined = "".join(self.parts)
        return trim_whitespace(joined) if self.trimmed else joined

    def take(self, kind: TokenType, contents: str) -> None:
        if kind is TokenType.VAR:
            self.parts.append(f"%({contents.strip()})s")
        elif kind is TokenType.TEXT:
            self.parts.append(contents.replace("%", "%%"))
        elif contents.split()[:1] == ["plural"]:
            self.singular, self.parts = self.text(), []

    def sentence(self) -> Sentence:
        return Sentence(self.singular, self.text()) if self.singular else Sentence(self.text())


def in_template(source: str) -> Iterator[Sentence]:
    """The sentences in `{% translate %}`, `{% blocktranslate %}` and `_("…")` of a template."""
    block: _Block | None = None
    for token in Lexer(source).tokenize():
        words = list(smart_split(token.contents)) if token.token_type is TokenType.BLOCK else [""]
        if block and words[0] in {"endblocktranslate", "endblocktrans"}:
            yield block.sentence()
            block = None
        elif block:
            block.take(token.token_type, token.contents)
        elif words[0] in {"blocktranslate", "blocktrans"}:
            block = _Block("trimmed" in words)
        elif words[0] in {"translate", "trans"} and words[1][0] in "\"'":
            told = dict(pairwise(words[2:])).get("context", "''")
            yield Sentence(words[1][1:-1], "", told[1:-1])
        else:
            yield from _underscored(token.contents, token.token_type)


def _underscored(contents: str, kind: TokenType) -> Iterator[Sentence]:
    if kind not in {TokenType.BLOCK, TokenType.VAR} or "_(" not in contents:
        return
    for part in contents.split("_(")[1:]:
        quote = part[0]
        if quote in "\"'":
            yield Sentence(part[1 : part.index(quote + ")", 1)])


def sentences() -> dict[Sentence, list[str]]:
    """Every sentence of the program with the files it stands in."""
    found: dict[Sentence, list[str]] = {}
    for file in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]):
        if {"tests", "migrations"} & set(file.parts) or "static" in file.parts:
            continue
        reader = in_python if file.suffix == ".py" else in_template
        for sentence in reader(file.read_text()):
            where = found.setdefault(sentence, [])
            name = str(file.relative_to(PACKAGE))
            if name not in where:
                where.append(name)
    return {s: where for s, where in found.items() if s.text.strip()}


def gathered(language: str) -> polib.POFile:
    """The language file as it should be: today's sentences with the translations there were."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    kept = polib.pofile(str(path)) if path.exists() else []
    before = {(e.msgctxt or "", e.msgid): e for e in kept}
    fresh = polib.POFile(wrapwidth=100)
    fresh.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
        "X-Read-By-Native": "yes" if language == "en" else "not yet read by a native reader",
    }
    forms = int(PLURALS[language].split("=")[1].split(";")[0])
    for sentence, where in sentences().items():
        entry = polib.POEntry(
            msgid=sentence.text, msgctxt=sentence.context or None,
            occurrences=[(name, "") for name in where],
        )  # fmt: skip
        old = before.get((sentence.context, sentence.text))
        if sentence.plural:
            entry.msgid_plural = sentence.plural
            had = old.msgstr_plural if old else {}
            entry.msgstr_plural = {n: had.get(n, "") for n in range(forms)}
        else:
            entry.msgstr = old.msgstr if old else ""
        fresh.append(entry)
    return fresh


def missing(file: polib.POFile) -> list[str]:
    """The sentences that have no translation yet."""
    return [
        e.msgid
        for e in file
        if not (all(e.msgstr_plural.values()) if e.msgid_plural else e.msgstr.strip())
    ]


def main() -> int:
    """Gather (or only check) all languages."""
    check, lacking = "--check" in sys.argv, 0
    for language in PLURALS:
        file = gathered(language)
        absent = missing(file)
        lacking += len(absent)
        print(f"{language}: {len(file)} sentences, {len(absent)} not translated")
        if not check:
            folder = LOCALE / language / "LC_MESSAGES"
            folder.mkdir(parents=True, exist_ok=True)
            file.save(str(folder / "django.po"))
            file.save_as_mofile(str(folder / "django.mo"))
    return 1 if check and lacking else 0


if __name__ == "__main__":
    sys.exit(main())
