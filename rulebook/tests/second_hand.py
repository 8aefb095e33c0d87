"""The whole chain of a household written a second time, from the law and its own figures.

Used only to compare: nothing here reads the parameters or the formulas of the package. It covers
wages, profit, supplementary assistance and all allowances, under pension age, in 2025 and 2026.
"""

import math
from dataclasses import dataclass, field
from typing import Any

WAGE = {(2025, 1): 14.06, (2025, 7): 14.40, (2026, 1): 14.71, (2026, 7): 14.99}
NORM = {
    (2025, 1): (1345.45, 1922.07),
    (2025, 7): (1369.06, 1955.80),
    (2026, 1): (1401.50, 2002.13),
    (2026, 7): (1419.46, 2027.79),
}
BRACKETS = {
    2025: ((38_441, 0.3582), (76_817, 0.3748), (math.inf, 0.495)),
    2026: ((38_883, 0.3575), (78_426, 0.3756), (math.inf, 0.495)),
}
GENERAL = {2025: (3068, 28_406, 0.06337, 76_817), 2026: (3115, 29_736, 0.06398, 78_426)}
LABOUR = {
    2025: ((12_169, 0, 0, 0.08053), (26_288, 12_169, 980, 0.3003), (43_071, 26_288, 5220, 0.02258),
           (math.inf, 43_071, 5599, -0.0651)),
    2026: ((11_965, 0, 0, 0.08324), (25_845, 11_965, 996, 0.31009), (45_592, 25_845, 5300, 0.0195),
           (math.inf, 45_592, 5685, -0.0651)),
}  # fmt: skip
COMBINATION = {2025: (6145, 2986), 2026: (6239, 3032)}
HEALTH = {2025: (0.0526, 75_864), 2026: (0.0485, 79_409)}
CARE = {
    2025: (2112, 28_406, 0.01896, 0.04273, 0.137),
    2026: (2119, 29_736, 0.01912, 0.04289, 0.1373),
}
CHILD = {
    2025: (2511, 703, 936, 3389, 28_406, 37_545, 0.071),
    2026: (2580, 724, 964, 3416, 29_736, 39_141, 0.076),
}
QUARTERS = {
    2025: ((286.45, 347.83, 409.21), (291.49, 353.95, 416.41)),
    2026: ((295.07, 358.30, 421.53), (298.40, 362.35, 426.29)),
}


@dataclass
class Household:
    """What a random household is made of."""

    year: int
    month: int
    couple: bool
    kids: list[int] = field(default_factory=list)
    rent: float = 0
    hours: float = 0
    factor: float = 1
    partner_hours: float = 0
    profit: float = 0
    claims: bool = False

    @property
    def people(self) -> int:
        """Everybody at the address."""
        return 1 + self.couple + len(self.kids)

    def inputs(self) -> dict[str, Any]:
        """The same in the words of a case."""
        single = "alleenstaande_ouder" if self.kids else "alleenstaande"
        return {
            "jaar": self.year,
            "peildatum": f"{self.year}-{self.month:02d}-01",
            "leefvorm": "gehuwden" if self.couple else single,
            "leeftijd": 40,
            "aantal_bewoners": self.people,
            "kale_huur": self.rent,
            "leeftijden_kinderen": self.kids,
            "uren_week": self.hours,
            "loon_factor_wml": self.factor,
            "uren_week_partner": self.partner_hours,
            "winst": self.profit,
            "aanvraag_bijstand": self.claims,
        }


def tax(income: float, earned: float, combination: float, year: int) -> float:
    """Income tax after credits."""
    owed, start = 0.0, 0.0
    for end, rate in BRACKETS[year]:
        owed += max(min(income, end) - start, 0) * rate
        start = end
    most, start, rate, gone = GENERAL[year]
    general = 0 if income >= gone else max(0, most - rate * max(0, income - start))
    step = next(step for step in LABOUR[year] if earned <= step[0])
    labour = max(0, step[2] + step[3] * (earned - step[1]))
    return max(0, owed - general - labour - combination)


def gross(net: float, before: float, earned: float, combination: float, year: int) -> float:
    """Gross assistance by halving, not by iteration."""
    low, high = net, 3 * net + 1
    for _ in range(80):
        middle = (low + high) / 2
        extra = tax(before + middle, earned, combination, year) - tax(
            before, earned, combination, year
        )
        low, high = (middle, high) if middle - extra < net else (low, middle)
    return low


def rent_allowance(h: Household, income: float) -> float:
    """Rent allowance per month, unrounded."""
    one = h.people == 1
    if h.rent == 0:
        return 0
    if h.year == 2026:
        quality, most = 498.20, 932.93
        cap = 713.02 if h.people <= 2 else 764.14
        base, start, rate = (202.52, 23_425, 0.27) if one else (200.71, 31_500, 0.22)
        rent = min(h.rent, most)
        full = max(0, min(rent, quality) - base)
        full += 0.65 * max(0, min(rent, cap) - quality) + 0.4 * max(0, rent - cap)
        return max(0, full - max(0, income - start) * rate / 12)
    quality, most = 477.20, 900.07
    cap = 682.96 if h.people <= 2 else 731.93
    if h.rent > most:
        return 0
    a, b, start, least = (
        (4.38698e-7, 0.000446392665, 22_700, 236.19)
        if one
        else (2.98184e-7, -0.001382497146, 30_450, 234.38)
    )
    curve = math.ceil((a * income**2 + b * income) * 100 - 1e-6) / 100
    base = (least if income <= start else curve) - 37.14
    full = max(0, min(h.rent, quality) - base)
    full += 0.65 * max(0, min(h.rent, cap) - max(quality, base))
    return full + 0.4 * max(0, h.rent - max(cap, base))


def granted(amount: float) -> int:
    """Whole euros, nothing below 24."""
    rounded = math.floor(max(amount, 0) + 0.5)
    return rounded if rounded >= 24 else 0


def spendable(h: Household) -> float:
    """Net income, assistance, allowances and child benefit of the year."""
    hourly = WAGE[h.year, h.month]
    wages = [hourly * f * hours * 52 * 1.08
             for f, hours in ((h.factor, h.hours), (1, h.partner_hours))]  # fmt: skip
    boxes = [wages[0] + h.profit * 0.873, wages[1]]
    earned = [wages[0] + h.profit, wages[1]]
    combination = [0.0, 0.0]
    if h.kids and min(h.kids) < 12:
        who = 0 if not h.couple or earned[0] <= earned[1] else 1
        start, most = COMBINATION[h.year]
        combination[who] = min(most, 0.1145 * max(0, earned[who] - start))
    taxes = [tax(boxes[i], earned[i], combination[i], h.year) for i in (0, 1)]
    rate, most = HEALTH[h.year]
    health = rate * min(h.profit * 0.873, max(0, most - wages[0]))
    net = sum(wages) + h.profit - sum(taxes) - health
    assistance = 0.0
    if h.claims:
        norm = NORM[h.year, h.month][h.couple]
        assistance = 12 * max(0, norm - (sum(wages) - sum(taxes)) / 12)
    adults = 1 + h.couple
    income = sum(boxes)
    for i in range(adults if assistance else 0):
        income += gross(assistance / adults, boxes[i], earned[i], combination[i], h.year)
    return net + assistance + allowances(h, income)


def allowances(h: Household, income: float) -> float:
    """Care, rent and child allowances and child benefit of the year."""
    adults = 1 + h.couple
    premium, start, alone, together, rate = CARE[h.year]
    norm = (together if h.couple else alone) * start + rate * max(0, income - start)
    total = granted(premium * adults - norm) + 12 * rent_allowance(h, income)
    per_child, teen, older, parent, one, two, rate = CHILD[h.year]
    budget = sum(per_child + (older if k >= 16 else teen if k >= 12 else 0) for k in h.kids)
    budget += parent if h.kids and not h.couple else 0
    total += granted(budget - rate * max(0, income - (two if h.couple else one)))
    for quarter in QUARTERS[h.year]:
        total += sum(2 * quarter[0 if k <= 5 else 1 if k <= 11 else 2] for k in h.kids)
    return total
