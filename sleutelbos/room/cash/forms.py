"""What people fill in about costs, the cash book and the tin."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.forms import EuroField, NameField, OnceForm, PlainForm

from . import queries

DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "sb-in-kort"}),
        error_messages={"invalid": _("Schrijf een dag, zoals 24-11-2026.")},
    )


class DayForm(OnceForm):
    """A form about a day; today is filled in already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", timezone.localdate())


class AskForm(DayForm):
    """Costs with a receipt, or an allowance by the hour."""

    kind = forms.ChoiceField(
        label=_("Wat vraag je terug?"),
        widget=forms.RadioSelect,
        choices=[
            ("costs", _("Kosten, met een bon")),
            ("allowance", _("Vergoeding voor vrijwilligers, zonder bon")),
        ],
        initial="costs",
    )
    amount = EuroField(label=_("Hoeveel was het?"), help_text=_("Zoals 12,50."))
    what = NameField(label=_("Waar was het voor?"), help_text=_("Zoals: verf."), max_length=80)
    day = _day(_("Op welke dag?"))
    photo = forms.FileField(
        label=_("Foto van de bon"),
        help_text=_("De plek en de tijd in de foto gaan eruit."),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "class": "sb-in"}
        ),
    )
    hours = forms.IntegerField(
        label=_("Een vergoeding: voor hoeveel uur?"),
        help_text=_("Dit hoeft niet."),
        required=False,
        min_value=0,
        max_value=744,
        widget=forms.NumberInput(attrs={"class": "sb-in-kort"}),
    )
    under_21 = forms.BooleanField(
        label=_("Ik ben jonger dan 21."), help_text=_("Dit bewaren wij niet."), required=False
    )
    knows = forms.BooleanField(
        label=_("Ik weet dat kosten en vergoeding samen tellen. Ik vraag het toch."),
        required=False,
    )

    def asked(self) -> dict[str, Any]:
        """What the command wants to know; of a photo no more bytes than it may have."""
        said = self.cleaned_data
        photo = said["photo"].read(6 * 1024 * 1024) if said["photo"] else b""
        return {
            **{name: said[name] for name in ("kind", "what", "day", "under_21", "knows", "once")},
            "cents": said["amount"], "minutes": (said["hours"] or 0) * 60, "photo": photo,
        }  # fmt: skip


class WhyForm(PlainForm):
    """Why a claim is not paid."""

    why = NameField(
        label=_("Waarom betaal je dit niet?"), help_text=_("Je buur leest dit."), max_length=140
    )


class LineForm(DayForm):
    """One line of the cash book, by hand; or money from one pot to the other."""

    way = forms.ChoiceField(
        label=_("Wat gebeurde er?"),
        widget=forms.RadioSelect,
        choices=[
            ("in", _("Er kwam geld in")),
            ("out", _("Er ging geld uit")),
            ("to-account", _("Ik bracht geld van de kas naar de bank")),
            ("to-tin", _("Ik haalde geld van de bank voor de kas")),
        ],
    )
    amount = EuroField(label=_("Hoeveel?"), help_text=_("Zoals 12,50."), digits=6)
    pot = forms.ChoiceField(
        label=_("Kas of bank?"),
        widget=forms.RadioSelect,
        choices=[("tin", _("De kas")), ("account", _("De bank"))],
        initial="tin",
    )
    kind = forms.ChoiceField(label=_("Wat voor geld?"), widget=forms.RadioSelect, initial="other")
    what = NameField(
        label=_("Waar was het voor?"), help_text=_("Zonder namen van buren."), max_length=80,
        required=False,
    )  # fmt: skip
    day = _day(_("Op welke dag?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = queries.kinds_by_hand()  # type: ignore[attr-defined]

    @property
    def moves(self) -> str:
        """The pot that money goes out of, when it goes from one to the other; else nothing."""
        return {"to-account": "tin", "to-tin": "account"}.get(self.cleaned_data["way"], "")

    def clean(self) -> dict[str, Any]:
        """Make `cents` (+ in, - out) and ask what it was for, unless it only moved."""
        said = super().clean() or {}
        if said.get("way") in {"in", "out"} and not said.get("what") and not self.errors:
            self.add_error("what", forms.ValidationError(now_("Schrijf waar het geld voor was.")))
        cents = said.get("amount") or 0
        said["cents"] = -cents if said.get("way") == "out" else cents
        return said


class CountForm(OnceForm):
    """What is in the tin."""

    amount = EuroField(
        label=_("Hoeveel zit er in de kas?"), help_text=_("Tel alle munten en biljetten."),
        digits=6,
    )  # fmt: skip


def year_of(asked: str, today: date) -> int:
    """The year in an address, or this one."""
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return year if 2000 <= year <= today.year else today.year
