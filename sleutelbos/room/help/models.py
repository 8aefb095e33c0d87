"""A question, how it sounds, who helps, the steps; and who knows about what."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.life_areas import LifeArea, parted
from sleutelbos.kit.privacy import NOBODY, Personal
from sleutelbos.kit.secret_text import SecretBytesField, SecretTextField
from sleutelbos.kit.within import PlaceOwned, WithinPlace

PERSON = settings.AUTH_USER_MODEL


class Question(PlaceOwned):
    """What somebody asks in own words, for whoever they choose (NL: vraag).

    Also what it is about stands locked: the tables tell that somebody asked, never what.
    """

    class Outcome(models.TextChoices):
        """How it is now, in the words of who asked."""

        SOLVED = "solved", _("Opgelost")
        BETTER = "better", _("Gaat beter")
        NOT = "not", _("Lukte niet")

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    # who wrote it down, at the table; reads it only when chosen
    written_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    areas = SecretTextField(_("waar het over gaat"))
    words = SecretTextField(_("in eigen woorden"), blank=True)
    spoken = models.BooleanField(_("ingesproken"), default=False)
    language = models.CharField(max_length=5)
    asked_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    together = models.BooleanField(default=False)  # all who know of it at once
    open_since = models.DateTimeField(null=True)  # all residents read it, without the name
    outside_since = models.DateTimeField(null=True)  # somebody of an organisation thinks along
    outside_who = SecretTextField(_("wie meedenkt"), blank=True)
    third_asked_at = models.DateTimeField(null=True)  # the helper asks: may somebody join?
    third_name = SecretTextField(_("wie mee zou doen"), blank=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=6, choices=Outcome, blank=True)
    came_of_it = SecretTextField(_("wat ervan kwam"), blank=True)

    personal = {
        "person": Personal(
            label=_("Wat jij vroeg"),
            erase="row",
            export=("place", "about_words", "words", "spoken", "language", "asked_at", "open_since",
                    "outside_since", "outside_who", "closed_at", "outcome", "came_of_it",
                    "steps_words", "messages_words", "yes_words"),
            reads=("steps", "helpers__messages"),
            seen_by=_("Jij en wie jij koos"),
        ),
        "written_by": Personal(
            label=_("Vragen die jij voor een buur opschreef"),
            erase="name",
            export=("place", "asked_at"),
            seen_by=_("De buur die het vroeg"),
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("asked_at")),
                name="a_question_closes_after_it_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(closed_at__isnull=False),
                name="an_outcome_belongs_to_a_closed_question",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="question_of_person"),
            models.Index(
                fields=["place", "-asked_at"], condition=Q(closed_at=None), name="question_open"
            ),
        ]

    def __str__(self) -> str:
        return f"asked {self.asked_at:%Y-%m-%d}"

    @property
    def about(self) -> list[LifeArea]:
        """The life areas it touches."""
        return parted(self.areas)

    @property
    def about_words(self) -> str:
        """Those areas in words, for the file somebody takes along."""
        return ", ".join(str(area.name) for area in self.about)

    @property
    def steps_words(self) -> str:
        """The small steps, one a line, for the file somebody takes along."""
        steps = sorted(self.steps.all(), key=lambda step: (step.made_at, step.pk))
        return "\n".join(step.text for step in steps if step.dropped_at is None)

    @property
    def messages_words(self) -> str:
        """What who helped wrote to the asker, one a line with its day; for that file. No names."""
        written = [m for one in self.helpers.all() for m in one.messages.all()]
        return "\n".join(
            f"{localdate(one.written_at):%Y-%m-%d} {one.words}"
            for one in sorted(written, key=lambda one: (one.written_at, one.pk))
            if one.person_id != self.person_id  # the asker's own stand under what they wrote
        )

    @property
    def yes_words(self) -> str:
        """Every yes to let somebody read, one a line with its day; for the same file. No names."""
        yes = [one for one in self.helpers.all() if one.agreed_at]
        return "\n".join(
            f"{localdate(one.agreed_at):%Y-%m-%d} {one.agreed_words}"
            for one in sorted(yes, key=lambda one: (one.agreed_at, one.pk))
        )

    about_words.fget.short_description = _("waar het over gaat")  # type: ignore[attr-defined]
    steps_words.fget.short_description = _("stappen")  # type: ignore[attr-defined]
    messages_words.fget.short_description = _("berichten")  # type: ignore[attr-defined]
    yes_words.fget.short_description = _("Wie mag dit lezen?")  # type: ignore[attr-defined]

    @property
    def is_open(self) -> bool:
        """True until who asked says it is done."""
        return self.closed_at is None


class Voice(models.Model):
    """A question said aloud, locked as it was recorded."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="voice")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    mime = models.CharField(max_length=10)
    seconds = models.PositiveSmallIntegerField(null=True)  # null: the file does not say
    sound = SecretBytesField()

    everywhere = models.Manager()
    objects = WithinPlace("question__place")
    personal = {
        "person": Personal(
            label=_("Wat jij insprak om iets te vragen"),
            erase="row",
            export=("mime", "seconds", "sound"),
            seen_by=_("Jij en wie jij koos"),
        ),
    }

    def __str__(self) -> str:
        return f"{self.mime}, {self.seconds or '?'} s"


class Helper(models.Model):
    """One person beside a question: asked, willing, and reading once the asker said yes (R41).

    Asked: knows only what it is about. Willing (`offered_at`): the asker sees their name. Reading
    (`agreed_at`): with the very words the asker agreed to. Ended: reads nothing any more.
    """

    class Kind(models.TextChoices):
        """In which part."""

        NEIGHBOUR = "neighbour", _("buur")
        ALONG = "along", _("doet mee")
        COORDINATOR = "coordinator", _("coördinator")

    class Ended(models.TextChoices):
        """Why somebody is not beside it any more."""

        NOT_NOW = "not-now", _("nu even niet")
        OTHER = "other", _("liever iemand anders")
        GAVE_BACK = "gave-back", _("gaf het terug")
        LEFT = "left", _("is weg")
        TAKEN = "taken", _("een ander helpt al")
        CLOSED = "closed", _("de vraag is klaar")

    question = models.ForeignKey(Question, models.CASCADE, related_name="helpers")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=11, choices=Kind)
    named = models.BooleanField(default=False)  # asked because the asker said yes to this name
    asked_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_words = models.CharField(max_length=120, blank=True)
    agreed_language = models.CharField(max_length=5, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=9, choices=Ended, blank=True)
    talent_asked_at = models.DateTimeField(null=True)  # en waar ben jij goed in? (K1B)

    everywhere = models.Manager()
    objects = WithinPlace("question__place")
    personal = {
        "person": Personal(
            label=_("Vragen waar jij bij hielp"),
            erase="row",
            export=("kind", "asked_at", "offered_at", "agreed_at", "ended_at"),
            seen_by=_("De buur die het vroeg"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "person"],
                condition=Q(ended_at=None),
                name="somebody_stands_once_beside_a_question",
            ),
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(kind="neighbour", offered_at__isnull=False, ended_at=None),
                name="one_neighbour_takes_a_question",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None)
                | (Q(offered_at__isnull=False) & ~Q(agreed_words="") & ~Q(agreed_language="")),
                name="who_reads_was_willing_and_agreed_to_in_words",
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(ended_at=None), name="helper_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {self.asked_at:%Y-%m-%d}"

    @property
    def reads(self) -> bool:
        """True while the words are for this person too."""
        return self.agreed_at is not None and self.ended_at is None


class Step(models.Model):
    """One small thing to do, by whom, on which day."""

    class Who(models.TextChoices):
        """Who does it."""

        TOGETHER = "together", _("samen")
        ASKER = "asker", _("wie het vroeg")
        HELPER = "helper", _("wie helpt")

    question = models.ForeignKey(Question, models.CASCADE, related_name="steps")
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    text = SecretTextField(_("stap"))
    who = models.CharField(max_length=8, choices=Who)
    day = models.DateField(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # it need not be done; it may come back

    everywhere = models.Manager()
    objects = WithinPlace("question__place")
    personal = NOBODY

    class Meta:
        indexes = [models.Index(fields=["question", "made_at"], name="step_in_order")]

    def __str__(self) -> str:
        return f"step of {self.made_at:%Y-%m-%d}"


class Message(models.Model):
    """A few words between who asked and one neighbour who helps (NL: bericht).

    It hangs on that neighbour standing beside the question: nobody else reads it, and who comes
    after them does not find it.
    """

    helper = models.ForeignKey(Helper, models.CASCADE, related_name="messages")
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")  # who wrote it
    words = SecretTextField(_("wat jij schreef"))
    written_at = models.DateTimeField()

    everywhere = models.Manager()
    objects = WithinPlace("helper__question__place")
    personal = {
        "person": Personal(
            label=_("Wat jij schreef bij een vraag"),
            erase="row",
            export=("words", "written_at"),
            seen_by=_("Jij en de buur aan wie jij schreef"),
        ),
    }

    class Meta:
        indexes = [models.Index(fields=["helper", "written_at"], name="question_message_in_order")]

    def __str__(self) -> str:
        return f"message of {self.written_at:%Y-%m-%d}"


class Knowing(PlaceOwned):
    """*Daar weet ik van*: what somebody may be asked about, with the words they agreed to (R41).

    It tells something of their own past, so it stands locked and nobody sees it but they.
    """

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    areas = SecretTextField(_("waar jij van weet"))
    wording = models.CharField(max_length=200)
    language = models.CharField(max_length=5)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    personal = {
        "person": Personal(
            label=_("Waar jij van weet"),
            erase="row",
            export=("place", "about_words", "wording", "language", "given_at", "withdrawn_at"),
            seen_by=_("Alleen jij"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "person"],
                condition=Q(withdrawn_at=None),
                name="one_open_knowing_of_a_person_in_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"since {self.given_at:%Y-%m-%d}"

    @property
    def about_words(self) -> str:
        """The areas in words, for the file somebody takes along."""
        return ", ".join(str(area.name) for area in parted(self.areas))

    about_words.fget.short_description = _("waar jij van weet")  # type: ignore[attr-defined]
