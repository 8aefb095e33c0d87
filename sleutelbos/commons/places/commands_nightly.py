"""How long places, roles and yeses are kept (P2, R40)."""

from sleutelbos.kit.kept import OF_ROOM, WITH_PERSON

from .models import ApiToken, Consent, Place, Role

KEPT = {
    Place: OF_ROOM,
    Role: WITH_PERSON,
    Consent: WITH_PERSON,  # also what was taken back: it shows what was agreed, until when
    ApiToken: OF_ROOM,
}
