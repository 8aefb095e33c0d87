"""What waits for a person to be read. It says that there is something, never what (T11)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.within import PlaceOwned

SENTENCE = 120  # letters


class Notice(PlaceOwned):
    """One neutral sentence for one person, with the page of their own where the rest stands.

    `sentence` is a Dutch sentence of our own making, shown in the language of the reader; no name,
    title or word of what it is about is in it. `path` is only shown to the person, signed in.
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(_("soort"), max_length=20)
    sentence = models.CharField(_("bericht"), max_length=SENTENCE)
    path = models.CharField(max_length=200)
    made_at = models.DateTimeField(_("gekomen"))
    read_at = models.DateTimeField(_("gelezen"), null=True, blank=True)

    personal = {
        "person": Personal(
            label=_("Berichten aan jou"),
            erase="row",
            export=("place", "kind", "sentence", "made_at", "read_at"),
            seen_by=_("Alleen jij. Wie papier uitdeelt, ziet dat er iets is"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(sentence=""), name="a_notice_says_something"),
            models.CheckConstraint(
                condition=Q(path__startswith="/"), name="a_notice_leads_to_a_page_of_ours"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "made_at"], name="notices_of_a_person"),
            models.Index(
                fields=["place", "person"], condition=Q(read_at=None), name="notices_to_hand_over"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d}"

    @property
    def words(self) -> str:
        """The sentence in the language of who reads it now."""
        return gettext(self.sentence)
