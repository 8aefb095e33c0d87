"""What somebody chooses for a welcome card. There is no field for a person, on purpose (K5B)."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.forms import OnceForm, PlainForm

OWN_NAMES = {
    "ar": "العربية", "en": "English", "es": "Español", "tr": "Türkçe",
}  # fmt: skip


def second_languages() -> list[tuple[str, str]]:
    """The languages a card can have beside Dutch, by their own name first."""
    others = [(code, name) for code, name in settings.LANGUAGES if code != "nl"]
    return [(code, f"{OWN_NAMES.get(code, code)} ({name})") for code, name in others]


class CardForm(OnceForm):
    """Which room, and which second language. Everything is filled in already."""

    room = forms.ChoiceField(label=_("Welke kamer?"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Welke tweede taal?"), help_text=_("Nederlands staat er altijd op."), required=False
    )

    def __init__(
        self, *args: Any, rooms: list[Place], asked: str = "", reads: str = "nl", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        room, language = self.fields["room"], self.fields["language"]
        room.choices = [(place.slug, place.name) for place in rooms]  # type: ignore[attr-defined]
        slugs = [place.slug for place in rooms]
        room.initial = asked if asked in slugs else next(iter(slugs), "")
        language.choices = [("", _("Geen")), *second_languages()]  # type: ignore[attr-defined]
        language.initial = "" if reads == "nl" else reads


class CodeForm(PlainForm):
    """The code on a card, typed at the door."""

    code = forms.CharField(
        label=_("Welke code staat er op de kaart?"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
        error_messages={"required": _("Typ de code. Die staat naast de blokjes.")},
    )
