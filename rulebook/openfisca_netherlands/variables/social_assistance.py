"""Bijstand: norm, kostendelers, vermogen, verrekening van middelen en de uitbetaling."""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.model_api import MONTH, YEAR

from openfisca_netherlands.base import Variable, amount, cents, gate, refuse_where
from openfisca_netherlands.entities import CLAIMANT, Household
from openfisca_netherlands.groups import any_of_couple, of_couple, of_role
from openfisca_netherlands.norms import norm_without_sharers, shared_norm


class claims_social_assistance(Variable):
    """Whether social assistance is claimed in the month."""

    value_type = bool
    entity = Household
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Vraagt bijstand aan of ontvangt bijstand"
    reference = "Participatiewet art. 11"


class without_parental_support(Variable):
    """Whether the parents of somebody of 18-20 cannot support them."""

    value_type = bool
    entity = Household
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Ouders kunnen niet bijdragen (18 tot en met 20 jaar)"
    reference = "Participatiewet art. 20"


class self_employed_assistance(Variable):
    """Whether a supplement for the self-employed (Bbz) is received; that is not computed."""

    value_type = bool
    entity = Household
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Aanvullende uitkering Bbz"
    reference = "Bbz 2004 art. 2"


class social_assistance_norm(Variable):
    """Net norm of the month with holiday allowance, by age, partner, children and housemates.

    Somebody of 18-20 has the low norm whoever else lives there. Not known here: a couple with a
    partner of 18-20, or a household of pension age, that shares costs with others.
    """

    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Bijstandsnorm, met vakantietoeslag"
    unit = "EUR/month"
    reference = "Participatiewet art. 20, 21, 22 en 22a"

    def formula(household, period, parameters):
        p = parameters(period).social_assistance.norm
        form = household("living_arrangement", period)
        couple = household("has_partner", period)
        has_child = household("dependent_children", period) > 0
        alone = norm_without_sharers(form, has_child, p)
        support = household("without_parental_support", period)
        increase = support * 0.0
        if support.any():
            increase = np.where(support, amount(p, "increase_18_20_without_parents"), 0)
        sharers = household("cost_sharers", period)
        return shared_norm(form, couple, sharers, alone, increase, p)


class social_assistance_payout(Variable):
    """What is paid of the norm each month: 95%; the rest is holiday allowance, paid in May."""

    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Norm zonder vakantietoeslag"
    unit = "EUR/month"
    reference = "Participatiewet art. 19 lid 3 en 45"

    def formula(household, period, parameters):
        holiday = amount(parameters(period), "social_assistance.holiday_allowance")
        return cents(household("social_assistance_norm", period) * (1 - holiday))


class social_assistance_advance(Variable):
    """Smallest advance while an application runs."""

    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Voorschot bijstand, minimum"
    unit = "EUR/month"
    reference = "Participatiewet art. 52"

    def formula(household, period, parameters):
        share = amount(parameters(period), "social_assistance.advance_minimum")
        return cents(household("social_assistance_norm", period) * share)


class asset_limit(Variable):
    """Assets up to which there is a right to assistance."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Vermogensgrens bijstand"
    unit = "EUR"
    reference = "Participatiewet art. 34 lid 3"

    def formula(household, period, parameters):
        p = parameters(period).social_assistance.asset_limit
        month = period.first_month
        family = household("has_partner", month) | (household("dependent_children", month) > 0)
        return np.where(family, amount(p, "family"), amount(p, "single"))


class social_assistance_assets_gate(Variable):
    """1 where the assets are at most the limit, 0 where they are above it."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Vermogen onder de vermogensgrens van de bijstand"
    reference = "Participatiewet art. 34"

    def formula(household, period, parameters):
        owned = household("assets_of_couple", period)
        return np.where(owned <= 0, 1.0, gate(owned, household("asset_limit", period)))


class gifts(Variable):
    """Gifts received in the calendar year, without food bank and gifts in kind."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Giften in het jaar"
    unit = "EUR/year"
    reference = "Participatiewet art. 31 lid 2 onder m"


class gifts_counted(Variable):
    """Gifts above the yearly limit, which count as means."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Giften die meetellen als middel"
    unit = "EUR/year"
    reference = "Participatiewet art. 31 lid 2 onder m"

    def formula(household, period, parameters):
        received = household("gifts", period)
        free = amount(parameters(period), "social_assistance.gifts_exempt")
        return np.where(received > 0, np.maximum(received - free, 0), 0)


class counted_means(Variable):
    """Net means of claimant and partner that go off the norm in the month."""

    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Middelen die van de bijstand af gaan"
    unit = "EUR/month"
    reference = "Participatiewet art. 19, 31 en 32"

    def formula(household, period, parameters):
        counted = household.members("counted_wage", period) + household.members(
            "volunteer_allowance_counted", period
        )
        return of_couple(household, period, counted)


class assistance_outside_rules(Variable):
    """Whether the assistance of this household is for the municipality to decide, not for us."""

    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "Bijstand die wij niet uitrekenen"
    reference = "Participatiewet art. 7"

    def formula(household, period, parameters):
        members = household.members
        person_level = (
            (members("profit", period.this_year) != 0)
            | (members("taxable_benefits", period) != 0)
            | members("in_institution", period)
            | members("is_student", period)
            | ~members("has_right_of_residence", period)
        )
        outside = any_of_couple(household, period, person_level)
        own_age = of_role(household, period, members("age", period), "claimant")
        return (
            outside
            | (own_age < 18)
            | household("has_pension_age", period)
            | household("age_unknown", period)
            | household("self_employed_assistance", period)
            | (household("gifts_counted", period.this_year) != 0)
            | (household.nb_persons(CLAIMANT) != 1)
        )


class social_assistance(Variable):
    """Net social assistance of the month, holiday allowance included: norm minus counted means."""

    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Bijstand, met vakantietoeslag"
    unit = "EUR/month"
    reference = "Participatiewet art. 11, 19, 31, 32 en 34"

    def formula(household, period, parameters):
        claimed = household("claims_social_assistance", period)
        if not claimed.any():
            return claimed * 0.0
        norm = household("social_assistance_norm", period)
        rest = norm - household("counted_means", period)
        if np.isnan(rest).any():
            at_least = household.members("wage_that_counts_at_least", period)
            nothing_left = of_couple(household, period, at_least) >= norm
            rest = np.where(np.isnan(rest) & nothing_left, 0, rest)
        right = household("social_assistance_assets_gate", period.this_year)
        paid = cents(np.maximum(rest, 0) * right)
        outside = household("assistance_outside_rules", period)
        return np.where(claimed, refuse_where(outside, paid), 0)


class income_limit_factor(Variable):
    """Factor of the norm up to which a municipal scheme helps, for instance 1.2."""

    value_type = float
    entity = Household
    definition_period = MONTH
    default_value = 1.0
    set_input = set_input_dispatch_by_period
    label = "Inkomensgrens van een regeling, als deel van de norm"
    unit = "factor"
    reference = "Gemeentelijk beleid"


class income_limit_municipal_scheme(Variable):
    """Income limit of a municipal scheme: a factor times the norm."""

    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Inkomensgrens van een gemeentelijke regeling"
    unit = "EUR/month"
    reference = "Gemeentelijk beleid"

    def formula(household, period, parameters):
        factor = household("income_limit_factor", period)
        return cents(household("social_assistance_norm", period) * factor)
