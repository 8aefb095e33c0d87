import pytest

from openfisca_netherlands import compare
from openfisca_netherlands.comparison import SituationError

FINE = {"age": 35, "rent": 62_000, "benefit": "social_assistance"}

WRONG = [
    ("rent", {"rent": -1}),
    ("rent", {"rent": 620.5}),
    ("rent", {"rent": float("nan")}),
    ("hours", {"hours": 90}),
    ("hours", {"hours": -1}),
    ("hours", {"hours": float("inf")}),
    ("hours", {"hours": "twaalf"}),
    ("age", {"age": -3}),
    ("age", {"age": 300}),
    ("age", {"age": None}),
    ("age", {"age": "x"}),
    ("hours", {"hours": None}),
    ("assets", {"assets": None}),
    ("attachment", {"attachment": "nee"}),
    ("is_student", {"is_student": None}),
    ("child_ages", {"child_ages": [40]}),
    ("child_ages", {"child_ages": [-1]}),
    ("child_ages", {"child_ages": 4}),
    ("wage_factor", {"wage_factor": 0.5, "hours": 10}),
    ("partner_hours", {"partner_hours": 10}),
    ("benefit", {"benefit": "lotto"}),
    ("exemption", {"exemption": "everything"}),
    ("exemption_months_used", {"exemption_months_used": -1}),
    ("volunteer_month", {"volunteer_month": -100}),
    ("volunteer_months", {"volunteer_months": 13}),
    ("unemployment_month_wage", {"benefit": "unemployment"}),
    ("disability_kind", {"benefit": "disability", "disability_amount": 100_000}),
    ("disability_amount", {"benefit": "disability", "disability_kind": "wage_related"}),
    ("assets", {"assets": 10**12}),
    ("municipality", {"municipality": None}),
    ("shoe_size", {"shoe_size": 42}),
]


@pytest.mark.parametrize(
    ("field", "answers"), WRONG, ids=[f"{f}-{i}" for i, (f, _) in enumerate(WRONG)]
)
def test_an_answer_that_cannot_be_right_is_met_at_its_field(field, answers):
    with pytest.raises(SituationError) as raised:
        compare([FINE | answers], "2026-03")
    sentence = raised.value.problems[field]
    assert sentence.endswith(".")
    assert len(sentence.split()) <= 20


def test_an_age_is_needed():
    with pytest.raises(SituationError) as raised:
        compare([{"rent": 0}], "2026-03")
    assert set(raised.value.problems) == {"age"}


def test_right_answers_raise_nothing():
    assert compare([FINE], "2026-03").outcomes[0].per_month > 0
