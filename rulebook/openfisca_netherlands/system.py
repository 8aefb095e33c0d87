"""The Dutch tax and benefit system, ready for OpenFisca."""

import os

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_netherlands import entities
from openfisca_netherlands.lapse import end_lapsed_values

HERE = os.path.dirname(os.path.abspath(__file__))


class CountryTaxBenefitSystem(TaxBenefitSystem):
    """Social assistance, work, tax and allowances in the Netherlands, 2024 to 2026.

    Amounts are in euros and exact to the cent. An amount that is not known on a date is not a
    number (NaN) and makes everything that rests on it unknown; see ``docs/unsupported.md``.
    """

    def __init__(self) -> None:
        super().__init__(entities.entities)
        self.add_variables_from_directory(os.path.join(HERE, "variables"))
        self.load_parameters(os.path.join(HERE, "parameters"))
        end_lapsed_values(self.parameters)
        self.open_api_config = {
            "variable_example": "social_assistance",
            "parameter_example": "social_assistance.norm.single",
            "simulation_example": {
                "persons": {"ik": {"age": {"2026-01": 35}}},
                "households": {
                    "thuis": {
                        "claimant": ["ik"],
                        "claims_social_assistance": {"2026-01": True},
                        "social_assistance": {"2026-01": None},
                    }
                },
            },
        }
