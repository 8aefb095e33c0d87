"""Half-yearly amounts held at one date for the whole calendar year.

"What is left per month" is asked for a month, but tax and allowances look at a year. This variant
lets the amounts of one half-year hold for twelve months, so that a month's figures can be read as
if nothing changed. Child benefit keeps its real quarters.
"""

from functools import lru_cache
from typing import Any

from openfisca_core.parameters import ParameterNode
from openfisca_core.reforms import Reform

from openfisca_netherlands.lapse import HALF_YEAR, parameters_in
from openfisca_netherlands.system import CountryTaxBenefitSystem

KEEPS_ITS_QUARTERS = "child_benefit."


@lru_cache(maxsize=1)
def base_system() -> CountryTaxBenefitSystem:
    """Build the system once per process; it is only read afterwards."""
    return CountryTaxBenefitSystem()


def hold(tree: ParameterNode, year: int, month: int) -> ParameterNode:
    """Let every half-yearly amount of that month hold from January to December."""
    for parameter in parameters_in(tree):
        half_yearly = parameter.metadata.get("indexed") == HALF_YEAR
        if half_yearly and not parameter.name.startswith(KEEPS_ITS_QUARTERS):
            value = parameter.get_at_instant(f"{year}-{month:02d}-01")
            parameter.update(period=str(year), value=value)
    return tree


@lru_cache(maxsize=8)
def system_held_at(year: int, second_half: bool) -> Any:
    """The system with the amounts of one half of a year; cached, so warm calls are free."""

    class HeldAmounts(Reform):
        """Half-yearly amounts of one half-year, for all twelve months."""

        def apply(self) -> None:
            self.modify_parameters(lambda tree: hold(tree, year, 7 if second_half else 1))

    return HeldAmounts(base_system())
