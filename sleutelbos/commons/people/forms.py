"""What people type on their own pages: an address, a code, and how they read."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sleutelbos.kit.forms import NameField, PlainForm
from sleutelbos.kit.pictos import TAG_COLOURS, TAG_PICTOS

WAYS = {
    "light": (
        ("", _("Zoals mijn toestel")),
        ("dag", pgettext_lazy("licht", "Dag")),
        ("avond", _("Avond")),
    ),
    "contrast": (("", _("Gewoon")), ("hoog", _("Meer verschil"))),
    "letters": (("", _("Gewone letters")), ("school", _("Schoolletters"))),
    "voice": (("", _("Met voorlezen")), ("uit", _("Zonder voorlezen"))),
}


class EmailForm(PlainForm):
    """An e-mail address."""

    email = forms.EmailField(
        label=_("Je e-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )


class CodeForm(PlainForm):
    """The code from the mail; spaces and lines in it do not matter."""

    code = forms.CharField(
        label=_("Je code"),
        max_length=40,
        error_messages={"required": _("Schrijf de 8 cijfers uit de mail.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
        ),
    )


class LookForm(PlainForm):
    """One or more choices of *Zo lees ik fijn*; what is not sent stays as it was."""

    light = forms.ChoiceField(choices=WAYS["light"], required=False)
    contrast = forms.ChoiceField(choices=WAYS["contrast"], required=False)
    letters = forms.ChoiceField(choices=WAYS["letters"], required=False)
    voice = forms.ChoiceField(choices=WAYS["voice"], required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)

    def changes(self) -> dict[str, Any]:
        """Only what was sent and understood."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.data}


class TagForm(PlainForm):
    """What I want to be called, and my own key tag."""

    called = NameField(
        label=_("Hoe wil je heten?"),
        help_text=_("Een voornaam is genoeg."),
        max_length=60,
        error_messages={"required": _("Hoe wil je heten? Een voornaam is genoeg.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "dir": "auto"}),
    )
    tag_picto = forms.ChoiceField(label=_("Kies een teken"), choices=list(TAG_PICTOS.items()))
    tag_colour = forms.ChoiceField(label=_("Kies een kleur"), choices=list(TAG_COLOURS.items()))
