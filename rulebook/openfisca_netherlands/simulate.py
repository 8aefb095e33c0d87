"""Put homes into the model, many at once, and read amounts back out.

A home is a few people in roles with inputs; a list of homes becomes one OpenFisca simulation whose
arrays have a row per person or per home. Inputs are constant over the year, or twelve values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit, Instant, Period
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.simulations import Simulation

MONTHS = 12


@lru_cache(maxsize=256)
def month_of(year: int, month: int) -> Period:
    """The period of one month; parsing it from text a thousand times would cost more."""
    return Period((DateUnit.MONTH, Instant((year, month, 1)), 1))


@lru_cache(maxsize=64)
def year_of(year: int) -> Period:
    """The period of a calendar year."""
    return Period((DateUnit.YEAR, Instant((year, 1, 1)), 1))


@dataclass
class Member:
    """One person of a home: role (``claimant``, ``partner``, ``child``, ``resident``), inputs."""

    role: str
    inputs: dict[str, Any] = field(default_factory=dict)


@dataclass
class Home:
    """One household: its members and the inputs of the household itself."""

    members: list[Member]
    inputs: dict[str, Any] = field(default_factory=dict)

    def first(self, role: str) -> Member:
        """The only or first member in a role."""
        return next(member for member in self.members if member.role == role)


def simulate(homes: Sequence[Home], year: int, system: Any, trace: bool = False) -> Simulation:
    """Build one simulation of all homes for a calendar year; nothing is computed yet."""
    people = [(row, member) for row, home in enumerate(homes) for member in home.members]
    rows = np.array([row for row, _ in people])
    simulation = _build(system, rows, [member.role for _, member in people], len(homes))
    simulation.trace = trace
    _set_inputs(simulation, year, [member.inputs for _, member in people])
    _set_inputs(simulation, year, [home.inputs for home in homes])
    return simulation


def simulate_copies(
    home: Home, number: int, year: int, system: Any, varied: str, values: Any
) -> Simulation:
    """A simulation of many copies of one home in which one input of the claimant differs.

    ``values`` has one entry per copy. Built from whole arrays, so that thousands cost little.
    """
    size = len(home.members)
    roles = [member.role for member in home.members]
    rows = np.repeat(np.arange(number), size)
    simulation = _build(system, rows, roles * number, number)
    inputs = [member.inputs for member in home.members]
    _set_inputs(simulation, year, inputs, number, without=varied)
    _set_inputs(simulation, year, [home.inputs], number)
    one = np.array([float(own.get(varied, 0.0)) for own in inputs])
    many = np.tile(one, number)
    many[roles.index("claimant") :: size] = values
    for month in range(1, MONTHS + 1):
        simulation.get_holder(varied).put_in_cache(many, month_of(year, month))
    return simulation


def _build(system: Any, rows: Any, roles: list[str], homes: int) -> Simulation:
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", range(len(rows)))
    household = builder.declare_entity("household", range(homes))
    builder.join_with_persons(household, rows, roles)
    return builder.build(system)


def _set_inputs(
    simulation: Simulation,
    year: int,
    rows: Sequence[Mapping[str, Any]],
    copies: int = 1,
    without: str = "",
) -> None:
    for name in dict.fromkeys(name for row in rows for name in row if name != without):
        variable = simulation.tax_benefit_system.get_variable(name, check_existence=True)
        values = [row.get(name, variable.default_value) for row in rows]
        holder = simulation.get_holder(name)
        if variable.definition_period != DateUnit.MONTH:
            holder.put_in_cache(_array(variable, values, copies), year_of(year))
            continue
        listed = any(isinstance(value, list) for value in values)
        array = None if listed else _array(variable, values, copies)
        for month in range(MONTHS):
            if listed:
                now = [value[month] if isinstance(value, list) else value for value in values]
                array = _array(variable, now, copies)
            holder.put_in_cache(array, month_of(year, month + 1))


def _array(variable: Any, values: list[Any], copies: int = 1) -> Any:
    if variable.value_type is Enum:
        names = [value.name if isinstance(value, Enum) else value for value in values]
        return variable.possible_values.encode(np.array(names * copies))
    one = np.array(values, dtype=bool if variable.value_type is bool else variable.dtype)
    return np.tile(one, copies) if copies > 1 else one


@dataclass
class Reading:
    """Amounts of one home out of a simulation, by month, by year or summed over the year."""

    simulation: Simulation
    year: int
    month: int = 1
    row: int = 0

    def of(self, name: str, month: int | None = None) -> Any:
        """Value of a household variable, or the sum over claimant and partner of a person's."""
        variable = self.simulation.tax_benefit_system.get_variable(name, check_existence=True)
        if variable.entity.key == "household":
            return self._values(name, month)[self.row]
        return self.claimant(name, month) + self.partner(name, month)

    def claimant(self, name: str, month: int | None = None) -> float:
        """Value of a person variable for the claimant alone."""
        return self._role(name, "claimant", month)

    def partner(self, name: str, month: int | None = None) -> float:
        """Value of a person variable for the partner; 0 where there is none."""
        return self._role(name, "partner", month)

    def total(self, name: str) -> float:
        """Sum over the twelve months, of claimant and partner together."""
        return sum(self.of(name, month) for month in range(1, MONTHS + 1))

    def _values(self, name: str, month: int | None) -> Any:
        variable = self.simulation.tax_benefit_system.get_variable(name, check_existence=True)
        monthly = variable.definition_period == DateUnit.MONTH
        when = month_of(self.year, month or self.month) if monthly else year_of(self.year)
        return self.simulation.calculate(name, when)

    def _role(self, name: str, role: str, month: int | None) -> float:
        household = self.simulation.populations["household"]
        values = self._values(name, month)
        for place in np.flatnonzero(household.members_entity_id == self.row):
            if household.members_role[place].key == role:
                return float(values[place])
        return 0.0
