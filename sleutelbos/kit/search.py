"""Finding by a few words, in the scripts of our languages; spelling and accents are forgiven.

Nothing here asks the database. A `Vocabulary` holds what can be found: the words of things, each
thing known by a key. It answers which things a handful of words point at, and how well. The same
words give the same answer on SQLite and on PostgreSQL, and the work grows with the things that are
given to it, not with the network (decision record 10).
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe",
        "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "", "ء": "",
        "'": "", "’": "", "‘": "", "`": "", "\u200c": "", "\u200d": "",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_ARABIC_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w{3})")

# Words that say nothing about the thing itself, folded, of the five languages together.
_EMPTY = frozenset(
    """
    wie wat hoe kan kun kunt je jij jou jouw ik mij me mijn met de het een en of er voor van in op
    aan naar bij te is ben iemand iets graag wil zoek vraag hulp helpen help nodig heb mag om dit
    dat die goed heel weer ook als over uit deze jullie
    who what how can could you your my the an and or for of in on at to is am someone something
    want need with please looking it do does help
    que quien como puede puedes puedo mi mis tu tus su la el los las un una unos y o para de del
    con en por al es esta estoy muy se alguien algo quiero necesito busco ayuda me yo
    kim ne nasil bana benim ben bir ve icin ile de da mi mu var cok istiyorum lazim biri yardim
    bilen
    من ما كيف هل في علي الي لي انا مع و او عن احد يمكن اريد احتاج استطيع مساعده شيء شخص
    """.split()
)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text in the one way of writing in which it is compared.

    Lower case, without accents, points or vowel signs; Arabic letters that are often swapped are
    made the same (أإآ→ا, ة→ه, ى→ي), and so are the Turkish ı, İ and i. Digits are 0-9.
    """
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (c for c in bare if not unicodedata.combining(c))
    return "".join(str(unicodedata.digit(c, c)) for c in kept).translate(_LETTERS)


def words_of(text: str) -> list[str]:
    """The folded words of a text in order: no single letters, Arabic without its article."""
    found = (_ARABIC_ARTICLE.sub("", word) for word in _WORD.findall(fold(text)))
    return [word for word in found if len(word) > 1]


def telling_words(text: str) -> list[str]:
    """The words of a question that say what it is about; all of them when none does."""
    said = list(dict.fromkeys(words_of(text)))
    return [word for word in said if word not in _EMPTY] or said


@lru_cache(maxsize=16384)
def root(word: str) -> str:
    """A rough root, so that huizen meets huis, lessen les, kinderen kind and bicicletas bicicleta.

    Deliberately small: dictionaries of word forms for four languages take 300 MB of memory.
    """
    for ending in ("eren", "en", "es", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if word.endswith("s") and len(word) > 4:
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] + {"z": "s", "v": "f"}.get(word[-1], word[-1])


def slips(one: str, other: str, at_most: int) -> int:
    """How many letters were left out, added, swapped or mistaken; `at_most + 1` when more."""
    if abs(len(one) - len(other)) > at_most:
        return at_most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > at_most:
            return at_most + 1
    return min(row[-1], at_most + 1)


def _forgiven(length: int) -> int:
    """How many slips a word of this length may have and still be itself."""
    return 0 if length < 4 else 1 if length < 7 else 2


def alike(said: str, word: str) -> float:
    """How much one folded word says the same as another: 0 (nothing) to 1 (the same word)."""
    if said == word:
        return 1.0
    if root(said) == root(word):
        return 0.95
    return max(_inside(said, word), _slipped(said, word))


def _inside(said: str, word: str) -> float:
    """A beginning of it, or a part of a compound: fiets in fietsenmaker, bisiklet in bisikletim."""
    short, long = sorted((said, word), key=len)
    share = len(short) / len(long)
    if len(short) >= 3 and long.startswith(short) and (len(short) > 3 or share >= 0.5):
        return 0.6 + 0.3 * share
    if len(short) >= 4 and (long.endswith(short) or (len(short) >= 6 and short in long)):
        return 0.5 + 0.3 * share
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), 0)
    return 0.6 * same / len(long) if same >= 4 and same / len(long) >= 0.55 else 0.0


def _slipped(said: str, word: str) -> float:
    forgiven = _forgiven(min(len(said), len(word)))
    missed = slips(said, word, forgiven) if forgiven else 1
    if missed > forgiven:
        return 0.0
    return 0.9 - 0.12 * missed - (0.15 if said[0] != word[0] else 0.0)


@dataclass(frozen=True)
class Match:
    """How well a thing answers: `score` to put it in order, `share` (0 to 1) to trust it by."""

    score: float
    share: float


class Vocabulary:
    """Things and the words they can be found by.

    `entries` gives (key, weight, text) triples: a name weighs more than a word about it. Rare words
    count for more than words that many things share.
    """

    def __init__(self, entries: Iterable[tuple[Hashable, float, str]]) -> None:
        self._words: dict[str, dict[Hashable, float]] = defaultdict(dict)
        self._texts: dict[tuple[str, ...], dict[Hashable, float]] = defaultdict(dict)
        keys = set()
        for key, weight, text in entries:
            keys.add(key)
            said = telling_words(text)
            _keep_best(self._texts[tuple(said)], key, weight)
            for word in said:
                _keep_best(self._words[word], key, weight)
        self._size = len(keys)
        self._grams: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            for gram in _grams(word):
                self._grams[gram].append(word)

    def match(self, query: str) -> dict[Hashable, Match]:
        """Every thing that answers to at least one of the telling words of `query`."""
        said = telling_words(query)
        answers = [self._answers(word) for word in said]
        whole = sum(rarity for rarity, _keys in answers) or 1.0
        scores: dict[Hashable, float] = defaultdict(float)
        shares: dict[Hashable, float] = defaultdict(float)
        for rarity, keys in answers:
            for key, (likeness, weight) in keys.items():
                scores[key] += rarity * likeness**2 * weight / whole
                shares[key] += rarity * likeness / whole
        # Somebody who typed the very name, or the very phrase, meant just that.
        for key, weight in self._texts.get(tuple(said), {}).items():
            scores[key] += weight
        return {key: Match(score, shares[key]) for key, score in scores.items()}

    def _answers(self, said: str) -> tuple[float, dict[Hashable, tuple[float, float]]]:
        """How rare `said` is, and for each thing (likeness, weight) of the word that fits best."""
        keys: dict[Hashable, tuple[float, float]] = {}
        highest, things = 0.0, 1
        for word in self._near(said):
            likeness = alike(said, word)
            if not likeness:
                continue
            if likeness > highest:
                highest, things = likeness, len(self._words[word])
            for key, weight in self._words[word].items():
                had = keys.get(key, (0.0, 0.0))
                if likeness**2 * weight > had[0] ** 2 * had[1]:
                    keys[key] = (likeness, weight)
        rarity = math.log(1 + self._size / things)
        return (rarity if keys else rarity / 2), keys  # a word nobody knows says less

    def _near(self, said: str) -> list[str]:
        """The words that share enough groups of three letters with `said` to be looked at."""
        shared = Counter(word for gram in _grams(said) for word in self._grams.get(gram, ()))
        least = 1 if len(said) < 6 else 2
        return [word for word, times in shared.items() if times >= least]


def convincing(
    found: dict[Hashable, Match], *, share: float = 0.45, of_best: float = 0.3
) -> list[Hashable]:
    """The things that answer well enough, best first: a `share` of what was asked, and not far
    behind the best. Equals keep the order in which they were given."""
    best = max((match.score for match in found.values()), default=0.0)
    kept = [
        key
        for key, match in found.items()
        if match.share >= share and match.score >= of_best * best
    ]
    return sorted(kept, key=lambda key: -found[key].score)


def _keep_best(kept: dict[Hashable, float], key: Hashable, weight: float) -> None:
    kept[key] = max(weight, kept.get(key, 0.0))


def _grams(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
