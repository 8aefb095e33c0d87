"""What comes in per month, worked out with pen and paper from the amounts of the law.

None of these households is among the shared cases: other ages, months on both sides of 1 July,
housemates, couples, and earnings, rents and savings on both sides of a limit.
"""

import pytest

from openfisca_netherlands import compare
from openfisca_netherlands.comparison import SituationError

ASSISTED = {"benefit": "social_assistance"}
WW = {"age": 55, "benefit": "unemployment", "unemployment_month_wage": 220_000, "rent": 65_000}
WIA = {"benefit": "disability", "disability_kind": "full_and_lasting", "disability_amount": 150_000}
BY_HAND = (
    ("19, bijstand, before July", "2024-06", {"age": 19, **ASSISTED}, 43_994),
    ("19, bijstand, from July", "2024-07", {"age": 19, **ASSISTED}, 44_603),
    ("20, youth wage", "2026-03", {"age": 20, "hours": 20, "rent": 45_000}, 145_884),
    ("18, rent cut off", "2026-08", {"age": 18, "hours": 36, "rent": 60_000}, 166_109),
    ("both 20, bijstand", "2025-07", {"age": 20, "partner_age": 20, **ASSISTED}, 92_596),
    (
        "25 and 20 with a child",
        "2025-06",
        {"age": 25, "partner_age": 20, "child_ages": [1], **ASSISTED},
        223_210,
    ),
    ("23, before July", "2025-06", {"age": 23, "rent": 70_000, **ASSISTED}, 189_445),
    ("23, from July", "2025-07", {"age": 23, "rent": 70_000, **ASSISTED}, 191_806),
    ("26, rent above all limits", "2026-07", {"age": 26, "rent": 93_300, **ASSISTED}, 207_146),
    (
        "three who share the costs",
        "2026-06",
        {"age": 40, "housemate_ages": [30, 50], "housemates_income": 2_000_000, "rent": 80_000}
        | ASSISTED,
        148_059,
    ),
    (
        "a housemate of 26 shares nothing",
        "2026-07",
        {"age": 40, "housemate_ages": [26], "housemates_income": 0, "rent": 80_000, **ASSISTED},
        201_946,
    ),
    (
        "a couple with three children",
        "2026-01",
        {"age": 38, "partner_age": 35, "child_ages": [3, 12, 16], "rent": 76_414, **ASSISTED},
        388_251,
    ),
    (
        "two wages, three children",
        "2026-04",
        {"age": 38, "partner_age": 35, "child_ages": [5, 14, 17], "rent": 80_000, "hours": 32}
        | {"partner_hours": 16},
        484_848,
    ),
    (
        "a parent keeps a quarter",
        "2026-06",
        {"age": 33, "child_ages": [8], "rent": 49_820, "hours": 12, "exemption": "ordinary"}
        | ASSISTED,
        265_247,
    ),
    ("WW, first month", "2026-11", {**WW, "unemployment_month_number": 1, "hours": 10}, 202_505),
    ("WW stops above 87.5%", "2025-03", {**WW, "monthly_wage": 178_300}, 235_995),
    ("WW a euro lower goes on", "2025-03", {**WW, "monthly_wage": 178_200}, 243_268),
    ("Wajong, 30 hours", "2026-06", {"age": 30, "benefit": "young_disabled", "hours": 30}
     | {"rent": 50_000}, 258_028),
    ("own business", "2026-05", {"age": 44, "profit": 1_200_000, "rent": 60_000}, 144_766),
    ("savings a euro too high", "2026-10", {"age": 48, "hours": 36, "child_ages": [10, 15]}
     | {"assets": 3_848_000, "rent": 60_000}, 368_140),
    ("savings end bijstand", "2026-10", {"age": 48, "assets": 800_100, "rent": 60_000, **ASSISTED},
     49_000),
)  # fmt: skip


@pytest.mark.mission("B13")
@pytest.mark.parametrize(
    ("month", "situation", "cents"), [case[1:] for case in BY_HAND], ids=[c[0] for c in BY_HAND]
)
def test_the_month_is_what_the_law_gives_by_hand(month, situation, cents):
    outcome = compare([situation], month).outcomes[0]
    assert not outcome.refusals
    assert abs(outcome.per_month - cents) <= 1  # a cent: each line is rounded


def test_a_wia_benefit_is_told_without_holiday_pay():
    """1,500 x 1.08 - 70% of (16 hours at 14.40, with holiday pay)."""
    outcome = compare([{"age": 58, "hours": 16, **WIA}], "2025-08").outcomes[0]
    assert {line.code: line.amount for line in outcome.lines}["disability"] == 86_521


@pytest.mark.parametrize("wage", [0, 900_000])
def test_a_ww_wage_that_no_letter_can_hold_is_answered_at_its_field(wage):
    with pytest.raises(SituationError) as wrong:
        compare([WW | {"unemployment_month_wage": wage}], "2026-11")
    assert list(wrong.value.problems) == ["unemployment_month_wage"]
