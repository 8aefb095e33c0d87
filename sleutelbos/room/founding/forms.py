"""A step of our own, a new room, and what the room needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.forms import NameField, OnceForm
from sleutelbos.kit.pictos import picto

from . import queries


class StepForm(OnceForm):
    """A step in own words, in a month of the first year."""

    words = NameField(
        label=_("Wat gaan wij doen?"), help_text=_("Zoals: een moestuin maken."), max_length=80
    )
    month = forms.TypedChoiceField(
        label=_("In welke maand van de kamer?"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, 13)],
        widget=forms.RadioSelect,
    )


class StartForm(OnceForm):
    """A new room in one sitting."""

    name = NameField(label=_("Hoe heet de kamer?"), max_length=60)
    slug = forms.CharField(
        label=_("Kort adres"),
        help_text=_("Dit hoeft niet. Zoals: lampje."),
        max_length=40,
        required=False,
    )
    address = NameField(
        label=_("Waar is de ruimte?"), help_text=_("Dit hoeft nog niet."), max_length=120,
        required=False,
    )  # fmt: skip
    way_there = forms.CharField(
        label=_("Hoe kom je er?"),
        help_text=_("Drie korte zinnen. Dit kan ook later."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    steps = forms.MultipleChoiceField(
        label=_("Welke stappen passen bij jullie?"),
        help_text=_("Haal weg wat niet past. Eigen stappen kunnen erbij."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = queries.chosen_path()
        self.fields["steps"].choices = [(name, words) for name, _drawn, words in known]  # type: ignore[attr-defined]
        self.initial.setdefault("steps", [name for name, _drawn, _words in known])


class NeedForm(OnceForm):
    """What the room needs: a drawing and a few words."""

    what = NameField(
        label=_("Wat heeft de kamer nodig?"), help_text=_("Zoals: een magnetron."), max_length=80
    )
    picto = forms.ChoiceField(
        label=_("Welk plaatje past?"), widget=forms.RadioSelect, initial="doos", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = queries.need_pictos()
        self.fields["picto"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        self.tiles = [(name, picto(name), label) for name, label in LABELS.items()]

    @property
    def chosen(self) -> str:
        """The drawing as it was sent."""
        return str(self["picto"].value() or "doos")


LABELS = {
    "stoel": _("Stoelen"), "tafel": _("Een tafel"), "kast": _("Een kast"), "lamp": _("Lampen"),
    "pan": _("Pannen"), "bord": _("Borden"), "verf": _("Verf"), "gordijn": _("Gordijnen"),
    "plant": _("Planten"), "speel": _("Speelgoed"), "computer": _("Een computer"),
    "gereedschap": _("Gereedschap"), "doos": _("Iets anders"),
}  # fmt: skip
