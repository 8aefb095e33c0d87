"""How long WW lasts (WW art. 42), for arrays and for one number alike."""

from typing import Any

import numpy as np

from openfisca_netherlands.base import amount

REFORM = 2016


def ww_months(years_worked: Any, year: int, p: Any) -> Any:
    """Months of WW for years of work counted back from ``year`` without a gap.

    A whole month per year up to ten years and for years before 2016; half a month for each year
    beyond; between the shortest and the longest duration. ``p`` is the node of the durations.
    """
    before = np.maximum(years_worked - (year - REFORM), 0)
    whole = np.minimum(years_worked, np.maximum(amount(p, "full_years"), before))
    months = np.floor(whole + (years_worked - whole) * amount(p, "share_after"))
    return np.clip(months, amount(p, "minimum"), amount(p, "maximum"))
