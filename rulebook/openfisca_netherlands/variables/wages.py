"""Loon: minimumloon naar leeftijd en datum, en het loon van een baan of buurtbaan."""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.model_api import MONTH

from openfisca_netherlands.base import UNKNOWN, Variable, amount, cents
from openfisca_netherlands.entities import Person

WEEKS_PER_MONTH = 52 / 12
ADULT_WAGE_AGE = 21
YOUTH_AGES = range(15, ADULT_WAGE_AGE)


class minimum_hourly_wage(Variable):
    """Minimum wage per hour by age, before tax and without holiday pay; none under 15."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Wettelijk minimumuurloon"
    unit = "EUR/hour"
    reference = "Wet minimumloon art. 8; Besluit minimumjeugdloon"

    def formula(person, period, parameters):
        p = parameters(period).minimum_wage
        ages = person("age", period)
        adult = amount(p, "hourly")
        wage = np.where(ages >= ADULT_WAGE_AGE, adult, UNKNOWN)
        for year in YOUTH_AGES:
            youth = cents(amount(p, f"youth_rate.age_{year}") * adult)
            wage = np.where(ages == year, youth, wage)
        return np.where(ages < YOUTH_AGES.start, 0.0, wage)


class weekly_hours(Variable):
    """Hours of paid work in a week."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Uren betaald werk per week"
    unit = "hours/week"


class wage_factor(Variable):
    """Hourly wage as a factor of the minimum wage; a buurtbaan pays 1.0 to 1.2."""

    value_type = float
    entity = Person
    definition_period = MONTH
    default_value = 1.0
    set_input = set_input_dispatch_by_period
    label = "Uurloon als deel van het minimumuurloon"
    unit = "factor"


class hourly_wage(Variable):
    """Hourly wage before tax, without holiday pay."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Bruto uurloon"
    unit = "EUR/hour"
    reference = "Wet minimumloon art. 8"

    def formula(person, period, parameters):
        return person("minimum_hourly_wage", period) * person("wage_factor", period)


class agreed_monthly_wage(Variable):
    """Wage per month as it stands on the payslip, before tax and without holiday pay."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Bruto maandloon volgens de loonstrook"
    unit = "EUR/month"
    reference = "Wet minimumloon art. 8"


class gross_wage(Variable):
    """Wage of the month before tax, without holiday pay: hourly wage x hours x 52 / 12.

    A wage agreed per month goes before the hours.
    """

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_divide_by_period
    label = "Bruto loon per maand, zonder vakantiegeld"
    unit = "EUR/month"
    reference = "Wet minimumloon art. 8"

    def formula(person, period, parameters):
        agreed = person("agreed_monthly_wage", period)
        hours = person("weekly_hours", period)
        full = person("hourly_wage", period) * hours * WEEKS_PER_MONTH
        return np.where(agreed > 0, agreed, np.where(hours > 0, full, 0.0))


class holiday_pay(Variable):
    """Holiday pay built up in the month; it counts in the month in which it is earned."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Vakantiebijslag over het loon"
    unit = "EUR/month"
    reference = "Wet minimumloon art. 15"

    def formula(person, period, parameters):
        wage = person("gross_wage", period)
        return np.where(wage > 0, wage * amount(parameters(period), "minimum_wage.holiday_pay"), 0)


class pension_contribution(Variable):
    """Own contribution to a pension, taken off the wage before tax."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_divide_by_period
    label = "Pensioenpremie van de werknemer"
    unit = "EUR/month"


class taxable_wage(Variable):
    """Wage of the month that counts for tax: with holiday pay, without pension contribution."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_divide_by_period
    label = "Belastbaar loon, met vakantiegeld"
    unit = "EUR/month"
    reference = "Wet LB 1964 art. 10"

    def formula(person, period, parameters):
        wage = person("gross_wage", period) + person("holiday_pay", period)
        return wage - person("pension_contribution", period)
