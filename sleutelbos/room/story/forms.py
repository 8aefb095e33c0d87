"""What people type, say and choose on Mijn route."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.forms import NameField, OnceForm, PlainForm, SpokenForm
from sleutelbos.kit.words import day_in_full

from .commands import LONGEST_HELPED, LONGEST_WORDS
from .commands_sharing import DAYS, USUAL
from .commands_signals import COUNT_WORDS
from .commands_steps import LONGEST_WHAT, LONGEST_WHOM
from .queries import WALLS

STATES = (
    ("now", _("Hier ben ik nu")),
    ("open", _("Deur open")),
    ("shut", _("Nog dicht")),
)


class DoorForm(SpokenForm):
    """A wall with its door: own words or spoken, how it stands, and what helped."""

    words = forms.CharField(
        label=_("Waar sta je voor? Of wat wil je?"),
        help_text=_("Zeg het in jouw woorden."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    state = forms.ChoiceField(
        label=_("Hoe staat de deur?"), widget=forms.RadioSelect, choices=STATES, initial="now"
    )
    helped = forms.CharField(
        label=_("Wat hielp? Of wat zou helpen?"),
        help_text=_("Dit hoeft niet."),
        required=False,
        max_length=LONGEST_HELPED,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StepForm(OnceForm):
    """One small step: what, with whom, on which day and at what time."""

    what = NameField(
        label=_("Wat is een klein stapje?"), help_text=_("Zoals: koffie drinken en praten."),
        max_length=LONGEST_WHAT,
    )  # fmt: skip
    with_whom = NameField(
        label=_("Met wie?"), max_length=LONGEST_WHOM,
        error_messages={"required": _("Met wie? Een stapje doe je niet alleen.")},
    )  # fmt: skip
    day = forms.DateField(
        label=_("Welke dag?"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "sb-in-kort"}),
        error_messages={"invalid": _("Schrijf een dag, zoals 24-11-2026.")},
    )
    time = forms.TimeField(
        label=_("Hoe laat?"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "sb-in-kort"}),
    )

    def moment(self) -> datetime:
        """The chosen day and time on the clock of the wall."""
        return local_moment(self.cleaned_data["day"], self.cleaned_data["time"])


class WallForm(PlainForm):
    """Which wall of the map it looks like, whether it is of the system, and may be counted."""

    wall = forms.ChoiceField(
        label=_("Op welke muur lijkt hij?"), help_text=_("Dit hoeft niet."),
        widget=forms.RadioSelect, required=False,
        choices=[("", _("Op geen van deze")), *((wall.code, wall.name) for wall in WALLS)],
    )  # fmt: skip
    of_system = forms.BooleanField(
        label=_("Deze muur is van het systeem"),
        help_text=_("Van regels en instanties. Niet van jou."),
        required=False,
    )
    count = forms.BooleanField(
        label=COUNT_WORDS, help_text=_("Terugnemen mag altijd."), required=False
    )


class ShowForm(PlainForm):
    """Which neighbour may read it, and until which day."""

    to = forms.SlugField(max_length=6, error_messages={"required": _("Kies een buur.")})
    days = forms.TypedChoiceField(
        label=_("Tot wanneer?"), widget=forms.RadioSelect, coerce=int, initial=str(USUAL),
        required=False, empty_value=USUAL,  # type: ignore[arg-type]
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today: date = timezone.localdate()
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (str(days), day_in_full(today + timedelta(days=days), today.year)) for days in DAYS
        ]
