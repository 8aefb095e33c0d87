"""Every row of the mission ledger that must be proved has tests, and a fault that they find."""

from benchmarks.planted import FAULTS, strays
from tests.ledger import PROVED, rows


def test_every_row_is_proved_by_tests_that_carry_its_code():
    found = rows()
    assert [row for row in PROVED if not found.get(row)] == []


def test_every_row_has_a_fault_that_its_own_tests_find():
    """`python -m benchmarks.planted` plants them, one by one, and sees the tests fail."""
    found = rows()
    assert [fault.row for fault in FAULTS] == list(PROVED)
    assert strays() == []
    for fault in FAULTS:
        own = found[fault.row]
        assert any(test.startswith(wanted) for wanted in fault.tests for test in own), fault.row
