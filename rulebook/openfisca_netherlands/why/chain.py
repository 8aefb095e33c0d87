"""Read the why of an amount out of OpenFisca's tracer.

The tracer records each variable once with what it asked for and which parameters it read. From
that tree come: the steps under a line, since when the newest amount in it holds, and whether
every amount in it is confirmed. Only what counted in the row of one situation is looked at.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from openfisca_core.simulations import Simulation

from openfisca_netherlands.comparison.outcome import Line
from openfisca_netherlands.reforms.held_amounts import base_system
from openfisca_netherlands.why.texts import STEPS

CLAIMANT, PARTNER, BOTH = "claimant", "partner", "both"
# steps are shown up to these, not what lies below them: they have a line of their own
WHOLE_STEPS = frozenset(("net_wage", "assessment_income", "taxable_wage_year"))


def to_cents(euros: float) -> int:
    """Euros as whole cents, half up."""
    return math.floor(euros * 100 + 0.5 + 1e-7)


@dataclass(frozen=True)
class Root:
    """Where a line starts in the calculation: variable, period, row, and whose amount it is."""

    variable: str
    period: str
    row: int
    who: str = BOTH


class Chain:
    """The traced calculation of one simulation, readable per row (= per situation)."""

    def __init__(self, simulation: Simulation, day: str) -> None:
        self.system = simulation.tax_benefit_system
        self.day = day
        household = simulation.populations["household"]
        roles = np.array([role.key for role in household.members_role])
        homes = household.members_entity_id
        self.rows = {
            CLAIMANT: np.where(roles == CLAIMANT, homes, -1),
            PARTNER: np.where(roles == PARTNER, homes, -1),
            BOTH: np.where((roles == CLAIMANT) | (roles == PARTNER), homes, -1),
        }
        self.nodes: dict[tuple[str, str], Any] = {}
        self.dated: dict[str, Any] = {}
        self.sure: dict[int, bool] = {}
        self.keys: dict[int, tuple[str, str]] = {}
        for node in simulation.tracer.browse_trace():
            key = (node.name, str(node.period))
            first = self.nodes.get(key)
            if first is None or (not first.children and not first.parameters):
                self.nodes[key] = node

    def value(self, node: Any, root: Root) -> float:
        """Amount of a node in a row; a person's amount is summed over whom the line is about."""
        variable = self.system.get_variable(node.name)
        if variable.value_type is not float or node.value is None:
            return 0.0
        if variable.entity.key == "household":
            return float(node.value[root.row])
        return float(node.value[self.rows[root.who] == root.row].sum())

    def law(self, name: str) -> str:
        """The article a variable rests on."""
        reference = self.system.get_variable(name).reference
        return reference[0] if reference else ""

    def line(self, code: str, what: str, why: str, euros: float, root: Root) -> Line:
        """A line with its law, date, certainty and steps."""
        node = self.nodes[root.variable, root.period]
        found = self._walk(node, root, frozenset())
        shown = self._walk(node, root, WHOLE_STEPS)
        return Line(
            code=code,
            what=what,
            why=why,
            amount=to_cents(euros),
            law=self.law(root.variable),
            since=self._since(root.variable, found),
            confirmed=all(self._confirmed(each) for each in found),
            because=tuple(
                self._step(each, root)
                for each in shown
                if self._is_step(each, node) and self._is_known(each, root)
            ),
        )

    def _walk(self, start: Any, root: Root, ends: frozenset[str]) -> list[Any]:
        """The root and everything below it that counted in this row, in order of calculation."""
        found: list[Any] = []
        seen = set()

        def visit(node: Any) -> None:
            key = self._key(node)
            if key in seen:
                return
            seen.add(key)
            node = self.nodes[key]
            if node.name not in ends:
                for child in node.children:
                    if self._counts(child, root):
                        visit(child)
            found.append(node)

        visit(start)
        return found

    def _key(self, node: Any) -> tuple[str, str]:
        key = self.keys.get(id(node))
        if key is None:
            key = self.keys[id(node)] = (node.name, str(node.period))
        return key

    def _counts(self, node: Any, root: Root) -> bool:
        variable = self.system.get_variable(node.name)
        if variable.value_type is not float:
            return False
        return self.value(node, root) != 0  # UNKNOWN is not 0 either

    def _is_step(self, node: Any, root: Any) -> bool:
        return node is not root and node.name in STEPS and self._same_month(node, root)

    def _is_known(self, node: Any, root: Root) -> bool:
        """A step whose amount is not known is left out; the line above it holds without it."""
        return not math.isnan(self.value(node, root))

    @staticmethod
    def _same_month(node: Any, root: Any) -> bool:
        """Months inside a year's sum are not steps of their own."""
        return str(root.period.unit) == "month" or str(node.period.unit) != "month"

    def _step(self, node: Any, root: Root) -> Line:
        what, why = STEPS[node.name]
        return Line(
            code=node.name,
            what=what,
            why=why,
            amount=to_cents(self.value(node, root)),
            law=self.law(node.name),
            since=self._since(node.name, [node]),
            confirmed=self._confirmed(node),
        )

    def _since(self, name: str, found: list[Any]) -> str:
        """First day of the newest amount that was read under the same law."""
        law = self.law(name).split(" art.")[0]
        names = {
            parameter.name
            for node in found
            if self.law(node.name).startswith(law)
            for parameter in node.parameters
        }
        values = [value for each in names if (value := self._dated(each)) is not None]
        return max((value.instant_str for value in values), default="")

    def _confirmed(self, node: Any) -> bool:
        sure = self.sure.get(id(node))
        if sure is None:
            names = {parameter.name for parameter in node.parameters}
            values = [value for name in names if (value := self._dated(name)) is not None]
            sure = all(value.metadata.get("confidence") == "confirmed" for value in values)
            self.sure[id(node)] = sure
        return sure

    def _dated(self, name: str) -> Any:
        """The value of a parameter that holds on the day asked about."""
        if name not in self.dated:
            parameter: Any = base_system().parameters
            for part in name.split("."):
                parameter = parameter.children[part]
            held = (v for v in parameter.values_list if v.instant_str <= self.day)
            self.dated[name] = next(held, None)
        return self.dated[name]
