"""The regime announced for 1 January 2027, switched off until its text and amounts are known.

*Participatiewet in balans* replaces the three exemptions by one of 15% of net earnings for
everybody. Article, maximum and duration were not read, and the norms of 2027 are not published:
with this variant on, an exemption is UNKNOWN and the assistance is refused. Nothing loads it; a
caller has to ask for it by name.
"""

from typing import Any

import numpy as np
from openfisca_core.model_api import MONTH
from openfisca_core.reforms import Reform

from openfisca_netherlands.base import Variable, amount, cents
from openfisca_netherlands.entities import Person


class exempt_wage(Variable):
    """Uniform exemption of 15% of net earnings, from 2027; before that the exemptions in force."""

    value_type = float
    entity = Person
    definition_period = MONTH
    label = "Vrijgelaten loon, 15 procent voor iedereen"
    unit = "EUR/month"
    reference = "Participatiewet in balans (nog niet in werking)"

    def formula_2027(person: Any, period: Any, parameters: Any) -> Any:
        """At most a monthly maximum that is not known yet."""
        p = parameters(period).social_assistance.exemption.uniform_2027
        wage = person("net_wage", period)
        exempt = np.minimum(cents(amount(p, "rate") * wage), amount(p, "maximum"))
        return np.where(wage > 0, exempt, 0)


class ParticipationAct2027(Reform):
    """Participatiewet in balans, third phase. Switched off: load it by name to use it."""

    def apply(self) -> None:
        """Put the uniform exemption in the place of the three."""
        self.update_variable(exempt_wage)
