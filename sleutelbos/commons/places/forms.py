"""What people type or tap about a neighbour."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.forms import NameField, OnceForm, PlainForm
from sleutelbos.kit.pictos import TAG_COLOURS, TAG_PICTOS

from .models import ApiToken


class FindForm(PlainForm):
    """A name of three letters or more, or a tag."""

    called = NameField(
        label=_("Naam"),
        help_text=_("Schrijf 3 letters of meer."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    tag_picto = forms.ChoiceField(choices=list(TAG_PICTOS.items()), required=False)
    tag_colour = forms.ChoiceField(choices=list(TAG_COLOURS.items()), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two is needed, and a name of three letters."""
        told = super().clean() or {}
        if not told.get("tag_picto") and len(told.get("called", "")) < 3:
            self.add_error(
                "called", _("Schrijf 3 letters of meer. Een korte naam? Kies dan het teken.")
            )
        return told


class TokenForm(OnceForm):
    """What a program of others is for, and as what it takes part here."""

    name = NameField(
        label=_("Waar is deze sleutel voor?"),
        help_text=_("Zoals: het scherm in de hal."),
        max_length=60,
        error_messages={"required": _("Schrijf waar deze sleutel voor is.")},
    )
    role = forms.ChoiceField(
        label=_("Wat mag de computer hier?"),
        choices=[
            (ApiToken.Role.RESIDENT, _("Wat een bewoner mag")),
            (ApiToken.Role.HOST, _("Wat een gastvrouw of gastheer mag")),
            (ApiToken.Role.BOARD, _("Wat het bestuur mag")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat de computer hier mag doen.")},
    )


class WelcomeForm(OnceForm):
    """What a newcomer wants to be called, and their tag. Nothing else is asked (K1F)."""

    called = NameField(
        label=_("Hoe wil je heten?"),
        help_text=_("Een voornaam is genoeg."),
        max_length=60,
        error_messages={"required": _("Hoe wil je heten? Een voornaam is genoeg.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    tag_picto = forms.ChoiceField(label=_("Kies een teken"), choices=list(TAG_PICTOS.items()))
    tag_colour = forms.ChoiceField(label=_("Kies een kleur"), choices=list(TAG_COLOURS.items()))
    language = forms.ChoiceField(
        label=_("Welke taal leest fijn?"), choices=settings.LANGUAGES, required=False
    )
