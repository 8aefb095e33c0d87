"""Cases about a whole household: every line from gross wage to spendable income."""

from typing import Any

from openfisca_netherlands.cases import people as p
from openfisca_netherlands.cases.topics import HOLIDAY, Inputs, Topic, mine, of, theirs
from openfisca_netherlands.simulate import Home, Reading


def household(inputs: Inputs) -> Home:
    """Everybody in the home, with wage, benefit, business, rent and assistance."""
    home = p.people(inputs)
    claimant = home.first("claimant")
    claimant.inputs |= _work(inputs, "") | _benefits(inputs)
    months = p.spread(
        float(inputs.get("vrijwilligersvergoeding_maand", 0)),
        inputs.get("vrijwilligersvergoeding_jaar"),
    )
    claimant.inputs["volunteer_allowance"] = months
    for member in home.members:
        if member.role == "partner":
            member.inputs |= _work(inputs, "_partner")
        if member.role in ("claimant", "partner"):
            member.inputs |= _exemption(inputs)
    home.inputs |= {
        "bare_rent": inputs.get("kale_huur", 0),
        "service_costs": inputs.get("servicekosten", 0),
        "claims_social_assistance": claims(inputs),
    }
    if "aantal_bewoners" in inputs:
        home.inputs["number_of_residents"] = inputs["aantal_bewoners"]
    return home


def claims(inputs: Inputs) -> bool:
    """Whether assistance is received or claimed."""
    named = "bijstand" in (inputs.get("uitkering"), inputs.get("inkomensbron"))
    return bool(named or inputs.get("aanvraag_bijstand"))


def _work(inputs: Inputs, who: str) -> Inputs:
    work: Inputs = {
        "weekly_hours": inputs.get(f"uren_week{who}", 0),
        "wage_factor": inputs.get(f"loon_factor_wml{who}", 1.0),
        "profit": inputs.get(f"winst{who}", 0),
    }
    if f"bruto_jaarloon{who}" in inputs:
        work["gross_wage"] = inputs[f"bruto_jaarloon{who}"] / 12 / HOLIDAY
    elif not who and "inkomsten_maand" in inputs:
        work["gross_wage"] = inputs["inkomsten_maand"] / HOLIDAY
    if not who:
        work["pension_contribution"] = inputs.get("pensioenpremie", 0) / 12
        work["meets_hours_criterion"] = inputs.get("urencriterium", False)
        work["is_starter"] = inputs.get("starter", False)
    return work


def _benefits(inputs: Inputs) -> Inputs:
    benefits: Inputs = {"wage_dispensation": inputs.get("loondispensatie", False)}
    if inputs.get("uitkering") == "wajong":
        able = inputs.get("arbeidsvermogen", True)
        benefits["young_disabled_kind"] = "with_capacity" if able else "without_capacity"
    if inputs.get("uitkering") == "ww":
        first = int(inputs.get("maand_van_uitkering", 3))
        benefits["unemployment_month_wage"] = inputs.get("ww_maandloon", 0)
        benefits["unemployment_month_number"] = [first + month for month in range(12)]
    return benefits


def _exemption(inputs: Inputs) -> Inputs:
    kind = p.EXEMPTIONS[inputs.get("vrijlating")]
    used = int(inputs.get("maanden_vrijlating_gebruikt", 0))
    granted = int(inputs.get("vrijlating_maanden_in_jaar", 12))
    return {
        "exemption_granted": [kind if month < granted else "none" for month in range(12)],
        "exemption_months_used": [used + min(month, granted) for month in range(12)],
    }


def _sum(*names: str) -> Any:
    return lambda r, _: sum(r.of(name) for name in names)


def month_after(r: Reading, _: Inputs) -> float:
    """Assistance in a month without exemption: the last of the year."""
    return r.of("social_assistance", 12)


def yearly_wage(who: str) -> Any:
    """Wage of the year with holiday pay, of claimant or partner."""

    def read(r: Reading, _: Inputs) -> float:
        months = range(1, 13)
        one = getattr(r, who)
        return sum(one("gross_wage", m) + one("holiday_pay", m) for m in months)

    return read


HOUSEHOLD = Topic(
    household,
    {
        "belastbaar": mine("taxable_profit"),
        "belastbaar_partner": theirs("taxable_profit"),
        "inkomstenbelasting_jaar": mine("income_tax_before_assistance"),
        "inkomstenbelasting_jaar_partner": theirs("income_tax_before_assistance"),
        "zvw": of("health_insurance_contribution"),
        "netto_jaar": of("household_net_income"),
        "bijstand_maand_incl_vt": of("social_assistance"),
        "bijstand_maand_na_vrijlating": month_after,
        "bijstand_netto_jaar": lambda r, _: r.total("social_assistance"),
        "bijstand_bruto_jaar": of("gross_social_assistance"),
        "zorgtoeslag_jaar_toegekend": of("care_allowance"),
        "huurtoeslag_maand_onafgerond": of("rent_allowance_unrounded"),
        "kindgebonden_budget_jaar": of("child_budget"),
        "kinderbijslag_jaar": of("child_benefit"),
        "bruto_maand": mine("gross_wage"),
        "bruto_maand_partner": theirs("gross_wage"),
        "bruto_jaarloon": yearly_wage("claimant"),
        "bruto_jaarloon_partner": yearly_wage("partner"),
        "belasting_voor_kortingen": mine("box1_tax_before_assistance"),
        "algemene_heffingskorting": mine("general_credit_before_assistance"),
        "arbeidskorting": mine("labour_credit"),
        "iack": of("combination_credit"),
        "jonggehandicaptenkorting": mine("young_disabled_credit"),
        "netto_loon_maand": of("net_wage"),
        "vrijgelaten_maand": of("exempt_wage"),
        "in_mindering_maand": of("counted_wage"),
        "totaal_netto_maand": _sum("social_assistance", "net_wage"),
        "toetsingsinkomen": of("assessment_income"),
        "is_vrijwilligersvergoeding": mine("volunteer_allowance_within_limits"),
        "in_mindering_op_bijstand": lambda r, _: r.total("volunteer_allowance_counted"),
        "wajong_maand": mine("young_disabled_benefit"),
        "ww_maand": mine("unemployment_benefit"),
        "totaal_bruto": lambda r, i: (
            r.claimant("young_disabled_benefit")
            + r.claimant("unemployment_benefit")
            + i.get("inkomsten_maand", r.claimant("gross_wage"))
        ),
        "besteedbaar_jaar": of("disposable_income"),
    },
    frozenset(
        "jaar leefvorm leeftijd aantal_bewoners kale_huur servicekosten leeftijden_kinderen "
        "inkomensbron uitkering peildatum uren_week loon_factor_wml uren_week_partner "
        "loon_factor_wml_partner winst_partner aanvraag_bijstand vrijlating "
        "maanden_vrijlating_gebruikt vrijlating_maanden_in_jaar vrijwilligersvergoeding_maand "
        "vrijwilligersvergoeding_jaar arbeidsvermogen loondispensatie ww_maandloon inkomsten_maand "
        "maand_van_uitkering bruto_jaarloon bruto_jaarloon_partner pensioenpremie winst "
        "urencriterium starter vermogen_onder_grens verzekerd".split()
    ),
    ("besteedbaar_jaar", "bijstand_maand_incl_vt"),
    held=True,
)
