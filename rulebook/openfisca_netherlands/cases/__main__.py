"""``python -m openfisca_netherlands.cases FOLDER``: a line per topic and the total."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from openfisca_netherlands.cases.runner import Result, Verdict, run


def summary(results: list[Result]) -> list[str]:
    """A line per topic and the total, as they are printed."""
    lines = []
    for topic in sorted({result.topic for result in results}):
        of_topic = [result for result in results if result.topic == topic]
        lines.append(f"{topic}: {_counts(of_topic)}")
    return [*lines, f"total: {_counts(results)}"]


def _counts(results: list[Result]) -> str:
    seen = Counter(result.verdict for result in results)
    return ", ".join(f"{seen[verdict]} {verdict}" for verdict in Verdict)


def main(argv: list[str] | None = None) -> int:
    """Run the folder; exit 1 when a case failed or was refused against expectation."""
    parser = argparse.ArgumentParser(prog="python -m openfisca_netherlands.cases")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="name the cases that passed as well")
    asked = parser.parse_args(argv)
    if not asked.folder.is_dir():
        parser.error(f"no such folder: {asked.folder}")
    results = run(asked.folder)
    for result in results:
        if result.verdict is not Verdict.PASSED or asked.all:
            print(f"{result.verdict:8} {result.topic} {result.case}")
            for difference in result.differences:
                print(f"         {difference}")
    print("\n".join(summary(results)))
    return 0 if all(result.verdict is Verdict.PASSED for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
