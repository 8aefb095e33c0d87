"""How somebody wants to hear that there is something."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.forms import PlainForm

from .models_kinds import KINDS

_MAIL = [(f"{hour:02}:00", f"{hour}.00") for hour in (8, 9, 12, 17, 19)]
_FROM = [(f"{hour:02}:00", f"{hour}.00") for hour in (19, 20, 21, 22, 23)]
_UNTIL = [(f"{hour:02}:00", f"{hour}.00") for hour in (6, 7, 8, 9, 10)]
_PAPER = {"": None, "yes": True, "no": False}


def _moment(value: str) -> time:
    return time.fromisoformat(value)


def _choice(label: Any, choices: list[tuple[str, Any]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=_moment, widget=forms.RadioSelect
    )


class WishesForm(PlainForm):
    """Every way something may reach a person, each with its own choice."""

    mail = forms.BooleanField(label=_("Stuur mij één mail per dag"), required=False)
    mail_at = _choice(_("Hoe laat komt de mail?"), _MAIL)
    paper = forms.TypedChoiceField(
        label=_("Op papier, aan tafel"),
        choices=[
            ("", _("Alleen als ik het niet zag")),
            ("yes", _("Ja, geef mij een briefje")),
            ("no", _("Nee, geen papier")),
        ],
        coerce=_PAPER.get,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=_("Nummer voor een appje of sms"),
        help_text=_("Mag leeg blijven. Alleen wie briefjes uitdeelt, ziet het."),
        required=False,
        max_length=24,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    quiet_from = _choice(_("Stil vanaf"), _FROM)
    quiet_until = _choice(_("Stil tot"), _UNTIL)
    about = forms.MultipleChoiceField(
        label=_("Hierover wil ik bericht"),
        choices=list(KINDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def wishes(self) -> dict[str, Any]:
        """What was chosen, as the command takes it."""
        told = dict(self.cleaned_data)
        about = set(told.pop("about"))
        return {**told, "not_about": [kind for kind in KINDS if kind not in about]}
