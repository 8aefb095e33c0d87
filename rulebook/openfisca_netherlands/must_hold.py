"""``python -m openfisca_netherlands.must_hold``: the table of what must hold, with its figures.

Run from the folder of the rulebook: it reads ``cases`` and runs ``tests`` there.
"""

import argparse
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from openfisca_netherlands import benchmark
from openfisca_netherlands.cases.__main__ import summary
from openfisca_netherlands.cases.runner import Verdict, run
from openfisca_netherlands.comparison import compare
from openfisca_netherlands.comparison.outcome import Status
from openfisca_netherlands.comparison.unsupported import FOUND_BY_THE_MODEL, UNSUPPORTED
from openfisca_netherlands.why.texts import sentences

CASE_BAR = 0.98
MOST_WORDS = 20


@dataclass(frozen=True)
class Row:
    """One row of the table: what, the bar, the figure found, whether it holds."""

    what: str
    bar: str
    found: str
    holds: bool


def cases_row(folder: Path) -> Row:
    """Shared cases within their tolerance."""
    results = run(folder)
    passed = sum(result.verdict is Verdict.PASSED for result in results)
    share = passed / len(results) if results else 0.0
    found = f"{passed} of {len(results)} ({share:.1%}); {summary(results)[-1]}"
    return Row("shared cases", f"at least {CASE_BAR:.0%}", found, share >= CASE_BAR)


def refusal_row() -> Row:
    """Unsupported situations that say so and give no amount."""
    every = (*UNSUPPORTED, *FOUND_BY_THE_MODEL)
    refused = 0
    for entry in every:
        outcome = compare([dict(entry.example)], f"{entry.year}-03").outcomes[0]
        codes = [refusal.code for refusal in outcome.refusals]
        refused += outcome.status is Status.REFUSED and entry.code in codes and not outcome.lines
    found = f"{refused} of {len(every)} refused, {len(every) - refused} guesses"
    return Row("refusal", "all unsupported, 0 guesses", found, refused == len(every))


def speed_rows() -> list[Row]:
    """Milliseconds, warm."""
    found = benchmark.figures()
    four, beyond = found["four"], found["beyond"]
    return [
        Row(
            "comparing four situations",
            f"at most {benchmark.COMPARE_LIMIT_MS:.0f} ms",
            str(four),
            four.best <= benchmark.COMPARE_LIMIT_MS,
        ),
        Row(
            f"curve of {benchmark.POINTS} points beyond one",
            f"at most {benchmark.CURVE_LIMIT_MS:.0f} ms",
            str(beyond),
            beyond.best <= benchmark.CURVE_LIMIT_MS,
        ),
    ]


def text_row() -> Row:
    """Longest explanation line in words."""
    longest = max(len(text.split()) for text in sentences())
    found = f"{len(sentences())} lines, longest {longest} words"
    return Row("text", f"at most {MOST_WORDS} words", found, longest <= MOST_WORDS)


def tests_row(what: str, folder: Path, *files: str) -> Row:
    """Tests of a file, as pytest counts them."""
    command = [sys.executable, "-m", "pytest", *files]
    done = subprocess.run(  # noqa: S603 - our own tests
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    lines = done.stdout.strip().splitlines()
    return Row(what, "all pass", lines[-1] if lines else "no tests found", done.returncode == 0)


def yaml_row(folder: Path) -> Row:
    """YAML tests, as ``openfisca test`` counts them."""
    program = Path(sys.executable).with_name("openfisca")
    command = [str(program), "test", "--country-package", "openfisca_netherlands", "tests/yaml"]
    done = subprocess.run(  # noqa: S603 - our own tests
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if " passed" in line or " failed" in line]
    found = lines[-1].strip("= ") if lines else "openfisca test did not run"
    return Row("openfisca test", "all pass", found, done.returncode == 0)


def main(argv: list[str] | None = None) -> int:
    """Print the table; exit 1 when a row does not hold."""
    parser = argparse.ArgumentParser(prog="python -m openfisca_netherlands.must_hold")
    parser.add_argument("folder", type=Path, nargs="?", default=Path())
    folder = parser.parse_args(argv).folder
    rows = [
        cases_row(folder / "cases"),
        tests_row("property tests", folder, "tests/test_properties.py"),
        yaml_row(folder),
        refusal_row(),
        *speed_rows(),
        text_row(),
    ]
    print("| what | bar | found | holds |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row.what} | {row.bar} | {row.found} | {'yes' if row.holds else 'NO'} |")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
