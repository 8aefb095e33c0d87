"""Visits, the tablets that write them down, and what a tablet sent that a human must look at."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import NOBODY, Personal
from sleutelbos.kit.within import PlaceOwned

from .models_counts import CountingMoment, CountTick, Part, Tally
from .models_table import HandoverNote, HostCall, HostDay

__all__ = [
    "CountTick", "CountingMoment", "HandoverNote", "HostCall", "HostDay", "Part", "SetAside",
    "Tablet", "Tally", "Undone", "Visit",
]  # fmt: skip


class Tablet(PlaceOwned):
    """A tablet that a host put at the door. It holds a random token; here stays only its hash.

    Its cookie opens the addresses of the door of this place and nothing else: it is not a person.
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    name = models.CharField(_("naam van de tablet"), max_length=40)
    fingerprint = models.CharField(max_length=64, unique=True)
    enrolled_at = models.DateTimeField()
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    personal = {
        "enrolled_by": Personal(
            label=_("Tablets die jij bij de deur zette"),
            erase="name",
            export=("place", "name", "enrolled_at"),
            seen_by=_("De gastvrouwen en het team"),
        ),
    }

    def __str__(self) -> str:
        return self.name


class Visit(PlaceOwned):
    """One visit of one person in one part of a day: 1 in the count of the door (source: tapped).

    Without `person` it is somebody we know nothing about and ask nothing of. `client_id` is made on
    the device, so that a visit sent twice is one visit. `digest` is of what was sent, to tell the
    same from something else; it holds nothing that is not in the row.
    """

    client_id = models.UUIDField()
    day = models.DateField()
    part = models.CharField(max_length=9, choices=Part)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=32)

    personal = {
        "person": Personal(
            label=_("Dagen dat jij binnenkwam"),
            erase="name",
            export=("place", "day", "part"),
            seen_by=_("De gastvrouw van die dag, als je naam op het deurscherm mag"),
        ),
        "brought_by": Personal(
            label=_("Dagen dat jij een buur meenam"),
            erase="name",
            export=("place", "day", "part"),
            seen_by=_("Alleen jij, en de buur die je meenam"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "client_id"], name="a_visit_sent_twice_is_one_visit"
            ),
        ]
        indexes = [models.Index(fields=["place", "day"], name="visit_place_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.part}"


class Undone(PlaceOwned):
    """„Dit ben ik niet“: the visit with this id does not count, whether it came before or after."""

    client_id = models.UUIDField()
    day = models.DateField()

    personal = NOBODY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "client_id"], name="a_visit_is_taken_back_once"
            ),
        ]
        verbose_name_plural = "undone"

    def __str__(self) -> str:
        return str(self.client_id)


class SetAside(PlaceOwned):
    """Something a tablet sent that cannot simply be counted: kept until a human decides (bar R7).

    `content` holds opaque codes, a kind and a moment, never a name or a text.
    """

    class Reason(models.TextChoices):
        """Why it was set aside, as the host reads it."""

        OTHER_CONTENT = "other-content", _("Dit bezoek staat er al, maar anders.")
        TOO_OLD = "too-old", _("Dit bezoek is meer dan 14 dagen oud.")
        IN_FUTURE = "in-future", _("Volgens de tablet is dit bezoek nog niet geweest.")
        UNKNOWN_TAG = "unknown-tag", _("Wij kennen deze sleutelhanger hier niet.")
        UNREADABLE = "unreadable", _("Wij konden niet lezen wat de tablet stuurde.")
        LOST = "lost-on-tablet", _("De tablet raakte bezoeken kwijt voor ze verstuurd waren.")

    client_id = models.UUIDField(default=uuid.uuid4)
    digest = models.CharField(max_length=32)
    content = models.JSONField()
    reason = models.CharField(max_length=14, choices=Reason)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    personal = {
        "settled_by": Personal(
            label=_("Bezoeken waar jij over besloot"),
            erase="name",
            export=("place", "reason", "settled_at"),
            seen_by=_("De gastvrouwen en het team"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "client_id", "digest"], name="the_same_thing_is_set_aside_once"
            ),
        ]
        indexes = [
            models.Index(fields=["place"], condition=Q(settled_at=None), name="setaside_open"),
        ]
        verbose_name_plural = "set aside"

    def __str__(self) -> str:
        return f"{self.reason} {self.received_at:%Y-%m-%d}"

    @property
    def said_day(self) -> date | None:
        """The day it was about, when it says one."""
        day = self.content.get("day")
        return date.fromisoformat(day) if day else None

    @property
    def said_part(self) -> str:
        """The part of that day, in words."""
        part = self.content.get("part", "")
        return str(Part(part).label) if part in Part.values else ""
