"""Random households: the model and a second writing of the law give the same euros."""

import importlib.util
import random
import sys
from pathlib import Path

import pytest

from openfisca_netherlands.cases.households import HOUSEHOLD
from openfisca_netherlands.cases.runner import read

SPEC = importlib.util.spec_from_file_location(
    "second_hand", Path(__file__).with_name("second_hand.py")
)
second_hand = importlib.util.module_from_spec(SPEC)
sys.modules["second_hand"] = second_hand
SPEC.loader.exec_module(second_hand)

# whole euros of two allowances, and cents of twelve months of assistance
WITHIN = 1.5


def some_household(seed):
    r = random.Random(seed)  # noqa: S311 - any household will do
    couple = r.random() < 0.4
    profit = r.choice([0, 0, 0, 6_000, 15_000])
    return second_hand.Household(
        year=r.choice([2025, 2026]),
        month=r.choice([1, 7]),
        couple=couple,
        kids=[r.randint(0, 17) for _ in range(r.choice([0, 0, 1, 2, 3]))],
        rent=r.choice([0, 400, 560, 650, 720, 800, 890, 950]),
        hours=r.choice([0, 6, 12, 16, 20, 24, 32, 36, 40]),
        factor=r.choice([1.0, 1.1, 1.2, 2.0]),
        partner_hours=r.choice([0, 12, 24]) if couple else 0,
        profit=profit,
        claims=profit == 0 and r.random() < 0.5,
    )


@pytest.mark.mission("B13")
@pytest.mark.parametrize("seed", range(120))
def test_a_random_household_has_the_same_to_spend(seed):
    household = some_household(seed)
    inputs = household.inputs()
    found = HOUSEHOLD.outputs["besteedbaar_jaar"](read(HOUSEHOLD, inputs, None), inputs)
    assert abs(found - second_hand.spendable(household)) <= WITHIN, household
