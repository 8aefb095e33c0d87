"""The host's table: who is host today, who is called, and two lines for the next host."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.privacy import NOBODY, Personal
from sleutelbos.kit.within import PlaceOwned


class HostDay(PlaceOwned):
    """Who is host of the room on a day: the one who tapped it last. NL: gastvrouw of gastheer."""

    day = models.DateField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    personal = {
        "person": Personal(
            label=_("Dagen dat jij de buren ontving"),
            erase="row",
            export=("place", "day"),
            seen_by=_("Buren bij de deur, als je naam op het deurscherm mag"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "day"], name="one_host_a_day"),
        ]

    def __str__(self) -> str:
        return f"host of {self.day}"


class HostCall(PlaceOwned):
    """Somebody at the door called the host. It says when, never who."""

    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    personal = NOBODY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(answered_at=None), name="one_open_call_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"call of {self.at:%H.%M}"


class HandoverNote(PlaceOwned):
    """Two lines for the next host; gone after 14 days. NL: overdracht."""

    LONGEST = 200

    text = models.CharField(_("twee regels"), max_length=LONGEST)
    once = models.UUIDField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    written_at = models.DateTimeField()

    personal = {
        "written_by": Personal(
            label=_("Wat jij schreef voor de volgende gastvrouw"),
            erase="row",
            export=("place", "text", "written_at"),
            seen_by=_("De gastvrouwen en het team, 14 dagen lang"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "once"], name="a_note_sent_twice_is_one_note"),
        ]

    def __str__(self) -> str:
        return f"note of {self.written_at:%Y-%m-%d}"
