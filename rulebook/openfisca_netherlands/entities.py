"""Who the rules are about: a person, and the household that shares one address.

The household is asked for once. Three definitions that differ are derived from it (see
``variables/household.py``): the benefit unit of the Participatiewet (claimant, partner and
dependent children), the toeslagpartner of the Awir, and the kostendelers (adults of 27 and
older at one address).
"""

from openfisca_core.entities import build_entity

Person = build_entity(
    key="person",
    plural="persons",
    label="Persoon: een mens",
    doc="A human being, of any age.",
    is_person=True,
)

Household = build_entity(
    key="household",
    plural="households",
    label="Huishouden: iedereen op een adres",
    doc="Everybody at one address, in the role in which the claimant's rights see them.",
    roles=[
        {
            "key": "claimant",
            "label": "Aanvrager",
            "max": 1,
            "doc": "The person who asks what changes.",
        },
        {
            "key": "partner",
            "label": "Partner (gezamenlijke huishouding; toeslagpartner)",
            "max": 1,
            "doc": "Spouse or the person with whom the claimant runs a joint household.",
        },
        {
            "key": "child",
            "plural": "children",
            "label": "Kind van de aanvrager of de partner",
            "doc": "A child of the claimant or the partner, of any age, living at the address.",
        },
        {
            "key": "resident",
            "plural": "residents",
            "label": "Medebewoner",
            "doc": "Anybody else living at the address.",
        },
    ],
)

entities = [Household, Person]
CLAIMANT, PARTNER, CHILD, RESIDENT = (
    Household.CLAIMANT,
    Household.PARTNER,
    Household.CHILD,
    Household.RESIDENT,
)
