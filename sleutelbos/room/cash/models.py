"""What volunteers ask back, the two pots of a room, and every euro that went in and out."""

import uuid
from base64 import b64encode

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import NOBODY, Personal
from sleutelbos.kit.within import PlaceOwned, WithinPlace

MOST_CENTS = 999_999_99  # no room has more
BY_HAND = ("contribution", "gift", "subsidy", "buy", "other")  # kinds of line somebody writes


class Claim(PlaceOwned):
    """Money that a volunteer asks back (K2A). NL: kosten. Its state is who did what, and when.

    It stays when its person goes, without name and words: the law has the books of an association
    kept for seven years (AWR article 52).
    """

    class Kind(models.TextChoices):
        """Real costs with a receipt, or an allowance for volunteers."""

        COSTS = "costs", _("kosten met een bon")
        ALLOWANCE = "allowance", _("vergoeding voor vrijwilligers")

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    kind = models.CharField(max_length=9, choices=Kind)
    what = models.CharField(_("waarvoor"), max_length=80)
    cents = models.PositiveIntegerField(_("eurocenten"))
    day = models.DateField(_("dag"))
    minutes = models.PositiveIntegerField(_("minuten"), default=0)  # of an allowance by the hour
    asked_at = models.DateTimeField(_("gevraagd"))
    taken_back_at = models.DateTimeField(_("teruggenomen"), null=True, blank=True)
    refused_at = models.DateTimeField(_("niet betaald"), null=True, blank=True)
    why_not = models.CharField(_("waarom niet"), max_length=140, blank=True)
    paid_at = models.DateTimeField(_("betaald"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    personal = {
        "person": Personal(
            label=_("Kosten die jij terugvroeg"),
            erase="name",
            export=("place", "kind", "what", "cents", "day", "minutes", "asked_at",
                    "taken_back_at", "refused_at", "why_not", "paid_at", "receipt__as_data_url"),
            seen_by=_("Jij en de penningmeester. Een betaalde bon blijft 7 jaar, zonder jouw naam"),
            wipe=("what", "why_not"),
        ),
        "settled_by": Personal(
            label=_("Kosten die jij betaalde als penningmeester"),
            erase="name",
            export=("place", "paid_at", "refused_at"),
            seen_by=_("De buur die het vroeg en de penningmeester"),
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="a_claim_is_about_money"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, refused_at=None)
                | Q(taken_back_at=None, paid_at=None)
                | Q(refused_at=None, paid_at=None),
                name="a_claim_ends_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(kind="allowance") | Q(minutes=0), name="only_an_allowance_has_hours"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "person", "day"], name="claim_of_a_person"),
            models.Index(
                fields=["place", "asked_at"],
                condition=Q(paid_at=None, refused_at=None, taken_back_at=None),
                name="claim_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.day}"

    @property
    def waits(self) -> bool:
        """True while nobody paid it, refused it or took it back."""
        return not (self.paid_at or self.refused_at or self.taken_back_at)


class Receipt(models.Model):
    """The photo of a receipt, made anew from its pixels: no place, no device, no hidden text."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="receipt")
    photo = models.BinaryField()  # JPEG

    everywhere = models.Manager()
    objects = WithinPlace("claim__place")
    personal = NOBODY

    def __str__(self) -> str:
        return f"receipt of claim {self.claim_id}"

    @property
    def as_data_url(self) -> str:
        """The photo as text, for the file that a person takes along."""
        return f"data:image/jpeg;base64,{b64encode(bytes(self.photo)).decode()}"


class Pot(PlaceOwned):
    """Where the money of a room is, and how much: one row for the tin, one for the account.

    Whoever changes it holds the row, so two who pay at the same moment stand one behind the other.
    """

    class Kind(models.TextChoices):
        """The tin with coins and notes, or the account at the bank."""

        TIN = "tin", _("de kas")
        ACCOUNT = "account", _("de bank")

    kind = models.CharField(max_length=7, choices=Kind)
    cents = models.BigIntegerField(default=0)
    lines = models.PositiveIntegerField(default=0)  # the number of the last line

    personal = NOBODY

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "kind"], name="a_room_has_each_pot_once"),
            models.CheckConstraint(
                condition=Q(kind="account") | Q(cents__gte=0), name="the_tin_is_never_below_nothing"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class CashLine(PlaceOwned):
    """One line of the cash book: so many cents in (+) or out (-). Never changed, never gone (K2A).

    What was wrong is put right by a counter-entry: `corrects` names the line, `cents` is its
    opposite. `number` and `balance` run on within a pot, so a line that is missing shows.
    """

    class Kind(models.TextChoices):
        """What the money was about."""

        CLAIM = "claim", _("kosten van een vrijwilliger")
        CONTRIBUTION = "contribution", _("bijdrage van buren")
        GIFT = "gift", _("gekregen geld")
        SUBSIDY = "subsidy", _("subsidie")
        BUY = "buy", _("gekocht voor de kamer")
        MOVE = "move", _("van kas naar bank, of terug")
        COUNT = "count", _("verschil bij het tellen")
        OTHER = "other", _("iets anders")

    once = models.UUIDField(unique=True, editable=False)
    pot = models.ForeignKey(Pot, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    day = models.DateField(_("dag"))
    cents = models.BigIntegerField(_("eurocenten"))
    balance = models.BigIntegerField(_("stand"))
    kind = models.CharField(max_length=12, choices=Kind)
    what = models.CharField(_("waarvoor"), max_length=80, blank=True)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="lines")
    together = models.UUIDField(null=True, blank=True)  # the two lines of a move
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="counter"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("opgeschreven"))

    personal = {
        "entered_by": Personal(
            label=_("Wat jij in het kasboek schreef"),
            erase="name",
            export=("place", "day", "kind", "cents", "entered_at"),
            seen_by=_("De penningmeester en het bestuur"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(cents=0), name="a_cash_line_is_never_nothing"),
            models.UniqueConstraint(fields=["pot", "number"], name="cash_lines_run_on"),
            models.CheckConstraint(
                condition=Q(claim=None) | Q(kind="claim"), name="only_claims_are_paid_as_claims"
            ),
        ]
        indexes = [models.Index(fields=["place", "-entered_at", "-id"], name="cash_line_newest")]

    def __str__(self) -> str:
        return f"{self.number}: {self.cents} cents"


class TinCount(PlaceOwned):
    """The tin was counted: what the book said, what was in it, and who counted."""

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    expected = models.BigIntegerField(_("volgens het boek"))
    counted = models.BigIntegerField(_("geteld"))
    line = models.OneToOneField(CashLine, models.PROTECT, null=True, related_name="+")
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()

    personal = {
        "counted_by": Personal(
            label=_("Toen jij de kas telde"),
            erase="name",
            export=("place", "expected", "counted", "at"),
            seen_by=_("De penningmeester en het bestuur"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(counted__gte=0), name="nobody_counts_below_nothing"),
            models.CheckConstraint(
                condition=Q(line=None, counted=F("expected")) | Q(line__isnull=False),
                name="a_difference_has_a_line",
            ),
        ]

    def __str__(self) -> str:
        return f"counted {self.at:%Y-%m-%d}"
