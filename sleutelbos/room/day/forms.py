"""Whether somebody may be called, and whether they call others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.forms import PlainForm


class CallMeForm(PlainForm):
    """Two choices of one's own and a number; nothing is filled in for anybody."""

    called = forms.BooleanField(
        label=_("Bel mij als ik drie weken niet kom"),
        help_text=_("Een buur die jou kent belt, of het team. Nooit om te controleren."),
        required=False,
    )
    phone = forms.CharField(
        label=_("Op dit nummer"),
        help_text=_("Mag leeg blijven. Alleen wie jou belt ziet het. Jij ziet wie dat was."),
        required=False,
        max_length=24,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    calls = forms.BooleanField(
        label=_("Ik wil ook wel eens een buur bellen"),
        help_text=_("Dan vragen wij jou soms. Nee zeggen mag altijd."),
        required=False,
    )
