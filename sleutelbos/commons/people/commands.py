"""What a person does with what is known of them, and what a room needs to know somebody."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.kit.codes import fingerprint, new_token
from sleutelbos.kit.refused import Refused

from .models import KeyCard, Person, new_stamp


@transaction.atomic
def get_to_know(
    *, called: str, tag_picto: str, tag_colour: str, language: str = "nl", email: str | None = None
) -> Person:
    """Make a person out of what they want to be called and the tag they chose (K1F).

    Nothing else is needed. Refused when the name is empty (`no-name`). Rooms call this through
    their own welcome, which also gives the person a place.
    """
    called = " ".join(called.split())
    if not called:
        raise Refused("no-name", _("Hoe wil je heten? Een voornaam is genoeg."), field="called")
    return Person.objects.create(
        called=called,
        tag_picto=tag_picto,
        tag_colour=tag_colour,
        language=language,
        email=email.lower() if email else None,
    )


@transaction.atomic
def make_card(person: Person, *, by: Person | None) -> str:
    """Give a person a new key card and return its token, to be printed once and never stored.

    A card made earlier stops working at once, and so do the devices that were signed in: a card
    that is made again is a card that was lost.
    """
    now = timezone.now()
    had = KeyCard.objects.of(person).filter(revoked_at=None).update(revoked_at=now)
    token = new_token()
    KeyCard.everywhere.create(  # everywhere: writing, not looking
        person=person, fingerprint=fingerprint(token), made_at=now, made_by=by
    )
    if had:
        sign_out_everywhere(person)
    return token


@transaction.atomic
def revoke_card(person: Person) -> None:
    """Make the card of a person worthless, now, and sign out every device."""
    KeyCard.objects.of(person).filter(revoked_at=None).update(revoked_at=timezone.now())
    sign_out_everywhere(person)


def sign_out_everywhere(person: Person) -> None:
    """Give the person a new stamp: sessions that carry the old one end at their next request."""
    person.stamp = new_stamp()
    Person.objects.filter(pk=person.pk).update(stamp=person.stamp)


def hide(person: Person) -> None:
    """Make somebody unfindable (NL: onvindbaar): every answer is as for someone unknown."""
    Person.objects.filter(pk=person.pk, hidden_since=None).update(hidden_since=timezone.now())


def show_again(person: Person) -> None:
    """End being unfindable."""
    Person.objects.filter(pk=person.pk).update(hidden_since=None)


def choose_language(person: Person, language: str) -> None:
    """Remember the language a person reads best, for paper and mail."""
    Person.objects.filter(pk=person.pk).update(language=language)
