"""What people type, say and choose on the wall."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.forms import OnceForm, PlainForm, SpokenForm

from .commands import LONGEST_WORDS
from .commands_touch import LONGEST_MESSAGE


class PostForm(SpokenForm):
    """A talent or a question. `title` fills in the words; `is_ask` chooses whether a name goes with
    it and how the questions are put."""

    words = forms.CharField(
        label=_("Zo komt het aan je bos"),
        help_text=_("Dit mag zo blijven. Anders zeggen mag ook."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    with_name = forms.BooleanField(
        label=_("Mijn naam erbij"),
        help_text=_("Iedereen kan dit lezen, ook buiten de kamer."),
        required=False,
    )

    def __init__(self, *args: Any, title: str = "", is_ask: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].initial = title
        self.fields["with_name"].initial = not is_ask
        if is_ask:
            self.fields["words"].label = _("Zo vragen wij het")
            self.fields["with_name"].help_text = _("Zonder naam staat er: een buur vraagt dit.")
        if not title:
            self.fields["words"].label = _("In jouw woorden")
            self.fields["words"].help_text = _("Zeg het zoals je het aan een buur zegt.")


class SearchForm(PlainForm):
    """A few words to find a neighbour by."""

    q = forms.CharField(
        label=_("Zoek op de muur"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )


class MessageForm(OnceForm):
    """One message to the other."""

    text = forms.CharField(
        label=_("Jouw bericht"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf een paar woorden.")},
    )
