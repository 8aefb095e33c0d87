"""Which screen of Mijn geld comes now, from what was sent and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.kit.figures import cents_in

from . import forms, queries
from .forms_questions import (
    ASKED_IN,
    BY_NAME,
    QUESTIONS,
    UNKNOWN,
    Answers,
    Question,
    before,
    known,
    lives_with,
    next_question,
    steps,
)
from .forms_situations import FIGURES, FIRST_CHOICE, base, situations
from .queries_shown import Shown, euros

CHOSEN = ("volunteer", "hours", "job_wage", "work", "profit")  # typed at the choice
FIELD_OF = {"volunteer_month": "volunteer", "monthly_wage": "job_wage", "profit": "profit"}
PICTOS = {
    "now": "krijgen",
    "volunteer": "geven",
    "hours": "klok",
    "job": "sleutel",
    "work": "munt",
    "business": "naald",
}


@dataclass
class Sent:
    """What came with the form: the answers that can be answers, and the choice."""

    data: QueryDict
    answers: Answers = field(init=False)

    def __post_init__(self) -> None:
        """Read the answers; *Weet ik niet* is one where a range can be given."""
        told = self.data.dict()
        unknown = BY_NAME.get(str(told.get("unknown", "")))
        if unknown and unknown.ranges:
            told |= dict.fromkeys(unknown.names, UNKNOWN)
        self.answers = known({name: str(value) for name, value in told.items()})

    @property
    def go(self) -> str:
        """The screen that was asked for, or nothing."""
        return str(self.data.get("go", ""))

    @property
    def room(self) -> str:
        """The short name of the room somebody came from; may be anything."""
        return str(self.data.get("k", ""))[:60]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Everything answered so far, to travel on."""
        found = [*self.answers.items(), ("k", self.room)]
        if "chosen" in self.data:
            found += [("chosen", "1"), *(("compare", c) for c in self.data.getlist("compare"))]
            found += [(name, str(self.data.get(name, ""))) for name in CHOSEN]
        return [(name, value) for name, value in found if value]


@dataclass
class Screen:
    """A template with what it shows."""

    template: str
    context: dict[str, Any]
    status: int = 200


def screen_for(sent: Sent) -> Screen:
    """The screen that comes now: a question, the choice, the answer or one of its pages."""
    if asked := BY_NAME.get(sent.go):
        return question_screen(asked, sent)
    asked = BY_NAME.get(str(sent.data.get("asked", "")))
    if asked and asked.applies(sent.answers) and not asked.answered(sent.answers):
        return _not_answered(asked, sent)
    if asked and (wrong := _wrong(sent.answers)):
        return wrong_screen(*wrong, sent)
    if following := next_question(sent.answers):
        return question_screen(following, sent)
    if "chosen" not in sent.data or sent.go == "choose":
        return choose_screen(_choice(sent), sent)
    return _after_choosing(sent)


def _after_choosing(sent: Sent) -> Screen:
    form = _choice(sent)
    if not form.is_valid():
        return choose_screen(form, sent)
    try:
        return _outcome(sent, form.cleaned_data)
    except queries.NotRight as wrong:
        return _cannot_be(wrong, form, sent)


def _cannot_be(wrong: queries.NotRight, form: forms.ChooseForm, sent: Sent) -> Screen:
    """An answer the model cannot take: back to the question, or to the field of the choice."""
    name, sentence = next(iter(wrong.problems.items()))
    asked = BY_NAME.get(ASKED_IN.get(name, ""))
    if asked and asked.answered(sent.answers) and FIELD_OF.get(name) is None:
        return wrong_screen(asked, sentence, sent)
    field_name = FIELD_OF.get(name, "hours" if name == "hours" else "compare")
    form.add_error(field_name, sentence)
    return choose_screen(form, sent)


def _outcome(sent: Sent, chosen: Mapping[str, Any]) -> Screen:
    month = timezone.localdate()
    if sent.go == "hours":
        now = base(sent.answers)
        context = {"curve": hours_curve(now, month), "no_rent": now["rent"] is None}
        return Screen("income/hours.html", {**shared(sent), **context, "month": month})
    shown = compared(sent.answers, chosen, month)
    row = shown.of(sent.go.removeprefix("why-")) if sent.go.startswith("why-") else None
    context = {**shared(sent), "shown": shown, "row": row, "facts": facts(sent.answers)}
    return Screen("income/why.html" if row else "income/answer.html", context)


def hours_curve(now: Mapping[str, Any], month: date) -> Any:
    """The table of hours; asked here so that its module is loaded only then."""
    from .queries_hours import curve

    return curve(now, month)


def compared(answers: Answers, chosen: Mapping[str, Any], month: date) -> Shown:
    """The outcome for these answers and this choice. Raises `NotRight`."""
    unsure = answers.get("capacity") == UNKNOWN
    also = situations(answers, chosen, able=False) if unsure else ()
    return queries.compared(situations(answers, chosen), month, also=also)


def shared(sent: Sent) -> dict[str, Any]:
    """What every screen carries on."""
    return {"hidden": sent.hidden, "room": sent.room, "pictos": PICTOS}


def question_screen(
    asked: Question, sent: Sent, form: forms.PlainForm | None = None, error: str = ""
) -> Screen:
    """One question, with what was answered before."""
    own = {name: sent.answers[name] for name in asked.names if name in sent.answers}
    if asked.form and form is None:
        readable = {n: _readable(n, value) for n, value in own.items() if value != UNKNOWN}
        form = asked.form(initial=readable)
    number, of = steps(asked, sent.answers)
    context = {
        **shared(sent),
        "hidden": [(n, v) for n, v in sent.hidden if n not in asked.names],
        "question": asked,
        "form": form,
        "now": own.get(asked.name, ""),
        "error": error,
        "back": before(asked, sent.answers),
        "numbers": range(1, of + 1),
        "number": number,
    }
    bad = bool(error or (form and form.errors))
    return Screen("income/question.html", context, 422 if bad else 200)


def _readable(name: str, value: str) -> str:
    """`4,13` as somebody would write ages; an amount stays as it is."""
    return value.replace(",", ", ") if name in {"kids", "mates"} else value


def _not_answered(asked: Question, sent: Sent) -> Screen:
    if asked.form is None:
        return question_screen(asked, sent, error=_("Kies er een."))
    return question_screen(asked, sent, form=asked.form(sent.data))


def _wrong(answers: Answers) -> tuple[Question, str] | None:
    """The first answer that cannot be right beside the others, with its sentence."""
    if "age" not in answers or "home" not in answers or not queries.has_model():
        return None
    if not {"kids", "mates", "partner_wage"} & set(answers):
        return None  # nothing yet that can contradict: do not wake the model for it
    try:
        queries.check(base(answers))
    except queries.NotRight as wrong:
        for name, sentence in wrong.problems.items():
            asked = BY_NAME.get(ASKED_IN.get(name, ""))
            if asked and asked.answered(answers):
                return asked, sentence
    return None


def wrong_screen(asked: Question, sentence: str, sent: Sent) -> Screen:
    """A question again, with what cannot be right at its field."""
    if asked.form is None:
        return question_screen(asked, sent, error=sentence)
    form = asked.form({name: _readable(name, sent.answers.get(name, "")) for name in asked.names})
    form.add_error(asked.names[0], sentence)
    return question_screen(asked, sent, form=form)


def _choice(sent: Sent) -> forms.ChooseForm:
    if "chosen" in sent.data:
        return forms.ChooseForm(sent.data)
    return forms.ChooseForm(initial={**FIGURES, "compare": FIRST_CHOICE})


def choose_screen(form: forms.ChooseForm, sent: Sent) -> Screen:
    """What to put side by side."""
    leave = {"chosen", "compare", *CHOSEN}
    context = {
        **shared(sent),
        "hidden": [(n, v) for n, v in sent.hidden if n not in leave],
        "form": form,
        "tiles": [(option, PICTOS[option.data["value"]]) for option in form["compare"]],
        "back": before(None, sent.answers),
    }
    return Screen("income/choose.html", context, 422 if form.errors else 200)


def facts(answers: Answers) -> str:
    """What somebody told, in a few words: `27 tot en met 66 jaar · Alleen · Bijstand · huur € 620`.

    Everything the amounts hang on stands in it, so that a client manager can follow them.
    """
    asked = [question for question in QUESTIONS if question.applies(answers)]
    told = [words for question in asked for words in _told(question, answers)]
    rent = answers["rent"]
    if rent == UNKNOWN:
        told.append(_("huur: weet ik niet"))
    else:
        told.append(_("huur %(euros)s") % {"euros": euros(cents_in(rent) or 0)})
    return " · ".join(told)


def _told(asked: Question, answers: Answers) -> list[str]:
    """The words for one answer; none where it says that there is nothing, or is not known."""
    if asked.name in {"partner", "kids", "mates", "rent"}:  # said elsewhere in the line
        return []
    if asked.form:
        return _typed(asked, asked.form, answers)
    chosen = answers[asked.name]
    if chosen == UNKNOWN or (chosen == "none" and asked.name != "benefit"):
        return []
    option = next(option for option in asked.options if option.value == chosen)
    words = str(option.small if asked.name == "capacity" else option.label)
    if chosen == "others":
        return [f"{words} ({_readable('mates', answers['mates'])})"]
    return [words + _ages_behind(answers)] if chosen == lives_with(answers) else [words]


def _typed(asked: Question, form: type[forms.PlainForm], answers: Answers) -> list[str]:
    """What was typed: an amount behind its question, several each behind their label."""
    if answers[asked.names[0]] == UNKNOWN:
        return []
    if len(asked.names) == 1:
        return [f"{asked.title} {euros(cents_in(answers[asked.names[0]]) or 0)}"]
    return [f"{field.label}: {answers[name]}" for name, field in form.base_fields.items()]


def _ages_behind(answers: Answers) -> str:
    """How old partner and children are: ` (27 tot en met 66 jaar; 4, 13)`."""
    ages = []
    if "partner" in answers:
        group = next(o for o in BY_NAME["partner"].options if o.value == answers["partner"])
        ages.append(str(group.label))
    if "kids" in answers:
        ages.append(_readable("kids", answers["kids"]))
    return f" ({'; '.join(ages)})" if ages else ""
