"""Who said *Ik kom*, for one time or for a whole series, and who was there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.within import WithinPlace

from .models_days import Occurrence, Series


class SignUp(models.Model):
    """One neighbour who comes, waits, or said *Ik kom toch niet*. A person has one row at most.

    A guest *zonder naam* is only the hash of a random word kept on their own phone, made anew for
    every occurrence: two sign-ups of one guest cannot be linked. A row with neither is of somebody
    who had themselves erased.
    """

    class State(models.TextChoices):
        """What somebody said last, and whether there was a place."""

        COMING = "coming", _("komt")
        WAITING = "waiting", _("wacht")
        GONE = "gone", _("komt niet")

    occurrence = models.ForeignKey(
        Occurrence, models.CASCADE, related_name="sign_ups", db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    guest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=7, choices=State)
    arrived_at = models.DateTimeField()  # the order of the waiting list
    moved_up_at = models.DateTimeField(null=True, blank=True)

    everywhere = models.Manager()
    objects = WithinPlace("occurrence__place")
    personal = {
        "person": Personal(
            label=_("Waar jij komt"),
            erase="name",
            export=("occurrence", "state", "arrived_at"),
            seen_by=_("Wie de activiteit trekt. Anderen zien alleen een getal"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "person"], name="one_sign_up_a_person"),
            models.UniqueConstraint(
                fields=["occurrence", "guest"], condition=~Q(guest=""), name="one_sign_up_a_guest"
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(guest=""), name="a_guest_has_no_name"
            ),
        ]
        indexes = [
            models.Index(
                fields=["occurrence", "arrived_at", "id"],
                condition=Q(state="waiting"),
                name="sign_up_waiting_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} since {self.arrived_at:%Y-%m-%d}"


class SeriesSignUp(models.Model):
    """Somebody who comes every time, also to the days that are not written down yet."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()

    everywhere = models.Manager()
    objects = WithinPlace("series__activity__place")
    personal = {
        "person": Personal(
            label=_("Waar jij elke keer komt"),
            erase="row",
            export=("series", "since"),
            seen_by=_("Wie de activiteit trekt. Anderen zien alleen een getal"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "person"], name="one_series_sign_up_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"every time since {self.since:%Y-%m-%d}"


class Attended(models.Model):
    """A neighbour who was there, ticked by who pulled it. The number stays when they go."""

    occurrence = models.ForeignKey(
        Occurrence, models.CASCADE, related_name="attendees", db_index=False
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ticked_at = models.DateTimeField()

    everywhere = models.Manager()
    objects = WithinPlace("occurrence__place")
    personal = {
        "person": Personal(
            label=_("Waar jij was"),
            erase="row",
            export=("occurrence", "ticked_at"),
            seen_by=_("Wie de activiteit trekt"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "person"], name="ticked_once"),
        ]

    def __str__(self) -> str:
        return f"there on {self.ticked_at:%Y-%m-%d}"
