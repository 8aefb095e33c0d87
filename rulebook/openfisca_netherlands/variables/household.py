"""Huishouden: drie begrippen die verschillen, uit een huishouden afgeleid."""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.model_api import MONTH, YEAR

from openfisca_netherlands.base import Variable, amount
from openfisca_netherlands.entities import CLAIMANT, PARTNER, Household
from openfisca_netherlands.groups import of_couple, of_role

ADULT = 18
NO_CHILD = 999


class LivingArrangement(Enum):
    """The forms of living for which the Participatiewet has a norm."""

    single = "Alleenstaande, 21 jaar tot AOW-leeftijd"
    single_parent = "Alleenstaande ouder, 21 jaar tot AOW-leeftijd"
    couple = "Gehuwden of samenwonenden, beiden 21 jaar tot AOW-leeftijd"
    single_18_20 = "Alleenstaande (ouder) van 18, 19 of 20 jaar"
    couple_one_18_20 = "Gehuwden of samenwonenden, een van beiden 18, 19 of 20 jaar"
    couple_both_18_20 = "Gehuwden of samenwonenden, beiden 18, 19 of 20 jaar"
    single_pension_age = "Alleenstaande (ouder) met AOW-leeftijd"
    couple_pension_age = "Gehuwden of samenwonenden, een of beiden met AOW-leeftijd"
    none = "Geen: de aanvrager is jonger dan 18 jaar"


class has_partner(Variable):
    """Whether the claimant runs a joint household (Participatiewet) with a partner."""

    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "Gezamenlijke huishouding"
    reference = "Participatiewet art. 3"

    def formula(household, period, parameters):
        return household.nb_persons(PARTNER) > 0


class has_allowance_partner(Variable):
    """Whether the claimant has a partner for the allowances; looked at over the year."""

    value_type = bool
    entity = Household
    definition_period = YEAR
    label = "Toeslagpartner"
    reference = "Awir art. 3"

    def formula(household, period, parameters):
        return household("has_partner", period.first_month)


class dependent_children(Variable):
    """Number of children under 18 who depend on the claimant or the partner."""

    value_type = int
    entity = Household
    definition_period = MONTH
    label = "Ten laste komende kinderen"
    reference = "Participatiewet art. 4"

    def formula(household, period, parameters):
        young = household.members("age", period) < ADULT
        return of_role(household, period, young * 1, "child")


class youngest_child_age(Variable):
    """Age of the youngest dependent child in years; 999 where there is none."""

    value_type = int
    entity = Household
    definition_period = MONTH
    label = "Leeftijd van het jongste kind"
    unit = "years"

    def formula(household, period, parameters):
        ages = household.members("age", period)
        young = household.members("is_child", period) & (ages < ADULT)
        if not young.any():
            return np.full(household.count, NO_CHILD)
        return household.min(np.where(young, ages, NO_CHILD))


class cost_sharers(Variable):
    """Number of adults who share the costs of the home, claimant and partner included.

    Housemates count from 27 years; students and people who rent a room commercially do not.
    The claimant and the partner always count.
    """

    value_type = int
    entity = Household
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Kostendelers, de aanvrager meegeteld"
    reference = "Participatiewet art. 19a en 22a"

    def formula(household, period, parameters):
        from_age = amount(parameters(period), "social_assistance.cost_sharer_age")
        shares = (
            (household.members("age", period) >= from_age)
            & ~household.members("is_student", period)
            & ~household.members("commercial_tenant", period)
        )
        others = of_role(household, period, shares, "resident")
        others = others + of_role(household, period, shares, "child")
        return others + household.nb_persons(CLAIMANT) + household.nb_persons(PARTNER)


class number_of_residents(Variable):
    """Number of people living at the address, children included."""

    value_type = int
    entity = Household
    definition_period = YEAR
    label = "Aantal bewoners"
    reference = "Wht art. 2"

    def formula(household, period, parameters):
        return household.nb_persons()


class oldest_resident_age(Variable):
    """Age of the oldest person at the address in the first month of the year."""

    value_type = int
    entity = Household
    definition_period = YEAR
    label = "Leeftijd van de oudste bewoner"
    reference = "Wht art. 13"
    unit = "years"

    def formula(household, period, parameters):
        return household.max(household.members("age", period.first_month))


class has_pension_age(Variable):
    """Whether the claimant or the partner has the age of the state pension."""

    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "Huishouden met AOW-leeftijd"
    reference = "AOW art. 7a"

    def formula(household, period, parameters):
        old = household.members("pension_age_reached", period) * 1
        return of_couple(household, period, old) > 0


class age_unknown(Variable):
    """Whether the age of somebody in the household is missing or impossible."""

    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "Leeftijd onbekend"

    def formula(household, period, parameters):
        ages = household.members("age", period)
        return household.any((ages < 0) | (ages > 120))


class living_arrangement(Variable):
    """The form of living that decides which norm holds; follows from ages and partner."""

    value_type = Enum
    possible_values = LivingArrangement
    default_value = LivingArrangement.single
    entity = Household
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Leefvorm"
    reference = "Participatiewet art. 3, 4, 20-22"

    def formula(household, period, parameters):
        ages = household.members("age", period)
        mine = of_role(household, period, ages, "claimant")
        theirs = of_role(household, period, ages, "partner")
        couple = household("has_partner", period)
        old = household("has_pension_age", period)
        parent = household("dependent_children", period) > 0
        young = (mine < 21) * 1 + (couple & (theirs < 21)) * 1
        form = LivingArrangement
        return np.select(
            [
                mine < ADULT,
                couple & old,
                old,
                couple & (young == 2),
                couple & (young == 1),
                couple,
                young == 1,
                parent,
            ],
            [
                form.none,
                form.couple_pension_age,
                form.single_pension_age,
                form.couple_both_18_20,
                form.couple_one_18_20,
                form.couple,
                form.single_18_20,
                form.single_parent,
            ],
            default=form.single,
        )


class assets_of_couple(Variable):
    """Assets of the claimant and the partner together on 1 January."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "Vermogen van aanvrager en partner samen"
    unit = "EUR"
    reference = "Participatiewet art. 34; Awir art. 7"

    def formula(household, period, parameters):
        owned = household.members("assets", period)
        return of_couple(household, period, owned)
