"""Activities, the residents who pull them, and the neighbours who would like to join."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.within import PlaceOwned, WithinPlace


class Activity(PlaceOwned):
    """Something residents do together, from first idea to the day it ends (K2C).

    Its state follows from its dates: an idea until somebody first pulls it; resting while nobody
    pulls (`rested_at`); ended when its people said so (`ended_at`); otherwise planned or running.
    Money is in euro cents, a person a time.
    """

    class State(models.TextChoices):
        """Where an activity is in its life."""

        IDEA = "idea", _("een idee")
        PLANNED = "planned", _("gepland")
        RUNNING = "running", _("bezig")
        RESTING = "resting", _("rust")
        ENDED = "ended", _("klaar")

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(null=True, unique=True, editable=False)  # made by who sends the form
    title = models.CharField(_("zo komt het op de deur"), max_length=80)
    picto = models.CharField(_("plaatje"), max_length=20)
    about = models.TextField(_("wat je erover wil zeggen"), max_length=600, blank=True)
    idea_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    thought_of_at = models.DateTimeField()
    contribution_cents = models.PositiveIntegerField(default=0)
    costs_cents = models.PositiveIntegerField(default=0)
    costs_about = models.CharField(max_length=200, blank=True)
    pulled_at = models.DateTimeField(null=True, blank=True)
    rested_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    personal = {
        "idea_by": Personal(
            label=_("Wat jij bedacht"),
            erase="name",
            export=("place", "title", "about", "thought_of_at"),
            seen_by=_("Buren in de kamer, als jij dat goed vindt"),
        ),
        "ended_by": Personal(
            label=_("Wat jij klaar noemde"),
            erase="name",
            export=("place", "title", "ended_at"),
            seen_by=_("Niemand"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="an_activity_has_a_title"),
            models.CheckConstraint(
                condition=Q(contribution_cents__lte=F("costs_cents")),
                name="a_contribution_is_never_more_than_costs",
            ),
            models.CheckConstraint(
                condition=Q(costs_cents=0) | ~Q(costs_about=""),
                name="costs_say_what_they_are_for",
            ),
            models.CheckConstraint(
                condition=Q(rested_at=None) | Q(pulled_at__isnull=False),
                name="only_what_was_pulled_can_rest",
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "thought_of_at"],
                condition=Q(ended_at=None),
                name="activity_open_in_place",
            ),
        ]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.title

    @property
    def is_idea(self) -> bool:
        """Nobody pulls it and nobody ever did."""
        return self.pulled_at is None and self.ended_at is None

    @property
    def is_resting(self) -> bool:
        """Somebody pulled it once; nobody does now."""
        return self.rested_at is not None and self.ended_at is None

    @property
    def is_pulled(self) -> bool:
        """Somebody puts energy in it now."""
        return self.pulled_at is not None and self.rested_at is None and self.ended_at is None


class Puller(models.Model):
    """A resident who pulls an activity, from a moment until a moment (K2C). NL: trekker."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="pulled_by")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    # since when it rested when this puller picked it up; given back if nothing came of it
    rested_before = models.DateTimeField(null=True, blank=True)

    everywhere = models.Manager()
    objects = WithinPlace("activity__place")
    personal = {
        "person": Personal(
            label=_("Wat jij trekt"),
            erase="row",
            export=("activity", "since", "until"),
            seen_by=_("Iedereen, zolang jij het trekt"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                condition=Q(until=None),
                name="a_puller_pulls_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_puller_stops_after_beginning",
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(until=None), name="puller_open_of_person"),
        ]

    def __str__(self) -> str:
        return f"pulls since {self.since:%Y-%m-%d}"


class PullerInvite(models.Model):
    """One neighbour asked another to pull along; answered with one tap, yes or no."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="invites")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    everywhere = models.Manager()
    objects = WithinPlace("activity__place")
    personal = {
        "person": Personal(
            label=_("Iemand vroeg jou om mee te trekken"),
            erase="row",
            export=("activity", "asked_at", "answered_at"),
            seen_by=_("Jij en de buur die het vroeg"),
        ),
        "by": Personal(
            label=_("Jij vroeg een buur om mee te trekken"),
            erase="name",
            export=("activity", "asked_at"),
            seen_by=_("Jij en de buur die je vroeg"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                condition=Q(answered_at=None),
                name="one_open_question_to_pull_along",
            ),
        ]

    def __str__(self) -> str:
        return f"asked on {self.asked_at:%Y-%m-%d}"


class Wish(models.Model):
    """A neighbour who would like to join an idea or something that rests: *Ik doe mee*."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="wishes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    wished_at = models.DateTimeField()

    everywhere = models.Manager()
    objects = WithinPlace("activity__place")
    personal = {
        "person": Personal(
            label=_("Waar jij zin in hebt"),
            erase="row",
            export=("activity", "wished_at"),
            seen_by=_("Anderen zien alleen een getal"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], name="one_wish_a_person"),
        ]

    def __str__(self) -> str:
        return f"wished on {self.wished_at:%Y-%m-%d}"
