"""The questions of Mijn geld, in order, and what was answered so far.

Answers are a plain mapping of question to text that travels in the form and nowhere else. What
comes back is looked at again: an answer we do not know is a question that is asked again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import forms

type Answers = dict[str, str]
Words = str | Promise
UNKNOWN = "?"


@dataclass(frozen=True)
class Option:
    """One answer that is a button."""

    value: str
    picto: str
    label: Words
    small: Words = ""


@dataclass(frozen=True)
class Question:
    """One question, one screen.

    `options` are buttons; `form` asks for something to type. `look_up` says where the answer
    stands. With `ranges`, *Weet ik niet* is an answer and the outcome becomes a range.
    """

    name: str
    title: Words
    applies: Callable[[Mapping[str, str]], bool]
    options: tuple[Option, ...] = ()
    form: type[forms.PlainForm] | None = None
    look_up: Words = ""
    ranges: Words = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The answers this question asks for."""
        return tuple(self.form.base_fields) if self.form else (self.name,)

    def answered(self, answers: Mapping[str, str]) -> bool:
        """Whether every answer of it is there."""
        return all(answers.get(name) for name in self.names)


def _always(answers: Mapping[str, str]) -> bool:
    return True


def _if(name: str, *values: str) -> Callable[[Mapping[str, str]], bool]:
    return lambda answers: answers.get(name) in values


def lives_with(answers: Mapping[str, str]) -> str:
    """alone, kids, partner or family: the household without other adults."""
    home = answers.get("home", "")
    if home != "others":
        return home
    return {"none": "alone"}.get(answers.get("beside", ""), answers.get("beside", ""))


def _has_partner(answers: Mapping[str, str]) -> bool:
    return lives_with(answers) in {"partner", "family"}


def _has_kids(answers: Mapping[str, str]) -> bool:
    return lives_with(answers) in {"kids", "family"}


def ages_in(text: str) -> tuple[int, ...]:
    """Ages as they travel in the form: `4,13`."""
    return tuple(int(part) for part in text.split(",") if part.isdigit())


def _has_other_earners(answers: Mapping[str, str]) -> bool:
    grown = _has_kids(answers) and any(age >= 18 for age in ages_in(answers.get("kids", "")))
    return answers.get("home") == "others" or grown


AGES = (
    Option("17", "kind", _("Jonger dan 18 jaar")),
    Option("18", "mens", _("18 jaar")),
    Option("19", "mens", _("19 jaar")),
    Option("20", "mens", _("20 jaar")),
    Option("21", "mens", _("21 tot en met 26 jaar")),
    Option("27", "mens", _("27 tot en met 66 jaar")),
    Option("67", "stok", _("67 jaar of ouder")),
)

QUESTIONS = (
    Question(
        "age", _("Hoe oud ben je?"), _always, AGES,
        look_up=_("Je leeftijd staat op je ID-kaart of in je paspoort."),
    ),
    Question(
        "home",
        _("Met wie woon je?"),
        _always,
        (
            Option("alone", "mens", _("Alleen")),
            Option("kids", "kind", _("Met mijn kinderen"), _("zonder partner")),
            Option("partner", "hart", _("Met mijn partner")),
            Option("family", "huis", _("Met mijn partner en kinderen")),
            Option("others", "mensen", _("Ook met andere volwassenen"),
                   _("ouders, broer, zus of huisgenoten")),
        ),
        look_up=_("Tel iedereen die op jouw adres staat. De gemeente weet wie dat zijn."),
    ),
    Question(
        "beside",
        _("Woon je ook met een partner of kinderen?"),
        _if("home", "others"),
        (
            Option("none", "nee", _("Nee")),
            Option("kids", "kind", _("Met mijn kinderen"), _("zonder partner")),
            Option("partner", "hart", _("Met mijn partner")),
            Option("family", "huis", _("Met mijn partner en kinderen")),
        ),
        look_up=_("Een partner is iemand met wie je samen een huishouden hebt."),
    ),
    Question(
        "partner", _("Hoe oud is je partner?"), _has_partner, AGES,
        look_up=_("De leeftijd staat op de ID-kaart van je partner."),
    ),
    Question(
        "kids", _("Hoe oud zijn je kinderen?"), _has_kids, form=forms.KidsForm,
        look_up=_("Schrijf hoe oud ze nu zijn. Alleen kinderen die bij jou wonen."),
    ),
    Question(
        "mates", _("Hoe oud zijn de andere volwassenen?"), _if("home", "others"),
        form=forms.MatesForm,
        look_up=_("Vraag het hun. Het gaat erom of iemand 27 jaar of ouder is."),
    ),
    Question(
        "mates_income", _("Wat verdienen de andere volwassenen?"), _has_other_earners,
        form=forms.MatesIncomeForm,
        ranges=_("Weet je het niet? Dan kunnen wij je huurtoeslag niet uitrekenen."),
    ),
    Question(
        "benefit",
        _("Wat komt er nu elke maand binnen?"),
        _always,
        (
            Option("social_assistance", "krijgen", _("Bijstand"), _("van de gemeente")),
            Option("unemployment", "dicht", _("WW"), _("van het UWV, na ontslag")),
            Option("young_disabled", "mens", _("Wajong"), _("van het UWV")),
            Option("disability", "pleister", _("WIA"), _("van het UWV, na ziekte")),
            Option("wage", "munt", _("Loon"), _("van een baas")),
            Option("business", "naald", _("Eigen bedrijf")),
            Option("none", "nee", _("Niets")),
            Option("several", "plus", _("Twee uitkeringen tegelijk")),
        ),
        look_up=_("Kijk op je bank wie er betaalt. Van de gemeente is het bijstand."
                  " Van UWV staat de naam in je brief."),
    ),
    Question(
        "ww", _("Hoe hoog is je WW?"), _if("benefit", "unemployment"), form=forms.UnemploymentForm,
        look_up=_("Kijk in de brief waarin UWV je WW toekent. Vraag UWV om een kopie."),
    ),
    Question(
        "capacity",
        _("Kan je werken, volgens UWV?"),
        _if("benefit", "young_disabled"),
        (
            Option("yes", "ja", _("Ja"), _("UWV zegt: je hebt arbeidsvermogen")),
            Option("no", "nee", _("Nee"), _("UWV zegt: je hebt geen arbeidsvermogen")),
            Option(UNKNOWN, "vraag", _("Weet ik niet"), _("dan zie je straks twee bedragen")),
        ),
        look_up=_("Het staat in je brief van UWV over Wajong."),
    ),
    Question(
        "wia_kind",
        _("Welke WIA heb je?"),
        _if("benefit", "disability"),
        (
            Option("full_and_lasting", "pleister", _("IVA")),
            Option("wage_related", "klok", _("WGA, eerste periode"), _("loongerelateerd")),
            Option("follow_up", "pijl", _("WGA, daarna"), _("vervolg of aanvulling op loon")),
        ),
        look_up=_("De soort WIA staat in je brief van UWV."),
    ),
    Question(
        "wia", _("Hoe hoog is je WIA?"), _if("benefit", "disability"), form=forms.DisabilityForm,
        look_up=_("Het bedrag staat in je brief van UWV."),
    ),
    Question(
        "wage_now", _("Hoeveel loon krijg je nu?"), _if("benefit", "wage"), form=forms.WageForm,
        look_up=_("Het staat op je loonstrook, bij bruto loon."),
    ),
    Question(
        "business_now", _("Hoeveel winst maak je nu?"), _if("benefit", "business"),
        form=forms.ProfitForm,
        look_up=_("Het staat in je boekhouding of op je aangifte."),
    ),
    Question(
        "partner_money",
        _("Wat verdient je partner?"),
        _has_partner,
        (
            Option("none", "nee", _("Niets"), _("of jullie hebben samen bijstand")),
            Option("wage", "munt", _("Loon"), _("van een baas")),
            Option("benefit", "krijgen", _("Een eigen uitkering"), _("zoals WW, WIA of Wajong")),
        ),
        look_up=_("Vraag het je partner. Kijk samen op de bank."),
    ),
    Question(
        "partner_pay", _("Hoeveel loon krijgt je partner?"),
        lambda answers: _has_partner(answers) and answers.get("partner_money") == "wage",
        form=forms.PartnerWageForm,
        look_up=_("Het staat op de loonstrook, bij bruto loon."),
    ),
    Question(
        "rent", _("Hoeveel huur betaal je?"), _always, form=forms.RentForm,
        ranges=_("Weet je het niet? Dan zie je straks van het laagste tot het hoogste bedrag."),
    ),
)  # fmt: skip
BY_NAME = {question.name: question for question in QUESTIONS}
ANSWER_NAMES = tuple(name for question in QUESTIONS for name in question.names)


def known(sent: Mapping[str, str]) -> Answers:
    """The answers among what was sent that can be answers, in the order of the questions."""
    found: Answers = {}
    for question in QUESTIONS:
        if question.applies(found):
            found |= _answers_to(question, sent)
    return found


def _answers_to(question: Question, sent: Mapping[str, str]) -> Answers:
    if question.form is None:
        value = sent.get(question.name, "")
        return {question.name: value} if value in {o.value for o in question.options} else {}
    if question.ranges and sent.get(question.names[0]) == UNKNOWN:
        return dict.fromkeys(question.names, UNKNOWN)
    filled = question.form({name: sent.get(name, "") for name in question.names})
    if not filled.is_valid():
        return {}
    return {name: travelling(filled.cleaned_data[name], name) for name in question.names}


def travelling(value: object, name: str) -> str:
    """An answer as it travels in the form: ages as `4,13`, money in euros as somebody types it."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, int) and name != "ww_month":
        return forms.as_typed(value)
    return str(value)


def next_question(answers: Mapping[str, str]) -> Question | None:
    """The first question that still needs an answer; None when all are answered."""
    open_ones = (q for q in QUESTIONS if q.applies(answers) and not q.answered(answers))
    return next(open_ones, None)


def before(question: Question | None, answers: Mapping[str, str]) -> Question | None:
    """The question one step back; None at the first."""
    asked = [q for q in QUESTIONS if q.applies(answers)]
    place = asked.index(question) if question in asked else len(asked)
    return asked[place - 1] if place else None


def steps(question: Question, answers: Mapping[str, str]) -> tuple[int, int]:
    """Which question this is and how many there are as far as we know now."""
    asked = [q for q in QUESTIONS if q.applies(answers) or q is question]
    return asked.index(question) + 1, len(asked)


# In which question a fact of the rule model was asked, to bring its sentence back there.
ASKED_IN = {
    "age": "age",
    "partner_age": "partner",
    "child_ages": "kids",
    "housemate_ages": "mates",
    "housemates_income": "mates_income",
    "benefit": "benefit",
    "unemployment_month_wage": "ww",
    "unemployment_month_number": "ww",
    "disability_kind": "wia_kind",
    "disability_amount": "wia",
    "monthly_wage": "wage_now",
    "partner_monthly_wage": "partner_pay",
    "rent": "rent",
}
