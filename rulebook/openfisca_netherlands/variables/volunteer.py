"""Vrijwilligersvergoeding: grenzen voor de belasting en voor de bijstand."""

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.model_api import MONTH, YEAR

from openfisca_netherlands.base import Variable, amount, gate, refuse_where
from openfisca_netherlands.entities import Person

FULL_HOURLY_AGE = 21
OF_AGE = 27


class volunteer_allowance(Variable):
    """Volunteer allowance received in the month, of all organisations together."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Vrijwilligersvergoeding in de maand, alle organisaties samen"
    unit = "EUR/month"
    reference = "Wet LB 1964 art. 2 lid 6"


class volunteer_hourly_rate(Variable):
    """Hourly amount agreed for the volunteer work; 0 where none was agreed."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Afgesproken vergoeding per uur"
    unit = "EUR/hour"
    reference = "Handboek loonheffingen"


class volunteer_proven_costs(Variable):
    """Real costs of the volunteer work, paid back and proven with receipts."""

    value_type = float
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Aangetoonde onkosten van het vrijwilligerswerk"
    unit = "EUR/month"
    reference = "Wet LB 1964 art. 2 lid 6"


class volunteer_allowance_within_limits(Variable):
    """1 where the year's allowance keeps within hour, month and year limits, 0 where not.

    Pure reimbursement of proven costs has no limit; with more than that, the total is tested.
    """

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Vrijwilligersvergoeding binnen alle grenzen"
    reference = "Wet LB 1964 art. 2 lid 6; Wet IB 2001 art. 3.96"

    def formula(person, period, parameters):
        p = parameters(period).volunteer_allowance.tax
        months = period.get_subperiods(MONTH)
        received = np.array([person("volunteer_allowance", m) for m in months])
        proven = np.array([person("volunteer_proven_costs", m) for m in months])
        hourly = np.max([person("volunteer_hourly_rate", m) for m in months], axis=0)
        if not received.any():
            return np.ones(person.count)
        within = gate(received.max(axis=0), amount(p, "month"))
        within = within * gate(received.sum(axis=0), amount(p, "year"))
        if hourly.any():
            grown = person("age", period.first_month) >= FULL_HOURLY_AGE
            per_hour = np.where(grown, amount(p, "hour"), amount(p, "hour_under_21"))
            within = within * np.where(hourly > 0, gate(hourly, per_hour), 1.0)
        only_costs = (received <= proven).all(axis=0)
        return np.where(only_costs, 1.0, within)


class volunteer_allowance_counted(Variable):
    """Volunteer allowance of the month that counts as means in social assistance.

    From 27 years everything up to the month and year maximum stays out; the months before in the
    same year have used part of the year maximum. Under 27 only proven costs stay out; from 2026
    the sources conflict about the rest, which is refused.
    """

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Vrijwilligersvergoeding die meetelt voor de bijstand"
    unit = "EUR/month"
    reference = "Participatiewet art. 31 lid 2 onder k"

    def formula(person, period, parameters):
        received = person("volunteer_allowance", period)
        if not received.any():
            return received
        node = parameters(period)
        p = node.volunteer_allowance.social_assistance
        per_month, per_year = amount(p, "month"), amount(p, "year")
        january = period.this_year.first_month
        used = 0.0
        for back in range(period.start.month - 1):
            earlier = january.offset(back)
            paid = person("volunteer_allowance", earlier)
            costs = np.minimum(person("volunteer_proven_costs", earlier), paid)
            used = used + np.minimum(paid - costs, per_month)
        room = np.minimum(per_month, np.maximum(per_year - used, 0))
        costs = np.minimum(person("volunteer_proven_costs", period), received)
        rest = received - costs
        counted = np.maximum(rest - room, 0)
        young = person("age", period) < OF_AGE
        if young.any():
            disputed = np.isnan(amount(node.social_assistance, "exemption.minimum_age"))
            counted = np.where(young, refuse_where(disputed, rest), counted)
        return np.where(rest > 0, counted, 0)
