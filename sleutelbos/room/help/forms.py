"""What people tap, say and type to ask something, and to take small steps."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.forms import NameField, OnceForm, PlainForm, SpokenForm
from sleutelbos.kit.life_areas import KNOWN_AREAS, LIFE_AREAS

from .commands import COORDINATOR, EVERYONE, LONGEST_LINE, LONGEST_WORDS, ME, ONE
from .queries import OUTCOMES


@dataclass(frozen=True)
class Reader:
    """One answer to *Wie mag dit lezen?*: the narrowest stands first and is chosen."""

    value: str
    picto: str
    label: str
    small: str
    checked: bool


class AskForm(SpokenForm):
    """The words, who may read them, and what else it touches."""

    words = forms.CharField(
        label=_("In jouw woorden"),
        help_text=_("Zeg het zoals je het aan een buur zegt."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    areas = forms.MultipleChoiceField(
        label=_("Hoort er nog iets bij?"),
        required=False,
        choices=[(area.code, area.name) for area in LIFE_AREAS],
        widget=forms.CheckboxSelectMultiple,
    )
    readers = forms.ChoiceField(
        label=_("Wie mag dit lezen?"), required=False, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, area: str, coordinator: Person | None, asker: Person | None = None,
        can_help: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.area, self.coordinator, self.asker = area, coordinator, asker
        self.can_help = bool(asker and can_help)
        self.fields["readers"].choices = [  # type: ignore[attr-defined]
            (value, label) for value, _picto, label, _small in self._ways()
        ]
        rest = [(a.code, a.name) for a in LIFE_AREAS[:10] if a.code != area]
        self.fields["areas"].choices = rest  # type: ignore[attr-defined]

    def _ways(self) -> list[tuple[str, str, str, str]]:
        ways = [
            (
                ONE, "mens", gettext("De buur die helpt"),
                gettext("Wij zoeken iemand die dit zelf ook had"),
            )
        ]  # fmt: skip
        if self.can_help and self.asker:
            told = gettext("%(name)s zit naast mij en vindt dat goed")
            ways.append((ME, "mensen", gettext("Ik help zelf"), told % {"name": self.asker.called}))
        if self.coordinator:
            ways.append(
                (
                    COORDINATOR, "blad",
                    gettext("Ook %(name)s") % {"name": self.coordinator.called},
                    gettext("Coördinator van de kamer"),
                )
            )  # fmt: skip
        ways.append(
            (
                EVERYONE, "praat", gettext("Iedereen hier"),
                gettext("Zonder jouw naam: een buur vraagt dit"),
            )
        )  # fmt: skip
        return ways

    @property
    def ways(self) -> list[Reader]:
        """The answers to *Wie mag dit lezen?*, with the one that is chosen."""
        chosen = self["readers"].value() or ONE
        return [Reader(*way, way[0] == chosen) for way in self._ways()]

    def about(self) -> list[str]:
        """All the areas: the one tapped first, and what was ticked beside it."""
        return [self.area, *self.cleaned_data["areas"]]


class DayField(forms.DateField):
    """A day that need not be chosen."""

    def __init__(self, **how: Any) -> None:
        attrs = {"type": "date", "class": "sb-in-kort"}
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs=attrs),
            error_messages={"invalid": _("Schrijf een dag, zoals 24-11-2026.")},
            **how,
        )


class StepForm(OnceForm):
    """One small step: what, who, and a day if there is one."""

    text = NameField(
        label=_("Welke stap?"), help_text=_("Zoals: samen bellen."), max_length=LONGEST_LINE
    )
    who = forms.ChoiceField(
        label=_("Wie doet dit?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("together", _("Samen")),
            ("asker", _("Wie het vroeg")),
            ("helper", _("Wie helpt")),
        ],
        initial="together",
    )
    day = DayField(label=_("Welke dag?"), help_text=_("Dit hoeft niet."))


class MessageForm(OnceForm):
    """A few words to a neighbour."""

    words = forms.CharField(
        label=_("Wat wil je zeggen?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DayForm(PlainForm):
    """Another day for a step."""

    day = DayField(label=_("Welke dag?"))


class OutsideForm(PlainForm):
    """Who of an organisation thinks along, in own words."""

    who = NameField(
        label=_("Wie?"), help_text=_("Zoals: iemand van het wijkteam."), max_length=LONGEST_LINE
    )


class ThirdForm(PlainForm):
    """Who might join, if one knows somebody."""

    who = NameField(
        label=_("Wie?"), help_text=_("Een naam hoeft niet."), max_length=LONGEST_LINE,
        required=False,
    )  # fmt: skip


class OutcomeForm(PlainForm):
    """How it is now, and what came of it if somebody likes to tell."""

    outcome = forms.ChoiceField(
        label=_("Hoe is het nu?"), widget=forms.RadioSelect, choices=OUTCOMES
    )
    came_of_it = forms.CharField(
        label=_("Wat kwam ervan?"),
        help_text=_("Dit hoeft niet."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class KnowForm(PlainForm):
    """*Daar weet ik van*: what I may be asked about."""

    areas = forms.MultipleChoiceField(
        label=_("Waar weet jij van?"),
        required=False,
        choices=[(area.code, area.name) for area in KNOWN_AREAS],
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def tiles(self) -> list[tuple[Any, bool]]:
        """Every area, with whether it is ticked."""
        ticked = set(self["areas"].value() or [])
        return [(area, area.code in ticked) for area in KNOWN_AREAS]
