"""Put homes into the model, many at once, and read amounts back out.

A home is a few people in roles with inputs; a list of homes becomes one OpenFisca simulation whose
arrays have a row per person or per home. Inputs are constant over the year, or twelve values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit, Period, period
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.simulations import Simulation

MONTHS = 12


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
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", [str(i) for i in range(len(people))])
    household = builder.declare_entity("household", [str(i) for i in range(len(homes))])
    rows = [row for row, _ in people]
    builder.join_with_persons(household, np.array(rows), [member.role for _, member in people])
    simulation = builder.build(system)
    simulation.trace = trace
    _set_inputs(simulation, year, [member.inputs for _, member in people])
    _set_inputs(simulation, year, [home.inputs for home in homes])
    return simulation


def _set_inputs(simulation: Simulation, year: int, rows: Sequence[Mapping[str, Any]]) -> None:
    names = dict.fromkeys(name for row in rows for name in row)
    for name in names:
        variable = simulation.tax_benefit_system.get_variable(name, check_existence=True)
        values = [row.get(name, variable.default_value) for row in rows]
        if variable.definition_period != DateUnit.MONTH:
            eternal = variable.definition_period == DateUnit.ETERNITY
            when = "eternity" if eternal else str(year)
            simulation.set_input(name, when, _array(variable, values))
        elif any(isinstance(value, list) for value in values):
            for month in range(MONTHS):
                now = [value[month] if isinstance(value, list) else value for value in values]
                simulation.set_input(name, f"{year}-{month + 1:02d}", _array(variable, now))
        else:
            array = _array(variable, values)
            for month in range(MONTHS):
                simulation.set_input(name, f"{year}-{month + 1:02d}", array)


def _array(variable: Any, values: list[Any]) -> Any:
    if variable.value_type is Enum:
        names = [value.name if isinstance(value, Enum) else value for value in values]
        return variable.possible_values.encode(np.array(names))
    if variable.value_type is bool:
        return np.array(values, dtype=bool)
    return np.array(values, dtype=variable.dtype)


@dataclass
class Reading:
    """Amounts of one home out of a simulation, by month, by year or summed over the year."""

    simulation: Simulation
    year: int
    month: int = 1
    row: int = 0

    def of(self, name: str, month: int | None = None) -> Any:
        """Value of a household variable, or the sum over claimant and partner of a person's."""
        return self._read(name, self._period(name, month))

    def claimant(self, name: str, month: int | None = None) -> float:
        """Value of a person variable for the claimant alone."""
        return self._role(name, "claimant", month)

    def partner(self, name: str, month: int | None = None) -> float:
        """Value of a person variable for the partner; 0 where there is none."""
        return self._role(name, "partner", month)

    def total(self, name: str) -> float:
        """Sum over the twelve months, of claimant and partner together."""
        return sum(self.of(name, month) for month in range(1, MONTHS + 1))

    def _period(self, name: str, month: int | None) -> Period:
        variable = self.simulation.tax_benefit_system.get_variable(name, check_existence=True)
        if variable.definition_period == DateUnit.MONTH:
            return period(f"{self.year}-{month or self.month:02d}")
        return period(str(self.year))

    def _role(self, name: str, role: str, month: int | None) -> float:
        values = self.simulation.calculate(name, self._period(name, month))
        household = self.simulation.populations["household"]
        mine = household.members_entity_id == self.row
        keys = [r.key == role for r in household.members_role]
        found = values[mine & np.array(keys)]
        return float(found[0]) if len(found) else 0.0

    def _read(self, name: str, when: Period) -> Any:
        variable = self.simulation.tax_benefit_system.get_variable(name, check_existence=True)
        values = self.simulation.calculate(name, when)
        if variable.entity.key == "household":
            return values[self.row]
        month = when.start.month if when.unit == DateUnit.MONTH else None
        return self._role(name, "claimant", month) + self._role(name, "partner", month)


def simulate_copies(
    home: Home, number: int, year: int, system: Any, varied: str, values: Any
) -> Simulation:
    """A simulation of many copies of one home in which one input of the claimant differs.

    ``values`` has one entry per copy. Built from whole arrays, so that thousands cost little.
    """
    size = len(home.members)
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", range(number * size))
    household = builder.declare_entity("household", range(number))
    rows = np.repeat(np.arange(number), size)
    roles = [member.role for member in home.members] * number
    builder.join_with_persons(household, rows, roles)
    simulation = builder.build(system)
    _set_copies(simulation, year, [member.inputs for member in home.members], number)
    _set_copies(simulation, year, [home.inputs], number)
    claimant = [member.role for member in home.members].index("claimant")
    many = np.zeros(number * size)
    many[claimant::size] = values
    for month in range(MONTHS):
        when = f"{year}-{month + 1:02d}"
        simulation.delete_arrays(varied, when)
        mine = many.copy()
        for place, member in enumerate(home.members):
            if place != claimant:
                mine[place::size] = member.inputs.get(varied, 0.0)
        simulation.set_input(varied, when, mine)
    return simulation


def _set_copies(
    simulation: Simulation, year: int, rows: Sequence[Mapping[str, Any]], number: int
) -> None:
    for name in dict.fromkeys(name for row in rows for name in row):
        variable = simulation.tax_benefit_system.get_variable(name, check_existence=True)
        values = [row.get(name, variable.default_value) for row in rows]
        if variable.definition_period != DateUnit.MONTH:
            simulation.set_input(name, str(year), _tile(variable, values, number))
            continue
        listed = any(isinstance(value, list) for value in values)
        array = None if listed else _tile(variable, values, number)
        for month in range(MONTHS):
            if listed:
                now = [value[month] if isinstance(value, list) else value for value in values]
                array = _tile(variable, now, number)
            simulation.set_input(name, f"{year}-{month + 1:02d}", array)


def _tile(variable: Any, values: list[Any], number: int) -> Any:
    one = _array(variable, values)
    if variable.value_type is Enum:
        names = [value.name if isinstance(value, Enum) else value for value in values] * number
        return variable.possible_values.encode(np.array(names))
    return np.tile(one, number)
