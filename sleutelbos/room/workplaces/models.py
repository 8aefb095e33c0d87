"""Support posts of a room, and the steps of a resident to work. What is told stands locked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.secret_text import SecretTextField
from sleutelbos.kit.within import PlaceOwned, WithinPlace


class Post(PlaceOwned):
    """One paid support post of a room: how many hours a week, by whom, from when until when (K4A).

    Two assistants at a time are a duo. Wage value is of a person, so it does not stand here.
    """

    class Kind(models.TextChoices):
        """What the post is."""

        COORDINATOR = "coordinator", _("coördinator")
        ASSISTANT = "assistant", _("assistent")

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    kind = models.CharField(max_length=11, choices=Kind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    minutes = models.PositiveIntegerField()  # a week
    funding = models.CharField(_("wie betaalt"), max_length=80, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)  # by hand, before its day
    planned_until = models.DateField(null=True, blank=True)  # what `until` was when it was stopped
    told_at = models.DateTimeField(null=True, blank=True)  # that it ends soon

    personal = {
        "person": Personal(
            label=_("Jouw werk als steun van de kamer"),
            erase="name",
            export=("place", "kind", "minutes", "since", "until"),
            seen_by=_("Het team en het bestuur"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=60 * 60), name="a_post_has_hours_in_a_week"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_support_post_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["place", "since"], name="support_post_of_place")]

    def __str__(self) -> str:
        return f"{self.kind} since {self.since}"


class Step(PlaceOwned):
    """One place to work of one resident, as it was agreed with them (K4B, K4C). NL: werkplek.

    `previous` is the step before it: together they are one line. It counts only after the resident
    said yes (`agreed_at`). Goals, agreements and what came of it are locked; the resident and the
    guide read them, nobody else.
    """

    class Form(models.TextChoices):
        """Work forms, in the order in which people often go through them; skipping is fine."""

        EXPERIENCE = "experience", _("werkervaringsplek")
        INTERNSHIP = "internship", _("stage")
        PARTICIPATION = "participation", _("participatieplaats")
        LEARN_WORK = "learn-work", _("leerwerkplek")
        PROSPECTS = "prospects", _("perspectiefbaan")
        PAID = "paid", _("betaald werk")

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    guide = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    previous = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="next"
    )
    form = models.CharField(max_length=13, choices=Form)
    where = models.CharField(_("waar"), max_length=80)
    minutes = models.PositiveIntegerField(null=True, blank=True)  # a week
    since = models.DateField()
    until = models.DateField(null=True, blank=True)  # as planned
    agreements = SecretTextField(_("wat ik kan, en wat wij afspraken"), max_length=600, blank=True)
    goals = SecretTextField(_("wat ik wil leren"), max_length=600, blank=True)
    outcome = SecretTextField(_("wat ervan kwam"), max_length=600, blank=True)
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # one more with every change (R4)
    told_at = models.DateTimeField(null=True, blank=True)  # that it ends soon

    personal = {
        "person": Personal(
            label=_("Jouw werkplekken"),
            erase="row",
            export=("place", "form", "where", "minutes", "since", "until", "agreements", "goals",
                    "outcome", "agreed_at", "ended_on", "reviews_words"),
            reads=("reviews",),
            seen_by=_("Jij en wie jou begeleidt"),
        ),
        "guide": Personal(
            label=_("Werkplekken die jij begeleidt"),
            erase="name",
            export=("place", "form", "since", "until"),
            seen_by=_("Jij en die buur"),
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(guide=None) | ~Q(person=F("guide")), name="nobody_guides_themselves"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_step_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(agreed_at__isnull=False),
                name="only_what_was_agreed_comes_to_an_end",
            ),
            models.UniqueConstraint(
                fields=["place", "person"],
                condition=Q(ended_on=None, agreed_at__isnull=False),
                name="one_step_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["guide", "-since"], name="step_of_guide")]

    def __str__(self) -> str:
        return f"{self.form} since {self.since}"

    @property
    def reviews_words(self) -> str:
        """The wage value reviews, one a line, for the file somebody takes along."""
        reviews = sorted(self.reviews.all(), key=lambda one: (one.planned_on, one.pk))
        return "\n".join(one.line for one in reviews)

    reviews_words.fget.short_description = _("loonwaarde")  # type: ignore[attr-defined]

    @property
    def is_open(self) -> bool:
        """True while it goes on."""
        return self.ended_on is None


class Review(models.Model):
    """A wage value review of one step: planned for a day, then made (K4B). NL: loonwaardemeting.

    `percent` is the figure as text, locked; so are who measured, how, and what was said.
    """

    step = models.ForeignKey(Step, models.CASCADE, related_name="reviews")
    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    planned_on = models.DateField()
    made_on = models.DateField(null=True, blank=True)
    percent = SecretTextField(_("loonwaarde"), blank=True)
    measured_by = SecretTextField(_("wie het mat, en hoe"), max_length=120, blank=True)
    words = SecretTextField(_("wat erover gezegd is"), max_length=600, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True)  # that it comes

    everywhere = models.Manager()
    objects = WithinPlace("step__place")
    personal = {
        "written_by": Personal(
            label=_("Loonwaarde die jij opschreef"),
            erase="name",
            export=("planned_on", "made_on"),
            seen_by=_("De buur om wie het gaat, en wie begeleidt"),
        ),
    }

    class Meta:
        indexes = [models.Index(fields=["step", "planned_on"], name="review_in_order")]

    def __str__(self) -> str:
        return f"review of {self.planned_on}"

    @property
    def line(self) -> str:
        """The day, the figure, who measured it and what was said, on one line."""
        told = (str(self.made_on or self.planned_on), self.percent, self.measured_by, self.words)
        return ", ".join(" ".join(each.split()) for each in told if each)

    @property
    def is_made(self) -> bool:
        """True when it was recorded."""
        return self.made_on is not None
