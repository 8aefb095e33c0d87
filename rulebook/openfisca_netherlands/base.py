"""What every variable of this package has in common: exact money and unknown amounts.

OpenFisca stores amounts in 32 bits, seven digits; a year's wage in cents has seven already.
Here they are stored in 64 bits, so that sums of months and people stay exact to the cent.

An amount that is not known (never found, lapsed, or outside the rules) is *not a number*. It
travels through every sum and maximum, so that nothing computed from it can look like an answer;
``openfisca_netherlands.outcome`` turns it into a refusal at the edge.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.variables import Variable as OpenFiscaVariable

type Floats = NDArray[np.float64]
type Bools = NDArray[np.bool_]

UNKNOWN = float("nan")


class Variable(OpenFiscaVariable):
    """A variable of the Dutch rules: as OpenFisca's own, with amounts in 64 bits."""

    def __init__(self, baseline_variable: OpenFiscaVariable | None = None) -> None:
        super().__init__(baseline_variable)
        if self.value_type is float:
            self.dtype = np.float64


def amount(parameters: Any, path: str) -> float:
    """Read a parameter below a node, or UNKNOWN where it has no value at that date.

    ``path`` is dotted (``"exemption.ordinary.maximum"``). A lapsed or missing value has been
    taken out of the tree by OpenFisca; asking for it raises, and becomes UNKNOWN here so that
    only the rows that need it are refused.
    """
    node = parameters
    try:
        for part in path.split("."):
            node = getattr(node, part)
    except ParameterNotFoundError:
        return UNKNOWN
    return node


def cents(value: Any) -> Any:
    """Round euros to the cent, half up; 0.5 of a cent made by binary fractions counts as half."""
    return np.floor(np.asarray(value) * 100 + 0.5 + 1e-7) / 100


def cents_up(value: Any) -> Any:
    """Round euros up to the cent (normhuur, Wht art. 19)."""
    return np.ceil(np.asarray(value) * 100 - 1e-7) / 100


def whole_euros(value: Any) -> Any:
    """Round euros to whole euros, half up (Awir art. 14)."""
    return np.floor(np.asarray(value) + 0.5 + 1e-9)


def gate(value: Any, limit: Any) -> Floats:
    """1.0 where ``value`` is at most ``limit``, 0.0 above it, UNKNOWN where either is unknown.

    Multiplying an amount by a gate keeps an unknown limit visible; a plain comparison with
    UNKNOWN would quietly answer no. Infinity is above every limit, known or not.
    """
    value, limit = np.asarray(value, dtype=float), np.asarray(limit, dtype=float)
    known = np.where(np.isnan(value) | np.isnan(limit), UNKNOWN, (value <= limit) * 1.0)
    return np.where(np.isposinf(value), 0.0, known)


def refuse_where(condition: Any, value: Any) -> Floats:
    """The value, but UNKNOWN in the rows where the rules we know do not reach."""
    return np.where(condition, UNKNOWN, value)
