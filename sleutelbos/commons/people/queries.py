"""Looking for what belongs to a person."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from sleutelbos.kit.privacy import links

from .models import KeyCard, Passkey, Person


def person_of_card(fingerprint: str) -> Person | None:
    """The person whose working card has this fingerprint, or nobody. 1 query."""
    card = (
        KeyCard.everywhere.filter(fingerprint=fingerprint, revoked_at=None)  # whose is asked here
        .select_related("person")
        .first()
    )
    return card.person if card else None


def working_card(person: Person) -> KeyCard | None:
    """The card with which this person can come in now, or none, with who made it. 1 query."""
    cards = KeyCard.objects.of(person).select_related("made_by")
    return cards.filter(revoked_at=None).first()


def passkeys_of(person: Person) -> QuerySet[Passkey]:
    """The devices with which a person comes in, oldest first. 1 query."""
    return Passkey.objects.of(person).order_by("made_at", "pk")


@dataclass(frozen=True)
class Known:
    """One kind of thing the house knows of a person: what, who sees it, how often, and what
    happens with it when the person goes (`stays`: as a number, without the name)."""

    label: str | Promise
    seen_by: str | Promise
    times: int
    stays: bool


def what_is_known(person: Person) -> list[Known]:
    """Everything the house keeps of a person, by every model that reaches one (P2).

    One query a link, however many rows there are. Kinds without a row are left out.
    """
    found = [
        Known(
            link.personal.label,
            link.personal.seen_by,
            link.rows(person).count(),
            link.personal.erase == "name",
        )
        for link in links()
    ]
    return [known for known in found if known.times]
