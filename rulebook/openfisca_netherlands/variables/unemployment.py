"""WW: hoogte, recht, duur en wat werk van de uitkering af haalt."""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.model_api import MONTH

from openfisca_netherlands.base import Variable, amount, refuse_where
from openfisca_netherlands.duration import ww_months
from openfisca_netherlands.entities import Person

DAYS_PER_YEAR = 261


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


class unemployment_deduction(Variable):
    """What the earnings of the month take off the WW."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Loon dat van de WW af gaat"
    unit = "EUR/month"
    reference = "WW art. 47"

    def formula(person, period, parameters):
        p = parameters(period).unemployment_benefit
        early = person("unemployment_month_number", period) <= 2
        share = np.where(early, amount(p, "rate_first_two_months"), amount(p, "rate_after"))
        base = person("unemployment_month_wage", period)
        return np.where(base != 0, share * base - person("unemployment_benefit", period), 0)


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
        return ww_months(person("years_worked", period), period.start.year, p)
