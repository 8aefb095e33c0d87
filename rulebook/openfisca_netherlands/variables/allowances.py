"""Toeslagen: toetsingsinkomen, zorgtoeslag en kinderopvangtoeslag."""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.model_api import MONTH, YEAR

from openfisca_netherlands.base import (
    Variable,
    amount,
    cents,
    gate,
    refuse_where,
    whole_euros,
)
from openfisca_netherlands.entities import Household, Person
from openfisca_netherlands.groups import any_of_couple, of_couple, of_role


class ChildcareKind(Enum):
    """Kinds of childcare."""

    day_care = "Dagopvang"
    after_school = "Buitenschoolse opvang"
    childminder = "Gastouder"


class assessment_income(Variable):
    """Toetsingsinkomen: the taxable incomes of claimant and toeslagpartner together.

    An untaxed volunteer allowance is no part of it. Can be given instead of computed.
    """

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Toetsingsinkomen van aanvrager en toeslagpartner"
    unit = "EUR/year"
    reference = "Awir art. 8"

    def formula(household, period, parameters):
        income = household.members("box1_income", period)
        both = of_couple(household, period, income)
        return np.maximum(both, 0)


class allowances_outside_rules(Variable):
    """Whether the allowances of this household are beyond the rules we know."""

    value_type = bool
    entity = Household
    definition_period = YEAR
    label = "Toeslagen die wij niet uitrekenen"
    reference = "Awir art. 9"

    def formula(household, period, parameters):
        month = period.first_month
        foreign = ~household.members("has_right_of_residence", month)
        return (
            household("has_pension_age", month)
            | household("age_unknown", month)
            | any_of_couple(household, period, foreign)
        )


class care_norm_premium(Variable):
    """Normpremie: what the household is expected to pay for the health insurance itself."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Normpremie"
    unit = "EUR/year"
    reference = "Wzt art. 2"

    def formula(household, period, parameters):
        p = parameters(period).care_allowance
        threshold = amount(p, "threshold_income")
        couple = household("has_allowance_partner", period)
        share = np.where(couple, amount(p, "norm_rate.with_partner"), amount(p, "norm_rate.alone"))
        above = np.maximum(household("assessment_income", period) - threshold, 0)
        return share * threshold + amount(p, "taper") * above


class care_allowance_unrounded(Variable):
    """Zorgtoeslag of the year before rounding; a partner without Dutch insurance halves it."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Zorgtoeslag, niet afgerond"
    unit = "EUR/year"
    reference = "Wzt art. 2 en 3"

    def formula(household, period, parameters):
        p = parameters(period).care_allowance
        couple = household("has_allowance_partner", period)
        premium = amount(p, "standard_premium") * (1 + couple)
        full = np.maximum(premium - household("care_norm_premium", period), 0)
        insured = household.members("health_insured", period) * 1
        mine = of_role(household, period, insured, "claimant") > 0
        theirs = of_role(household, period, insured, "partner") > 0
        half = np.where(couple & ~theirs, 0.5, 1.0)
        limit = np.where(
            couple, amount(p, "asset_limit.with_partner"), amount(p, "asset_limit.alone")
        )
        owned = household("assets_of_couple", period)
        right = np.where(owned <= 0, 1.0, gate(owned, limit))
        ages = household.members("age", period.first_month)
        adult = of_role(household, period, ages, "claimant") >= 18
        paid = np.where(mine & adult, full * half * right, 0)
        return refuse_where(household("allowances_outside_rules", period), paid)


class care_allowance(Variable):
    """Zorgtoeslag as granted: whole euros a year, nothing below the smallest grant."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Zorgtoeslag"
    unit = "EUR/year"
    reference = "Wzt art. 2; Awir art. 14"

    def formula(household, period, parameters):
        rounded = whole_euros(household("care_allowance_unrounded", period))
        least = amount(parameters(period), "allowances.minimum_year")
        return np.where(rounded < least, 0, rounded)


class care_allowance_month(Variable):
    """Zorgtoeslag per month as published: a twelfth in whole euros, rounded down."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Zorgtoeslag per maand"
    unit = "EUR/month"
    reference = "Awir art. 14"

    def formula(household, period, parameters):
        return np.floor(household("care_allowance", period) / 12 + 1e-9)


class childcare_kind(Variable):
    """Kind of childcare of a child."""

    value_type = Enum
    possible_values = ChildcareKind
    default_value = ChildcareKind.day_care
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Soort kinderopvang"
    reference = "Besluit kinderopvangtoeslag art. 4"


class childcare_hours(Variable):
    """Hours of childcare of a child in the month."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Uren kinderopvang per maand"
    unit = "hours/month"
    reference = "Besluit kinderopvangtoeslag art. 7"


class childcare_price(Variable):
    """Price of childcare per hour."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Uurprijs kinderopvang"
    unit = "EUR/hour"
    reference = "Besluit kinderopvangtoeslag art. 4"


class is_first_childcare_child(Variable):
    """Whether a child is the first child for childcare (the one with the most hours)."""

    value_type = bool
    entity = Person
    definition_period = MONTH
    default_value = True
    set_input = set_input_dispatch_by_period
    label = "Eerste kind voor de kinderopvangtoeslag"
    reference = "Besluit kinderopvangtoeslag art. 6"


class parents_work(Variable):
    """Whether all parents in the home work, study or follow a path to work."""

    value_type = bool
    entity = Household
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Ouders werken, studeren of volgen een traject"
    reference = "Wet kinderopvang art. 1.6"


class childcare_allowance(Variable):
    """Kinderopvangtoeslag of the month, in outline: both ends of the table of shares.

    The highest share for low incomes, the lowest share of a first child for high incomes. In
    between the table decides; that is not computed.
    """

    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Kinderopvangtoeslag"
    unit = "EUR/month"
    reference = "Wet kinderopvang art. 1.7; Besluit kinderopvangtoeslag"

    def formula(household, period, parameters):
        p = parameters(period).childcare_allowance
        members = household.members
        kind = members("childcare_kind", period)
        limit = np.select(
            [kind == ChildcareKind.after_school, kind == ChildcareKind.childminder],
            [amount(p, "maximum_price.after_school"), amount(p, "maximum_price.childminder")],
            default=amount(p, "maximum_price.day_care"),
        )
        hours = np.minimum(members("childcare_hours", period), amount(p, "maximum_hours"))
        used = members("childcare_hours", period) > 0
        if not used.any():
            return household.sum(used * 0.0)
        price = np.minimum(members("childcare_price", period), limit)
        cost = np.where(used, hours * price, 0)
        income = household("assessment_income", period.this_year)
        low = income <= amount(p, "income_highest_rate")
        high = income >= amount(p, "income_lowest_rate_first_child")
        first = members("is_first_childcare_child", period)
        others = household.sum(np.where(first, 0, cost))
        share = np.where(low, amount(p, "highest_rate"), amount(p, "lowest_rate_first_child"))
        total = household.sum(cost)
        known = low | (high & (others == 0))
        paid = cents(total * share)
        outside = ~known | household("allowances_outside_rules", period.this_year)
        right = household("parents_work", period)
        return np.where((total != 0) & right, refuse_where(outside, paid), 0)
