"""What people tap and type about hours, thanks, and what they gave and got."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.figures import western
from sleutelbos.kit.forms import NameField, OnceForm, PlainForm
from sleutelbos.kit.pictos import picto

from . import queries

OTHER = "other"
_HALVES = {"½": 30, "¼": 15, "¾": 45}
_HOW_LONG = re.compile(r"(?P<hours>\d{1,3})?\s*(?P<half>[½¼¾])?(?:[.,](?P<part>\d{1,2}))?")
_CLOCK = re.compile(r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)")


def minutes_of(typed: str) -> int | None:
    """Minutes out of `2`, `1,5`, `1.5`, `1½`, `1:30` or `2 uur`; else None."""
    text = western(typed).strip().rstrip(".")
    while text and text[-1].isalpha():  # the word for hours, in any language
        text = text[:-1]
    text = text.strip()
    if found := _CLOCK.fullmatch(text):
        return int(found["hours"]) * 60 + int(found["minutes"])
    found = _HOW_LONG.fullmatch(text)
    if not found or not (found["hours"] or found["half"]) or (found["half"] and found["part"]):
        return None
    minutes = int(found["hours"] or 0) * 60 + _HALVES.get(found["half"] or "", 0)
    return minutes + round(float(f"0.{found['part'] or 0}") * 60)


class HowLongField(forms.CharField):
    """A number of hours as people write it; cleaned to minutes, or None when left empty."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "sb-in-kort"})

    def clean(self, value: Any) -> Any:
        """The minutes. Raises `ValidationError` with what to write instead."""
        typed = super().clean(value)
        if not typed:
            return None
        minutes = minutes_of(typed)
        if minutes is None:
            raise forms.ValidationError(now_("Schrijf een getal, zoals 2 of 1,5."), code="how-long")
        return minutes


class WriteForm(OnceForm):
    """How long, on which day, for what. A tap on *Mijn bos* sends the first three only."""

    minutes = forms.ChoiceField(
        label=_("Hoe lang was jij er?"),
        widget=forms.RadioSelect,
        required=False,
    )
    other = HowLongField(
        label=_("Anders: hoeveel uur?"), help_text=_("Zoals 5 of 1,5."), max_length=20,
        required=False,
    )  # fmt: skip
    day = forms.ChoiceField(label=_("Welke dag?"), widget=forms.RadioSelect, required=False)
    other_day = forms.DateField(
        label=_("Een andere dag"),
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "sb-in-kort"}),
        error_messages={"invalid": _("Schrijf een dag, zoals 24-11-2026.")},
    )
    what = NameField(
        label=_("Wat deed je?"), help_text=_("Dit hoeft niet."), max_length=80, required=False
    )
    code = forms.SlugField(max_length=6, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.days = [today, today - timedelta(days=1)]
        chips = [(str(chip.minutes), chip.figure) for chip in queries.chips()]
        self.fields["minutes"].choices = chips  # type: ignore[attr-defined]
        days = [(day.isoformat(), "") for day in self.days]
        self.fields["day"].choices = days  # type: ignore[attr-defined]
        self.initial.setdefault("day", today.isoformat())

    @property
    def chips(self) -> list[queries.Chip]:
        """The lengths to choose from."""
        return queries.chips()

    @property
    def chosen(self) -> tuple[str, str]:
        """The length and the day as they were sent, to show them as chosen."""
        return str(self["minutes"].value() or ""), str(self["day"].value() or "")

    def clean(self) -> dict[str, Any]:
        """Make `how_long` (minutes) and `on` (a date); typed goes before tapped."""
        said = super().clean() or {}
        how_long = said.get("other") or int(said.get("minutes") or 0)
        if not how_long and not self.errors:
            self.add_error("minutes", forms.ValidationError(now_("Kies hoe lang je er was.")))
        said["how_long"] = how_long
        tapped = said.get("day")
        said["on"] = said.get("other_day") or (date.fromisoformat(tapped) if tapped else None)
        if said["on"] is None and not said.get("code") and not self.errors:
            self.add_error("day", forms.ValidationError(now_("Kies een dag.")))
        return said


class ForAllForm(OnceForm):
    """The same hours for everybody who was there; all are ticked to begin with."""

    minutes = forms.ChoiceField(
        label=_("Hoe lang?"),
        widget=forms.RadioSelect,
        required=False,
    )
    other = HowLongField(
        label=_("Anders: hoeveel uur?"), help_text=_("Zoals 5 of 1,5."), max_length=20,
        required=False,
    )  # fmt: skip
    people = forms.MultipleChoiceField(
        label=_("Voor wie?"),
        error_messages={
            "required": _("Tik aan voor wie je uren schrijft."),
            "invalid_choice": _("Deze buur was er niet bij. Vink eerst aan wie er was."),
        },
    )

    def __init__(
        self, *args: Any, present: Iterable[queries.Present], lasted: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.present = list(present)
        self.chips = queries.chips(lasted)
        open_ones = [one.person.code for one in self.present if not one.minutes]
        # who has hours already can be sent too: a second tap is no trouble (R5)
        known = [one.person.code for one in self.present]
        self.fields["people"].choices = [(code, code) for code in known]  # type: ignore[attr-defined]
        chips = [(str(chip.minutes), chip.figure) for chip in self.chips]
        self.fields["minutes"].choices = chips  # type: ignore[attr-defined]
        self.initial.setdefault("minutes", str(lasted))
        self.initial.setdefault("people", open_ones)

    @property
    def chosen(self) -> str:
        """The length as it was sent, or how long it lasted."""
        return str(self["minutes"].value() or "")

    @property
    def ticked(self) -> list[str]:
        """The codes of who is ticked."""
        return list(self["people"].value() or [])

    def clean(self) -> dict[str, Any]:
        """Make `how_long` (minutes) and `people` (persons)."""
        said = super().clean() or {}
        said["how_long"] = said.get("other") or int(said.get("minutes") or 0)
        if not said["how_long"] and not self.errors:
            self.add_error("minutes", forms.ValidationError(now_("Kies hoe lang.")))
        codes = set(said.get("people") or [])
        said["people"] = [one.person for one in self.present if one.person.code in codes]
        return said


class ThankForm(OnceForm):
    """Whom to thank (a code, or `all`), and a few words if somebody likes."""

    to = forms.SlugField(
        max_length=6, widget=forms.HiddenInput, error_messages={"required": _("Kies er een.")}
    )
    what = forms.CharField(
        label=_("Wil je er iets bij zeggen?"), help_text=_("Dit hoeft niet."), max_length=140,
        required=False,
    )  # fmt: skip


class SteerForm(PlainForm):
    """How much I may be asked to do something too."""

    how = forms.ChoiceField(
        label=_("Mag men jou vragen of jij iets wil doen?"),
        widget=forms.RadioSelect,
        choices=queries.steer_choices(),
    )


class LineForm(OnceForm):
    """One line of *Ik gaf* or *Ik kreeg*: a drawing, and words if somebody likes."""

    picto = forms.ChoiceField(
        label=_("Wat was het?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies een plaatje dat past."),
            "invalid_choice": _("Kies een plaatje dat past."),
        },
    )
    text = NameField(
        label=_("In je eigen woorden"), help_text=_("Dit hoeft niet."), max_length=80,
        required=False,
    )  # fmt: skip
    with_whom = NameField(
        label=_("Met wie?"), help_text=_("Dit hoeft niet. Alleen jij leest het."), max_length=60,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = queries.words_for(kind)
        self.fields["picto"].choices = list(words.items())  # type: ignore[attr-defined]
        self.tiles = [(name, picto(name), label) for name, label in words.items()]

    @property
    def chosen(self) -> str:
        """The drawing as it was sent."""
        return str(self["picto"].value() or "")
