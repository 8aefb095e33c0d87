"""Werkgever: loonkostensubsidie, loonwaarde en de werkgeversheffing Zvw."""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.model_api import MONTH, YEAR

from openfisca_netherlands.base import Variable, amount, cents
from openfisca_netherlands.entities import Person

WEEKS_PER_MONTH = 52 / 12


class wage_value(Variable):
    """Loonwaarde: productivity compared with a regular worker in the job; 1 = the same."""

    value_type = float
    entity = Person
    definition_period = MONTH
    default_value = 1.0
    set_input = set_input_dispatch_by_period
    label = "Loonwaarde"
    unit = "fraction"
    reference = "Participatiewet art. 6 lid 1 onder g; Besluit loonkostensubsidie 2021"


class minimum_month_wage_with_holiday(Variable):
    """Minimum wage of the contracted hours per month, with holiday pay."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Minimumloon per maand, met vakantiebijslag"
    unit = "EUR/month"
    reference = "Wet minimumloon art. 8 en 15"

    def formula(person, period, parameters):
        holiday = amount(parameters(period), "minimum_wage.holiday_pay")
        hours = person("weekly_hours", period) * WEEKS_PER_MONTH
        return person("minimum_hourly_wage", period) * hours * (1 + holiday)


class wage_cost_subsidy(Variable):
    """Loonkostensubsidie of the month: minimum wage minus the wage value, at most 70%.

    The wage value is measured against the wage that is due; above the minimum wage the employer
    bears the difference.
    """

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Loonkostensubsidie"
    unit = "EUR/month"
    reference = "Participatiewet art. 10d lid 4"

    def formula(person, period, parameters):
        p = parameters(period).wage_cost_subsidy
        base = person("minimum_month_wage_with_holiday", period)
        worth = person("wage_value", period) * np.maximum(person("wage_factor", period), 1) * base
        return cents(np.clip(base - worth, 0, amount(p, "maximum") * base))


class employer_charges_compensation(Variable):
    """Compensation for employer charges on top of the wage-cost subsidy."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Vergoeding werkgeverslasten"
    unit = "EUR/month"
    reference = "Regeling loonkostensubsidie Participatiewet art. 1"

    def formula(person, period, parameters):
        share = amount(parameters(period), "wage_cost_subsidy.employer_charges")
        return cents(person("wage_cost_subsidy", period) * share)


class employer_health_contribution(Variable):
    """Werkgeversheffing Zvw over the wage of the year, up to the maximum wage."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Werkgeversheffing Zvw"
    unit = "EUR/year"
    reference = "Zvw art. 42-45"

    def formula(person, period, parameters):
        p = parameters(period).health_insurance_contribution
        wage = np.minimum(person("taxable_wage_year", period), amount(p, "maximum_income"))
        return cents(np.where(wage > 0, wage * amount(p, "employer_rate"), 0))
