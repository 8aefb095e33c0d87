"""What must be reported to whom before when, and which thresholds are close by."""

from openfisca_netherlands.comparison.homes import months_left
from openfisca_netherlands.comparison.outcome import Duty
from openfisca_netherlands.comparison.situation import Benefit, Situation
from openfisca_netherlands.duration import ww_months
from openfisca_netherlands.simulate import Reading

YEARS_OF_JOB = 2
CLOSE = 0.8  # of a limit: from here on it is close by
MUNICIPALITY, UWV, ALLOWANCES = "je klantmanager", "UWV", "Dienst Toeslagen"
LAW = {
    Benefit.SOCIAL_ASSISTANCE: "Participatiewet art. 17",
    Benefit.UNEMPLOYMENT: "WW art. 25",
    Benefit.YOUNG_DISABLED: "Wajong art. 2:7",
    Benefit.DISABILITY: "Wet WIA art. 27",
}
UWV_LAW = "; ".join(law for benefit, law in LAW.items() if benefit != Benefit.SOCIAL_ASSISTANCE)
ANY_CHANGE = "Alles wat verandert: werk, geld, wie er bij je woont."


def duties(s: Situation) -> tuple[Duty, ...]:
    """Everything to report, also when nothing changes in money."""
    found = []
    benefit = Benefit(s.benefit)
    office = MUNICIPALITY if benefit == Benefit.SOCIAL_ASSISTANCE else UWV
    if benefit in LAW:
        found += _to_office(s, office, LAW[benefit])
    elif benefit == Benefit.SEVERAL:
        found.append(Duty(ANY_CHANGE, MUNICIPALITY, "Meteen.", LAW[Benefit.SOCIAL_ASSISTANCE]))
        found.append(Duty(ANY_CHANGE, UWV, "Meteen.", UWV_LAW))
    if benefit != Benefit.NONE or s.works or s.profit or s.partner_works:
        income = "Je nieuwe inkomen over het hele jaar."
        found.append(Duty(income, ALLOWANCES, "Binnen 4 weken.", "Awir art. 17"))
    return tuple(found)


def _to_office(s: Situation, office: str, law: str) -> list[Duty]:
    """What to report to the office that pays the benefit."""
    found = []
    if s.works or s.profit:
        found.append(Duty("Je gaat werken.", office, "Vóór je eerste werkdag.", law))
        found.append(Duty("Je loon en je uren.", office, "Elke maand.", law))
    if s.partner_works and s.claims_assistance:
        found.append(Duty("Het loon en de uren van je partner.", office, "Elke maand.", law))
    if s.volunteer_month:
        before = "Vóór je begint. Wacht op het antwoord."
        found.append(Duty("Je gaat vrijwilligerswerk doen.", office, before, law))
        found.append(Duty("Je vergoeding als vrijwilliger.", office, "Elke maand.", law))
    return found or [Duty(ANY_CHANGE, office, "Meteen.", law)]


def watch(s: Situation, r: Reading, now: int, later: int | None) -> tuple[str, ...]:
    """Thresholds close by and things that go wrong often, one sentence each."""
    found = []
    left = months_left(s)
    if left is not None and later is not None and later < now:
        month = "maand" if left == 1 else "maanden"
        found.append(f"Na {left} {month} krijg je minder. Kijk bij 'daarna'.")
    if s.benefit in LAW and (s.works or s.partner_works):
        found.append("Meld al je uren. Vergeet je er drie, dan betaal je misschien veel terug.")
    if s.benefit == Benefit.YOUNG_DISABLED and s.works:
        found.append("Krijg je loondispensatie? Dan klopt dit bedrag niet. Vraag het UWV.")
    if s.claims_assistance and r.of("social_assistance") == 0:
        found.append("Je bijstand stopt. Vraag wat er gebeurt met hulp van de gemeente.")
    found += _volunteer(s, r)
    found += _assets(s, r)
    found += _job_ends(s, r)
    if s.rent and r.of("rent_allowance_month") > 0:
        found.append("Krijg je meer inkomen? Dan moet je toeslag soms terugbetalen.")
    return tuple(found)


def _volunteer(s: Situation, r: Reading) -> list[str]:
    if not s.volunteer_month:
        return []
    params = r.simulation.tax_benefit_system.parameters(f"{r.year}-01-01")
    limits = params.volunteer_allowance.tax
    return [
        f"Per maand mag je hoogstens {limits.month:.0f} euro vergoeding krijgen.",
        f"Per jaar mag je hoogstens {limits.year:.0f} euro vergoeding krijgen.",
        "Krijg je een euro te veel? Dan kan de hele vergoeding meetellen.",
    ]


def _assets(s: Situation, r: Reading) -> list[str]:
    """The limit of savings, when they are close to it or nobody told how much there is."""
    if s.claims_assistance:
        limit = float(r.of("asset_limit"))
        sentence = f"Met meer dan {limit:.0f} euro spaargeld krijg je geen bijstand."
    elif s.rent and r.of("rent_allowance_month") > 0:
        params = r.simulation.tax_benefit_system.parameters(f"{r.year}-01-01")
        limits = params.rent_allowance.asset_limit
        limit = float(limits.alone if s.partner_age is None else limits.with_partner)
        sentence = f"Met meer dan {limit:.0f} euro spaargeld krijg je geen huurtoeslag."
    else:
        return []
    if s.assets and s.assets / 100 <= CLOSE * limit:
        return []
    return [sentence]


def _job_ends(s: Situation, r: Reading) -> list[str]:
    """A buurtbaan ends after at most two years; then WW, and after that assistance again.

    What somebody with a benefit of UWV then has, is for UWV to tell.
    """
    if not s.neighbourhood_job:
        return []
    found = ["Een buurtbaan duurt hoogstens twee jaar. Daarna verandert je geld weer."]
    if not s.claims_assistance and s.benefit != Benefit.NONE:
        return [*found, "Vraag UWV wat je krijgt als de buurtbaan stopt."]
    if s.years_worked is None:
        found.append("Hoe lang je WW krijgt, hangt af van je werkjaren. Vraag het UWV.")
    else:
        params = r.simulation.tax_benefit_system.parameters(f"{r.year}-01-01")
        durations = params.unemployment_benefit.duration
        months = ww_months(s.years_worked + YEARS_OF_JOB, r.year + YEARS_OF_JOB, durations)
        found.append(f"Na de buurtbaan krijg je ongeveer {months:.0f} maanden WW. Vraag het UWV.")
    found.append("Is je WW op? Dan kun je weer bijstand vragen bij de gemeente.")
    return found
