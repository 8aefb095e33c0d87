"""The social map: which institutions there are around a room, and how somebody gets in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.life_areas import LONGEST_JOINED, LifeArea, parted
from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.within import PlaceOwned


class Institution(PlaceOwned):
    """One institution on the social map of a room: what it does, how one gets in (K5B, K5C).

    Never a name of somebody who works there: people change, and it is theirs to tell. `areas` holds
    codes of `kit.life_areas`, `languages` codes of languages, each with a space between. `uuid` is
    what other registers know it by (Open Referral).
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    name = models.CharField(_("naam"), max_length=80)
    what = models.CharField(_("wat zij doen"), max_length=300)
    areas = models.CharField(max_length=LONGEST_JOINED, blank=True)
    way_in = models.CharField(_("zo kom je binnen"), max_length=300, blank=True)
    hours = models.CharField(_("wanneer"), max_length=200, blank=True)
    address = models.CharField(_("straat en nummer"), max_length=120, blank=True)
    postal_code = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("plaats"), max_length=60, blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    languages = models.CharField(max_length=40, blank=True)
    for_network = models.BooleanField(_("ook voor de andere kamers"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField()
    checked_on = models.DateField()  # somebody looked whether it is still so
    ended_at = models.DateTimeField(null=True, blank=True)

    personal = {
        "added_by": Personal(
            label=_("Wat jij op de sociale kaart zette"),
            erase="name",
            export=("place", "name", "added_at"),
            seen_by=_("Niemand ziet dat jij het was"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(what=""), name="an_institution_says_what_it_does"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("added_at")),
                name="an_institution_leaves_after_it_came",
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "name"], condition=Q(ended_at=None), name="institution_on_map"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def life_areas(self) -> list[LifeArea]:
        """The parts of a life it does something for, in the order of the screen."""
        return parted(self.areas)
