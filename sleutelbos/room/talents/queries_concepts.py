"""The list of talents and everyday questions: their names, drawings, groups and words."""

import json
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from django.utils.translation import get_language

from sleutelbos.kit.meaning import Meanings
from sleutelbos.kit.search import Vocabulary, convincing

FILE = Path(__file__).parent / "concepts.json"
PAPIAMENTO = Path(__file__).parent / "words_pap.json"  # words to be found by; no screen speaks it
FALLBACK = "nl"
NAME, QUESTION, WORD = 3.0, 2.0, 2.0  # how much each weighs when somebody searches

# What neighbours hang up most, on the first screen. In this order, with drawings that differ.
COMMON = {
    "offer": (
        "cooking-for-many", "bicycle-repair", "sewing", "cutting-hair", "dutch-conversation",
        "understanding-letters", "odd-jobs", "minding-children",
    ),
    "ask": (
        "understanding-letters", "dutch-conversation", "bicycle-repair", "phone-help",
        "hanging-lamps", "minding-children", "shopping-for-groceries", "coffee-chat",
    ),
}  # fmt: skip


def _spoken(names: MappingProxyType[str, str]) -> str:
    code = (get_language() or FALLBACK).split("-", maxsplit=1)[0]
    return names.get(code) or names[FALLBACK]


@dataclass(frozen=True)
class Group:
    """A handful of concepts that belong together."""

    code: str
    picto: str
    names: MappingProxyType[str, str]

    @property
    def name(self) -> str:
        """In the language of the reader."""
        return _spoken(self.names)


@dataclass(frozen=True)
class Concept:
    """Something a neighbour can or asks. `kind`: both, talent or question."""

    code: str
    kind: str
    group: str
    picto: str
    offers: MappingProxyType[str, str]
    asks: MappingProxyType[str, str]

    @property
    def offer(self) -> str:
        """As somebody offers it, in the language of the reader: „Fietsen maken“."""
        return _spoken(self.offers)

    @property
    def ask(self) -> str:
        """As somebody asks it, in the language of the reader: „Wie maakt mijn fiets?“."""
        return _spoken(self.asks)

    def title(self, kind: str) -> str:
        """The name for a post of this kind (offer or ask), in the language of the reader."""
        return self.offer if kind == "offer" else self.ask

    def fits(self, kind: str) -> bool:
        """True when this can be hung up as a talent (offer) or as a question (ask)."""
        return self.kind in {"both", "talent" if kind == "offer" else "question"}

    def is_called(self, words: str, kind: str) -> bool:
        """True when these words are just its name, in any language."""
        names = self.offers if kind == "offer" else self.asks
        return words.casefold() in {name.casefold() for name in names.values()}


@dataclass(frozen=True)
class _List:
    groups: tuple[Group, ...]
    concepts: MappingProxyType[str, Concept]
    vocabulary: Vocabulary


@lru_cache(maxsize=1)
def _everything() -> _List:
    """Read once a process, at the first use (about 60 ms)."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    concepts = {
        c["code"]: Concept(
            c["code"], c["kind"], c["group"], c["picto"],
            MappingProxyType(c["offer"]), MappingProxyType(c["ask"]),
        )
        for c in read["concepts"]
    }  # fmt: skip
    groups = (Group(g["code"], g["picto"], MappingProxyType(g["name"])) for g in read["groups"])
    said = []
    for c in read["concepts"]:
        said += [(c["code"], NAME, name) for name in c["offer"].values()]
        said += [(c["code"], QUESTION, name) for name in c["ask"].values()]
        said += [(c["code"], WORD, word) for words in c["words"].values() for word in words]
    also = json.loads(PAPIAMENTO.read_text(encoding="utf-8"))
    said += [(code, WORD, word) for code, words in also.items() for word in words]
    return _List(tuple(groups), MappingProxyType(concepts), Vocabulary(said))


def groups(kind: str) -> list[Group]:
    """The groups in which there is something to offer, or to ask. No query."""
    used = {c.group for c in _everything().concepts.values() if c.fits(kind)}
    return [group for group in _everything().groups if group.code in used]


def group(code: str) -> Group | None:
    """One group by code. No query."""
    return next((group for group in _everything().groups if group.code == code), None)


def concept(code: str) -> Concept | None:
    """One concept by code, or nothing. No query."""
    return _everything().concepts.get(code)


def concepts_of(group: Group, kind: str) -> list[Concept]:
    """What is in a group, in the order of the list. No query."""
    return [c for c in _everything().concepts.values() if c.group == group.code and c.fits(kind)]


def common(kind: str) -> list[Concept]:
    """The eight on the first screen. No query."""
    return [_everything().concepts[code] for code in COMMON[kind]]


def found(query: str) -> dict[str, float]:
    """Codes of the concepts that answer to these words in any language, with how well, best first.

    No query; about a millisecond a word.
    """
    match = _everything().vocabulary.match(query)
    return {cast(str, key): match[key].score for key in convincing(match)}


def meant(words: str, kind: str, limit: int = 3) -> list[Concept]:
    """What somebody's own words may mean: at most `limit` concepts, the likeliest first.

    By the words of the list; only where those find nothing, by the model of the extra `meaning`,
    when it is there and on (decision record 18). How well: `python -m benchmarks.matching`.
    """
    return (listed(words, kind) or nearby(words, kind))[:limit]


def listed(words: str, kind: str) -> list[Concept]:
    """What the words of the list say that somebody means, the likeliest first. No query."""
    match = _everything().vocabulary.match(words)
    # A sentence has many words and one that tells: less than half of it has to answer. What stays
    # far behind the best is not worth a tile.
    return _that_fit(convincing(match, share=0.45, of_best=0.7), kind)


def nearby(words: str, kind: str) -> list[Concept]:
    """What the model of the extra `meaning` says that somebody means; nothing without it."""
    return _that_fit(meanings().nearest(words), kind)


@lru_cache(maxsize=1)
def meanings() -> Meanings:
    """The names of all concepts in every language, to lay a sentence beside. Loads nothing yet."""
    names = ((c.code, c.offers, c.asks) for c in _everything().concepts.values())
    return Meanings(
        (code, name) for code, *said in names for part in said for name in part.values()
    )


def _that_fit(keys: list[Hashable], kind: str) -> list[Concept]:
    known = (_everything().concepts[cast(str, key)] for key in keys)
    return [c for c in known if c.fits(kind)]
