"""Every sentence an explanation can use: at most 20 words, plain Dutch (A2/B1), *je*.

``STEPS`` names the variables that may appear as a step under a line. Amounts in STEPS_PER_YEAR
are for a year; all others are for the month.
"""

# code of a line -> (what, {case: why})
LINES: dict[str, tuple[str, dict[str, str]]] = {
    "wage": (
        "Loon",
        {"": "Dit verdien je met werken, vóór belasting. Vakantiegeld zit erin."},
    ),
    "partner_wage": (
        "Loon van je partner",
        {"": "Dit verdient je partner, vóór belasting. Vakantiegeld zit erin."},
    ),
    "profit": ("Winst", {"": "Dit is je winst per maand, vóór belasting."}),
    "young_disabled": (
        "Wajong",
        {
            "": "Je Wajong is een deel van het minimumloon. Vakantiegeld zit erin.",
            "with_capacity": "Van elke euro loon gaat 70 cent van je Wajong af.",
            "without_capacity": "Van elke euro loon gaat 75 cent van je Wajong af.",
            "zero": "Je loon is te hoog. Er blijft geen Wajong over.",
        },
    ),
    "unemployment": (
        "WW",
        {
            "": "UWV betaalt een deel van je oude loon.",
            "early": "Van elke euro loon gaat 75 cent van je WW af.",
            "late": "Van elke euro loon gaat 70 cent van je WW af.",
            "zero": "Je verdient te veel voor WW. Dan stopt de WW.",
        },
    ),
    "disability": (
        "WIA",
        {
            "": "UWV betaalt dit volgens je brief. Vakantiegeld zit erin.",
            "wage": "Van elke euro loon gaat 70 cent van je WIA af.",
            "zero": "Je loon is te hoog. Er blijft geen WIA over.",
        },
    ),
    "tax": (
        "Belasting",
        {
            "": "Deze belasting gaat van je inkomen af. Je kortingen zijn al verwerkt.",
            "zero": "Door je kortingen betaal je geen belasting.",
        },
    ),
    "health_contribution": (
        "Bijdrage voor de zorg",
        {"": "Een ondernemer betaalt deze bijdrage zelf."},
    ),
    "assistance": (
        "Bijstand",
        {
            "": "De gemeente betaalt het bedrag dat bij je huishouden hoort.",
            "means": "Wat je verdient, gaat van je bijstand af.",
            "exempt": "Een deel van je loon mag je houden. De rest gaat van je bijstand af.",
            "zero": "Je hebt genoeg inkomen of spaargeld. Dan krijg je geen bijstand.",
        },
    ),
    "volunteer": (
        "Vergoeding als vrijwilliger",
        {
            "": "Deze vergoeding mag je houden. Zij blijft onder de grens.",
            "counted": "Deze vergoeding gaat van je bijstand af.",
        },
    ),
    "care_allowance": (
        "Zorgtoeslag",
        {
            "": "Dit helpt bij je zorgpremie. Bij meer inkomen wordt het minder.",
            "zero": "Je inkomen of spaargeld is te hoog voor zorgtoeslag.",
        },
    ),
    "rent_allowance": (
        "Huurtoeslag",
        {
            "": "Dit helpt bij je huur. Bij meer inkomen wordt het minder.",
            "zero": "Je huur, inkomen of spaargeld past niet bij huurtoeslag.",
        },
    ),
    "child_budget": (
        "Kindgebonden budget",
        {
            "": "Dit krijg je voor je kinderen. Bij meer inkomen wordt het minder.",
            "zero": "Je inkomen of spaargeld is te hoog voor kindgebonden budget.",
        },
    ),
    "child_benefit": (
        "Kinderbijslag",
        {"": "Dit krijg je voor elk kind tot 18 jaar. Je inkomen telt niet mee."},
    ),
    "rent": ("Huur", {"": "Dit bedrag gaf je zelf op."}),
    "after_job_early": (
        "WW na de buurtbaan, eerste 2 maanden",
        {"": "Na de buurtbaan kun je WW krijgen. Dit is vóór belasting."},
    ),
    "after_job_late": (
        "WW na de buurtbaan, daarna",
        {"": "Vanaf maand 3 is de WW iets lager. Dit is vóór belasting."},
    ),
}

# variable -> (what, why) as a step under a line
STEPS: dict[str, tuple[str, str]] = {
    "minimum_hourly_wage": ("Minimumloon per uur", "Zo veel moet een baas minstens betalen."),
    "gross_wage": ("Loon zonder vakantiegeld", "Je uren keer je uurloon."),
    "holiday_pay": ("Vakantiegeld", "Je bouwt elke maand vakantiegeld op."),
    "pension_contribution": ("Pensioen", "Dit betaal je voor later."),
    "social_assistance_norm": ("Norm", "Dit bedrag hoort bij je leeftijd en je huishouden."),
    "net_wage": ("Loon na belasting", "Voor de bijstand telt je loon na belasting."),
    "exemption_ordinary": (
        "Loon dat je mag houden",
        "Een kwart mag je houden, hoogstens 6 maanden. De gemeente beslist.",
    ),
    "exemption_single_parent": (
        "Loon dat je mag houden",
        "Een ouder alleen mag een achtste houden. De gemeente beslist.",
    ),
    "exemption_medical": (
        "Loon dat je mag houden",
        "Je kunt door ziekte minder uren werken. Dan mag je 15 procent houden.",
    ),
    "exemption_wage_cost_subsidy": (
        "Loon dat je mag houden",
        "Je baas krijgt subsidie voor je loon. Dan mag je 15 procent houden.",
    ),
    "counted_wage": ("Loon dat eraf gaat", "Dit deel van je loon gaat van je bijstand af."),
    "volunteer_allowance_counted": (
        "Vergoeding die eraf gaat",
        "Wat boven de grens komt, gaat van je bijstand af.",
    ),
    "young_disabled_deduction": ("Loon dat eraf gaat", "Dit gaat van je Wajong af."),
    "disability_deduction": ("Loon dat eraf gaat", "Dit gaat van je WIA af."),
    "unemployment_month_wage": ("WW-maandloon", "Dit loon had je vóór de WW, per maand."),
    "taxable_profit": ("Winst die telt, per jaar", "Na aftrek voor ondernemers."),
    "self_employed_deduction": (
        "Aftrek voor zelfstandigen, per jaar",
        "Werk je genoeg uren in je bedrijf, dan telt minder winst.",
    ),
    "sme_profit_exemption": (
        "Vrijstelling van winst, per jaar",
        "Over een deel van je winst betaal je geen belasting.",
    ),
    "box1_tax_before_assistance": (
        "Belasting vóór korting, per jaar",
        "Zo veel zou je betalen zonder kortingen.",
    ),
    "general_credit_before_assistance": (
        "Algemene korting, per jaar",
        "Deze korting krijgt bijna iedereen.",
    ),
    "labour_credit": ("Korting voor werk, per jaar", "Deze korting krijg je omdat je werkt."),
    "combination_credit": (
        "Korting voor werk en kind, per jaar",
        "Je werkt en hebt een kind onder de 12.",
    ),
    "young_disabled_credit": ("Korting bij Wajong, per jaar", "Deze korting hoort bij Wajong."),
    "assessment_income": (
        "Inkomen dat telt, per jaar",
        "Toeslagen kijken naar je inkomen vóór belasting in het hele jaar.",
    ),
    "gross_social_assistance": (
        "Bijstand vóór belasting, per jaar",
        "De gemeente betaalt ook belasting over je bijstand.",
    ),
    "care_norm_premium": ("Wat je zelf betaalt, per jaar", "Dit deel van de premie is voor jou."),
    "rent_income": (
        "Inkomen van alle bewoners, per jaar",
        "Voor huurtoeslag telt iedereen op je adres mee.",
    ),
    "eligible_rent": ("Huur die telt", "Je huur zonder stroom, gas en service."),
    "child_budget_maximum": (
        "Hoogste bedrag, per jaar",
        "Dit krijg je als je inkomen laag is.",
    ),
    "child_benefit_quarter": ("Kinderbijslag per kwartaal", "De SVB betaalt per drie maanden."),
}

NOTES = {
    "unconfirmed": "Een bedrag is nog niet bevestigd. Vraag het na vóór je beslist.",
    "range": "Je weet iets nog niet. Daarom zie je een laagste en een hoogste bedrag.",
    "municipality_decides": "De gemeente beslist of je een deel van je loon mag houden.",
    "lower_bound": "Misschien houd je meer over. Dat bedrag is nu niet bekend.",
    "holiday_in_may": "Vakantiegeld zit in het bedrag. Je krijgt het meestal in mei of juni.",
    "supplement": "Is dit erg weinig? Vraag UWV naar de Toeslagenwet. Die telden wij niet mee.",
    "volunteer_months": "De vergoeding krijg je niet elke maand van het jaar.",
}

NOT_COUNTED = (
    "Je zorgpremie en eigen risico.",
    "Stroom, gas en water.",
    "Schulden en afbetalen.",
    "Kwijtschelding en extra hulp van de gemeente.",
    "Kosten van kinderopvang.",
    "Wat je betaalt voor je pensioen.",
    "Spaargeld dat je niet opgaf.",
    "Alimentatie die je krijgt of betaalt.",
    "De waarde van een eigen huis.",
    "Studie, beslag of wonen in een instelling. Dan gelden andere bedragen.",
)

DISCLAIMER = "Dit is geen besluit. De gemeente, UWV of Dienst Toeslagen beslist."


def sentences() -> list[str]:
    """Every explanation sentence, for the test on length and words."""
    lines = [why for _, cases in LINES.values() for why in cases.values()]
    steps = [why for _, why in STEPS.values()]
    return [*lines, *steps, *NOTES.values(), *NOT_COUNTED, DISCLAIMER]
