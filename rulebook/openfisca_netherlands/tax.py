"""Income tax as functions of arrays: the same steps serve a year, a month and a what-if.

Amounts are euros per year; every function takes the parameter node of ``income_tax`` at a date.
Law: Wet inkomstenbelasting 2001, chapter 2 (rates) and chapter 8 (credits).
"""

from typing import Any

import numpy as np

from openfisca_netherlands.base import Floats, amount

BRACKETS = (1, 2, 3)


def box1_tax(income: Floats, rates: Any) -> Floats:
    """Tax on income from work and home before credits (art. 2.10); ``rates`` = one box1 node."""
    tax = np.maximum(income, 0) * amount(rates, "rate_1")
    for step in (2, 3):
        more = amount(rates, f"rate_{step}") - amount(rates, f"rate_{step - 1}")
        tax = tax + np.maximum(income - amount(rates, f"from_{step}"), 0) * more
    return tax


def general_credit(income: Floats, p: Any) -> Floats:
    """Algemene heffingskorting under pension age (art. 8.10)."""
    c = p.general_credit
    taper = amount(c, "rate") * np.maximum(income - amount(c, "phase_out_from"), 0)
    credit = np.maximum(amount(c, "maximum") - taper, 0)
    return np.where(income >= amount(c, "zero_at"), 0 * credit, credit)


def labour_credit(earned: Floats, p: Any) -> Floats:
    """Arbeidskorting under pension age (art. 8.11): four steps, each capped at its table amount."""
    c = p.labour_credit
    first = np.minimum(amount(c, "rate_1") * earned, amount(c, "base_2"))
    second = first + amount(c, "rate_2") * np.maximum(earned - amount(c, "from_2"), 0)
    second = np.minimum(second, amount(c, "base_3"))
    third = second + amount(c, "rate_3") * np.maximum(earned - amount(c, "from_3"), 0)
    third = np.minimum(third, amount(c, "base_4"))
    fourth = third + amount(c, "rate_4") * np.maximum(earned - amount(c, "from_4"), 0)
    return np.where(earned > 0, np.maximum(fourth, 0), 0 * fourth)


def combination_credit(earned: Floats, entitled: Any, p: Any) -> Floats:
    """Inkomensafhankelijke combinatiekorting (art. 8.14a), where there is a right to it."""
    c = p.combination_credit
    credit = amount(c, "rate") * np.maximum(earned - amount(c, "threshold"), 0)
    return np.where(entitled, np.minimum(credit, amount(c, "maximum")), 0.0)


def due(income: Floats, other_credits: Floats, p: Any) -> Floats:
    """Income tax after credits, under pension age; credits are never paid out (art. 8.8)."""
    credits_ = general_credit(income, p) + other_credits
    return np.maximum(box1_tax(income, p.box1.under_pension_age) - credits_, 0)


def gross_up(net: Floats, before: Floats, other_credits: Floats, p: Any) -> Floats:
    """The gross assistance G of which ``net`` is left: G - net = tax(before + G) - tax(before).

    Participatiewet art. 19 with the Wet LB 1964: the municipality bears the tax. Each step of the
    iteration shrinks the error by the marginal rate (below one half), so forty steps are exact.
    """
    base = due(before, other_credits, p)
    gross = net
    for _ in range(40):
        gross = net + due(before + gross, other_credits, p) - base
    return gross
