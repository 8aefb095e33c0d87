"""Inkomstenbelasting box 1: van bruto naar netto over een kalenderjaar."""

import numpy as np
from openfisca_core.model_api import ADD, YEAR

from openfisca_netherlands import tax
from openfisca_netherlands.base import Variable, amount, refuse_where
from openfisca_netherlands.entities import Household, Person
from openfisca_netherlands.groups import of_role


class taxable_wage_year(Variable):
    """Taxable wage of the twelve months of the year."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Belastbaar jaarloon, met vakantiegeld"
    unit = "EUR/year"
    reference = "Wet LB 1964 art. 10"

    def formula(person, period, parameters):
        return person("taxable_wage", period, options=[ADD])


class taxable_benefits_year(Variable):
    """Taxable benefits of UWV (Wajong, WW, WIA) over the year, with holiday allowance."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Belastbare uitkeringen van UWV"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 3.81"

    def formula(person, period, parameters):
        return person("taxable_benefits", period, options=[ADD])


class earned_income(Variable):
    """Arbeidsinkomen: wages and profit before deductions; benefits do not count."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Arbeidsinkomen"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 8.1"

    def formula(person, period, parameters):
        earned = person("taxable_wage_year", period) + person("profit", period)
        return np.maximum(earned, 0)


class claimant_earned_income(Variable):
    """Arbeidsinkomen of the claimant."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Arbeidsinkomen van de aanvrager"
    unit = "EUR/year"

    def formula(household, period, parameters):
        return of_role(household, period, household.members("earned_income", period), "claimant")


class partner_earned_income(Variable):
    """Arbeidsinkomen of the partner."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Arbeidsinkomen van de partner"
    unit = "EUR/year"

    def formula(household, period, parameters):
        return of_role(household, period, household.members("earned_income", period), "partner")


class is_single_or_lowest_earner(Variable):
    """Whether the combination credit would fall to this person; equal incomes: the claimant."""

    value_type = bool
    entity = Person
    definition_period = YEAR
    label = "Alleenstaande ouder of minstverdienende partner"
    reference = "Wet IB 2001 art. 8.14a"

    def formula(person, period, parameters):
        mine = person.household("claimant_earned_income", period)
        theirs = person.household("partner_earned_income", period)
        couple = person.household("has_partner", period.first_month)
        as_claimant = person("is_claimant", period) & (~couple | (mine <= theirs))
        as_partner = person("is_partner", period) & (theirs < mine)
        return as_claimant | as_partner


class combination_credit(Variable):
    """Income-dependent combination credit for a parent of a child under 12."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Inkomensafhankelijke combinatiekorting"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 8.14a"

    def formula(person, period, parameters):
        p = parameters(period).income_tax
        young = person.household("youngest_child_age", period.first_month) < amount(
            p, "combination_credit.child_age"
        )
        entitled = young & person("is_single_or_lowest_earner", period)
        credit = tax.combination_credit(person("earned_income", period), entitled, p)
        return refuse_where(entitled & person("pension_age_reached", period.first_month), credit)


class labour_credit(Variable):
    """Labour credit over arbeidsinkomen, under pension age."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Arbeidskorting"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 8.11"

    def formula(person, period, parameters):
        earned = person("earned_income", period)
        credit = tax.labour_credit(earned, parameters(period).income_tax)
        old = person("pension_age_reached", period.first_month)
        return np.where(earned > 0, refuse_where(old, credit), 0)


class young_disabled_credit(Variable):
    """Credit for somebody with a right to Wajong."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Jonggehandicaptenkorting"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 8.16a"

    def formula(person, period, parameters):
        p = parameters(period).income_tax
        entitled = person("has_young_disabled_benefit", period.first_month)
        return np.where(entitled, amount(p, "young_disabled_credit"), 0)


class box1_income_before_assistance(Variable):
    """Box 1 income of the year without social assistance."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Inkomen box 1 zonder bijstand"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 3.1"

    def formula(person, period, parameters):
        from_work = person("taxable_wage_year", period) + person("taxable_profit", period)
        return from_work + person("taxable_benefits_year", period)


class credits_apart_from_general(Variable):
    """Labour, combination and young disabled credit together."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Heffingskortingen zonder de algemene heffingskorting"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 8.2"

    def formula(person, period, parameters):
        from_work = person("labour_credit", period) + person("combination_credit", period)
        return from_work + person("young_disabled_credit", period)


class gross_social_assistance(Variable):
    """Taxable assistance of the year: the net assistance plus the tax the municipality bears.

    Of a couple's assistance one half belongs to each.
    """

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Belastbare bijstand"
    unit = "EUR/year"
    reference = "Participatiewet art. 19; Wet LB 1964"

    def formula(person, period, parameters):
        net = person.household("social_assistance", period, options=[ADD])
        couple = person.household("has_partner", period.first_month)
        adult = person("is_claimant", period) | person("is_partner", period)
        share = np.where(adult, net / (1 + couple), 0)
        if not share.any():
            return share
        gross = tax.gross_up(
            share,
            person("box1_income_before_assistance", period),
            person("credits_apart_from_general", period),
            parameters(period).income_tax,
        )
        return np.where(share == 0, 0, gross)


class box1_income(Variable):
    """Taxable income from work and home: wages, profit, benefits and assistance."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Belastbaar inkomen uit werk en woning"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 3.1"

    def formula(person, period, parameters):
        before = person("box1_income_before_assistance", period)
        return before + person("gross_social_assistance", period)


class box1_tax(Variable):
    """Tax in box 1 before credits; other rates hold from pension age."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Belasting box 1 vóór heffingskortingen"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 2.10 en 2.10a"

    def formula(person, period, parameters):
        p = parameters(period).income_tax.box1
        income = person("box1_income", period)
        old = person("pension_age_reached", period.first_month)
        younger = tax.box1_tax(income, p.under_pension_age)
        return np.where(old, tax.box1_tax(income, p.pension_age), younger)


class general_credit(Variable):
    """General tax credit; not computed from pension age."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Algemene heffingskorting"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 8.10"

    def formula(person, period, parameters):
        credit = tax.general_credit(person("box1_income", period), parameters(period).income_tax)
        return refuse_where(person("pension_age_reached", period.first_month), credit)


class tax_credits(Variable):
    """All tax credits together, before they are limited to the tax."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Heffingskortingen samen"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 8.2"

    def formula(person, period, parameters):
        general = person("general_credit", period)
        return general + person("credits_apart_from_general", period)


class income_tax(Variable):
    """Income tax of the year after credits; credits are not paid out."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Inkomstenbelasting na heffingskortingen"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 2.7 en 8.8"

    def formula(person, period, parameters):
        owed = person("box1_tax", period) - person("tax_credits", period)
        return np.maximum(owed, 0)


class box1_tax_before_assistance(Variable):
    """Tax before credits over everything but the assistance."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Belasting box 1 vóór heffingskortingen, zonder bijstand"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 2.10 en 2.10a"

    def formula(person, period, parameters):
        p = parameters(period).income_tax.box1
        income = person("box1_income_before_assistance", period)
        old = person("pension_age_reached", period.first_month)
        younger = tax.box1_tax(income, p.under_pension_age)
        return np.where(old, tax.box1_tax(income, p.pension_age), younger)


class general_credit_before_assistance(Variable):
    """General tax credit over everything but the assistance."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Algemene heffingskorting, zonder bijstand"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 8.10"

    def formula(person, period, parameters):
        income = person("box1_income_before_assistance", period)
        credit = tax.general_credit(income, parameters(period).income_tax)
        return refuse_where(person("pension_age_reached", period.first_month), credit)


class income_tax_before_assistance(Variable):
    """Income tax over everything but the assistance: what the person bears."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Inkomstenbelasting zonder bijstand"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 2.7 en 8.8"

    def formula(person, period, parameters):
        owed = person("box1_tax_before_assistance", period) - (
            person("general_credit_before_assistance", period)
            + person("credits_apart_from_general", period)
        )
        taxed = person("box1_income_before_assistance", period) != 0
        return np.where(taxed, np.maximum(owed, 0), 0)


class net_income(Variable):
    """What is left of wages, profit, benefits and assistance after tax and contribution."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Netto inkomen, zonder toeslagen"
    unit = "EUR/year"
    reference = "Wet IB 2001 art. 2.7"

    def formula(person, period, parameters):
        gross = (
            person("taxable_wage_year", period)
            + person("profit", period)
            + person("taxable_benefits_year", period)
            + person("gross_social_assistance", period)
        )
        taxed = person("income_tax", period) + person("health_insurance_contribution", period)
        return gross - taxed
