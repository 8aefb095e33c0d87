"""What is typed on Mijn geld: amounts in euros, ages and hours, each refused at its own field."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.figures import cents_in, western
from sleutelbos.kit.forms import PlainForm

from .queries import MOST_CENTS

AMOUNT = _("Vul een bedrag in van 0 euro of meer.")
TOO_MUCH = _("Dit is meer dan een miljoen euro. Klopt het bedrag?")
HOURS = _("Vul uren per week in, van 0 tot en met 60.")
AGES = _("Vul leeftijden in jaren in, zoals 4 en 13.")


def as_typed(cents: int) -> str:
    """An amount as somebody could have typed it: `620` or `620,50`."""
    return f"{cents // 100},{cents % 100:02}" if cents % 100 else str(cents // 100)


class _FigureField(forms.CharField):
    """A short field that becomes figures; `sentence` is what it says when it is left empty."""

    sentence: str | Promise
    inputmode = "decimal"

    def __init__(self, **kwargs: Any) -> None:
        short = {"inputmode": self.inputmode, "autocomplete": "off", "class": "sb-in-kort"}
        kwargs = {"error_messages": {"required": self.sentence}, **kwargs}
        super().__init__(**kwargs, widget=forms.TextInput(attrs=short))

    def validate(self, value: Any) -> None:
        """What must be there, is. A zero is there."""
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Nothing more to check: these are figures."""


class MoneyField(_FigureField):
    """An amount in euros; gives whole cents, or None when left empty and that may be."""

    sentence = AMOUNT

    def to_python(self, value: Any) -> Any:
        """The cents."""
        text = super().to_python(value)
        if not text:
            return None
        cents = cents_in(text)
        if cents is None:
            raise ValidationError(AMOUNT, code="amount")
        if cents > MOST_CENTS:
            raise ValidationError(TOO_MUCH, code="too-much")
        return cents


class AgesField(_FigureField):
    """One or more ages in any order and with any words between them; gives a list of years."""

    sentence = AGES
    inputmode = "text"

    def to_python(self, value: Any) -> Any:
        """The ages, or None when left empty."""
        text = western(super().to_python(value) or "")
        ages = [int(found) for found in re.findall(r"\d{1,9}", text)]
        if text and (not ages or "-" in text or len(ages) > 12 or max(ages) > 120):
            raise ValidationError(AGES, code="ages")
        return ages or None


class HoursField(_FigureField):
    """Hours a week, whole or half; gives a number, or None when left empty."""

    sentence = HOURS

    def to_python(self, value: Any) -> Any:
        """The hours."""
        text = western(super().to_python(value) or "").replace(",", ".")
        if not text:
            return None
        if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", text) or float(text) > 60:
            raise ValidationError(HOURS, code="hours")
        return float(text)


class KidsForm(PlainForm):
    """How old the children are."""

    kids = AgesField(label=_("Leeftijden in jaren"), help_text=_("Bijvoorbeeld: 4 en 13."))


class MatesForm(PlainForm):
    """How old the other adults on the address are."""

    mates = AgesField(label=_("Leeftijden in jaren"), help_text=_("Bijvoorbeeld: 52 en 24."))


class MatesIncomeForm(PlainForm):
    """What housemates and grown children earn together; it counts for rent allowance."""

    mates_income = MoneyField(
        label=_("Samen per jaar, in euro’s"),
        help_text=_("Vóór belasting. Dit telt mee voor huurtoeslag."),
    )


class UnemploymentForm(PlainForm):
    """The month's wage that WW is computed from, and how long it has been paid."""

    ww_wage = MoneyField(
        label=_("WW-maandloon, in euro’s"), help_text=_("Dit staat in je brief van UWV.")
    )
    ww_month = forms.IntegerField(
        label=_("De hoeveelste maand WW is dit?"),
        help_text=_("De eerste maand is 1."),
        min_value=1,
        max_value=38,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "sb-in-kort"}),
    )


class DisabilityForm(PlainForm):
    """What UWV pays as WIA."""

    wia_amount = MoneyField(
        label=_("WIA per maand, in euro’s"),
        help_text=_("Vóór belasting, zonder vakantiegeld. Kijk in je brief van UWV."),
    )


class WageForm(PlainForm):
    """The wage there is now."""

    wage = MoneyField(
        label=_("Loon per maand, in euro’s"),
        help_text=_("Vóór belasting, zonder vakantiegeld. Kijk op je loonstrook."),
    )


class ProfitForm(PlainForm):
    """The profit of the business there is now."""

    profit_now = MoneyField(
        label=_("Winst per jaar, in euro’s"), help_text=_("Wat je verkoopt, min je kosten.")
    )


class PartnerWageForm(PlainForm):
    """The wage of a partner."""

    partner_wage = MoneyField(
        label=_("Loon van je partner per maand, in euro’s"),
        help_text=_("Vóór belasting, zonder vakantiegeld. Kijk op de loonstrook."),
    )


class RentForm(PlainForm):
    """The bare rent."""

    rent = MoneyField(
        label=_("Huur per maand, in euro’s"),
        help_text=_("Zonder stroom en gas. Kijk op de brief van je verhuurder."),
    )


SITUATIONS = (
    ("now", _("Zoals nu")),
    ("volunteer", _("Vergoeding als vrijwilliger")),
    ("hours", _("Een paar uur werk")),
    ("job", _("Buurtbaan")),
    ("work", _("Een baan")),
    ("business", _("Eigen bedrijf")),
)
MOST_SITUATIONS = 4


class ChooseForm(PlainForm):
    """Which situations stand side by side, and with which figures."""

    compare = forms.MultipleChoiceField(
        label=_("Kies er hoogstens 4"), choices=SITUATIONS, widget=forms.CheckboxSelectMultiple
    )
    volunteer = MoneyField(label=_("Vergoeding per maand, in euro’s"), required=False)
    hours = HoursField(label=_("Een paar uur werk: uren per week"), required=False)
    job_wage = MoneyField(
        label=_("Buurtbaan: loon per maand, in euro’s"),
        help_text=_("Vóór belasting. Leeg is het minimumloon."),
        required=False,
    )
    work = HoursField(label=_("Een baan: uren per week"), required=False)
    profit = MoneyField(label=_("Eigen bedrijf: winst per jaar, in euro’s"), required=False)

    def clean_compare(self) -> list[str]:
        """One to four situations."""
        chosen: list[str] = self.cleaned_data["compare"]
        if len(chosen) > MOST_SITUATIONS:
            raise ValidationError(_("Je koos er meer dan 4. Haal er een weg."), code="too-many")
        return chosen

    def clean(self) -> dict[str, Any]:
        """What is chosen has its figure."""
        told: dict[str, Any] = super().clean() or {}
        chosen = told.get("compare", [])
        needed = {"volunteer": AMOUNT, "hours": HOURS, "work": HOURS, "profit": AMOUNT}
        for name, sentence in needed.items():
            code = "business" if name == "profit" else name
            if code in chosen and told.get(name) is None and name not in self.errors:
                self.add_error(name, ValidationError(sentence, code="required"))
        return told
