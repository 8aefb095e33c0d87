"""Keys, the pockets they are in, the plan of the door, and when it really was open."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import NOBODY, Personal
from sleutelbos.kit.within import PlaceOwned, WithinPlace

KEEPERS_SEE = _("Sleuteldragers, gastvrouwen en gastheren, het team en het bestuur")

UNDO_FOR = timedelta(hours=1)  # so long somebody can take back what they just did


class Key(PlaceOwned):
    """One key of the room, with the number on its tag. Never thrown away, only retired (K3A)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    number = models.PositiveSmallIntegerField(_("nummer"), validators=[MinValueValidator(1)])
    opens = models.CharField(_("waarvan"), max_length=40)  # "voordeur", "schuur"
    opens_room = models.BooleanField(_("doet de deur van de kamer open"), default=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    personal = NOBODY

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="a_key_number_is_used_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="keys_are_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Loan(models.Model):
    """One stay of a key in somebody's pocket. A key that is out has an open loan (K3A).

    A hand-over that was undone stays as a loan of no time at all (`was_undone`).
    """

    key = models.ForeignKey(Key, models.PROTECT, related_name="loans")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    responsibility = models.CharField(_("waarvoor"), max_length=80)
    handed_over_at = models.DateTimeField()
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    passed_on_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    everywhere = models.Manager()
    objects = WithinPlace("key__place")
    personal = {
        "holder": Personal(
            label=_("Sleutels die jij had"),
            erase="name",
            export=("key", "responsibility", "handed_over_at", "returned_at"),
            seen_by=KEEPERS_SEE,
        ),
        "handed_over_by": Personal(
            label=_("Sleutels die jij een buur gaf"),
            erase="name",
            export=("key", "handed_over_at"),
            seen_by=_("Alleen jij"),
        ),
        "returned_by": Personal(
            label=_("Sleutels die jij terughing"),
            erase="name",
            export=("key", "returned_at"),
            seen_by=_("Alleen jij"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(returned_at=None),
                name="key_in_one_pocket_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(returned_at__gte=F("handed_over_at")),
                name="a_key_returns_after_it_left",
            ),
            models.CheckConstraint(
                condition=~Q(responsibility=""), name="a_key_comes_with_a_responsibility"
            ),
        ]
        indexes = [models.Index(fields=["holder", "returned_at"], name="loan_holder")]

    def __str__(self) -> str:
        return f"key {self.key_id} since {self.handed_over_at:%Y-%m-%d}"

    @property
    def was_undone(self) -> bool:
        """True for a hand-over that was taken back: it lasted no time at all."""
        return self.returned_at == self.handed_over_at


class Loss(models.Model):
    """A key that is lost, or still being looked for. Says which key, never who (ux 6.8)."""

    key = models.ForeignKey(Key, models.PROTECT, related_name="losses")
    reported_at = models.DateTimeField()
    searching = models.BooleanField(default=False)  # NL: ik zoek eerst nog
    found_at = models.DateTimeField(null=True, blank=True)

    everywhere = models.Manager()
    objects = WithinPlace("key__place")
    personal = NOBODY

    class Meta:
        verbose_name_plural = "losses"
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(found_at=None), name="a_key_is_lost_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(found_at=None) | Q(found_at__gte=F("reported_at")),
                name="a_key_is_found_after_it_was_lost",
            ),
        ]

    def __str__(self) -> str:
        return f"key {self.key_id} lost since {self.reported_at:%Y-%m-%d}"


class OpeningHours(PlaceOwned):
    """The plan of the room for one day of the week: local times. No row: closed that day."""

    weekday = models.PositiveSmallIntegerField()  # 0 is Monday, as in Python
    opens = models.TimeField()
    closes = models.TimeField()

    personal = NOBODY

    class Meta:
        verbose_name_plural = "opening hours"
        constraints = [
            models.UniqueConstraint(fields=["place", "weekday"], name="one_plan_for_a_weekday"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="a_week_has_seven_days"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="the_door_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class OtherDay(PlaceOwned):
    """One day on which the plan is different, and why: closed, or open at other times."""

    day = models.DateField(_("dag"))
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    why = models.CharField(_("waarom"), max_length=80, blank=True)

    personal = NOBODY

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "day"], name="a_day_is_different_once"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(closes__gt=F("opens")),
                name="another_day_is_closed_or_has_both_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"


class Turn(PlaceOwned):
    """Somebody who opens or closes the door on a day. Giving it up or swapping ends the row.

    A swap leaves two rows whose `swapped_from` is the turn as the other had it.
    """

    class What(models.TextChoices):
        """The two ends of a day."""

        OPEN = "open", _("deur open")
        CLOSE = "dicht", _("deur dicht")

    day = models.DateField()
    what = models.CharField(max_length=5, choices=What)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    taken_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)  # would like to swap it
    given_up_at = models.DateTimeField(null=True, blank=True)
    swapped_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    personal = {
        "holder": Personal(
            label=_("Jouw beurten aan de deur"),
            erase="row",
            export=("day", "what", "taken_at", "given_up_at"),
            seen_by=KEEPERS_SEE,
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "day", "what"],
                condition=Q(given_up_at=None),
                name="a_turn_has_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(given_up_at=None) | Q(given_up_at__gte=F("taken_at")),
                name="a_turn_ends_after_it_was_taken",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.what}"


class TurnAsked(PlaceOwned):
    """Everybody with a key was asked to take a turn that nobody has; once. Gone after that day."""

    day = models.DateField()
    what = models.CharField(max_length=5, choices=Turn.What)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()

    personal = {
        "asked_by": Personal(
            label=_("Toen jij vroeg wie de deur doet"),
            erase="name",
            export=("day", "what", "asked_at"),
            seen_by=KEEPERS_SEE,
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "day", "what"], name="a_turn_is_asked_once"),
        ]

    def __str__(self) -> str:
        return f"asked for {self.day} {self.what}"


class Opening(PlaceOwned):
    """One time the door was open, because somebody with a key opened it (K3A).

    The one truth for "the room is open": from `opened_at` until it is closed, or until `closes_at`
    without anybody doing anything. An opening that was undone lasted no time at all.
    """

    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    key = models.ForeignKey(Key, models.PROTECT, null=True, related_name="+")
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    personal = {
        "opened_by": Personal(
            label=_("Toen jij de deur opendeed"),
            erase="name",
            export=("opened_at", "closes_at"),
            seen_by=_("Iedereen, als jij dat goed vindt. Anders alleen jij."),
        ),
        "closed_by": Personal(
            label=_("Toen jij de deur dichtdeed"),
            erase="name",
            export=("closed_at",),
            seen_by=_("Alleen jij"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(closed_at=None), name="one_open_door_a_place"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="an_opening_has_an_end_ahead"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | Q(closed_at__gte=F("opened_at"), closed_at__lte=F("closes_at")),
                name="a_door_closes_within_its_opening",
            ),
        ]
        indexes = [models.Index(fields=["place", "closes_at"], name="opening_place_closes")]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d %H:%M}"

    def may_be_reopened_by(self, person: Person | None, now: datetime) -> bool:
        """True for who closed this door within the hour, while its end has not gone by."""
        return (
            self.closed_at is not None
            and self.closed_by == person
            and self.closed_at >= now - UNDO_FOR
            and self.closed_at != self.opened_at
            and self.closes_at > now
        )
