"""What is kept of going along: the welcome card. The other tables stand in `models_*.py`."""

from django.db import models
from django.db.models import F, Q

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import NOBODY
from sleutelbos.kit.within import PlaceOwned


class WelcomeCard(PlaceOwned):
    """One card with which an institution points somebody to a room. NL: welkomstkaart (K5B).

    Nothing about the person and nothing about the institution: which room, in which second
    language, on which day it was made and on which day it was used. `list_mark` is the hash of the
    secret address under which the maker finds their own cards back.
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    list_mark = models.CharField(max_length=64, db_index=True, editable=False)
    language = models.CharField(max_length=5, blank=True)  # beside Dutch; empty: only Dutch
    made_on = models.DateField()
    used_on = models.DateField(null=True, blank=True)

    personal = NOBODY

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_on=None) | Q(used_on__gte=F("made_on")),
                name="a_card_is_used_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"card of {self.made_on}"

    @property
    def is_used(self) -> bool:
        """True when somebody came with it."""
        return self.used_on is not None


from .models_map import Institution  # noqa: E402,F401 - the other tables of this module
from .models_together import Ask, Going, Kind, Line  # noqa: E402,F401 - these too
