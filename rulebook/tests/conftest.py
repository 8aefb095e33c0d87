"""Makers the tests share: a situation, a home, one reading."""

from pathlib import Path
from typing import Any

import pytest

from openfisca_netherlands.reforms.held_amounts import base_system
from openfisca_netherlands.simulate import Home, Member, Reading, simulate

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def rulebook() -> Path:
    return ROOT


@pytest.fixture
def read():
    """A reading of one home: the claimant's inputs, others as (role, inputs), the home's."""

    def make(
        claimant: dict[str, Any],
        others: list[tuple[str, dict[str, Any]]] = (),
        home: dict[str, Any] | None = None,
        year: int = 2026,
        month: int = 1,
        system: Any = None,
    ) -> Reading:
        members = [Member("claimant", {"age": 40} | claimant)]
        members += [Member(role, inputs) for role, inputs in others]
        one = Home(members, home or {})
        return Reading(simulate([one], year, system or base_system()), year, month)

    return make
