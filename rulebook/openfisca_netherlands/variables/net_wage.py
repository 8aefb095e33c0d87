"""Netto loon van een maand, zoals de bijstand ernaar kijkt."""

from openfisca_core.model_api import MONTH

from openfisca_netherlands import tax
from openfisca_netherlands.base import Variable, amount, refuse_where
from openfisca_netherlands.entities import Household, Person
from openfisca_netherlands.groups import of_role


class claimant_taxable_wage(Variable):
    """Taxable wage of the claimant in the month."""

    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Belastbaar loon van de aanvrager"
    unit = "EUR/month"

    def formula(household, period, parameters):
        return of_role(household, period, household.members("taxable_wage", period), "claimant")


class partner_taxable_wage(Variable):
    """Taxable wage of the partner in the month."""

    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Belastbaar loon van de partner"
    unit = "EUR/month"

    def formula(household, period, parameters):
        return of_role(household, period, household.members("taxable_wage", period), "partner")


class net_wage(Variable):
    """Net wage of the month: taxed as if every month of the year were the same.

    All tax credits count as means (Participatiewet art. 31 lid 1), so they are in it.
    """

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Netto loon, met vakantiegeld"
    unit = "EUR/month"
    reference = "Participatiewet art. 31 lid 1 en 3; Wet LB 1964"

    def formula(person, period, parameters):
        wage = person("taxable_wage", period)
        if not wage.any():
            return wage
        p = parameters(period).income_tax
        mine = person.household("claimant_taxable_wage", period)
        theirs = person.household("partner_taxable_wage", period)
        couple = person.household("has_partner", period)
        lowest = (person("is_claimant", period) & (~couple | (mine <= theirs))) | (
            person("is_partner", period) & (theirs < mine)
        )
        young = person.household("youngest_child_age", period) < amount(
            p, "combination_credit.child_age"
        )
        year = wage * 12
        credits_ = tax.labour_credit(year, p) + tax.combination_credit(year, young & lowest, p)
        net = wage - tax.due(year, credits_, p) / 12
        return refuse_where(person("pension_age_reached", period) & (wage != 0), net)
