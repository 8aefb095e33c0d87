"""The steps of a beginning room, who pulls them; and what the room needs and who brings it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.within import PlaceOwned, WithinPlace


class Step(PlaceOwned):
    """One step from bare space to self-run (K5F): one of the path (`known`), or in own words.

    `month` counts from when the room began (1 to 12). Done is who said so, and when.
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(unique=True, editable=False)
    known = models.CharField(max_length=20, blank=True)  # a name in PATH
    words = models.CharField(_("in eigen woorden"), max_length=80, blank=True)
    month = models.PositiveSmallIntegerField(_("maand"))
    laid_at = models.DateTimeField()
    laid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    done_at = models.DateTimeField(_("gedaan"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    away_at = models.DateTimeField(_("weggehaald"), null=True, blank=True)

    personal = {
        "laid_by": Personal(
            label=_("Stappen die jij voor de kamer bedacht"),
            erase="name",
            export=("place", "known", "words", "month", "laid_at"),
            seen_by=_("Niemand"),
        ),
        "done_by": Personal(
            label=_("Stappen waarvan jij zei: gedaan"),
            erase="name",
            export=("place", "known", "words", "done_at"),
            seen_by=_("Niemand"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "known"], condition=~Q(known=""),
                name="a_step_of_the_path_lies_once",
            ),
            models.CheckConstraint(
                condition=~Q(known="") | ~Q(words=""), name="a_step_says_what_to_do"
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="a_step_is_in_the_first_year"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.known or "a step of our own"


class StepPuller(models.Model):
    """A resident who pulls a step, from a moment until a moment. NL: trekker."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="pulled_by")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    everywhere = models.Manager()
    objects = WithinPlace("step__place")
    personal = {
        "person": Personal(
            label=_("Stappen van de kamer die jij trekt"),
            erase="row",
            export=("step__known", "step__words", "since", "until"),
            seen_by=_("Buren van de kamer, zolang jij het trekt"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step", "person"], condition=Q(until=None),
                name="a_step_is_pulled_once_at_a_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"since {self.since:%Y-%m-%d}"


class Need(PlaceOwned):
    """Something the room needs, who brings it, and that it is there (K3G). NL: nodig."""

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(unique=True, editable=False)
    what = models.CharField(_("wat"), max_length=80)
    picto = models.CharField(max_length=20)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("gevraagd"))
    brings = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    promised_at = models.DateTimeField(_("beloofd"), null=True, blank=True)
    there_at = models.DateTimeField(_("het is er"), null=True, blank=True)
    away_at = models.DateTimeField(_("weggehaald"), null=True, blank=True)
    thanks = models.UUIDField(null=True, editable=False)  # the thank-you, to take it back along

    personal = {
        "asked_by": Personal(
            label=_("Wat jij voor de kamer vroeg"),
            erase="name",
            export=("place", "what", "asked_at"),
            seen_by=_("Niemand"),
        ),
        "brings": Personal(
            label=_("Wat jij voor de kamer brengt"),
            erase="name",
            export=("place", "what", "promised_at", "there_at"),
            seen_by=_("Buren van de kamer"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="a_need_says_what"),
            models.CheckConstraint(
                condition=Q(there_at=None) | Q(promised_at__isnull=False),
                name="what_is_there_was_brought",
            ),
        ]
        indexes = [models.Index(fields=["place", "-asked_at"], name="need_newest")]

    def __str__(self) -> str:
        return f"asked {self.asked_at:%Y-%m-%d}"


# The path as rooms before us went it; every room leaves out and adds what it likes.
# name → (drawing, month, what to do, in words)
PATH: dict[str, tuple[str, int, str | Promise]] = {
    "space": ("zoek", 1, _("Wij vinden een ruimte")),
    "people": ("kop", 1, _("Wij drinken koffie met buren en horen wat zij willen")),
    "name": ("praat", 1, _("Buren kiezen de naam")),
    "clean": ("bezem", 2, _("Wij maken schoon en verven")),
    "furnish": ("stoel", 2, _("Wij halen meubels bij buren en de kringloop")),
    "keys": ("sleutel", 3, _("De eerste buren krijgen een sleutel")),
    "open": ("open", 3, _("De deur gaat open")),
    "hosts": ("mensen", 4, _("Buren ontvangen buren")),
    "week": ("agenda", 5, _("Er is elke week iets dat een buur begint")),
    "turns": ("ruil", 6, _("Buren doen zelf de deur, ook zonder het team")),
    "tin": ("portemonnee", 7, _("Een buur houdt de kas bij")),
    "ask": ("vraag", 8, _("Wij vragen elke buur: wat wil jij doen?")),
    "board": ("tafel", 9, _("Buren kiezen een bestuur")),
    "let-go": ("dicht", 11, _("Het team doet een week niets. Wij draaien zelf")),
    "party": ("slinger", 12, _("Feest: de kamer is een jaar van ons")),
}

NEED_PICTOS = (
    "stoel", "tafel", "kast", "lamp", "pan", "bord", "verf", "gordijn", "plant", "speel",
    "computer", "gereedschap", "doos",
)  # fmt: skip
