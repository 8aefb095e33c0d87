"""The form every form of the house is made of: plain words, nothing lost, no BSN (P1).

A form here is written as any Django form, with `PlainForm` as its base:

- every text is made plain first (no control or turning characters, NFC), also what is shown back;
- every text field and the name of every file refuses a BSN, and never shows it back;
- errors are the sentences of the house: what happened, then what to do; none repeats what was
  typed;
- nothing is checked by the browser (`novalidate` in the template, no `required`, no `maxlength`),
  so that the person reads our sentence instead of the browser's, and nothing typed is cut off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sleutelbos.kit.bsn import MESSAGE, bsn_in
from sleutelbos.kit.figures import cents_in
from sleutelbos.kit.plain_text import one_line, plain_text, without_numbers
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.sound import MOST_BYTES

WORDS: dict[type, dict[str, str | Promise]] = {
    forms.Field: {"required": _("Schrijf of zeg een paar woorden.")},
    forms.CharField: {
        "max_length": ngettext_lazy(
            "Dit is te lang. Er past %(limit_value)d letter. Maak het korter.",
            "Dit is te lang. Er passen %(limit_value)d letters. Maak het korter.",
            "limit_value",
        ),
        "min_length": ngettext_lazy(
            "Dit is te kort. Schrijf %(limit_value)d letter of meer.",
            "Dit is te kort. Schrijf %(limit_value)d letters of meer.",
            "limit_value",
        ),
    },
    forms.EmailField: {
        "required": _("Schrijf je e-mailadres."),
        "invalid": _("Dit lijkt geen e-mailadres. Een adres is zoals naam@voorbeeld.nl."),
    },
    forms.URLField: {"invalid": _("Dit lijkt geen webadres. Een adres is zoals www.voorbeeld.nl.")},
    forms.IntegerField: {
        "required": _("Schrijf een getal."),
        "invalid": _("Schrijf een getal, zoals 12."),
        "max_value": _("Dit getal is te hoog. Kies %(limit_value)s of lager. Klopt het?"),
        "min_value": _("Dit getal is te laag. Kies %(limit_value)s of hoger. Klopt het?"),
    },
    forms.DateField: {"required": _("Kies een dag."), "invalid": _("Kies een dag.")},
    forms.TimeField: {
        "required": _("Kies een tijd."),
        "invalid": _("Schrijf een tijd, zoals 13.00."),
    },
    forms.DateTimeField: {
        "required": _("Kies een dag en een tijd."),
        "invalid": _("Kies een dag en een tijd."),
    },
    forms.ChoiceField: {"required": _("Kies er een."), "invalid_choice": _("Kies er een.")},
    forms.MultipleChoiceField: {"invalid_list": _("Kies er een."), "required": _("Kies er een.")},
    forms.ModelChoiceField: {"required": _("Kies er een."), "invalid_choice": _("Kies er een.")},
    forms.BooleanField: {"required": _("Tik dit aan als je het goed vindt.")},
    forms.UUIDField: {"invalid": _("Hier ging iets mis. Probeer het nog eens.")},
    forms.FileField: {
        "required": _("Kies een bestand."),
        "missing": _("Kies een bestand."),
        "empty": _("Dit bestand is leeg. Kies een ander bestand."),
        "invalid": _("Het bestand kwam niet aan. Probeer het nog eens."),
        "max_length": _("De naam van het bestand is te lang. Maak de naam korter."),
        "contradiction": _("Kies een bestand, of haal het weg."),
    },
}


@dataclass(frozen=True)
class Trouble:
    """One thing to put right, for the summary on top: the id of its field (or "") and why."""

    field_id: str
    sentence: str


class PlainForm(forms.Form):
    """Base of every form. See the module; `troubles` feeds the summary that gets the focus."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(None if data is None else _plain_data(data), *args, **kwargs)
        for name, field in self.fields.items():
            _speak_plainly(field)
            if isinstance(field, forms.CharField | forms.FileField):
                field.validators = [*field.validators, _NoBsn(name, field.label)]
            field.widget.attrs.pop("maxlength", None)
            field.widget.attrs.pop("minlength", None)

    def full_clean(self) -> None:
        """Clean; then take out of what is shown back any number that may be a BSN."""
        super().full_clean()
        if self.is_bound and isinstance(self.data, MultiValueDict):
            for key, values in list(self.data.lists()):
                if any(bsn_in(value, label=_explains(key)) for value in values):
                    self.data.setlist(key, [without_numbers(str(value)) for value in values])

    @property
    def troubles(self) -> list[Trouble]:
        """What is to be put right, in the order of the fields, those of the whole form first."""
        found = [Trouble("", str(sentence)) for sentence in self.non_field_errors()]
        for field in self:
            found += [Trouble(field.id_for_label, str(sentence)) for sentence in field.errors]
        return found

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal of a command at its own field, or on top when it belongs to none."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, ValidationError(refusal.message, code=refusal.code))


class OnceField(forms.UUIDField):
    """A hidden id made with the page: the same form sent twice carries the same id (R5).

    A missing or broken id gets a new one, so `cleaned_data["once"]` always is a UUID.
    """

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "initial": uuid4, **kwargs})

    def to_python(self, value: Any) -> UUID:  # type: ignore[override]
        """The id that came along, or a new one."""
        try:
            return super().to_python(value) or uuid4()
        except ValidationError:
            return uuid4()


class OnceForm(PlainForm):
    """A form that adds something: `cleaned_data["once"]` goes to the command and its table (R5)."""

    once = OnceField()


class SpokenForm(OnceForm):
    """A form into which one can also speak: `voice` is the recording, which may be left out."""

    voice = forms.FileField(required=False, max_length=100, allow_empty_file=True)

    def sound(self) -> bytes | None:
        """The recording that came along, or nothing. Never reads more than we keep, plus one."""
        voice = self.cleaned_data.get("voice")
        return voice.read(MOST_BYTES + 1) if voice else None


class NameField(forms.CharField):
    """A name or title: on one line, without spaces around it or doubled in it."""

    def to_python(self, value: Any) -> str:
        """The name as it is kept."""
        return one_line(super().to_python(value) or "")


class EuroField(forms.CharField):
    """An amount in euros as people write it (`2`, `2,50`, `€ 2,50`); becomes cents."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, digits: int = 4, **kwargs: Any) -> None:
        """`digits` is how many there may be before the comma."""
        super().__init__(**kwargs)
        self.below = 100 * 10**digits

    def to_python(self, value: Any) -> int:  # type: ignore[override]
        """The amount in cents; empty is nothing, where it may be empty."""
        said = str(super().to_python(value) or "")
        cents = cents_in(said) if said or self.required else 0
        if cents is None or cents >= self.below:
            raise forms.ValidationError(_("Schrijf een bedrag, zoals 2,50."), code="amount")
        return cents

    def prepare_value(self, value: Any) -> Any:
        """Cents as euros with a comma; what was typed stays as it was typed."""
        if isinstance(value, int):
            return f"{value // 100},{value % 100:02}" if value else ""
        return value


class _NoBsn:
    """A validator that knows what its field is called: „telefoon“ explains nine digits."""

    def __init__(self, name: str, label: str | Promise | None) -> None:
        self.name, self.label = name, label

    def __call__(self, value: object) -> None:
        values = value if isinstance(value, list) else [value]
        written = [getattr(each, "name", each) for each in values]  # of a file: its name
        if bsn_in(written, label=_explains(f"{self.name} {self.label or ''}")):
            raise ValidationError(MESSAGE, code="bsn")


def _explains(name: str) -> str:
    return name.replace("_", " ")


def _plain_data(data: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    """A copy of what was sent, made plain; the original stays as it is."""
    plain: MultiValueDict[str, Any] = QueryDict(mutable=True)
    pairs = data.lists() if isinstance(data, MultiValueDict) else ((k, [data[k]]) for k in data)
    for key, values in pairs:
        plain.setlist(key, [plain_text(v) if isinstance(v, str) else v for v in values])
    return plain


@lru_cache(maxsize=64)
def _sentences_for(kind: type[forms.Field]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Django's own sentences for a kind of field, and ours."""
    theirs: dict[str, Any] = {}
    ours: dict[str, Any] = {}
    for cls in reversed(kind.__mro__):
        theirs |= cls.__dict__.get("default_error_messages", {})
        ours |= WORDS.get(cls, {})
    return theirs, ours


def _speak_plainly(field: forms.Field) -> None:
    """Give a field our sentences, except where its form already has one of its own."""
    theirs, ours = _sentences_for(type(field))  # type: ignore[arg-type]
    for code, sentence in ours.items():
        now = field.error_messages.get(code)
        if now is None or now is theirs.get(code):
            field.error_messages[code] = sentence
