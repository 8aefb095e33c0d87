"""What people choose and type about an activity."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.clock import clock_change, local_moment
from sleutelbos.kit.forms import EuroField, NameField, OnceForm, PlainForm, SpokenForm
from sleutelbos.kit.words import hours


@dataclass(frozen=True)
class Tile:
    """One drawing to begin from, with its word and the title that is filled in already."""

    picto: str
    label: str | Promise
    title: str | Promise


TILES = {
    tile.picto: tile
    for tile in (
        Tile("pan", _("Koken"), _("Samen koken")),
        Tile("kop", _("Koffie"), _("Samen koffie drinken")),
        Tile("naald", _("Naaien"), _("Samen naaien")),
        Tile("fiets", _("Fietsen"), _("Samen fietsen")),
        Tile("schoen", _("Wandelen"), _("Samen wandelen")),
        Tile("bloem", _("Tuin"), _("Samen in de tuin")),
        Tile("noot", _("Muziek"), _("Samen muziek maken")),
        Tile("taal", _("Taal"), _("Samen Nederlands praten")),
        Tile("hamer", _("Klussen"), _("Samen klussen")),
        Tile("bal", _("Spelen"), _("Samen spelen")),
        Tile("brief", _("Brieven"), _("Hulp met brieven")),
        Tile("plus", _("Iets anders"), ""),
    )
}
TITLE_MISSING = _("Hoe heet het? Schrijf of zeg een paar woorden.")
CLOCKS = ("13:00", "15:00", "17:00", "19:00")
TIMES = [("now", _("Nu")), *((at, at.replace(":", ".")) for at in CLOCKS), ("other", _("Anders"))]
LENGTHS = [
    (30, _("½ uur")),
    (60, _("1 uur")),
    (90, _("1½ uur")),
    (120, _("2 uur")),
    (180, _("3 uur")),
    (240, _("4 uur")),
    (360, _("6 uur")),
]


def _title(label: Any = None, **kwargs: Any) -> NameField:
    return NameField(
        label=label or _("Zo komt het op de deur"),
        max_length=80,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": TITLE_MISSING},
        **kwargs,
    )


class ClockField(forms.TimeField):
    """A time on the clock: `13.00`, `13:00`, `9` all do."""

    widget = forms.TimeInput(format="%H.%M", attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> time | None:
        """The time, whatever sign stands between hours and minutes."""
        if isinstance(value, str):
            written = re.fullmatch(r"\s*(\d{1,2})(?:\s*[.:uh ]\s*(\d{2})?)?\s*(?:uur)?\s*", value)
            value = f"{written[1]}:{written[2] or '00'}" if written else value
        return super().to_python(value)


class HowForm(OnceForm):
    """What and when, on one screen; today and now are chosen already (ux 6.9)."""

    title = _title(help_text=_("Dit mag zo blijven. Anders zeggen mag ook."))
    day = forms.ChoiceField(
        label=_("Welke dag?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een dag."), "invalid_choice": _("Kies een dag.")},
    )
    clock = forms.ChoiceField(
        label=_("Hoe laat?"),
        choices=TIMES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een tijd."), "invalid_choice": _("Kies een tijd.")},
    )
    other = ClockField(label=_("Anders: hoe laat?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = timezone.localdate()
        self.days = [first + timedelta(days=nth) for nth in range(4)]
        self.weekdays = [first + timedelta(days=nth - first.weekday()) for nth in range(7)]
        choices = [(f"{day:%Y-%m-%d}", "") for day in self.days]
        choices += [(f"weekly-{nth}", "") for nth in range(7)]
        self.fields["day"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("day", f"{first:%Y-%m-%d}")
        self.initial.setdefault("clock", "now")

    @property
    def chosen_day(self) -> str:
        """The day as it was sent, or today."""
        return str(self["day"].value())

    def clean(self) -> dict[str, Any]:
        """Make `starts` (None: now) and `weekly` of what was chosen."""
        said = super().clean() or {}
        day, clock = said.get("day"), said.get("clock")
        if clock != "other":
            self.errors.pop("other", None)
        if not day or not clock or "other" in self.errors:
            return said
        at = self._chosen(clock, said.get("other"))
        said["weekly"] = day.startswith("weekly-")
        if at is None and clock == "now" and day == f"{self.days[0]:%Y-%m-%d}":
            said["starts"] = None
        elif at is None:
            field = "other" if clock == "other" else "clock"
            self.add_error(field, forms.ValidationError(now_("Kies een tijd."), code="no-time"))
        else:
            said["starts"] = self._moment(self._day(day, at), at)
        return said

    def _chosen(self, clock: str, other: time | None) -> time | None:
        if clock == "other":  # else the field is folded away, whatever stands in it
            return other
        return time.fromisoformat(clock) if clock in CLOCKS else None

    def _day(self, said: str, at: time) -> date:
        if not said.startswith("weekly-"):
            return date.fromisoformat(said)
        first = self.days[0]
        day = first + timedelta(days=(int(said[-1]) - first.weekday()) % 7)
        passed = day == first and local_moment(day, at) < timezone.now()
        return day + timedelta(days=7) if passed else day

    def _moment(self, day: date, at: time) -> datetime | None:
        if clock_change(day, at) == "skipped":
            sentence = now_("Die nacht slaat de klok dit uur over. Kies een andere tijd.")
            self.add_error("other", forms.ValidationError(sentence, code="hour-skipped"))
        return local_moment(day, at)


def _said_or_written(form: SpokenForm, said: dict[str, Any], name: str) -> None:
    """What is only said aloud gets a name of ours; what is neither said nor written is asked."""
    if not said.get("title") and "title" not in form.errors:
        if said.get("voice"):
            said["title"] = name or now_("Iets nieuws")
        else:
            form.add_error("title", forms.ValidationError(TITLE_MISSING, code="required"))


class BeginForm(SpokenForm, HowForm):
    """*Ik begin iets*: say it or write it, and when. `name`: how it is called when only said."""

    def __init__(self, *args: Any, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name, self.fields["title"].required = name, False

    def clean(self) -> dict[str, Any]:
        """As `HowForm`; a recording is enough to go by."""
        said = super().clean()
        _said_or_written(self, said, self.name)
        return said


class IdeaForm(SpokenForm):
    """An idea to hang up: a drawing, a few words, said or written."""

    title = _title(_("Wat is je idee?"), required=False)
    picto = forms.ChoiceField(
        label=_("Waar lijkt het op?"),
        choices=[(tile.picto, tile.label) for tile in TILES.values()],
        widget=forms.RadioSelect,
        initial="plus",
        error_messages={
            "required": _("Kies een plaatje."),
            "invalid_choice": _("Kies een plaatje."),
        },
    )

    def clean(self) -> dict[str, Any]:
        """A recording is enough to go by."""
        said = super().clean() or {}
        tile = TILES.get(said.get("picto", ""))
        _said_or_written(self, said, str(tile.title) if tile else "")
        return said


class ChangeForm(PlainForm):
    """One time, or a series from a day on: what, when, how long, how many fit."""

    title = _title()
    day = forms.DateField(
        label=_("Welke dag?"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    clock = ClockField(label=_("Hoe laat?"))
    minutes = forms.TypedChoiceField(
        label=_("Hoe lang?"), choices=LENGTHS, coerce=int, widget=forms.RadioSelect
    )
    scope = forms.ChoiceField(
        label=_("Welke keren verander je?"),
        choices=[
            ("one", _("Alleen deze keer")),
            ("from", _("Vanaf deze keer")),
            ("all", _("Alle keren die nog komen")),
        ],
        widget=forms.RadioSelect,
        initial="one",
    )
    every = forms.ChoiceField(
        label=_("Hoe vaak? Dit telt niet voor alleen deze keer."),
        choices=[
            ("week", _("Elke week")),
            ("two-weeks", _("Om de week")),
            ("month", _("Elke maand")),
        ],
        widget=forms.RadioSelect,
        initial="week",
    )
    skips_holidays = forms.BooleanField(label=_("Niet op feestdagen"), required=False)
    capacity = forms.IntegerField(
        label=_("Voor hoeveel buren is er plek?"),
        help_text=_("Laat dit leeg als iedereen past. Dat is meestal zo."),
        required=False,
        min_value=1,
        max_value=500,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    limit_by = forms.ChoiceField(
        label=_("Waarom past niet iedereen?"),
        choices=[
            ("", _("Iedereen past")),
            ("space", _("De ruimte is klein")),
            ("things", _("Er zijn niet meer spullen")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    limit_what = NameField(
        label=_("Welke ruimte of welke spullen?"),
        help_text=_("Zoals: 6 naaimachines."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, series: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not series:
            for name in ("scope", "every", "skips_holidays"):
                del self.fields[name]
        length = self.initial.get("minutes", 120)
        if length not in dict(LENGTHS):
            own = hours(length)
            field: Any = self.fields["minutes"]
            field.choices = sorted([*LENGTHS, (length, own)], key=lambda pair: pair[0])

    def clean(self) -> dict[str, Any]:
        """Make `starts` of day and time."""
        said = super().clean() or {}
        day, at = said.get("day"), said.get("clock")
        if day and at is not None:
            if clock_change(day, at) == "skipped":
                sentence = now_("Die nacht slaat de klok dit uur over. Kies een andere tijd.")
                self.add_error("clock", forms.ValidationError(sentence, code="hour-skipped"))
            said["starts"] = local_moment(day, at)
        return said


class DescribeForm(PlainForm):
    """More about an activity, and what it costs. A contribution is at most the costs (K2A)."""

    about = forms.CharField(
        label=_("Wat wil je erover zeggen?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    costs = EuroField(
        label=_("Wat kost het voor één mens?"),
        help_text=_("In euro. Laat dit leeg als het niets kost."),
        required=False,
    )
    costs_about = NameField(
        label=_("Waar is het geld voor?"),
        help_text=_("Zoals: boodschappen."),
        max_length=200,
        required=False,
    )
    contribution = EuroField(
        label=_("Wat vraag je aan wie komt?"),
        help_text=_("Nooit meer dan het kost. Niets vragen mag altijd."),
        required=False,
    )


class AttendanceForm(PlainForm):
    """Who was there: ticks and a number, or only a number."""

    people = forms.MultipleChoiceField(
        label=_("Wie waren er?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.IntegerField(
        label=_("Nog meer mensen, zonder naam"), required=False, min_value=0, max_value=500
    )
    number = forms.IntegerField(
        label=_("Hoeveel mensen waren er?"), required=False, min_value=0, max_value=500
    )

    def __init__(self, *args: Any, people: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {person.code: person for person in people}
        field: Any = self.fields["people"]
        field.choices = [(code, person.called) for code, person in self.known.items()]

    def chosen(self) -> list[Any]:
        """The people that were ticked."""
        return [self.known[code] for code in self.cleaned_data["people"]]


class PersonForm(PlainForm):
    """Choose one neighbour by their tag."""

    person = forms.ChoiceField(
        label=_("Wie vraag je?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een buur."), "invalid_choice": _("Kies een buur.")},
    )

    def __init__(self, *args: Any, people: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {person.code: person for person in people}
        field: Any = self.fields["person"]
        field.choices = [(code, person.called) for code, person in self.known.items()]
        self.people = list(self.known.values())
