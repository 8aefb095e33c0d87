"""The norms of the Participatiewet as functions of arrays (art. 20, 21, 22 and 22a)."""

from typing import Any

import numpy as np

from openfisca_netherlands.base import UNKNOWN, Bools, Floats, amount, cents

# form of living -> parameter without children, parameter with children
NORMS = {
    "single": ("single", "single"),
    "single_parent": ("single", "single"),
    "couple": ("couple", "couple"),
    "single_18_20": ("single_18_20", "single_18_20"),
    "couple_one_18_20": ("couple_one_18_20_without_child", "couple_one_18_20_with_child"),
    "couple_both_18_20": ("couple_both_18_20_without_child", "couple_both_18_20_with_child"),
    "single_pension_age": ("single_pension_age", "single_pension_age"),
    "couple_pension_age": ("couple_pension_age", "couple_pension_age"),
}
ORDINARY = ("single", "single_parent", "couple")
CANNOT_SHARE = ("couple_one_18_20", "couple_both_18_20", "single_pension_age", "couple_pension_age")


def is_form(form: Any, *names: str) -> Bools:
    """Rows whose living arrangement is one of these."""
    found = np.zeros(len(form), dtype=bool)
    for name in names:
        found |= form == form.possible_values[name]
    return found


def norm_without_sharers(form: Any, has_child: Bools, p: Any) -> Floats:
    """Net norm of the month for every form of living, nobody sharing costs; UNKNOWN under 18."""
    norm = np.full(len(form), UNKNOWN)
    for name, (without, with_child) in NORMS.items():
        value = np.where(has_child, amount(p, with_child), amount(p, without))
        norm = np.where(is_form(form, name), value, norm)
    return norm


def shared_norm(
    form: Any, couple: Bools, sharers: Any, alone: Floats, increase: Floats, p: Any
) -> Floats:
    """The norm when A adults share the home: ((40% + A x 30%) / A) x norm of a couple, each.

    A counts claimant and partner. Without others a couple gets twice one half: the whole norm.
    """
    number = np.maximum(sharers, 1)
    each = cents((0.4 + 0.3 * number) / number * amount(p, "couple"))
    both = cents((0.4 + 0.3 * number) / number * amount(p, "couple") * 2)
    others = number > np.where(couple, 2, 1)
    norm = np.where(is_form(form, *ORDINARY) & others, np.where(couple, both, each), alone)
    norm = np.where(is_form(form, *CANNOT_SHARE) & others, UNKNOWN, norm)
    return np.where(is_form(form, "single_18_20"), norm + increase, norm)
