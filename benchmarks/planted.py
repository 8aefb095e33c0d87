"""Each row of the mission ledger, seen failing: one fault a row is planted, and its tests find it.

    python -m benchmarks.planted           all of them
    python -m benchmarks.planted K3A P1    some

In a copy of the program that is gone afterwards. First the tests of the rows run there as they are;
then, row by row, the fault is planted, the tests of the row must fail, and the fault goes again.
Exits with 1 when a test does not fail.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
COPIED = ("sleutelbos", "tests", "benchmarks", "docs", "conftest.py", "pyproject.toml", "LICENSE")
ROOM, KIT = "sleutelbos/room", "sleutelbos/kit"
PASSED, FAILED = 0, 1  # what pytest says


@dataclass(frozen=True)
class Fault:
    """One thing done wrong: in these files, this text becomes that; and what must find it."""

    row: str
    name: str
    edits: tuple[tuple[str, str, str], ...]
    tests: tuple[str, ...]


FAULTS = (
    Fault(
        "K1A", "a talent is found in Dutch only",
        (
            (f"{ROOM}/talents/queries_concepts.py",
             'name in c["offer"].values()]', 'name in [c["offer"]["nl"]]]'),
            (f"{ROOM}/talents/queries_concepts.py",
             'name in c["ask"].values()]', 'name in [c["ask"]["nl"]]]'),
            (f"{ROOM}/talents/queries_concepts.py",
             'words in c["words"].values()', 'words in [c["words"]["nl"]]'),
        ),
        (f"{ROOM}/talents/tests/test_finding.py",),
    ),
    Fault(
        "K1F", "who comes for the first time must be known",
        ((f"{ROOM}/visits/commands.py",
          "if item.kind == KNOWN and item.tag not in people:", "if item.tag not in people:"),),
        (f"{ROOM}/visits/tests/test_take_in.py::test_somebody_new_is_one_more_and_nothing_else",),
    ),
    Fault(
        "K2B", "an activity can be for some people only",
        ((f"{ROOM}/activities/forms.py",
          '    skips_holidays = forms.BooleanField(',
          '    only_for = forms.CharField(required=False)\n'
          '    skips_holidays = forms.BooleanField('),),
        (f"{ROOM}/activities/tests/test_open_to_all.py",),
    ),
    Fault(
        "K2C", "a professional can own an activity",
        ((f"{ROOM}/activities/permissions.py",
          "    return is_resident(actor)\n", "    return is_inside(actor)\n"),),
        (f"{ROOM}/activities/tests/test_ideas.py",),
    ),
    Fault(
        "K2E", "who stands in is not written down",
        ((f"{ROOM}/activities/commands_days.py",
          "row.stand_in, row.stand_in_asked_at = who, None", "row.stand_in_asked_at = None"),),
        (f"{ROOM}/activities/tests/test_days.py",),
    ),
    Fault(
        "K3A", "a key can be in two pockets",
        ((f"{ROOM}/keys/migrations/0001_begin_keys.py",
          'fields=("key",),\n                        name="key_in_one_pocket',
          'fields=("key", "id"),\n                        name="key_in_one_pocket'),),
        (f"{ROOM}/keys/tests/test_keys.py::test_the_database_itself_refuses_a_second_pocket",),
    ),
    Fault(
        "P1", "a BSN is taken",
        ((f"{KIT}/forms.py",
          "        if bsn_in(written,", "        if not written and bsn_in(written,"),),
        ("tests/test_every_form.py",),
    ),
    Fault(
        "P4", "a sentence stands in Dutch only",
        ((f"{KIT}/templates/kit/base.html",
          '{% translate "Naar de inhoud" %}', '{% translate "Spring naar de inhoud" %}'),),
        ("tests/test_words.py::test_no_sentence_is_missing",),
    ),
    Fault(
        "P5", "what a tablet sends again counts again",
        ((f"{ROOM}/visits/commands.py",
          "place=actor.place, client_id=item.client_id, day=day, part=part,",
          "place=actor.place, client_id=uuid.uuid4(), day=day, part=part,"),),
        (f"{ROOM}/visits/tests/test_tablet.py", "tests/test_twice.py"),
    ),
    Fault(
        "P6", "a network that moves to PostgreSQL loses what is behind the second",
        ((f"{KIT}/portable.py",
          "        return value.isoformat()", "        return value.isoformat()[:19]"),),
        ("tests/test_backup.py::test_moving_to_another_database_and_on_loses_nothing",),
    ),
    Fault(
        "P8", "a field has no label",
        ((f"{KIT}/templates/kit/parts.html",
          '{% partialdef field %}\n<div class="sb-veld">\n<label for="{{ field.id_for_label }}">',
          '{% partialdef field %}\n<div class="sb-veld">\n<label>'),),
        ("sleutelbos/commons/places/tests/test_pages.py::test_every_page_reads_well",),
    ),
)  # fmt: skip


def strays() -> list[tuple[str, str]]:
    """Faults that can no longer be planted: their text is not in its file exactly once."""
    return [
        (fault.row, file)
        for fault in FAULTS
        for file, text, _wrong in fault.edits
        if (ROOT / file).read_text().count(text) != 1
    ]


def run(folder: Path, *tests: str) -> int:
    """Run tests in the copy; what pytest says of it."""
    home = {"SLEUTELBOS_HOME": str(folder / "home"), "PYTHONPATH": str(folder)}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", *tests],
        cwd=folder, env={**os.environ, **home}, check=False, capture_output=True,
    ).returncode  # fmt: skip


def planted(folder: Path, fault: Fault) -> int:
    """Plant a fault, run its tests, and take the fault away again; what pytest said."""
    before = {file: (folder / file).read_text() for file, _text, _wrong in fault.edits}
    for file, text, wrong in fault.edits:
        path = folder / file
        path.write_text(path.read_text().replace(text, wrong))
    try:
        return run(folder, *fault.tests)
    finally:
        for file, text in before.items():
            (folder / file).write_text(text)


def main() -> int:
    """Print one line a row; 0 when every fault was found."""
    wanted = set(sys.argv[1:]) or {fault.row for fault in FAULTS}
    if gone := strays():
        print(f"These can no longer be planted: {gone}")
        return 1
    faults = [fault for fault in FAULTS if fault.row in wanted]
    found = 0
    with tempfile.TemporaryDirectory(prefix="sleutelbos-planted-") as name:
        folder = Path(name)
        for entry in COPIED:
            copy = shutil.copytree if (ROOT / entry).is_dir() else shutil.copy
            copy(ROOT / entry, folder / entry)
        if run(folder, *dict.fromkeys(test for fault in faults for test in fault.tests)) != PASSED:
            print("Without any fault the tests do not pass.")
            return 1
        for fault in faults:
            fails = planted(folder, fault) == FAILED
            found += fails
            said = "fails as it should" if fails else "NO: nothing failed"
            print(f"{fault.row:<4} {fault.name:<66} {said}", flush=True)
    print(f"{found} of {len(faults)} faults were found")
    return 0 if found == len(faults) else 1


if __name__ == "__main__":
    sys.exit(main())
