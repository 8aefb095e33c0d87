"""Sums over the people of a household by role, with the roles looked up once per simulation."""

from typing import Any

import numpy as np

from openfisca_netherlands.base import Floats


def of_role(household: Any, period: Any, values: Any, role: str) -> Floats:
    """Sum of a person's values over everybody in one role (``claimant``, ``child`` ...)."""
    inside = household.members(f"is_{role}", period)
    return household.sum(np.where(inside, values, 0))


def of_couple(household: Any, period: Any, values: Any) -> Floats:
    """Sum of a person's values over claimant and partner."""
    inside = household.members("is_claimant", period) | household.members("is_partner", period)
    return household.sum(np.where(inside, values, 0))


def any_of_couple(household: Any, period: Any, condition: Any) -> Any:
    """Whether a condition holds for the claimant or the partner."""
    return of_couple(household, period, condition * 1.0) > 0
