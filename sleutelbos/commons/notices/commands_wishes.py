"""How somebody wants to hear that there is something, and turning it off with one tap."""

from datetime import time

import phonenumbers
from django.db import transaction
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.refused import Refused

from .commands_deliver import wake_mine
from .models import Device, Wishes
from .models_kinds import KINDS


@transaction.atomic
def wish(
    person: Person, *, mail: bool, mail_at: time, paper: bool | None, phone: str,
    quiet_from: time, quiet_until: time, not_about: list[str],
) -> Wishes:  # fmt: skip
    """Keep how this person wants to hear. Refused when the number is none (`no-number`).

    The number is kept only because they left it here for this, and goes when they empty the field.
    """
    wishes, _new = Wishes.everywhere.update_or_create(  # one's own
        person=person,
        defaults={
            "mail": mail,
            "mail_at": mail_at,
            "paper": paper,
            "phone": phone_number(phone),
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "not_about": sorted(set(not_about) & set(KINDS)),
        },
    )
    wake_mine(person)
    return wishes


@transaction.atomic
def all_off(person: Person) -> None:
    """Nothing goes out any more: no mail, no sign, no paper, no number. The screen stays."""
    Wishes.everywhere.update_or_create(  # one's own
        person=person, defaults={"mail": False, "paper": False, "phone": ""}
    )
    Device.objects.of(person).delete()


def mail_off(person: Person) -> None:
    """No mail any more, from the link in a mail."""
    Wishes.objects.of(person).update(mail=False)


def phone_number(typed: str) -> str:
    """The number as the world writes it (+31612345678), or nothing. Refused `no-number`."""
    if not typed.strip():
        return ""
    try:
        number = phonenumbers.parse(typed, "NL")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise Refused(
            "no-number", _("Dit lijkt geen nummer. Schrijf het zoals 06 12345678."), field="phone"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
