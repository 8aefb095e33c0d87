"""When a buurtbaan ends after at most two years: what comes back."""

import math

from openfisca_netherlands.base import amount
from openfisca_netherlands.comparison.outcome import Line
from openfisca_netherlands.comparison.situation import Situation
from openfisca_netherlands.simulate import Reading
from openfisca_netherlands.why.chain import Chain, to_cents
from openfisca_netherlands.why.texts import LINES

DAYS_PER_YEAR = 261


def after_the_job(situation: Situation, reading: Reading, chain: Chain) -> tuple[Line, ...]:
    """WW after the job, before tax, with the amounts known now; empty where one is unknown.

    Two years of work meet the weeks that are asked for (WW art. 17). The daily wage is the last
    year's wage with holiday pay / 261, at most the maximum (WW art. 1b and 47).
    """
    system = reading.simulation.tax_benefit_system
    params = system.parameters(chain.day).unemployment_benefit
    wage = sum(reading.claimant("taxable_wage", month) for month in range(1, 13))
    daily = min(wage / DAYS_PER_YEAR, amount(params, "maximum_daily_wage"))
    base = daily * amount(params, "days_per_month")
    early, late = (amount(params, name) for name in ("rate_first_two_months", "rate_after"))
    if not wage or math.isnan(early * base):
        return ()
    return (_line("after_job_early", early * base), _line("after_job_late", late * base))


def _line(code: str, euros: float) -> Line:
    what, whys = LINES[code]
    # the wage of two years from now is not known, so this is never certain
    return Line(code, what, whys[""], to_cents(euros), "WW art. 47", "2015-07-01", confirmed=False)
