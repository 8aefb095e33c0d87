"""How each topic of cases is put into the model, and what each expected name reads out of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from openfisca_netherlands.base import amount
from openfisca_netherlands.cases import people as p
from openfisca_netherlands.simulate import Home, Member, Reading

type Inputs = dict[str, Any]
type Output = Callable[[Reading, Inputs], Any]

HOLIDAY = 1.08  # cases state a yearly wage with 8% holiday pay in it


@dataclass(frozen=True)
class Topic:
    """A topic: how inputs become a home, how outcomes are read, which inputs it knows."""

    build: Callable[[Inputs], Home]
    outputs: dict[str, Output]
    inputs: frozenset[str]
    decisive: tuple[str, ...]  # a refusal is expected: one of these must be unknown
    held: bool = False


def of(name: str) -> Output:
    """Read a variable in the month of the case, or in its year."""
    return lambda r, _: r.of(name)


def mine(name: str) -> Output:
    """Read a person's variable for the claimant."""
    return lambda r, _: r.claimant(name)


def theirs(name: str) -> Output:
    """Read a person's variable for the partner."""
    return lambda r, _: r.partner(name)


# --- zorgtoeslag -----------------------------------------------------------------------------


def care(inputs: Inputs) -> Home:
    """Claimant and perhaps a partner, with a given toetsingsinkomen."""
    form = "gehuwden" if inputs.get("toeslagpartner") else "alleenstaande"
    home = p.people({**inputs, "leefvorm": form})
    home.inputs["assessment_income"] = inputs["toetsingsinkomen_gezamenlijk"]
    return home


CARE = Topic(
    care,
    {
        "normpremie": of("care_norm_premium"),
        "zorgtoeslag_jaar_onafgerond": of("care_allowance_unrounded"),
        "zorgtoeslag_jaar_toegekend": of("care_allowance"),
        "zorgtoeslag_maand": of("care_allowance_month"),
    },
    frozenset(
        "jaar toetsingsinkomen_gezamenlijk toeslagpartner partner_verzekerd vermogen "
        "vermogen_onder_grens verzekerd leeftijd".split()
    ),
    ("zorgtoeslag_jaar_onafgerond",),
)

# --- huurtoeslag -----------------------------------------------------------------------------


def rent(inputs: Inputs) -> Home:
    """A tenant with a given rent, income of everybody and number of residents."""
    home = p.people(inputs)
    several = inputs.get("huishouden") == "meerpersoons"
    home.inputs |= {
        "bare_rent": inputs.get("kale_huur", 0),
        "service_costs": inputs.get("servicekosten", 0),
        "rent_income": inputs["rekeninkomen"],
        "number_of_residents": inputs.get("aantal_bewoners", 2 if several else 1),
    }
    return home


RENT = Topic(
    rent,
    {
        "huurtoeslag_maand": of("rent_allowance_month"),
        "huurtoeslag_maand_onafgerond": of("rent_allowance_unrounded"),
    },
    frozenset(
        "jaar leeftijd huishouden aantal_bewoners kale_huur servicekosten rekeninkomen vermogen "
        "vermogen_onder_grens".split()
    ),
    ("huurtoeslag_maand_onafgerond",),
)

# --- bijstand --------------------------------------------------------------------------------


def assistance(inputs: Inputs) -> Home:
    """Somebody on social assistance, perhaps with net wages and an exemption."""
    home = p.people(inputs)
    claimant = home.first("claimant")
    claimant.inputs |= {
        "net_wage": inputs.get("netto_arbeid_maand", 0),
        "exemption_granted": p.EXEMPTIONS[inputs.get("vrijlating")],
        "exemption_months_used": inputs.get("maanden_vrijlating_gebruikt", 0),
        "ordinary_months_used": inputs.get("maanden_arbeid_25_gebruikt", 6),
    }
    home.inputs |= {
        "claims_social_assistance": True,
        "gifts": inputs.get("giften_jaar", 0),
        "income_limit_factor": inputs.get("factor", 1.0),
    }
    return home


ASSISTANCE = Topic(
    assistance,
    {
        "bijstandsnorm_maand_incl_vt": of("social_assistance_norm"),
        "uitbetaling_maand_excl_vt": of("social_assistance_payout"),
        "bijstand_maand_incl_vt": of("social_assistance"),
        "vrijgelaten": mine("exempt_wage"),
        "in_mindering": mine("counted_wage"),
        "totaal_netto": lambda r, _: r.of("social_assistance") + r.claimant("net_wage"),
        "recht": lambda r, _: r.of("social_assistance"),
        "gift_als_middel": of("gifts_counted"),
        "voorschot_minimum": of("social_assistance_advance"),
        "bedrag_maand": of("income_limit_municipal_scheme"),
    },
    frozenset(
        "datum jaar leeftijd leefvorm ten_laste_komende_kinderen kostendelers_incl_zelf vrijlating "
        "netto_arbeid_maand maanden_vrijlating_gebruikt maanden_arbeid_25_gebruikt jongste_kind "
        "vermogen giften_jaar factor".split()
    ),
    ("bijstand_maand_incl_vt",),
)

# --- vrijwilligersvergoeding -----------------------------------------------------------------


def volunteer(inputs: Inputs) -> Home:
    """A volunteer: the highest month and the year's total become twelve months."""
    month: Any = inputs.get("totaal_maand", inputs.get("vergoeding_maand", 0))
    year = inputs.get("totaal_jaar", inputs.get("vergoeding_jaar"))
    months = p.spread(float(month), year)
    costs = float(inputs.get("aangetoonde_kosten", 0))
    home = p.people(inputs)
    home.first("claimant").inputs |= {
        "volunteer_allowance": months,
        "volunteer_hourly_rate": inputs.get("uurvergoeding", 0),
        "volunteer_proven_costs": [costs if paid > 0 else 0.0 for paid in months],
    }
    home.inputs["claims_social_assistance"] = inputs.get("uitkering") == "bijstand"
    return home


def volunteer_counted(r: Reading, inputs: Inputs) -> float:
    """What counts as means: of the highest month, or of the year once its maximum is passed."""
    year = r.total("volunteer_allowance_counted")
    highest = r.of("volunteer_allowance_counted", 1)
    paid = r.total("volunteer_allowance")
    params = r.simulation.tax_benefit_system.parameters(f"{r.year}-01-01")
    limit = amount(params, "volunteer_allowance.social_assistance.year")
    return highest if 0 < paid <= limit else year


VOLUNTEER = Topic(
    volunteer,
    {
        "is_vrijwilligersvergoeding": mine("volunteer_allowance_within_limits"),
        "in_mindering_op_bijstand": volunteer_counted,
    },
    frozenset(
        "jaar leeftijd uurvergoeding vergoeding_maand vergoeding_jaar totaal_maand totaal_jaar "
        "aangetoonde_kosten uitkering".split()
    ),
    ("in_mindering_op_bijstand", "is_vrijwilligersvergoeding"),
)

# --- inkomstenbelasting en werkgeversheffing -------------------------------------------------


def income(inputs: Inputs) -> Home:
    """A taxpayer with a wage, a profit, or a stated income for one credit."""
    form = "alleenstaande" if inputs.get("alleenstaande_ouder", True) else "gehuwden"
    if inputs.get("jongste_kind") is None:
        form = "alleenstaande"
    age = p.GROWN if inputs.get("onder_aow", True) else p.RETIRED
    home = p.people({**inputs, "leefvorm": form, "leeftijd": age})
    claimant = home.first("claimant")
    claimant.inputs |= {
        "taxable_wage": inputs.get("loon", 0) / 12,
        "profit": inputs.get("winst", 0),
        "meets_hours_criterion": inputs.get("urencriterium", False),
        "is_starter": inputs.get("starter", False),
    }
    if "inkomen" in inputs:
        claimant.inputs["box1_income"] = inputs["inkomen"]
    if "arbeidsinkomen" in inputs:
        claimant.inputs["earned_income"] = inputs["arbeidsinkomen"]
    return home


INCOME = Topic(
    income,
    {
        "ahk": mine("general_credit"),
        "algemene_heffingskorting": mine("general_credit"),
        "arbeidskorting": mine("labour_credit"),
        "iack": mine("combination_credit"),
        "mkb": mine("sme_profit_exemption"),
        "belastbaar": mine("taxable_profit"),
        "belasting_voor_kortingen": mine("box1_tax"),
        "heffingskortingen": mine("tax_credits"),
        "inkomstenbelasting": mine("income_tax"),
        "verschuldigd": mine("income_tax"),
        "zvw": mine("health_insurance_contribution"),
        "totaal": lambda r, _: (
            r.claimant("income_tax") + r.claimant("health_insurance_contribution")
        ),
        "netto_jaar": mine("net_income"),
        "werkgeversheffing_zvw": mine("employer_health_contribution"),
    },
    frozenset(
        "jaar inkomen arbeidsinkomen loon winst urencriterium starter alleenstaande_ouder "
        "jongste_kind onder_aow".split()
    ),
    ("inkomstenbelasting",),
)

# --- kindregelingen --------------------------------------------------------------------------

CHILDCARE = {"dagopvang": "day_care", "bso": "after_school", "gastouder": "childminder"}


def children(inputs: Inputs) -> Home:
    """Parents with children, a given income, and perhaps childcare for the youngest."""
    listed = list(inputs.get("leeftijden_kinderen") or [])
    if not listed:
        listed = [int(inputs.get("leeftijd_kind", 3))]
    form = "gehuwden" if inputs.get("toeslagpartner") else "alleenstaande"
    home = p.people({**inputs, "leefvorm": form, "leeftijden_kinderen": listed})
    for member in home.members:
        if member.role == "child":
            member.inputs["receives_child_benefit"] = inputs.get("kinderbijslag", True)
    home.first("child").inputs |= {
        "childcare_kind": CHILDCARE[inputs.get("soort", "dagopvang")],
        "childcare_hours": inputs.get("uren_maand", 0),
        "childcare_price": inputs.get("uurprijs", 0),
        "is_first_childcare_child": inputs.get("eerste_kind", True),
    }
    home.inputs["parents_work"] = inputs.get("ouders_werken", False)
    home.inputs["assessment_income"] = inputs.get("toetsingsinkomen_gezamenlijk", 0)
    return home


CHILDREN = Topic(
    children,
    {
        "kindgebonden_budget_jaar": of("child_budget"),
        "kinderbijslag_kwartaal": of("child_benefit_quarter"),
        "kinderopvangtoeslag_maand": of("childcare_allowance"),
    },
    frozenset(
        "jaar datum leeftijd_kind leeftijden_kinderen kinderbijslag toeslagpartner vermogen soort "
        "toetsingsinkomen_gezamenlijk vermogen_onder_grens uren_maand uurprijs eerste_kind "
        "ouders_werken".split()
    ),
    ("kindgebonden_budget_jaar", "kinderbijslag_kwartaal", "kinderopvangtoeslag_maand"),
)

# --- uwv -------------------------------------------------------------------------------------

WIA = {
    "iva": "full_and_lasting",
    "wga_loongerelateerd": "wage_related",
    "wga_80_100": "wage_related",
}


def earned_in_month(inputs: Inputs) -> float:
    """What is earned beside a benefit of UWV in the month, before tax."""
    named = [inputs[key] for key in ("inkomsten_maand", "bruto_loon_maand") if key in inputs]
    return float(named[0]) if named else 0.0


def uwv(inputs: Inputs) -> Home:
    """Somebody with WW, Wajong or WIA and a wage."""
    claimant: Inputs = {"age": p.GROWN}
    if inputs.get("geboortedatum"):
        claimant = {"birth_date": str(inputs["geboortedatum"])}
    beside = "inkomsten_maand" in inputs and "soort" not in inputs
    wage = earned_in_month(inputs)
    claimant |= {
        "gross_wage": wage / HOLIDAY if beside else wage,
        "unemployment_month_number": inputs.get("maand_van_uitkering", 3),
        "weeks_worked": inputs.get("gewerkte_weken_36", 36),
        "hours_lost": inputs.get("urenverlies", 40),
        "years_worked": inputs.get("arbeidsverleden_jaren", 0),
        "has_sickness_benefit": inputs.get("ziektewet", False),
        "wage_dispensation": inputs.get("loondispensatie", False),
    }
    if "ww_maandloon" in inputs:
        claimant["unemployment_month_wage"] = inputs["ww_maandloon"]
    claimant["reference_year_wage"] = inputs.get("jaarloon", 0)
    if "arbeidsvermogen" in inputs or "loondispensatie" in inputs:
        able = inputs.get("arbeidsvermogen", True)
        claimant["young_disabled_kind"] = "with_capacity" if able else "without_capacity"
    if "soort" in inputs:
        word = str(inputs["soort"]).lower().replace("-", "_").replace(" ", "_")
        claimant["disability_kind"] = WIA.get(word, "follow_up")
    return Home([Member("claimant", claimant)])


def deducted(r: Reading, _: Inputs) -> float:
    """What goes off a WW, Wajong or WIA benefit."""
    names = ("young_disabled_deduction", "disability_deduction", "unemployment_deduction")
    return sum(r.claimant(name) for name in names)


def kept(r: Reading, inputs: Inputs) -> float:
    """What is kept of the wage."""
    return earned_in_month(inputs) - deducted(r, inputs)


UWV = Topic(
    uwv,
    {
        "recht": mine("entitled_to_unemployment_benefit"),
        "duur_maanden": mine("unemployment_duration"),
        "ww_maand": mine("unemployment_benefit"),
        "totaal_bruto": lambda r, i: (
            r.claimant("unemployment_benefit")
            + r.claimant("young_disabled_benefit")
            + earned_in_month(i)
        ),
        "verrekend_met_uitkering": deducted,
        "behouden_van_loon": kept,
    },
    frozenset(
        "datum ww_maandloon inkomsten_maand maand_van_uitkering jaarloon gewerkte_weken_36 "
        "urenverlies arbeidsverleden_jaren ziektewet geboortedatum soort bruto_loon_maand "
        "arbeidsvermogen loondispensatie".split()
    ),
    ("verrekend_met_uitkering", "ww_maand"),
)

# --- loon en loonkostensubsidie --------------------------------------------------------------


def job(inputs: Inputs) -> Home:
    """Somebody with a job, perhaps with wage-cost subsidy."""
    home = p.people(inputs)
    home.first("claimant").inputs |= {
        "weekly_hours": inputs.get("uren_week", 0),
        "wage_factor": inputs.get("loon_factor_wml", 1.0),
        "wage_value": inputs.get("loonwaarde", 1.0),
        "pension_contribution": inputs.get("pensioenpremie", 0),
    }
    return home


JOB = Topic(
    job,
    {
        "minimumuurloon": mine("minimum_hourly_wage"),
        "wml_maand_incl_vakantiebijslag": mine("minimum_month_wage_with_holiday"),
        "loonkostensubsidie_maand": mine("wage_cost_subsidy"),
        "vergoeding_werkgeverslasten_maand": mine("employer_charges_compensation"),
        "bruto_maand": mine("gross_wage"),
        "bruto_jaar_incl_vakantiebijslag": lambda r, _: (
            r.total("gross_wage") + r.total("holiday_pay")
        ),
        "inkomstenbelasting_jaar": mine("income_tax"),
        "netto_jaar": mine("net_income"),
    },
    frozenset("datum leeftijd uren_week loon_factor_wml loonwaarde pensioenpremie".split()),
    ("minimumuurloon", "loonkostensubsidie_maand", "netto_jaar"),
    held=True,
)
