"""What a notice can be about, for who wants to hear less. Only the person sees these words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "activities": _("Activiteiten"),
    "keys": _("De sleutel en de deur"),
    "talents": _("Wat ik kan"),
    "thanks": _("Een bedankje"),
    "help": _("Een vraag"),
    "story": _("Mijn route"),
    "going": _("Samen op pad"),
    "work": _("Werk"),
    "money": _("Kosten"),
    "calls": _("Bellen"),
    "room": _("De kamer"),
}
