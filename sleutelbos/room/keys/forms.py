"""Cleaning what people type about keys, hours and days."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as now_say
from django.utils.translation import gettext_lazy as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.queries import neighbour
from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.forms import NameField, OnceForm, PlainForm

TIMES = ["%H:%M", "%H.%M", "%H:%M:%S", "%H"]
WEEKDAYS = (
    _("maandag"), _("dinsdag"), _("woensdag"), _("donderdag"), _("vrijdag"), _("zaterdag"),
    _("zondag"),
)  # fmt: skip


def _time_field(label: Any, **kwargs: Any) -> forms.TimeField:
    clock = forms.TimeInput(attrs={"type": "time", "class": "sb-in-kort"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, input_formats=TIMES, widget=clock, **kwargs)


class HandOverForm(PlainForm):
    """Who gets the key, and for what. `does` says by code what the neighbours on the page do;
    that is what the key is for when nothing is typed."""

    to = forms.CharField(label=_("Kies een buur"), error_messages={"required": _("Kies een buur.")})
    responsibility = NameField(
        label=_("Waarvoor is de sleutel?"), max_length=80, required=False,
        help_text=_("Staat het al bij de naam? Dan mag dit leeg blijven."),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Place, does: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.does = place, does

    def clean_to(self) -> Person:
        """The neighbour; who is unknown or hidden looks the same."""
        found = neighbour(self.place, self.cleaned_data["to"])
        if found is None:
            raise ValidationError(_("Wij kennen deze buur hier niet."), code="not-known-here")
        return found

    def clean(self) -> dict[str, Any]:
        """What they do is what the key is for, unless somebody typed something else."""
        cleaned = super().clean() or self.cleaned_data
        to = cleaned.get("to")
        if to is not None and not cleaned.get("responsibility"):
            cleaned["responsibility"] = self.does.get(to.code, "")
        return cleaned


class KeyForm(OnceForm):
    """A new key: its number and what it opens."""

    number = forms.IntegerField(
        label=_("Welk nummer staat op de sleutel?"), min_value=1, max_value=9999,
    )  # fmt: skip
    opens = NameField(
        label=_("Waar is de sleutel van?"), max_length=40,
        help_text=_("Bijvoorbeeld: voordeur, of schuur."),
    )  # fmt: skip
    opens_room = forms.BooleanField(
        label=_("Met deze sleutel gaat de kamer open"), required=False, initial=True
    )


class UntilForm(PlainForm):
    """Until when the door is open: one of the times on the page, as an ISO moment."""

    until = forms.CharField(
        label=_("Tot hoe laat?"), error_messages={"required": _("Kies een tijd.")}
    )

    def clean_until(self) -> datetime:
        """The moment, or a time of today such as 14:30."""
        typed = self.cleaned_data["until"].strip()
        try:
            if len(typed) <= 5:
                return local_moment(timezone.localdate(), time.fromisoformat(typed))
            moment = datetime.fromisoformat(typed)
            if timezone.is_naive(moment):
                raise ValueError
            return moment.astimezone(timezone.get_default_timezone())
        except (ValueError, OverflowError):
            raise ValidationError(_("Kies een tijd."), code="invalid") from None


class WeekForm(PlainForm):
    """The plan: for every weekday when the door opens and closes; both empty is closed."""

    opens_0, closes_0 = _time_field(_("open")), _time_field(_("dicht"))
    opens_1, closes_1 = _time_field(_("open")), _time_field(_("dicht"))
    opens_2, closes_2 = _time_field(_("open")), _time_field(_("dicht"))
    opens_3, closes_3 = _time_field(_("open")), _time_field(_("dicht"))
    opens_4, closes_4 = _time_field(_("open")), _time_field(_("dicht"))
    opens_5, closes_5 = _time_field(_("open")), _time_field(_("dicht"))
    opens_6, closes_6 = _time_field(_("open")), _time_field(_("dicht"))

    def __init__(self, *args: Any, plan: dict[int, Any], **kwargs: Any) -> None:
        now: dict[str, time] = {}
        for weekday, row in plan.items():
            now |= {f"opens_{weekday}": row.opens, f"closes_{weekday}": row.closes}
        super().__init__(*args, initial=now, **kwargs)

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """For every weekday: its name and its two fields."""
        return [(WEEKDAYS[n], self[f"opens_{n}"], self[f"closes_{n}"]) for n in range(7)]

    def clean(self) -> dict[str, Any]:
        """Both times or neither, and the door opens before it closes. `hours` by weekday."""
        cleaned = super().clean() or self.cleaned_data
        hours: dict[int, tuple[time, time] | None] = {}
        for weekday in range(7):
            hours[weekday] = self._times(cleaned, weekday)
        cleaned["hours"] = hours
        return cleaned

    def _times(self, cleaned: dict[str, Any], weekday: int) -> tuple[time, time] | None:
        names = f"opens_{weekday}", f"closes_{weekday}"
        if any(name in self.errors for name in names):
            return None
        return _both_or_neither(self, cleaned, *names)


class OtherDayForm(PlainForm):
    """One day that is different: closed when both times stay empty, and why."""

    day = forms.DateField(label=_("Welke dag?"), widget=forms.DateInput(attrs={"type": "date"}))
    why = NameField(
        label=_("Waarom?"), max_length=80, required=False,
        help_text=_("Iedereen kan dit lezen. Bijvoorbeeld: feest in het park."),
    )  # fmt: skip
    opens = _time_field(_("Open om"), help_text=_("Laat leeg als de deur dicht blijft."))
    closes = _time_field(_("Dicht om"))

    def clean_day(self) -> date:
        """Today or later."""
        day: date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise ValidationError(
                _("Deze dag is al voorbij. Kies een latere dag."), code="day-over"
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Both times or neither. `times` for the command."""
        cleaned = super().clean() or self.cleaned_data
        if not {"opens", "closes"} & set(self.errors):
            cleaned["times"] = _both_or_neither(self, cleaned, "opens", "closes")
        return cleaned


def _both_or_neither(
    form: PlainForm, cleaned: dict[str, Any], opens: str, closes: str
) -> tuple[time, time] | None:
    start, end = cleaned.get(opens), cleaned.get(closes)
    if start is None and end is None:
        return None
    if start is None:
        form.add_error(opens, now_say("Schrijf ook wanneer de deur opengaat."))
    elif end is None:
        form.add_error(closes, now_say("Schrijf ook wanneer de deur dichtgaat."))
    elif end <= start:
        form.add_error(
            closes,
            now_say("De deur gaat eerst open en dan pas dicht. Kies een latere tijd voor dicht."),
        )
    else:
        return start, end
    return None
