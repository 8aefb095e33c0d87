"""Wat er samen overblijft."""

from openfisca_core.model_api import YEAR

from openfisca_netherlands.base import Variable, refuse_where
from openfisca_netherlands.entities import Household
from openfisca_netherlands.groups import of_couple


class household_net_income(Variable):
    """Net income of claimant and partner, without allowances."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Netto inkomen van aanvrager en partner"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 2.7"

    def formula(household, period, parameters):
        net = household.members("net_income", period)
        return of_couple(household, period, net)


class disposable_income(Variable):
    """Net income and allowances of the year; rent and premiums are not taken off.

    Volunteer allowance and childcare are left out. With debts collected from the income what is
    left is not computed.
    """

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Besteedbaar: netto inkomen, toeslagen en kinderbijslag"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 2.7; Awir"

    def formula(household, period, parameters):
        total = (
            household("household_net_income", period)
            + household("care_allowance", period)
            + household("rent_allowance_unrounded", period) * 12
            + household("child_budget", period)
            + household("child_benefit", period)
        )
        return refuse_where(household("attachment", period.first_month), total)
