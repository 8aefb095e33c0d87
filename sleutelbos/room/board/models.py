"""The address at which a calendar of one's own reads along."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.within import OfPerson


class Feed(models.Model):
    """The secret address of one person's own calendar (K2E). Making a new one ends the old one.

    Only the hash of its token is kept (R35), so nobody can look it up here.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    everywhere = models.Manager()
    objects = OfPerson()
    personal = {
        "person": Personal(
            label=_("Het adres van jouw agenda"),
            erase="row",
            export=("made_at",),
            seen_by=_("Alleen jij"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="one_calendar_address_a_person"),
        ]

    def __str__(self) -> str:
        return f"calendar address of {self.made_at:%Y-%m-%d}"
