"""R10, R11 and R16: many programs at once, kills in the middle, and copies meanwhile.

Short here; as long as the bars ask with `SLEUTELBOS_LONG=1`, or by `python -m benchmarks.bars`.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.network import own_network

pytestmark = [pytest.mark.processes, pytest.mark.long]
LONG = os.environ.get("SLEUTELBOS_LONG") == "1"


def storm(home: Path, what: str, number: int) -> dict[str, Any]:
    with own_network(home) as network:
        done = network.python("-m", "tests.storm", what, str(number), timeout=3600)
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def test_eight_programs_and_a_report_wait_for_each_other(tmp_path):
    """R10. Times on a busy machine say little, so only the long bar holds them to a second."""
    figures = storm(tmp_path / "home", "busy", 60 if LONG else 8)

    assert figures["writes"] > 16
    assert figures["reports"] >= 1
    assert (figures["refused"], figures["lost"], figures["unsound"]) == (0, 0, 0)
    assert figures["p99_ms"] <= (1_000 if LONG else 20_000)


@pytest.mark.mission("P6")
def test_what_was_acknowledged_survives_every_kill(tmp_path):
    """R11: with the real settings; a program that begins again says the same thing twice."""
    figures = storm(tmp_path / "home", "crash", 34 if LONG else 4)

    assert figures["kills"] >= (100 if LONG else 10)
    assert figures["told"] > figures["kills"]
    assert (figures["lost"], figures["twice"], figures["unsound"]) == (0, 0, 0)


@pytest.mark.mission("P6")
def test_a_copy_made_while_people_write_holds_all_that_was_there(tmp_path):
    """R16, with its negative control: a copy of the file itself is no copy."""
    figures = storm(tmp_path / "home", "copies", 60 if LONG else 12)

    assert figures["good"] == figures["copies"] == (60 if LONG else 12)
    assert figures["told"] > 20
    if figures["careless"]:
        assert figures["careless_wrong"] > 0
