"""Looking for what belongs to a person."""

from .models import KeyCard, Person


def person_of_card(fingerprint: str) -> Person | None:
    """The person whose working card has this fingerprint, or nobody. 1 query."""
    card = (
        KeyCard.everywhere.filter(fingerprint=fingerprint, revoked_at=None)  # whose is asked here
        .select_related("person")
        .first()
    )
    return card.person if card else None
