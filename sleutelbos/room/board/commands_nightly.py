"""How long the address of a calendar is kept (P2, R40)."""

from sleutelbos.kit.kept import WITH_PERSON

from .models import Feed

KEPT = {
    Feed: WITH_PERSON,
}
