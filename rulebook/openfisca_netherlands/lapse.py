"""An indexed amount ends on its date.

OpenFisca carries the last value of a parameter forward for ever. A Dutch norm does not work that
way: it is fixed for half a year or a year. Most wrong figures in public tables are not wrong
numbers but old ones that ran on unseen. So every parameter says with ``indexed`` how long a value
lives, and this module ends it there when no later value stands in the file.
"""

from collections.abc import Iterator
from datetime import date

from openfisca_core.parameters import Parameter, ParameterNode
from openfisca_core.periods import Instant, instant

HALF_YEAR, YEAR, HOLDS = "half_year", "year", "no"


def parameters_in(node: ParameterNode) -> Iterator[Parameter]:
    """Walk the tree and give every single parameter in it."""
    for child in node.children.values():
        if isinstance(child, Parameter):
            yield child
        elif isinstance(child, ParameterNode):
            yield from parameters_in(child)


def end_of_life(start: str, indexed: str) -> str | None:
    """First day on which a value that began on ``start`` no longer holds; None = it holds."""
    day = date.fromisoformat(start)
    if indexed == HALF_YEAR and day.month < 7:
        return date(day.year, 7, 1).isoformat()
    if indexed in (HALF_YEAR, YEAR):
        return date(day.year + 1, 1, 1).isoformat()
    return None


def end_lapsed_values(tree: ParameterNode) -> None:
    """End every indexed value on its date, in place. The gap is then an unknown amount."""
    for parameter in parameters_in(tree):
        indexed = parameter.metadata.get("indexed")
        if indexed not in (HALF_YEAR, YEAR, HOLDS):
            raise ValueError(f"{parameter.name}: say with 'indexed' how long a value holds")
        known = {value.instant_str for value in parameter.values_list}
        for value in list(parameter.values_list):
            end = end_of_life(value.instant_str, indexed)
            if value.value is not None and end is not None:
                later = min((day for day in known if day > value.instant_str), default="9999")
                if later > end:
                    parameter.update(start=instant(end), stop=_day_before(later), value=None)


def _day_before(day: str) -> Instant | None:
    return None if day.startswith("9999") else instant(day).offset(-1, "day")
