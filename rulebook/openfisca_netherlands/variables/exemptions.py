"""Vrijlating: welk deel van het loon iemand in de bijstand mag houden.

Only one exemption applies to the same wage. Whether it is granted is the municipality's decision;
``exemption_granted`` is that decision, not a guess of ours.
"""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.model_api import MONTH

from openfisca_netherlands.base import Variable, amount, cents, refuse_where
from openfisca_netherlands.entities import Person

OF_AGE = 27


class Exemption(Enum):
    """The exemptions of article 31."""

    none = "Geen vrijlating"
    ordinary = "25 procent, hoogstens 6 maanden"
    single_parent = "12,5 procent, alleenstaande ouder, na de 6 maanden"
    medical = "15 procent, medisch urenbeperkt"
    wage_cost_subsidy = "15 procent, werk met loonkostensubsidie"


class exemption_granted(Variable):
    """Which exemption the municipality grants in the month."""

    value_type = Enum
    possible_values = Exemption
    default_value = Exemption.none
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Vrijlating die de gemeente geeft"
    reference = "Participatiewet art. 31 lid 2"


class exemption_months_used(Variable):
    """Months of this exemption used before this month."""

    value_type = int
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Gebruikte maanden van deze vrijlating"
    reference = "Participatiewet art. 31 lid 2 onder n en r"


class ordinary_months_used(Variable):
    """Months of the ordinary exemption used before; the single parent's follows after six."""

    value_type = int
    entity = Person
    definition_period = MONTH
    default_value = 6
    set_input = set_input_dispatch_by_period
    label = "Gebruikte maanden van de vrijlating van 25 procent"
    reference = "Participatiewet art. 31 lid 2 onder n en r"


def _share(person, period, p, kind):
    """Exempt part of the net wage under one exemption: its share, at most its monthly ceiling."""
    granted = person("exemption_granted", period) == kind
    wage = person("net_wage", period)
    if not (granted & (wage != 0)).any():
        return granted, granted * 0.0
    node = p[kind.name]
    exempt = np.minimum(cents(amount(node, "rate") * wage), amount(node, "maximum"))
    return granted & (wage != 0), exempt


def _young(person, period, p, value):
    """Under 27: none until 2026; from 2026 the sources conflict and the outcome is refused."""
    young = person("age", period) < OF_AGE
    if not young.any():
        return value
    disputed = np.isnan(amount(p, "minimum_age"))
    return np.where(young, refuse_where(disputed, 0.0 * value), value)


class exemption_ordinary(Variable):
    """Ordinary exemption: 25% of net earnings up to a ceiling, six months, from 27 years."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Vrijlating 25 procent"
    unit = "EUR/month"
    reference = "Participatiewet art. 31 lid 2 onder n"

    def formula(person, period, parameters):
        p = parameters(period).social_assistance.exemption
        granted, exempt = _share(person, period, p, Exemption.ordinary)
        left = person("exemption_months_used", period) < amount(p, "ordinary.months")
        return np.where(granted & left, _young(person, period, p, exempt), 0)


class exemption_single_parent(Variable):
    """Single parent's exemption: 12.5% while the youngest is under 12, thirty months."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Vrijlating alleenstaande ouder 12,5 procent"
    unit = "EUR/month"
    reference = "Participatiewet art. 31 lid 2 onder r"

    def formula(person, period, parameters):
        p = parameters(period).social_assistance.exemption
        granted, exempt = _share(person, period, p, Exemption.single_parent)
        youngest = person.household("youngest_child_age", period)
        allowed = (
            (youngest < amount(p, "single_parent.child_age"))
            & ~person.household("has_partner", period)
            & (person("exemption_months_used", period) < amount(p, "single_parent.months"))
            & (person("ordinary_months_used", period) >= amount(p, "ordinary.months"))
        )
        return np.where(granted & allowed, _young(person, period, p, exempt), 0)


class exemption_medical(Variable):
    """Exemption for people medically limited in hours: 15%, without end, at any age."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Vrijlating medisch urenbeperkt 15 procent"
    unit = "EUR/month"
    reference = "Participatiewet art. 31 lid 2 onder y"

    def formula(person, period, parameters):
        p = parameters(period).social_assistance.exemption
        granted, exempt = _share(person, period, p, Exemption.medical)
        return np.where(granted, exempt, 0)


class exemption_wage_cost_subsidy(Variable):
    """Exemption for work with wage-cost subsidy: 15% in the first twelve months."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Vrijlating bij loonkostensubsidie 15 procent"
    unit = "EUR/month"
    reference = "Participatiewet art. 31 lid 2"

    def formula(person, period, parameters):
        p = parameters(period).social_assistance.exemption
        granted, exempt = _share(person, period, p, Exemption.wage_cost_subsidy)
        left = person("exemption_months_used", period) < 12
        return np.where(granted & left, exempt, 0)


class exempt_wage(Variable):
    """Part of the net wage that stays out of account."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Vrijgelaten loon"
    unit = "EUR/month"
    reference = "Participatiewet art. 31 lid 2"

    def formula(person, period, parameters):
        return (
            person("exemption_ordinary", period)
            + person("exemption_single_parent", period)
            + person("exemption_medical", period)
            + person("exemption_wage_cost_subsidy", period)
        )


class counted_wage(Variable):
    """Part of the net wage that goes off the assistance."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Loon dat van de bijstand af gaat"
    unit = "EUR/month"
    reference = "Participatiewet art. 31 en 32"

    def formula(person, period, parameters):
        return person("net_wage", period) - person("exempt_wage", period)


SHARES = (
    Exemption.ordinary,
    Exemption.single_parent,
    Exemption.medical,
    Exemption.wage_cost_subsidy,
)


class wage_that_counts_at_least(Variable):
    """Part of the net wage that goes off the assistance whatever the ceiling of the exemption is.

    Where a ceiling is not known, this says when nothing of the assistance can be left.
    """

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Loon dat in elk geval van de bijstand af gaat"
    unit = "EUR/month"
    reference = "Participatiewet art. 31 en 32"

    def formula(person, period, parameters):
        p = parameters(period).social_assistance.exemption
        granted, wage = person("exemption_granted", period), person("net_wage", period)
        least = wage
        for kind in SHARES:
            if (granted == kind).any():
                share = amount(p[kind.name], "rate")
                least = np.where(granted == kind, wage - cents(share * wage), least)
        return least
