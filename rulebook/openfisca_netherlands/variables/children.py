"""Kinderen: kinderbijslag en kindgebonden budget."""

import numpy as np
from openfisca_core.model_api import MONTH, YEAR

from openfisca_netherlands.base import Variable, amount, gate, refuse_where, whole_euros
from openfisca_netherlands.entities import CHILD, Household, Person
from openfisca_netherlands.groups import of_role

QUARTERS = (0, 3, 6, 9)


class receives_child_benefit(Variable):
    """Whether kinderbijslag is received for this child."""

    value_type = bool
    entity = Person
    definition_period = YEAR
    default_value = True
    label = "Kinderbijslag ontvangen voor dit kind"
    reference = "AKW art. 7"


class child_benefit_quarter(Variable):
    """Kinderbijslag of the quarter in which the month lies; age on the quarter's first day."""

    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Kinderbijslag van het kwartaal"
    unit = "EUR/quarter"
    reference = "AKW art. 11, 12 en 14"

    def formula(household, period, parameters):
        first = period.this_year.first_month.offset((period.start.month - 1) // 3 * 3)
        p = parameters(first).child_benefit
        age = household.members("age", first)
        rate = np.select(
            [age <= 5, age <= 11, age <= 17],
            [amount(p, "age_0_5"), amount(p, "age_6_11"), amount(p, "age_12_17")],
            default=0.0,
        )
        entitled = household.members("receives_child_benefit", period.this_year)
        return of_role(household, period, np.where(entitled, rate, 0), "child")


class child_benefit(Variable):
    """Kinderbijslag over the four quarters of the year."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Kinderbijslag"
    unit = "EUR/year"
    reference = "AKW art. 12"

    def formula(household, period, parameters):
        january = period.first_month
        return sum(household("child_benefit_quarter", january.offset(step)) for step in QUARTERS)


class child_budget_maximum(Variable):
    """Kindgebonden budget before the income taper: amounts per child and for a single parent."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Kindgebonden budget, hoogste bedrag"
    unit = "EUR/year"
    reference = "WKB art. 2"

    def formula(household, period, parameters):
        if not household.nb_persons(CHILD).any():
            return household.nb_persons(CHILD) * 0.0
        p = parameters(period).child_budget
        entitled = household.members("receives_child_benefit", period)
        single = ~household("has_allowance_partner", period)
        total = 0.0
        for month in period.get_subperiods(MONTH):
            age = household.members("age", month)
            per_child = np.select(
                [age <= 11, age <= 15, age <= 17],
                [
                    amount(p, "per_child"),
                    amount(p, "per_child") + amount(p, "extra_12_15"),
                    amount(p, "per_child") + amount(p, "extra_16_17"),
                ],
                default=0.0,
            )
            children = of_role(household, period, np.where(entitled, per_child, 0), "child")
            parent = np.where(single & (children != 0), amount(p, "single_parent"), 0)
            total = total + (children + parent) / 12
        return total


class child_budget(Variable):
    """Kindgebonden budget of the year: whole euros, nothing below the smallest grant."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Kindgebonden budget"
    unit = "EUR/year"
    reference = "WKB art. 2; Awir art. 14"

    def formula(household, period, parameters):
        most = household("child_budget_maximum", period)
        if not most.any():
            return most
        node = parameters(period)
        p = node.child_budget
        couple = household("has_allowance_partner", period)
        threshold = np.where(
            couple, amount(p, "threshold.with_partner"), amount(p, "threshold.alone")
        )
        above = np.maximum(household("assessment_income", period) - threshold, 0)
        limit = np.where(
            couple, amount(p, "asset_limit.with_partner"), amount(p, "asset_limit.alone")
        )
        owned = household("assets_of_couple", period)
        right = np.where(owned <= 0, 1.0, gate(owned, limit))
        rest = whole_euros(np.maximum(most - amount(p, "taper") * above, 0) * right)
        paid = np.where(rest < amount(node, "allowances.minimum_year"), 0, rest)
        outside = household("allowances_outside_rules", period)
        return np.where(most != 0, refuse_where(outside | np.isnan(rest), paid), 0)


class child_budget_month(Variable):
    """Kindgebonden budget per month in whole euros, rounded down."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Kindgebonden budget per maand"
    unit = "EUR/month"
    reference = "Awir art. 14"

    def formula(household, period, parameters):
        return np.floor(household("child_budget", period) / 12 + 1e-9)
