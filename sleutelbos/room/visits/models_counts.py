"""Counts that do not come from the door: tally sheets, files, and counting moments."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import NOBODY, Personal
from sleutelbos.kit.within import PlaceOwned, WithinPlace


class Part(models.TextChoices):
    """The parts of a day: until 12, until 18, and after. A visit knows no clock time (K1F)."""

    MORNING = "morning", _("ochtend")
    AFTERNOON = "afternoon", _("middag")
    EVENING = "evening", _("avond")


class Tally(PlaceOwned):
    """How many people there were, as somebody counted or remembers it, and how it is known (K1F).

    Never changed: taking one back marks it, and what is right is written again. `people` counts
    visits, not different people. Without `part` it is about whole days.
    """

    class Source(models.TextChoices):
        """How a figure is known. It stays with the figure wherever that goes."""

        TAPPED = "tapped", _("getikt bij de deur")
        COUNTED = "counted", _("geteld op een telmoment")
        TALLIED = "tallied", _("geturfd")
        IMPORTED = "imported", _("uit een bestand")
        ESTIMATED = "estimated", _("geschat")

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    first_day = models.DateField()
    last_day = models.DateField()
    part = models.CharField(max_length=9, choices=Part, blank=True)
    activity = models.CharField(_("activiteit"), max_length=80, blank=True)
    people = models.PositiveIntegerField(_("mensen"))
    source = models.CharField(max_length=9, choices=Source)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    noted_at = models.DateTimeField()
    file = models.CharField(max_length=64, blank=True)  # SHA-256 of the file it came from
    once = models.UUIDField(default=uuid.uuid4)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    personal = {
        "noted_by": Personal(
            label=_("Tellingen die jij opschreef"),
            erase="name",
            export=("place", "first_day", "last_day", "people", "source"),
            seen_by=_("De gastvrouwen en het team"),
        ),
        "taken_back_by": Personal(
            label=_("Tellingen die jij terugnam"),
            erase="name",
            export=("place", "first_day", "last_day", "people", "taken_back_at"),
            seen_by=_("De gastvrouwen en het team"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "once"],
                condition=Q(taken_back_at=None),
                name="a_tally_sent_twice_is_one_tally",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="a_tally_ends_after_it_began"
            ),
        ]
        indexes = [models.Index(fields=["place", "first_day"], name="tally_place_day")]
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.people} {self.source} {self.first_day}"


class CountingMoment(PlaceOwned):
    """A part of a day, drawn at random, in which the host counts everyone who is there (K1F).

    `seed` and what was drawn before make the draw again, so that anyone can check it was fair.
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    day = models.DateField()
    part = models.CharField(max_length=9, choices=Part)
    drawn_at = models.DateTimeField()
    seed = models.CharField(max_length=16)
    finished_at = models.DateTimeField(null=True, blank=True)

    personal = NOBODY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "day", "part"], name="a_part_of_day_is_drawn_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.part}"


class CountTick(models.Model):
    """One press on „+1“ (or „−1“) during a counting moment; gone when the count is finished."""

    moment = models.ForeignKey(CountingMoment, models.CASCADE, related_name="ticks")
    client_id = models.UUIDField()
    step = models.SmallIntegerField()

    everywhere = models.Manager()
    objects = WithinPlace("moment__place")
    personal = NOBODY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["moment", "client_id"], name="a_press_sent_twice_is_one_press"
            ),
            models.CheckConstraint(condition=Q(step__in=(1, -1)), name="a_press_is_one_person"),
        ]

    def __str__(self) -> str:
        return f"{self.step:+d}"
