"""Rules as code for the Netherlands: what is left of a benefit, an allowance, hours or a job.

``CountryTaxBenefitSystem`` is the OpenFisca country package. ``compare`` answers the question a
resident asks: up to four situations side by side, each line with its reason, article and date.
"""

from typing import Any

__all__ = ["CountryTaxBenefitSystem", "compare", "hours_curve"]


def __getattr__(name: str) -> Any:
    """Load OpenFisca only when it is asked for, so that importing this package costs nothing."""
    if name == "CountryTaxBenefitSystem":
        from openfisca_netherlands.system import CountryTaxBenefitSystem

        return CountryTaxBenefitSystem
    if name in ("compare", "hours_curve"):
        from openfisca_netherlands import comparison

        return getattr(comparison, name)
    raise AttributeError(name)
