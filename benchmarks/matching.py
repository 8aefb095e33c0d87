"""How well a free sentence is understood: by the list of words, and by the model of the extra.

    python -m benchmarks.matching             per language, both halves of the set
    python -m benchmarks.matching --misses    also which went wrong (never of the held-out half)

Over `benchmarks/phrases.json`: sentences as neighbours would write them, each with the concepts
that answer to it, or none. A sentence is *right* when one of those is among the at most three that
the screen shows (or when nothing is shown and nothing answers), *wrong* when others are shown,
*nothing* when nothing is. Half of the set is held out: whoever mends words or thresholds looks at
the other.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "phrases.json"
TOLD = ("right", "wrong", "nothing")
SHOWN = 3


@dataclass(frozen=True)
class Phrase:
    """A sentence, the codes of concepts it means (perhaps none), and which half it is in."""

    language: str
    kind: str
    says: str
    means: tuple[str, ...]
    held_out: bool


Guess = Callable[[Phrase], list[str]]


def phrases() -> list[Phrase]:
    """The whole set."""
    read = json.loads(FILE.read_text(encoding="utf-8"))["phrases"]
    return [Phrase(**{**one, "means": tuple(one["means"])}) for one in read]


def verdict(phrase: Phrase, guessed: list[str]) -> str:
    """Right, wrong or nothing."""
    if set(guessed[:SHOWN]) & set(phrase.means) or not (guessed or phrase.means):
        return "right"
    return "wrong" if guessed else "nothing"


def counted(guess: Guess, among: Iterable[Phrase]) -> dict[tuple[str, bool], Counter[str]]:
    """How many of each, per language and half."""
    found: dict[tuple[str, bool], Counter[str]] = {}
    for one in among:
        found.setdefault((one.language, one.held_out), Counter())[verdict(one, guess(one))] += 1
    return found


def by_list(phrase: Phrase) -> list[str]:
    """The list of words alone."""
    from sleutelbos.room.talents import queries_concepts as concepts

    return [c.code for c in concepts.listed(phrase.says, phrase.kind)]


def by_model(phrase: Phrase) -> list[str]:
    """The model alone; it is not asked about a language that it does not speak."""
    from sleutelbos.room.talents import queries_concepts as concepts

    return [c.code for c in concepts.nearby(phrase.says, phrase.kind)]


def by_both(phrase: Phrase) -> list[str]:
    """As the house does it: the model only where the list finds nothing."""
    return by_list(phrase) or by_model(phrase)


def ways() -> Iterator[tuple[str, Guess]]:
    """What can be compared on this machine; loads the model when it is installed."""
    from django.conf import settings

    from sleutelbos.kit import meaning
    from sleutelbos.room.talents import queries_concepts as concepts

    yield "list of words", by_list
    if not meaning.is_installed():
        print("The extra `meaning` is not installed: only the list of words is measured.")
        return
    settings.MEANING = True
    begin = time.process_time()
    concepts.meanings().load()
    took = time.process_time() - begin
    print(f"The model and the names of all concepts were read in {took:.1f} s")
    yield "model", by_model
    yield "list, then model", by_both


def show(name: str, guess: Guess, among: list[Phrase]) -> None:
    """Print a row for every language, both halves beside each other."""
    begin = time.process_time()
    found = counted(guess, among)
    each = (time.process_time() - begin) * 1000 / len(among)
    print(f"\n{name}  ({each:.0f} ms of CPU a sentence)")
    print(f"{'':5}{'to mend with':>26}{'held out':>26}")
    print(f"{'':5}" + "".join(f"{word:>10}" if i % 3 == 0 else f"{word:>8}" for i, word in
                             enumerate(TOLD * 2)))  # fmt: skip
    for language in dict.fromkeys(one.language for one in among):
        halves = [found.get((language, held), Counter()) for held in (False, True)]
        row = "".join(f"{n['right']:>10}{n['wrong']:>8}{n['nothing']:>8}" for n in halves)
        print(f"{language:<5}{row}")


def misses(guess: Guess, among: list[Phrase]) -> None:
    """Print what is not right in the half that may be looked at."""
    for one in among:
        if not one.held_out and verdict(one, guessed := guess(one)) != "right":
            print(f"  {one.language} {one.kind}: {one.says}  {list(one.means)} ≠ {guessed[:SHOWN]}")


def main() -> int:
    """Measure every way there is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", maxsplit=1)[0])
    parser.add_argument("--misses", action="store_true", help="which sentences went wrong")
    wants = parser.parse_args()
    among = phrases()
    print(f"{len(among)} sentences, {sum(one.held_out for one in among)} of them held out")
    for name, guess in ways():
        show(name, guess, among)
        if wants.misses:
            misses(guess, among)
    return 0


if __name__ == "__main__":
    sys.exit(main())
