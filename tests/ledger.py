"""Which tests prove which row of the mission ledger, by their `mission` marks.

    python -m tests.ledger            every row with its number of tests
    python -m tests.ledger K3A P1     these rows, test by test

Exits with 1 when a row that must be proved has no test.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
# The rows of which everything is built: people, activities, keys, talents, the door, the look.
PROVED = ("K1A", "K1F", "K2B", "K2C", "K2E", "K3A", "P1", "P4", "P5", "P6", "P8")


def rows() -> dict[str, list[str]]:
    """Row → its tests, as `file::test`."""
    found: dict[str, list[str]] = defaultdict(list)
    for root in ("sleutelbos", "tests"):
        for file in sorted((ROOT / root).rglob("test_*.py")):
            tree = ast.parse(file.read_text())
            here = set(_named(tree, "pytestmark"))
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                    own = {row for mark in node.decorator_list for row in _rows_of(mark)}
                    for row in sorted(here | own):
                        found[row].append(f"{file.relative_to(ROOT)}::{node.name}")
    return dict(sorted(found.items()))


def _named(tree: ast.Module, name: str) -> Iterator[str]:
    """The rows of the marks that a whole file carries."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and [ast.unparse(t) for t in node.targets] == [name]:
            for mark in ast.walk(node.value):
                yield from _rows_of(mark)


def _rows_of(mark: ast.AST) -> list[str]:
    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.mission":
        return [str(word.value) for word in mark.args if isinstance(word, ast.Constant)]
    return []


def main() -> int:
    """Print what was asked for."""
    found, wanted = rows(), sys.argv[1:]
    for row in wanted or sorted({*found, *PROVED}):
        tests = found.get(row, [])
        print(f"{row:<5} {len(tests):>3} tests{'' if tests or row not in PROVED else '  NO'}")
        if wanted:
            print("".join(f"      {test}\n" for test in tests), end="")
    missing = [row for row in PROVED if row not in found]
    print(f"\n{len(PROVED) - len(missing)} of {len(PROVED)} rows that must be proved have tests")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
