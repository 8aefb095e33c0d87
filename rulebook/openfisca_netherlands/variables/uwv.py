"""Uitkeringen van UWV: WW, Wajong en WIA, en wat werk daarmee doet."""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.model_api import MONTH, YEAR

from openfisca_netherlands.base import UNKNOWN, Variable, amount, refuse_where
from openfisca_netherlands.entities import Person

DAYS_PER_YEAR = 261
DURATION_REFORM = 2016


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


class reference_year_wage(Variable):
    """Wage of the reference year from which the daily wage of the WW follows."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Loon in het jaar vóór de werkloosheid"
    unit = "EUR/year"
    reference = "WW art. 1b; Dagloonbesluit"


class unemployment_month_wage(Variable):
    """WW-maandloon: daily wage (at most the maximum) x 21.75; can be given from the decision."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "WW-maandloon"
    unit = "EUR/month"
    reference = "WW art. 1b; Wfsv art. 17"

    def formula(person, period, parameters):
        p = parameters(period).unemployment_benefit
        daily = person("reference_year_wage", period) / DAYS_PER_YEAR
        capped = np.minimum(daily, amount(p, "maximum_daily_wage"))
        return np.where(daily > 0, capped * amount(p, "days_per_month"), 0)


class unemployment_month_number(Variable):
    """How many months the WW has run, this month included; 1 is the first month."""

    value_type = int
    entity = Person
    definition_period = MONTH
    default_value = 3
    set_input = set_input_dispatch_by_period
    label = "Maand van de WW-uitkering"
    reference = "WW art. 47"


class unemployment_benefit(Variable):
    """WW of the month before tax: 75% (first two months) or 70% of what is lost.

    Earnings above 87.5% of the WW month wage end the benefit. Beside an own business UWV counts
    a fictitious income; that is not computed.
    """

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "WW-uitkering"
    unit = "EUR/month"
    reference = "WW art. 20 en 47"

    def formula(person, period, parameters):
        p = parameters(period).unemployment_benefit
        base = person("unemployment_month_wage", period)
        if not base.any():
            return base
        early = person("unemployment_month_number", period) <= 2
        share = np.where(early, amount(p, "rate_first_two_months"), amount(p, "rate_after"))
        earned = person("gross_wage", period) + person("holiday_pay", period)
        paid = np.where(earned <= amount(p, "end_share") * base + 0.005, share * (base - earned), 0)
        outside = (
            (person("profit", period.this_year) != 0)
            | person("above_volunteer_limits", period.this_year)
            | person("pension_age_reached", period)
        )
        return np.where(base != 0, refuse_where(outside, np.maximum(paid, 0)), 0)


class weeks_worked(Variable):
    """Weeks worked of the last 36."""

    value_type = int
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Gewerkte weken van de laatste 36"
    reference = "WW art. 17"


class hours_lost(Variable):
    """Hours of work per week that were lost."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Verloren uren per week"
    reference = "WW art. 16"
    unit = "hours/week"


class has_sickness_benefit(Variable):
    """Whether somebody receives sickness benefit, which excludes WW."""

    value_type = bool
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Ziektewetuitkering"
    reference = "WW art. 19"


class entitled_to_unemployment_benefit(Variable):
    """Whether there is a right to WW: weeks worked, hours lost, not sick, under pension age."""

    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "Recht op WW"
    reference = "WW art. 15-19"

    def formula(person, period, parameters):
        p = parameters(period).unemployment_benefit
        return (
            (person("weeks_worked", period) >= amount(p, "weeks_required"))
            & (person("hours_lost", period) >= amount(p, "hours_lost_required"))
            & ~person("has_sickness_benefit", period)
            & ~person("pension_age_reached", period)
        )


class years_worked(Variable):
    """Years of work history, counted back from now without a gap."""

    value_type = int
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Arbeidsverleden in jaren"
    reference = "WW art. 42"
    unit = "years"


class unemployment_duration(Variable):
    """Months of WW: a month per year of work, half a month per year beyond ten since 2016."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Duur van de WW in maanden"
    unit = "months"
    reference = "WW art. 42"

    def formula(person, period, parameters):
        p = parameters(period).unemployment_benefit.duration
        years = person("years_worked", period)
        old = np.maximum(years - (period.start.year - DURATION_REFORM), 0)
        whole = np.minimum(years, np.maximum(amount(p, "full_years"), old))
        months = np.floor(whole + (years - whole) * amount(p, "share_after"))
        return np.clip(months, amount(p, "minimum"), amount(p, "maximum"))


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
