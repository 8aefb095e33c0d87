"""Wajong en WIA, en wat werk daarmee doet."""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.model_api import MONTH, YEAR

from openfisca_netherlands.base import UNKNOWN, Variable, amount, refuse_where
from openfisca_netherlands.entities import Person


class YoungDisabled(Enum):
    """Kinds of Wajong."""

    none = "Geen Wajong"
    with_capacity = "Wajong, met arbeidsvermogen"
    without_capacity = "Wajong, zonder arbeidsvermogen"


class Disability(Enum):
    """Kinds of WIA benefit."""

    none = "Geen WIA"
    full_and_lasting = "IVA"
    wage_related = "WGA, loongerelateerd of 80 tot 100 procent"
    follow_up = "WGA 35 tot 80 procent, na de loongerelateerde uitkering"


class above_volunteer_limits(Variable):
    """Whether a volunteer allowance above the limits comes beside a benefit of UWV."""

    value_type = bool
    entity = Person
    definition_period = YEAR
    label = "Vrijwilligersvergoeding boven de grens"
    reference = "Wet LB 1964 art. 2 lid 6"

    def formula(person, period, parameters):
        return person("volunteer_allowance_within_limits", period) != 1


class young_disabled_kind(Variable):
    """Which Wajong benefit somebody has."""

    value_type = Enum
    possible_values = YoungDisabled
    default_value = YoungDisabled.none
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Soort Wajong"
    reference = "Wajong art. 2:3 en 3:1"


class wage_dispensation(Variable):
    """Whether the employer pays less under loondispensatie; the outcome is then UWV's."""

    value_type = bool
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Loondispensatie"
    reference = "Wajong art. 2:20"


class has_young_disabled_benefit(Variable):
    """Whether somebody has a right to Wajong."""

    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "Recht op Wajong"
    reference = "Wajong art. 2:3 en 3:1"

    def formula(person, period, parameters):
        return person("young_disabled_kind", period) != YoungDisabled.none


class young_disabled_deduction(Variable):
    """Part of the month's wage that is deducted from Wajong, before the benefit is spent."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Loon dat van de Wajong af gaat"
    unit = "EUR/month"
    reference = "Wajong art. 2:40 en 3:48"

    def formula(person, period, parameters):
        p = parameters(period).young_disabled_benefit
        kind = person("young_disabled_kind", period)
        share = np.where(
            kind == YoungDisabled.with_capacity,
            amount(p, "deduction_with_capacity"),
            amount(p, "deduction_without_capacity"),
        )
        wage = person("gross_wage", period)
        counted = np.where((kind != YoungDisabled.none) & (wage > 0), share * wage, 0)
        return refuse_where(person("wage_dispensation", period) & (counted != 0), counted)


class young_disabled_benefit(Variable):
    """Wajong of the month before tax, without holiday allowance, after setting off the wage.

    Under 21 another base holds; that is not computed.
    """

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Wajong"
    unit = "EUR/month"
    reference = "Wajong art. 2:40 en 3:48"

    def formula(person, period, parameters):
        node = parameters(period)
        p = node.young_disabled_benefit
        kind = person("young_disabled_kind", period)
        entitled = kind != YoungDisabled.none
        if not entitled.any():
            return entitled * 0.0
        share = np.where(
            kind == YoungDisabled.with_capacity,
            amount(p, "rate_with_capacity"),
            amount(p, "rate_without_capacity"),
        )
        full = share * amount(node, "minimum_wage.reference_month")
        paid = np.maximum(full - person("young_disabled_deduction", period), 0)
        outside = (
            (person("age", period) < 21)
            | person("pension_age_reached", period)
            | person("wage_dispensation", period)
            | (person("profit", period.this_year) != 0)
            | person("above_volunteer_limits", period.this_year)
        )
        return np.where(entitled, refuse_where(outside, paid), 0)


class disability_kind(Variable):
    """Which WIA benefit somebody has."""

    value_type = Enum
    possible_values = Disability
    default_value = Disability.none
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Soort WIA"
    reference = "Wet WIA art. 47 en 54"


class disability_benefit_without_work(Variable):
    """WIA of the month before tax, without holiday allowance, as it is without earnings."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "WIA zonder werk, volgens de beslissing van UWV"
    unit = "EUR/month"
    reference = "Wet WIA art. 51 en 61"


class disability_deduction(Variable):
    """Part of the month's wage deducted from IVA or wage-related WGA."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Loon dat van de WIA af gaat"
    unit = "EUR/month"
    reference = "Wet WIA art. 52 en 61"

    def formula(person, period, parameters):
        kind = person("disability_kind", period)
        wage = person("gross_wage", period)
        share = amount(parameters(period), "disability_benefit.deduction")
        counted = np.where((kind != Disability.none) & (wage > 0), wage * share, 0)
        return np.where(kind == Disability.follow_up, UNKNOWN, counted)


class disability_benefit(Variable):
    """WIA of the month before tax, without holiday allowance, after setting off the wage."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "WIA-uitkering"
    unit = "EUR/month"
    reference = "Wet WIA art. 52 en 61"

    def formula(person, period, parameters):
        entitled = person("disability_kind", period) != Disability.none
        if not entitled.any():
            return entitled * 0.0
        rest = person("disability_benefit_without_work", period) - person(
            "disability_deduction", period
        )
        outside = (
            (person("profit", period.this_year) != 0)
            | person("above_volunteer_limits", period.this_year)
            | person("pension_age_reached", period)
        )
        return np.where(entitled, refuse_where(outside, np.maximum(rest, 0)), 0)


class taxable_benefits(Variable):
    """Benefits of UWV in the month before tax; Wajong and WIA with their holiday allowance.

    The WW month wage has the holiday allowance in it already.
    """

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Uitkeringen van UWV, met vakantiegeld"
    unit = "EUR/month"
    reference = "Wet IB 2001 art. 3.81"

    def formula(person, period, parameters):
        with_holiday = person("young_disabled_benefit", period) + person(
            "disability_benefit", period
        )
        holiday = amount(parameters(period), "minimum_wage.holiday_pay")
        extra = np.where(with_holiday != 0, with_holiday * holiday, 0)
        return with_holiday + extra + person("unemployment_benefit", period)
