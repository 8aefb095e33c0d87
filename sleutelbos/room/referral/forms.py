"""What somebody chooses for a welcome card. There is no field for a person, on purpose (K5B)."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.forms import NameField, OnceForm, PlainForm
from sleutelbos.kit.life_areas import KNOWN_AREAS

from .commands_together import LONGEST

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


class InstitutionForm(OnceForm):
    """An institution on the social map: what they do, and how somebody gets in."""

    name = NameField(
        label=_("Hoe heet het?"),
        max_length=80,
        error_messages={"required": _("Hoe heet het? Schrijf de naam.")},
    )
    what = forms.CharField(
        label=_("Wat doen zij?"),
        help_text=_("In gewone woorden, zoals je het een buur vertelt."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Wat doen zij? Schrijf een paar woorden.")},
    )
    areas = forms.MultipleChoiceField(
        label=_("Waar gaat het over?"),
        help_text=_("Meer dan één mag."),
        required=False,
        choices=[(area.code, area.name) for area in KNOWN_AREAS],
        widget=forms.CheckboxSelectMultiple,
    )
    way_in = forms.CharField(
        label=_("Hoe kom je er binnen?"),
        help_text=_("Bijvoorbeeld: loop binnen op dinsdag. Of: bel eerst."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    hours = forms.CharField(label=_("Wanneer kan het?"), required=False, max_length=200)
    address = forms.CharField(label=_("Straat en nummer"), required=False, max_length=120)
    postal_code = forms.CharField(label=_("Postcode"), required=False, max_length=10)
    city = forms.CharField(label=_("Plaats"), required=False, max_length=60)
    phone = forms.CharField(label=_("Telefoon"), required=False, max_length=30)
    email = forms.EmailField(label=_("E-mail van de balie"), required=False)
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Welke talen spreken zij?"),
        required=False,
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    for_network = forms.BooleanField(
        label=_("Ook voor de andere kamers"),
        required=False,
        help_text=_("Dan staat het ook op hun kaart."),
    )

    def told(self) -> dict[str, Any]:
        """What was filled in, without the id of the form."""
        return {name: said for name, said in self.cleaned_data.items() if name != "once"}


class GoForm(OnceForm):
    """Going to an institution: where, with whom, when, and what for."""

    institution = forms.ChoiceField(
        label=_("Waar gaan jullie heen?"),
        error_messages={"required": _("Kies waar jullie heen gaan."),
                        "invalid_choice": _("Kies waar jullie heen gaan.")},
    )  # fmt: skip
    companion = forms.ChoiceField(
        label=_("Wie gaat er mee?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Deze buren zeiden: vraag het mij gerust."),
    )
    goes_on = forms.DateField(
        label=_("Welke dag?"),
        required=False,
        help_text=_("Weet je het nog niet? Laat het leeg."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    about = forms.CharField(
        label=_("Waar gaat het over?"),
        required=False,
        max_length=LONGEST,
        help_text=_("Schrijf alleen wat nodig is. Leeg laten mag."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, institutions: list[Any], companions: list[Any], asked: str = "",
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        where, who = self.fields["institution"], self.fields["companion"]
        names = [(one.code, one.name) for one in institutions]
        where.choices = [("", _("Kies een plek")), *names]  # type: ignore[attr-defined]
        where.initial = asked
        people = [(person.code, person.called) for person in companions]
        who.choices = [*people, ("", _("Ik ga alleen"))]  # type: ignore[attr-defined]
        who.initial = people[0][0] if len(people) == 1 else ""


class AskForm(PlainForm):
    """What somebody of the room asks a resident for. There is no field for words, on purpose."""

    institution = forms.ChoiceField(
        label=_("Welke plek?"),
        error_messages={"required": _("Kies een plek."), "invalid_choice": _("Kies een plek.")},
    )
    kind = forms.ChoiceField(
        label=_("Wat vraag je?"), widget=forms.RadioSelect, initial="go",
        choices=[("go", _("Zullen wij er samen heen gaan?")),
                 ("consult", _("Zij willen met de kamer over jou praten. Vind je dat goed?"))],
    )  # fmt: skip

    def __init__(self, *args: Any, institutions: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(one.code, one.name) for one in institutions]
        self.fields["institution"].choices = [("", _("Kies een plek")), *names]  # type: ignore[attr-defined]


class LineForm(OnceForm):
    """One thing that was said, or what came of it."""

    text = forms.CharField(
        label=_("Wat is er gezegd?"),
        max_length=LONGEST,
        help_text=_("Schrijf wat jullie gaan doen. Korter is beter."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OutcomeForm(LineForm):
    """What came of it: the last line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Wat kwam ervan?")
        self.fields["text"].help_text = _("In jouw eigen woorden.")
