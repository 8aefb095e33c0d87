"""Huurtoeslag: de formule tot 2026 (normhuur) en de formule vanaf 2026 (lineaire afbouw)."""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.model_api import MONTH, YEAR

from openfisca_netherlands.base import (
    UNKNOWN,
    Variable,
    amount,
    cents_up,
    gate,
    refuse_where,
)
from openfisca_netherlands.entities import CHILD, RESIDENT, Household
from openfisca_netherlands.groups import of_role


class bare_rent(Variable):
    """Bare rent per month: without service costs, gas and electricity."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Kale huur per maand"
    unit = "EUR/month"
    reference = "Wht art. 5"


class service_costs(Variable):
    """Service costs per month that may count (before 2026)."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Servicekosten die mogen meetellen, per maand"
    unit = "EUR/month"
    reference = "Wht art. 5"


class attachment(Variable):
    """Whether debts are collected from the income; what is left is then not computed."""

    value_type = bool
    entity = Household
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Beslag op het inkomen"
    reference = "Wetboek van Burgerlijke Rechtsvordering art. 475d"


class rent_income(Variable):
    """Income of everybody at the address; of each child under 23 a part is exempt."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Rekeninkomen van alle bewoners"
    unit = "EUR/year"
    reference = "Wht art. 7; Awir art. 8"

    def formula(household, period, parameters):
        income = np.maximum(household.members("box1_income", period), 0)
        of_children = of_role(household, period, income, "child")
        if of_children.any():
            p = parameters(period).rent_allowance
            age = household.members("age", period.first_month)
            young = age < amount(p, "child_income_age")
            rest = np.maximum(income - amount(p, "child_income_exempt"), 0)
            kept = np.where(young & (income > 0), rest, income)
            of_children = of_role(household, period, kept, "child")
        others = of_children + of_role(household, period, income, "resident")
        return household("assessment_income", period) + others


class eligible_rent(Variable):
    """Rekenhuur: bare rent plus the service costs that count."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Rekenhuur"
    unit = "EUR/month"
    reference = "Wht art. 5"

    def formula(household, period, parameters):
        most = amount(parameters(period), "rent_allowance.service_costs")
        return household("bare_rent", period) + np.minimum(household("service_costs", period), most)


class rent_asset_gate(Variable):
    """1 where nobody at the address owns more than the limit, 0 where somebody does."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Vermogen onder de grens van de huurtoeslag"
    reference = "Awir art. 7 lid 3"

    def formula(household, period, parameters):
        p = parameters(period).rent_allowance.asset_limit
        couple = household("has_allowance_partner", period)
        limit = np.where(couple, amount(p, "with_partner"), amount(p, "alone"))
        ours = household("assets_of_couple", period)
        right = np.where(ours <= 0, 1.0, gate(ours, limit))
        owned = household.members("assets", period)
        most = np.maximum(household.max(owned, role=RESIDENT), household.max(owned, role=CHILD))
        return right * np.where(most <= 0, 1.0, gate(most, amount(p, "alone")))


def _above_limits(household, period, p):
    """The three parts of the rent with their limits: rent, quality limit and capping limit."""
    few = household("number_of_residents", period) <= 2
    cap = np.where(few, amount(p, "cap.one_or_two"), amount(p, "cap.three_or_more"))
    return amount(p, "quality_limit"), cap


def _by_size(household, period, p, name):
    one = household("number_of_residents", period) == 1
    return np.where(one, amount(p, f"{name}.one_person"), amount(p, f"{name}.more_persons"))


def _subsidised(rent, base, quality, cap, middle, top):
    """Full up to the quality limit, 65% up to the cap, 40% above; only above the base rent."""
    full = np.maximum(np.minimum(rent, quality) - base, 0)
    half = np.maximum(np.minimum(rent, cap) - np.maximum(quality, base), 0)
    rest = np.maximum(rent - np.maximum(cap, base), 0)
    return full + middle * half + top * rest


class rent_allowance_unrounded(Variable):
    """Huurtoeslag per month before rounding.

    Until 2026: no right above the maximum rent, a quadratic norm rent, service costs count.
    From 2026: rent above the maximum is left out, a linear taper, bare rent only.
    A young tenant with a child falls under an exception that is not in these rules.
    """

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Huurtoeslag per maand, niet afgerond"
    unit = "EUR/month"
    reference = "Wht art. 13 en 17-21"

    def formula(household, period, parameters):
        p = parameters(period).rent_allowance
        rent = household("eligible_rent", period)
        quality, cap = _above_limits(household, period, p)
        income = household("rent_income", period)
        task = amount(p, "task_amount")
        a, b = (
            np.where(
                household("number_of_residents", period) == 1,
                amount(p, f"norm_rent.one_person.{factor}"),
                amount(p, f"norm_rent.more_persons.{factor}"),
            )
            for factor in "ab"
        )
        low = income <= _by_size(household, period, p, "income_reference")
        curve = cents_up(a * income**2 + b * income) + task
        base = np.where(low, _by_size(household, period, p, "minimum_base_rent"), curve)
        one = household("number_of_residents", period) == 1
        top = amount(p, "share.above_cap")
        if np.isnan(top):  # before 2025: one person 40%, others nothing (older people apart)
            top = np.where(one, 0.4, 0.0)
        paid = _subsidised(rent, base, quality, cap, amount(p, "share.middle"), top)
        young = household("oldest_resident_age", period) < amount(p, "full_limit_age")
        most = np.where(young, quality, amount(p, "maximum_rent"))
        return _granted(household, period, young, paid * gate(rent, most))

    def formula_2026(household, period, parameters):
        p = parameters(period).rent_allowance
        quality, cap = _above_limits(household, period, p)
        young = household("oldest_resident_age", period) < amount(p, "full_limit_age")
        most = np.where(young, quality, amount(p, "maximum_rent"))
        rent = np.minimum(household("eligible_rent", period), most)
        base = _by_size(household, period, p, "minimum_base_rent")
        share = amount(p, "share.middle"), amount(p, "share.above_cap")
        full = _subsidised(rent, base, quality, cap, *share)
        reference = _by_size(household, period, p, "income_reference")
        above = np.maximum(household("rent_income", period) - reference, 0)
        taper = above * _by_size(household, period, p, "taper") / 12
        return _granted(household, period, young, np.maximum(full - taper, 0))


def _granted(household, period, young, paid):
    """Apply the asset limit and refuse what these rules do not reach; no rent, no allowance."""
    month = period.first_month
    renting = household("bare_rent", period) > 0
    exception = young & (household.nb_persons(CHILD) > 0)
    outside = exception | household("allowances_outside_rules", period)
    paid = paid * household("rent_asset_gate", period)
    minor = household.sum((household.members("age", month) >= 18) * 1) == 0
    return np.where(renting, np.where(outside | minor, UNKNOWN, paid), 0)


class rent_allowance_month(Variable):
    """Huurtoeslag per month as published: whole euros, rounded down, nothing if too small."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Huurtoeslag per maand"
    unit = "EUR/month"
    reference = "Wht art. 21; Awir art. 14"

    def formula(household, period, parameters):
        raw = household("rent_allowance_unrounded", period)
        least = amount(parameters(period), "allowances.minimum_year")
        paid = np.where(raw * 12 < least, 0, np.floor(raw + 1e-9))
        return refuse_where(np.isnan(raw), paid)
