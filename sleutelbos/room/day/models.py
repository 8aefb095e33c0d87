"""A call to a neighbour we missed, a number to call, a task handed on, and hours of a day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.within import PlaceOwned


class Call(PlaceOwned):
    """One neighbour who was missed, and who calls them (K5A). No words about it are ever kept.

    Without `outcome` somebody is going to call. `asked_by` is who of the team asked that neighbour
    to; empty when the caller came up with it. Eight weeks later the row goes.
    """

    class Outcome(models.TextChoices):
        """How it went, in one tap."""

        SPOKEN = "spoken", _("Gesproken")
        NOT_REACHED = "not-reached", _("Niet bereikt")
        REST = "rest", _("Wil rust")
        LATER = "later", _("Morgen")  # nobody calls today; gone in the night

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)  # that the caller pressed *Ik bel*
    outcome = models.CharField(max_length=11, choices=Outcome, blank=True)
    day = models.DateField(null=True, blank=True)  # of the outcome

    personal = {
        "person": Personal(
            label=_("Toen een buur jou belde"),
            erase="row",
            export=("place", "taken_at", "day", "outcome"),
            seen_by=_("Wie belde, en het team"),
        ),
        "caller": Personal(
            label=_("Buren die jij belde"),
            erase="name",
            export=("place", "taken_at", "day", "outcome"),
            seen_by=_("Het team"),
        ),
        "asked_by": Personal(
            label=_("Buren die jij vroeg om te bellen"),
            erase="name",
            export=("place", "taken_at"),
            seen_by=_("De buur die jij vroeg, en het team"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "person"], condition=Q(outcome=""), name="one_caller_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["place", "person", "day"],
                condition=Q(outcome="later"),
                name="put_off_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", day=None) | (~Q(outcome="") & Q(day__isnull=False)),
                name="a_call_that_was_made_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(caller=None) | ~Q(caller=F("person")), name="nobody_calls_themselves"
            ),
        ]
        indexes = [models.Index(fields=["place", "taken_at"], name="call_place_taken")]

    def __str__(self) -> str:
        return f"call of {self.taken_at:%Y-%m-%d}"


class CallNumber(PlaceOwned):
    """The number somebody left in a room for one thing: to be called when they are missed."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    phone = models.CharField(_("nummer om te bellen"), max_length=16)  # E.164

    personal = {
        "person": Personal(
            label=_("Het nummer waarop men jou mag bellen"),
            erase="row",
            export=("place", "phone"),
            seen_by=_("Alleen wie jou belt, op die dag"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "person"], name="one_number_to_call"),
            models.CheckConstraint(condition=~Q(phone=""), name="a_number_to_call_is_a_number"),
        ]

    def __str__(self) -> str:
        return f"number {self.pk}"


class Asking(PlaceOwned):
    """Somebody of the team asks a neighbour: would you like to do this too? A no needs no reason.

    `task` is one of the tasks of *Laat los*. Eight weeks later the row goes.
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    task = models.CharField(max_length=12)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    is_yes = models.BooleanField(default=False)

    personal = {
        "person": Personal(
            label=_("Werk dat het team jou vroeg over te nemen"),
            erase="row",
            export=("place", "task", "asked_at", "answered_at", "is_yes"),
            seen_by=_("Jij, en wie jou vroeg"),
        ),
        "asked_by": Personal(
            label=_("Buren die jij vroeg om werk over te nemen"),
            erase="name",
            export=("place", "task", "asked_at"),
            seen_by=_("De buur die jij vroeg"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "person", "task"], name="a_task_asked_once"),
            models.CheckConstraint(
                condition=Q(is_yes=False) | Q(answered_at__isnull=False),
                name="a_yes_is_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} asked {self.asked_at:%Y-%m-%d}"


class Worked(PlaceOwned):
    """How long somebody with a support post was there on a day, for their own eyes (K4A).

    It answers one question: are the hours of this week used up? After four weeks it goes.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()

    personal = {
        "person": Personal(
            label=_("Uren van je werk deze weken"),
            erase="row",
            export=("place", "day", "minutes"),
            seen_by=_("Alleen jij"),
        ),
    }

    class Meta:
        verbose_name_plural = "worked"
        constraints = [
            models.UniqueConstraint(fields=["place", "person", "day"], name="a_day_of_work_once"),
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=12 * 60), name="a_day_of_work_has_hours"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes on {self.day}"
