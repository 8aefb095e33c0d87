"""Going to an institution together, and an institution that asks the room about somebody."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.secret_text import SecretTextField
from sleutelbos.kit.within import PlaceOwned, WithinPlace

from .models_map import Institution

LONGEST = 600  # letters of one line


class Kind(models.TextChoices):
    """Going there together (K5B), or talking with the room about somebody (K5C)."""

    GO = "go", _("samen op pad")
    CONSULT = "consult", _("overleg")


class Ask(PlaceOwned):
    """Somebody of the room asks a resident for a yes. NL: vraag vooraf.

    Holds no word about the resident. A no, or two weeks of silence, and the row is gone: what the
    resident did not want never was there.
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    kind = models.CharField(max_length=7, choices=Kind)
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    resident = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()

    personal = {
        "resident": Personal(
            label=_("Wie met jou mee wil, of over jou wil praten"),
            erase="row",
            export=("place", "kind", "institution__name", "asked_at"),
            seen_by=_("Jij en wie het vraagt"),
        ),
        "asker": Personal(
            label=_("Wat jij een buur vroeg"),
            erase="row",
            export=("place", "kind", "institution__name", "asked_at"),
            seen_by=_("Jij en die buur"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind", "institution", "resident"],
                name="one_ask_for_one_thing_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(resident=F("asker")), name="nobody_asks_themselves_for_a_yes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} asked {self.asked_at:%Y-%m-%d}"


class Going(PlaceOwned):
    """A resident and an institution, with a neighbour beside them. NL: samen op pad, overleg.

    It cannot be there without the yes of the resident: `wording` holds the very sentence they saw,
    in their own language, `agreed_at` when. Taken back, the neighbour reads nothing any more; a
    new yes is a new row. `companion` goes along, or speaks for the room.
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    kind = models.CharField(max_length=7, choices=Kind)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    resident = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    companion = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    comes_at = models.DateTimeField(null=True, blank=True)  # the companion said yes too
    goes_on = models.DateField(null=True, blank=True)
    wording = models.CharField(max_length=300)
    language = models.CharField(max_length=5)
    agreed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    personal = {
        "resident": Personal(
            label=_("Waar jij samen heen ging"),
            erase="row",
            export=("place", "kind", "institution__name", "goes_on", "wording", "language",
                    "agreed_at", "withdrawn_at", "ended_at", "told"),
            seen_by=_("Jij en wie met je meegaat"),
            reads=("lines",),
        ),
        "companion": Personal(
            label=_("Waar jij met een buur heen ging"),
            erase="name",
            export=("place", "kind", "institution__name", "goes_on"),
            seen_by=_("Jij en die buur"),
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(wording=""), name="going_along_needs_a_yes"),
            models.CheckConstraint(
                condition=Q(companion=None) | ~Q(resident=F("companion")),
                name="nobody_goes_along_with_themselves",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("agreed_at")),
                name="a_yes_is_taken_back_after_it_was_given",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(ended_at__isnull=False),
                name="without_a_yes_it_is_over",
            ),
        ]
        indexes = [
            models.Index(fields=["resident", "-agreed_at"], name="going_of_resident"),
            models.Index(fields=["companion", "-agreed_at"], name="going_of_companion"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {self.agreed_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """True while it goes on."""
        return self.ended_at is None

    @property
    def told(self) -> str:
        """What stands there, for the file that the resident takes along."""
        lines = sorted(self.lines.all(), key=lambda line: (line.said_at, line.pk))
        return "\n".join(line.text for line in lines)


class Line(models.Model):
    """One thing said: what it is about, what was said, or what came of it. Locked in the database.

    Everything of a consultation stands in lines, and the resident reads every line (K5C).
    """

    class What(models.TextChoices):
        """What this line is."""

        ABOUT = "about", _("waar het over gaat")
        SAID = "said", _("wat er gezegd is")
        OUTCOME = "outcome", _("wat ervan kwam")

    going = models.ForeignKey(Going, models.CASCADE, related_name="lines")
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    what = models.CharField(max_length=7, choices=What)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    text = SecretTextField(max_length=LONGEST)
    said_at = models.DateTimeField()

    everywhere = models.Manager()
    objects = WithinPlace("going__place")
    personal = {
        "person": Personal(
            label=_("Wat jij opschreef toen jij samen op pad ging"),
            erase="name",
            export=("what", "said_at"),
            seen_by=_("De buur om wie het gaat, en wie meegaat"),
        ),
    }

    class Meta:
        indexes = [models.Index(fields=["going", "said_at"], name="line_in_order")]

    def __str__(self) -> str:
        return f"{self.what} {self.said_at:%Y-%m-%d}"
