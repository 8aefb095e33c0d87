"""Bar R38: every BSN is stopped, and other numbers are left alone. Prints both rates per kind.

    python benchmarks/bsn.py

Also prints what the check costs on ordinary text, and when the phone library is loaded.
"""

import sys
import timeit

from sleutelbos.kit.bsn import holds_bsn
from sleutelbos.kit.tests import bsn_corpus

TEXTS = {
    "60 characters, no digits": "Ik kan goed luisteren en ik maak graag soep voor de buren.",
    "60 characters, a time": "Wij beginnen om 10.30 uur en zijn om 12.00 uur weer thuis..",
    "5,000 characters": "Kom om 10.30 uur koffie drinken met de buren. " * 109,
    "a phone number": "Bel mij gerust op 06 12345679, liefst na 14.00 uur.",
}

HOSTILE = ["120 135 118 ", "0612345679 ", "bsn 1 ", "612345678 1 ", "+", "1\n", "123.45.", "9" * 40]


def growth(piece: str) -> float:
    """Cost of ten times the text, over the cost of the text; 10 is in proportion."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        return min(timeit.repeat(lambda: holds_bsn(text), number=1, repeat=3))

    return seconds(300_000) / seconds(30_000)


def main() -> None:
    """Print the figures of the bar, then the cost."""
    for name, text in TEXTS.items():
        seconds = min(timeit.repeat(lambda text=text: holds_bsn(text), number=200, repeat=5)) / 200
        print(f"{seconds * 1e6:8.1f} µs  {name}")
    print(f"phone library loaded by ordinary text: {'phonenumbers' in sys.modules}")
    for piece in HOSTILE:
        print(f"{growth(piece):8.1f} × for 10 × the text, all {piece[:12]!r}")
    for line in bsn_corpus.figures():
        print(line)


if __name__ == "__main__":
    main()
