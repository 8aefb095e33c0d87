"""What people type at the host's table and about counts."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.forms import NameField, OnceForm, PlainForm

MONTHS_BACK = 24


class TabletForm(PlainForm):
    """How the tablet is called, so that one can be told from another."""

    name = NameField(
        label=_("Hoe noemen wij deze tablet?"), max_length=40,
        error_messages={"required": _("Hoe heet deze tablet? Bijvoorbeeld: de voordeur.")},
    )  # fmt: skip


class CardForm(PlainForm):
    """The key card of the host, read by a scanner or typed: its whole address, or only the end."""

    card = forms.CharField(
        label=_("Je kaart"), max_length=300,
        help_text=_("Lees je kaart met een scanner."),
        error_messages={"required": _("Lees eerst je kaart.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_card(self) -> str:
        """The secret at the end of the address."""
        return str(self.cleaned_data["card"]).strip().rstrip("/").rpartition("/")[2]


class NoteForm(OnceForm):
    """Two lines for the next host."""

    text = forms.CharField(
        label=_("Voor wie hierna komt"), max_length=200,
        help_text=_("Twee regels. Na 14 dagen wissen wij ze. Schrijf niets over mensen."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class _People(forms.IntegerField):
    """A number of people; the keyboard for figures, but no arrows that change it by accident."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=99_999, widget=widget, **kwargs)


class DayForm(OnceForm):
    """How many people came on one day, by part of the day or for the whole of it."""

    day = forms.DateField(
        label=_("Welke dag?"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    morning = _People(label=_("In de ochtend"), required=False)
    afternoon = _People(label=_("In de middag"), required=False)
    evening = _People(label=_("In de avond"), required=False)
    whole = _People(
        label=_("Op de hele dag"), required=False,
        help_text=_("Weet je het niet per dagdeel? Vul dan alleen dit in."),
    )  # fmt: skip
    activity = NameField(
        label=_("Bij welke activiteit?"), max_length=80, required=False,
        help_text=_("Laat dit leeg als het over de hele kamer gaat."),
    )  # fmt: skip
    estimated = forms.BooleanField(label=_("Ik schat het. Ik telde niet precies."), required=False)

    def clean(self) -> dict[str, Any]:
        """There must be a number somewhere, and not both of parts and the whole."""
        data: dict[str, Any] = super().clean() or {}
        parts = [data.get(part) for part in ("morning", "afternoon", "evening")]
        any_part = any(people is not None for people in parts)
        numbers = ("morning", "afternoon", "evening", "whole")
        if not any_part and data.get("whole") is None and not set(numbers) & set(self.errors):
            self.add_error(
                "morning", ValidationError(_("Hoeveel mensen waren er? Schrijf een getal."))
            )
        if any_part and data.get("whole") is not None:
            self.add_error(
                "whole", ValidationError(_("Vul de dagdelen in, of de hele dag. Niet allebei."))
            )
        return data

    @property
    def counts(self) -> list[tuple[str, int]]:
        """The parts that were filled in ("" is the whole day) with how many people."""
        names = {"morning": "morning", "afternoon": "afternoon", "evening": "evening", "whole": ""}
        found = [(part, self.cleaned_data.get(name)) for name, part in names.items()]
        return [(part, people) for part, people in found if people is not None]


def month_choices(today: date) -> list[tuple[str, str]]:
    """The last 24 months that are over, newest first: `2026-10`, „oktober 2026“."""
    choices = []
    day = today.replace(day=1)
    for _n in range(MONTHS_BACK):
        day = (day - timedelta(days=1)).replace(day=1)
        choices.append((f"{day:%Y-%m}", f"{gettext(MONTHS[day.month])} {day.year}"))
    return choices


class MonthForm(OnceForm):
    """How many people came in a month gone by."""

    month = forms.ChoiceField(label=_("Welke maand?"))
    people = _People(label=_("Hoeveel mensen?"), help_text=_("Elke keer dat iemand binnenkwam."))
    estimated = forms.BooleanField(label=_("Ik schat het. Ik telde niet precies."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = month_choices(timezone.localdate())  # type: ignore[attr-defined]

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of the month that was chosen."""
        first = date.fromisoformat(f"{self.cleaned_data['month']}-01")
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


class UploadForm(PlainForm):
    """A tally sheet as it is: CSV or XLSX."""

    file = forms.FileField(
        label=_("Kies het bestand"),
        help_text=_(
            "Een lijst uit een rekenblad: .xlsx of .csv. Wij laten eerst zien wat wij lezen."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm", "class": "sb-in"}),
    )  # fmt: skip
