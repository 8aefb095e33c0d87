"""From answers to situations as the rule model takes them: plain mappings, money in whole cents."""

from collections.abc import Mapping
from typing import Any

from sleutelbos.kit.figures import cents_in

from .forms_questions import UNKNOWN, ages_in, lives_with
from .queries import FULL_WEEK

OLDEST, GAP = 66, 12  # of the group 27 to 66; between parent and child
FIRST_CHOICE = ("now", "volunteer", "hours", "job")
FIGURES = {"volunteer": "100", "hours": "12", "job_wage": "", "work": "24", "profit": "8000"}
# Within a group of ages the rules are the same; one age stands for all of it.
STANDS_FOR = {"21": 24, "27": 45}
YOUNGEST_OF_NEXT = {"21": 26, "27": OLDEST}


def _age(group: str, kids: tuple[int, ...]) -> int:
    """An age of the group; as old as a grown child needs its parent to be, within the group."""
    age = STANDS_FOR.get(group, int(group))
    oldest = max(kids, default=0)
    return min(max(age, oldest + GAP), YOUNGEST_OF_NEXT.get(group, age))


def _cents(answers: Mapping[str, str], name: str) -> int | None:
    told = answers.get(name, "")
    return None if told == UNKNOWN else cents_in(told)


def base(answers: Mapping[str, str], *, able: bool = True) -> dict[str, Any]:
    """The household as it is now. `able`: what stands for *weet ik niet* about capacity to work."""
    household = lives_with(answers)
    has_kids = household in {"kids", "family"}
    kids = ages_in(answers.get("kids", "")) if has_kids else ()
    found: dict[str, Any] = {
        "age": _age(answers["age"], kids),
        "child_ages": kids,
        "rent": _cents(answers, "rent") if "rent" in answers else 0,
        "exemption": None,  # the municipality decides, and nobody knows it beforehand
    }
    if household in {"partner", "family"} and "partner" in answers:
        found |= _partner(answers)
    if answers.get("home") == "others":
        found["housemate_ages"] = ages_in(answers.get("mates", ""))
    if "mates_income" in answers:
        found["housemates_income"] = _cents(answers, "mates_income")
    if "benefit" in answers:
        found |= _income(answers, able)
    return found


def _partner(answers: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"partner_age": _age(answers["partner"], ())}
    if answers.get("partner_money") == "benefit":
        found["partner_benefit"] = True
    elif answers.get("partner_money") == "wage":
        found["partner_monthly_wage"] = _cents(answers, "partner_wage")
    return found


def _income(answers: Mapping[str, str], able: bool) -> dict[str, Any]:
    kind = answers["benefit"]
    if kind == "wage":
        return {"monthly_wage": _cents(answers, "wage")}
    if kind == "business":
        return {"profit": _cents(answers, "profit_now") or 0}
    found: dict[str, Any] = {"benefit": kind}
    if kind == "unemployment" and "ww_wage" in answers:
        found["unemployment_month_wage"] = _cents(answers, "ww_wage")
        found["unemployment_month_number"] = int(answers["ww_month"])
    if kind == "young_disabled":
        told = answers.get("capacity", UNKNOWN)
        found["young_disabled_capacity"] = able if told == UNKNOWN else told == "yes"
    if kind == "disability" and "wia_amount" in answers:
        found["disability_kind"] = answers["wia_kind"]
        found["disability_amount"] = _cents(answers, "wia_amount")
    return found


def situations(
    answers: Mapping[str, str], chosen: Mapping[str, Any], *, able: bool = True
) -> list[dict[str, Any]]:
    """What stands side by side: a mapping for each, its `name` the code of the choice."""
    now = base(answers, able=able)
    without_wage = {key: value for key, value in now.items() if key != "monthly_wage"}
    made: dict[str, dict[str, Any]] = {
        "now": now,
        "volunteer": now | {"volunteer_month": chosen.get("volunteer")},
        "hours": without_wage | {"hours": chosen.get("hours")},
        "job": without_wage | _job(chosen),
        "work": without_wage | {"hours": chosen.get("work")},
        "business": now | {"profit": chosen.get("profit")},
    }
    return [made[code] | {"name": code} for code in chosen["compare"]]


def _job(chosen: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"neighbourhood_job": True, "hours": float(FULL_WEEK)}
    if chosen.get("job_wage"):
        found |= {"monthly_wage": chosen["job_wage"], "hours": 0.0}
    return found
