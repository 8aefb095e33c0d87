"""From the words of a case to the people of a home."""

from datetime import date
from typing import Any

from openfisca_netherlands.simulate import Home, Member

GROWN, TEENAGER, RETIRED, SCHOOLCHILD = 40, 20, 70, 8
ABOVE_EVERY_LIMIT = float("inf")

EXEMPTIONS = {
    None: "none",
    "geen": "none",
    "arbeid_25": "ordinary",
    "alleenstaande_ouder_12_5": "single_parent",
    "medisch_urenbeperkt_15": "medical",
    "loonkostensubsidie_15": "wage_cost_subsidy",
}


def moment(inputs: dict[str, Any], period: Any) -> tuple[int, int]:
    """Year and month a case is about: its date, else its month, else its year."""
    for key in ("peildatum", "datum"):
        if inputs.get(key):
            day = date.fromisoformat(str(inputs[key]))
            return day.year, day.month
    parts = str(period).split("-")
    if len(parts) > 1 and all(part.isdigit() for part in parts):
        return int(parts[0]), int(parts[1])
    if inputs.get("jaar"):
        return int(inputs["jaar"]), 1
    if str(period).isdigit():
        return int(period), 1
    return 2026, 1  # "2015 en later": any date on which the rule holds


def couple_ages(inputs: dict[str, Any]) -> tuple[int, int | None]:
    """Ages of claimant and partner (None = no partner) from the form of living and one age."""
    form = inputs.get("leefvorm", "alleenstaande")
    age = int(inputs.get("leeftijd", RETIRED if form.endswith("_aow") else GROWN))
    if form == "gehuwden_een_18_20":
        return age, GROWN if age < 21 else TEENAGER
    if form == "gehuwden_beiden_18_20":
        young = age if age < 21 else TEENAGER
        return young, young
    if form == "gehuwden_aow":
        return age, max(age, RETIRED)
    if form == "alleenstaande_aow":
        return max(age, RETIRED), None
    return age, age if form.startswith("gehuwden") else None


def child_ages(inputs: dict[str, Any]) -> list[int]:
    """Ages of the children: listed, or as many as depend, the youngest of the stated age."""
    if inputs.get("leeftijden_kinderen") is not None:
        return list(inputs["leeftijden_kinderen"])
    youngest = inputs.get("jongste_kind")
    parent = inputs.get("leefvorm") == "alleenstaande_ouder"
    number = int(
        inputs.get("ten_laste_komende_kinderen", 1 if parent or youngest is not None else 0)
    )
    ages = [SCHOOLCHILD if youngest is None else int(youngest)] * number
    return ages


def people(inputs: dict[str, Any]) -> Home:
    """Claimant, partner, children and housemates, with what they own and who is insured."""
    age, partner = couple_ages(inputs)
    claimant = Member("claimant", {"age": age, "assets": owned(inputs)})
    claimant.inputs["health_insured"] = inputs.get("verzekerd", True)
    members = [claimant]
    if partner is not None:
        insured = inputs.get("partner_verzekerd", inputs.get("verzekerd", True))
        members.append(Member("partner", {"age": partner, "health_insured": insured}))
    members += [Member("child", {"age": years}) for years in child_ages(inputs)]
    adults = 1 if partner is None else 2
    housemates = max(int(inputs.get("kostendelers_incl_zelf", 1)) - adults, 0)
    members += [Member("resident", {"age": GROWN}) for _ in range(housemates)]
    return Home(members)


def owned(inputs: dict[str, Any]) -> float:
    """Assets on 1 January: the stated sum, or far above any limit, or nothing."""
    if "vermogen" in inputs:
        return float(inputs["vermogen"])
    return 0.0 if inputs.get("vermogen_onder_grens", True) else ABOVE_EVERY_LIMIT


def spread(highest_month: float, whole_year: float | None) -> list[float]:
    """Twelve months of an allowance: the highest month again and again until the year is full."""
    left = highest_month if whole_year is None else max(whole_year, 0.0)
    months = []
    for _ in range(12):
        months.append(min(highest_month, left))
        left -= months[-1]
    return months
