"""Persoon: leeftijd en omstandigheden."""

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.model_api import ETERNITY, MONTH, YEAR, date

from openfisca_netherlands.base import Variable, amount
from openfisca_netherlands.entities import CHILD, CLAIMANT, PARTNER, RESIDENT, Person


class is_claimant(Variable):
    """Whether somebody has the role of claimant in the household."""

    value_type = bool
    entity = Person
    definition_period = ETERNITY
    label = "Aanvrager"

    def formula(person, period, parameters):
        return person.has_role(CLAIMANT)


class is_partner(Variable):
    """Whether somebody has the role of partner in the household."""

    value_type = bool
    entity = Person
    definition_period = ETERNITY
    label = "Partner"

    def formula(person, period, parameters):
        return person.has_role(PARTNER)


class is_child(Variable):
    """Whether somebody has the role of child in the household."""

    value_type = bool
    entity = Person
    definition_period = ETERNITY
    label = "Kind van aanvrager of partner"

    def formula(person, period, parameters):
        return person.has_role(CHILD)


class is_resident(Variable):
    """Whether somebody has the role of resident in the household."""

    value_type = bool
    entity = Person
    definition_period = ETERNITY
    label = "Medebewoner"

    def formula(person, period, parameters):
        return person.has_role(RESIDENT)


class birth_date(Variable):
    """Date of birth. Unset means unknown: the age is then beyond any human life and refused."""

    value_type = date
    entity = Person
    definition_period = ETERNITY
    default_value = date(1800, 1, 1)
    label = "Geboortedatum"


class age(Variable):
    """Age in whole years on the first day of the month; follows from the date of birth."""

    value_type = int
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Leeftijd in jaren op de eerste dag van de maand"
    unit = "years"

    def formula(person, period, parameters):
        born = person("birth_date", period)
        year = born.astype("datetime64[Y]").astype(int) + 1970
        month = born.astype("datetime64[M]").astype(int) % 12 + 1
        day = (born - born.astype("datetime64[M]")).astype(int) + 1
        had_birthday = (month < period.start.month) | (
            (month == period.start.month) & (day <= period.start.day)
        )
        return period.start.year - year - ~had_birthday


class pension_age_reached(Variable):
    """Whether somebody has the age of the state pension."""

    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "AOW-leeftijd bereikt"
    reference = "AOW art. 7a"

    def formula(person, period, parameters):
        # unknown outside the dates of the rules, where every amount is unknown too
        return person("age", period) >= amount(parameters(period), "pension_age")


class is_student(Variable):
    """Whether somebody studies with student finance; students do not share costs."""

    value_type = bool
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Student met studiefinanciering"
    reference = "Participatiewet art. 22a"


class commercial_tenant(Variable):
    """Whether a housemate pays a commercial rent under a contract; then costs are not shared."""

    value_type = bool
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Huurt of verhuurt een kamer met contract voor een commerciële prijs"
    reference = "Participatiewet art. 22a"


class in_institution(Variable):
    """Whether somebody lives in an institution; social assistance is then not computed."""

    value_type = bool
    entity = Person
    definition_period = MONTH
    set_input = set_input_dispatch_by_period
    label = "Woont in een inrichting"
    reference = "Participatiewet art. 23"


class has_right_of_residence(Variable):
    """Whether somebody lives here with a right of residence that gives the allowances."""

    value_type = bool
    entity = Person
    definition_period = MONTH
    default_value = True
    set_input = set_input_dispatch_by_period
    label = "Woont in Nederland met verblijfsrecht"
    reference = "Participatiewet art. 11; Awir art. 9"


class health_insured(Variable):
    """Whether somebody has Dutch health insurance."""

    value_type = bool
    entity = Person
    definition_period = YEAR
    default_value = True
    label = "Heeft een Nederlandse zorgverzekering"
    reference = "Zvw art. 2"


class assets(Variable):
    """Assets (savings and other property minus debts) on 1 January, in euros."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "Vermogen op 1 januari"
    unit = "EUR"
    reference = "Participatiewet art. 34; Awir art. 7"
