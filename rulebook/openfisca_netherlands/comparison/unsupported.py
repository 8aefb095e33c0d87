"""Situations outside the rules we know. Each says so in plain Dutch and names who can answer.

Every entry has an example for the test that proves the refusal. Where the model meets the limit
itself (a benefit it cannot compute, an amount that is not known) it answers UNKNOWN as well, so
that a situation nobody thought of is refused too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openfisca_netherlands.comparison.situation import Benefit, Situation

MUNICIPALITY, UWV, ALLOWANCES, SVB, TAX = (
    "je klantmanager van de gemeente",
    "UWV",
    "Dienst Toeslagen",
    "de SVB",
    "de Belastingdienst",
)
PENSION_AGE, OF_AGE, ADULT, WAJONG_BASE_AGE = 67, 27, 18, 21
DISPUTED_FROM = 2026


@dataclass(frozen=True)
class Unsupported:
    """A situation we refuse: code, one sentence, who to ask, when it applies, an example."""

    code: str
    sentence: str
    ask: str
    applies: Callable[[Situation, int], bool]
    example: Mapping[str, Any] = field(default_factory=dict)
    year: int = 2026


def _young(s: Situation, year: int) -> bool:
    youngest = min(s.age, s.partner_age if s.partner_age is not None else s.age)
    return s.claims_assistance and youngest < OF_AGE and year >= DISPUTED_FROM


def _own_young_earner(s: Situation, year: int) -> bool:
    if not (s.claims_assistance and year >= DISPUTED_FROM) or s.exemption == "medical":
        return False
    mine = s.works and s.age < OF_AGE
    theirs = s.partner_works and (s.partner_age or 0) < OF_AGE
    return mine or theirs


def _old(s: Situation, year: int) -> bool:
    return max(s.age, s.partner_age or 0) >= PENSION_AGE


def _young_tenant_with_child(s: Situation, year: int) -> bool:
    full = 21 if year >= 2026 else 23
    oldest = max(s.age, s.partner_age or 0, *s.housemate_ages, *s.child_ages, 0)
    return s.rent != 0 and bool(s.child_ages) and oldest < full


def _shared_by_young_couple(s: Situation, year: int) -> bool:
    if not s.claims_assistance or s.partner_age is None:
        return False
    sharing = any(age >= OF_AGE for age in (*s.child_ages, *s.housemate_ages))
    return sharing and min(s.age, s.partner_age) < WAJONG_BASE_AGE


def _beside(benefit: str) -> Callable[[Situation, int], bool]:
    return lambda s, _: s.profit != 0 and s.benefit == benefit


UNSUPPORTED: tuple[Unsupported, ...] = (
    Unsupported(
        "date_before_rules",
        "Wij rekenen vanaf 1 januari 2024. Oudere regels kennen wij niet.",
        MUNICIPALITY,
        lambda s, year: year < 2024,
        {"age": 40, "benefit": "social_assistance"},
        year=2023,
    ),
    Unsupported(
        "date_after_rules",
        "De bedragen voor deze datum zijn nog niet bekend. Daarom geven wij geen bedrag.",
        MUNICIPALITY,
        lambda s, year: year > 2026,
        {"age": 40, "benefit": "social_assistance"},
        year=2027,
    ),
    Unsupported(
        "under_18",
        "Je bent jonger dan 18. Voor jou gelden andere regels.",
        MUNICIPALITY,
        lambda s, _: s.age < ADULT or (s.partner_age is not None and s.partner_age < ADULT),
        {"age": 17},
    ),
    Unsupported(
        "pension_age",
        "Jij of je partner heeft de AOW-leeftijd. Die regels rekenen wij niet uit.",
        SVB,
        _old,
        {"age": 70, "benefit": "social_assistance"},
    ),
    Unsupported(
        "several_benefits",
        "Je hebt twee uitkeringen tegelijk. Dat rekenen wij niet uit.",
        UWV,
        lambda s, _: s.benefit == Benefit.SEVERAL or s.partner_benefit,
        {"age": 40, "benefit": "several"},
    ),
    Unsupported(
        "wage_dispensation",
        "Bij loondispensatie rekent UWV zelf uit wat je krijgt. Dat kunnen wij niet.",
        UWV,
        lambda s, _: s.wage_dispensation,
        {"age": 29, "benefit": "young_disabled", "wage_dispensation": True, "hours": 12},
    ),
    Unsupported(
        "young_disabled_under_21",
        "Onder de 21 jaar is de Wajong anders. Dat rekenen wij niet uit.",
        UWV,
        lambda s, _: s.benefit == Benefit.YOUNG_DISABLED and s.age < WAJONG_BASE_AGE,
        {"age": 19, "benefit": "young_disabled"},
    ),
    Unsupported(
        "disability_follow_up",
        "Na de eerste periode van de WGA gelden andere regels. Die rekenen wij niet uit.",
        UWV,
        lambda s, _: s.disability_kind == "follow_up",
        {
            "age": 45,
            "benefit": "disability",
            "disability_kind": "follow_up",
            "disability_amount": 90_000,
        },
    ),
    Unsupported(
        "business_beside_unemployment",
        "Een eigen bedrijf naast WW rekenen wij niet uit. UWV kijkt naar je uren.",
        UWV,
        _beside(Benefit.UNEMPLOYMENT),
        {
            "age": 40,
            "benefit": "unemployment",
            "unemployment_month_wage": 240_000,
            "profit": 500_000,
        },
    ),
    Unsupported(
        "business_beside_young_disabled",
        "Een eigen bedrijf naast Wajong rekenen wij niet uit. UWV kijkt per jaar.",
        UWV,
        _beside(Benefit.YOUNG_DISABLED),
        {"age": 29, "benefit": "young_disabled", "profit": 500_000},
    ),
    Unsupported(
        "business_beside_disability",
        "Een eigen bedrijf naast WIA rekenen wij niet uit. UWV kijkt per jaar.",
        UWV,
        _beside(Benefit.DISABILITY),
        {
            "age": 45,
            "benefit": "disability",
            "disability_kind": "full_and_lasting",
            "disability_amount": 150_000,
            "profit": 500_000,
        },
    ),
    Unsupported(
        "business_beside_assistance",
        "Een eigen bedrijf naast bijstand rekenen wij niet uit. Elke gemeente heeft eigen regels.",
        MUNICIPALITY,
        _beside(Benefit.SOCIAL_ASSISTANCE),
        {"age": 40, "benefit": "social_assistance", "profit": 500_000},
    ),
    Unsupported(
        "self_employed_assistance",
        "De aanvulling voor ondernemers (Bbz) rekenen wij niet uit.",
        MUNICIPALITY,
        lambda s, _: s.self_employed_assistance,
        {"age": 40, "benefit": "social_assistance", "self_employed_assistance": True},
    ),
    Unsupported(
        "attachment",
        "Er gaat geld van je inkomen af voor schulden. Wat je overhoudt, rekenen wij niet uit.",
        "een schuldhulpverlener",
        lambda s, _: s.attachment,
        {"age": 40, "benefit": "social_assistance", "attachment": True},
    ),
    Unsupported(
        "residence_right",
        "Jij of je partner woont hier zonder verblijfsrecht. Dat rekenen wij niet uit.",
        "een sociaal raadslid",
        lambda s, _: s.without_residence_right,
        {"age": 40, "benefit": "social_assistance", "without_residence_right": True},
    ),
    Unsupported(
        "institution",
        "Je woont in een instelling. Dan gelden andere bedragen.",
        MUNICIPALITY,
        lambda s, _: s.in_institution,
        {"age": 40, "benefit": "social_assistance", "in_institution": True},
    ),
    Unsupported(
        "student",
        "Je studeert met studiefinanciering. Bijstand daarnaast rekenen wij niet uit.",
        MUNICIPALITY,
        lambda s, _: s.is_student and s.claims_assistance,
        {"age": 30, "benefit": "social_assistance", "is_student": True},
    ),
    Unsupported(
        "under_27_earnings",
        "Onder de 27 is niet zeker of je een deel van je loon mag houden.",
        MUNICIPALITY,
        _own_young_earner,
        {"age": 25, "benefit": "social_assistance", "hours": 10, "exemption": None},
    ),
    Unsupported(
        "under_27_volunteer",
        "Onder de 27 is niet zeker of je vrijwilligersvergoeding meetelt.",
        MUNICIPALITY,
        lambda s, year: (
            _young(s, year) and s.age < OF_AGE and s.volunteer_month > s.volunteer_proven_costs
        ),
        {"age": 24, "benefit": "social_assistance", "volunteer_month": 10_000},
    ),
    Unsupported(
        "gifts_above_limit",
        "Je kreeg meer giften dan mag. De gemeente beslist wat er van je bijstand af gaat.",
        MUNICIPALITY,
        lambda s, year: s.claims_assistance and s.gifts_year > (120_000 if year >= 2026 else 0),
        {"age": 40, "benefit": "social_assistance", "gifts_year": 150_000},
    ),
    Unsupported(
        "young_tenant_with_child",
        "Je bent jong en hebt een kind. Jouw huurtoeslag heeft een eigen regel.",
        ALLOWANCES,
        _young_tenant_with_child,
        {"age": 20, "child_ages": [1], "rent": 60_000, "hours": 20},
    ),
    Unsupported(
        "young_couple_sharing",
        "Jullie delen een huis en een van jullie is jonger dan 21. Dat rekenen wij niet uit.",
        MUNICIPALITY,
        _shared_by_young_couple,
        {
            "age": 20,
            "partner_age": 30,
            "housemate_ages": [50],
            "housemates_income": 0,
            "benefit": "social_assistance",
        },
    ),
    Unsupported(
        "housemates_income_unknown",
        "Voor huurtoeslag telt het inkomen van huisgenoten mee. Vul dat in.",
        ALLOWANCES,
        lambda s, _: s.rent != 0 and s.adults_beside_couple > 0 and s.housemates_income is None,
        {"age": 40, "housemate_ages": [45], "rent": 60_000, "hours": 20},
    ),
)

VOLUNTEER_ABOVE_LIMIT = Unsupported(
    "volunteer_above_limit",
    "Je vergoeding is hoger dan mag. Dan kan de hele vergoeding meetellen.",
    TAX,
    lambda s, _: False,  # the model decides: the limits are parameters
    {"age": 40, "benefit": "social_assistance", "volunteer_month": 26_000},
)
UNKNOWN_AMOUNT = Unsupported(
    "unknown_amount",
    "Een bedrag dat hiervoor nodig is, is nog niet bekend. Daarom geven wij geen bedrag.",
    MUNICIPALITY,
    lambda s, _: False,  # the model decides: an amount came out UNKNOWN
    {"age": 40, "partner_age": 40, "rent": 60_000, "benefit": "social_assistance"},
    year=2024,
)
EXEMPTION_UNKNOWN = Unsupported(
    "exemption_unknown",
    "Hoeveel loon je mag houden, is voor deze datum niet bekend.",
    MUNICIPALITY,
    lambda s, _: False,  # the model decides: the ceiling is a parameter
    {"age": 40, "benefit": "social_assistance", "hours": 10, "exemption": "ordinary"},
    year=2025,
)
FOUND_BY_THE_MODEL = (VOLUNTEER_ABOVE_LIMIT, EXEMPTION_UNKNOWN, UNKNOWN_AMOUNT)


def refusals_of(situation: Situation, year: int) -> list[Unsupported]:
    """Everything on the list that applies to this situation in this year."""
    return [entry for entry in UNSUPPORTED if entry.applies(situation, year)]
