"""Eigen bedrijf: ondernemersaftrek, mkb-winstvrijstelling en de bijdrage Zvw."""

import numpy as np
from openfisca_core.model_api import YEAR

from openfisca_netherlands.base import Variable, amount
from openfisca_netherlands.entities import Person


class profit(Variable):
    """Profit of the own business in the year: turnover minus costs, before deductions."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Winst uit onderneming, vóór aftrek"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 3.8"


class meets_hours_criterion(Variable):
    """Whether at least 1,225 hours a year go into the business."""

    value_type = bool
    entity = Person
    definition_period = YEAR
    label = "Voldoet aan het urencriterium"
    reference = "Wet IB 2001 art. 3.6"


class is_starter(Variable):
    """Whether the starters deduction can be used (three times in the first five years)."""

    value_type = bool
    entity = Person
    definition_period = YEAR
    label = "Recht op startersaftrek"
    reference = "Wet IB 2001 art. 3.76 lid 3"


class self_employed_deduction(Variable):
    """Self-employed and starters deduction; without a starters right at most the profit."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Zelfstandigenaftrek en startersaftrek"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 3.76"

    def formula(person, period, parameters):
        p = parameters(period).income_tax.business
        earned = np.maximum(person("profit", period), 0)
        ordinary = amount(p, "self_employed_deduction")
        starter = ordinary + amount(p, "starters_deduction")
        allowed = np.where(person("is_starter", period), starter, np.minimum(ordinary, earned))
        entitled = person("meets_hours_criterion", period) & (person("profit", period) != 0)
        return np.where(entitled, allowed, 0)


class sme_profit_exemption(Variable):
    """SME profit exemption: a share of the profit after deductions (of a loss too)."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "MKB-winstvrijstelling"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 3.79a"

    def formula(person, period, parameters):
        p = parameters(period).income_tax.business
        rest = person("profit", period) - person("self_employed_deduction", period)
        return np.where(rest != 0, rest * amount(p, "sme_exemption"), 0)


class taxable_profit(Variable):
    """Profit that counts in box 1, after deductions and exemption; may be a loss."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Belastbare winst uit onderneming"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 3.2"

    def formula(person, period, parameters):
        rest = person("profit", period) - person("self_employed_deduction", period)
        return rest - person("sme_profit_exemption", period)


class health_insurance_contribution(Variable):
    """Own income-dependent contribution Zvw over profit, up to the maximum income.

    Wages use up the maximum first: the employer pays the contribution over those.
    """

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Inkomensafhankelijke bijdrage Zvw over winst"
    unit = "EUR/year"
    reference = "Zvw art. 42-45"

    def formula(person, period, parameters):
        p = parameters(period).health_insurance_contribution
        earned = np.maximum(person("taxable_profit", period), 0)
        room = np.maximum(amount(p, "maximum_income") - person("taxable_wage_year", period), 0)
        owed = amount(p, "own_rate") * np.minimum(earned, room)
        return np.where(earned > 0, owed, 0)
