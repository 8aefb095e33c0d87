"""What is filled in about support posts and places to work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.forms import NameField, OnceForm, PlainForm

from .commands_steps import LONGEST

FORMS = [
    ("experience", _("Werkervaringsplek")),
    ("internship", _("Stage")),
    ("participation", _("Participatieplaats")),
    ("learn-work", _("Leerwerkplek")),
    ("prospects", _("Perspectiefbaan")),
    ("paid", _("Betaald werk")),
]


def _day(label: Any, **how: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **how)


def _long(label: Any, help_text: Any = "", **how: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}), **how,
    )  # fmt: skip


def _hours(**how: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Hoeveel uur per week?"), min_value=1, max_value=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}), **how,
    )  # fmt: skip


class Minutes:
    """A form with hours a week, told to commands as minutes."""

    cleaned_data: dict[str, Any]

    def told(self) -> dict[str, Any]:
        """What was filled in, with minutes for hours."""
        told = dict(self.cleaned_data)
        hours = told.pop("hours")
        return {**told, "minutes": hours * 60 if hours else None}


class PostForm(Minutes, OnceForm):
    """A support post of the room."""

    kind = forms.ChoiceField(
        label=_("Welke steun?"), widget=forms.RadioSelect, initial="coordinator",
        choices=[("coordinator", _("Coördinator")), ("assistant", _("Assistent"))],
    )  # fmt: skip
    hours = _hours()
    person = forms.ChoiceField(label=_("Wie doet het?"), required=False)
    since = _day(_("Vanaf welke dag?"))
    until = _day(_("Tot welke dag?"), required=False, help_text=_("Nog open? Laat het leeg."))
    funding = NameField(label=_("Wie betaalt het?"), max_length=80, required=False)

    def __init__(self, *args: Any, team: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(person.code, person.called) for person in team]
        self.fields["person"].choices = [("", _("Nog niemand")), *people]  # type: ignore[attr-defined]


class StepForm(Minutes, OnceForm):
    """A place to work."""

    form = forms.ChoiceField(label=_("Wat is het?"), widget=forms.RadioSelect, choices=FORMS)
    where = NameField(
        label=_("Waar is het?"), max_length=80,
        help_text=_("De kamer, of een plek daarbuiten."),
        error_messages={"required": _("Waar is het? Schrijf een paar woorden.")},
    )  # fmt: skip
    since = _day(_("Vanaf welke dag?"))
    until = _day(_("Tot welke dag?"), required=False, help_text=_("Nog open? Laat het leeg."))
    hours = _hours(required=False)
    agreements = _long(_("Wat kan jij, en wat spreken wij af?"))
    goals = _long(_("Wat wil jij leren?"))


class ChangeForm(StepForm):
    """What was agreed, changed; `version` is of what stood there when it was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def told(self) -> dict[str, Any]:
        """As of a place to work; without a version it is an old one."""
        told = super().told()
        del told["once"]
        return {**told, "version": told["version"] or 0}

    def show_again(self, version: int) -> None:
        """What was typed stays; who sees what stands there now may keep theirs after all."""
        self.data["version"] = str(version)  # type: ignore[index]


class NextForm(StepForm):
    """The step after this one, with what came of this one."""

    outcome = _long(_("Wat kwam er van deze werkplek?"), _("In jouw eigen woorden."))


class EndForm(PlainForm):
    """A step is done."""

    outcome = _long(_("Wat kwam er van deze werkplek?"), _("In jouw eigen woorden."))


class PlanForm(OnceForm):
    """The day of a wage value review."""

    day = _day(_("Welke dag?"))


class RecordForm(PlainForm):
    """What came of a wage value review."""

    percent = forms.IntegerField(
        label=_("Wat is de loonwaarde?"), min_value=1, max_value=100,
        help_text=_("Een getal van 1 tot 100."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    made_on = _day(_("Op welke dag is het gemeten?"))
    measured_by = NameField(label=_("Wie mat het, en hoe?"), max_length=120, required=False)
    words = _long(_("Wat is erover gezegd?"))
