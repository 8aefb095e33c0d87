"""Places, the roles people carry in them, and what people agreed to there."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import NOBODY, Personal
from sleutelbos.kit.within import PlaceOwned, WithinPlace


class Place(models.Model):
    """A cooperative, one of its rooms, or its buurtbaan programme. All rows belong to one."""

    class Kind(models.TextChoices):
        """What a place is."""

        COOPERATIVE = "cooperative", _("coöperatie")
        ROOM = "room", _("buurtwerkkamer")

    kind = models.CharField(max_length=12, choices=Kind)
    slug = models.SlugField(
        max_length=40, unique=True, validators=[RegexValidator(r"^[a-z0-9-]+$")]
    )
    name = models.CharField(_("naam"), max_length=60)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    address = models.CharField(_("adres"), max_length=120, blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    # three short sentences instead of a map
    way_there = models.TextField(_("zo kom je er"), max_length=300, blank=True)
    story = models.TextField(_("verhaal van de kamer"), max_length=600, blank=True)
    since = models.DateField(auto_now_add=True)

    personal = NOBODY

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="cooperative", part_of=None) | ~Q(kind="cooperative"),
                name="a_cooperative_is_part_of_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def knows(self, person: Person) -> bool:
        """True when this person carries a role here now, if only that of resident."""
        return Role.objects.filter(place=self, person=person, until=None).exists()


class Role(models.Model):
    """One role of one person in one place, from a day until a day, and who gave it (K3A).

    Roles are rows with dates, so that the room can tell its own history and taking one away works
    at the next request.
    """

    class Name(models.TextChoices):
        """The roles there are. Pulling an activity is written with the activity itself."""

        RESIDENT = "resident", _("bewoner")
        HOST = "host", _("gastvrouw of gastheer")
        KEY_HOLDER = "key-holder", _("sleuteldrager")
        COORDINATOR = "coordinator", _("coördinator")
        ASSISTANT = "assistant", _("assistent")
        BOARD = "board", _("bestuur")
        TREASURER = "treasurer", _("penningmeester")
        FUNDER = "funder", _("financier")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles")
    place = models.ForeignKey(Place, models.PROTECT, related_name="roles")
    name = models.CharField(max_length=12, choices=Name)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    personal = {
        "person": Personal(
            label=_("Wat jij in de kamer doet"),
            erase="row",
            export=("place", "name", "since", "until"),
            seen_by=_("Buren die hier ook iets doen"),
        ),
        "given_by": Personal(
            label=_("Wat jij een buur toevertrouwde"),
            erase="name",
            export=("place", "name", "since"),
            seen_by=_("Het team en het bestuur"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "place", "name"],
                condition=Q(until=None),
                name="a_role_is_carried_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_role_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "name"], condition=Q(until=None), name="role_open_place"),
        ]

    def __str__(self) -> str:
        return f"{self.name} since {self.since:%Y-%m-%d}"


class Consent(models.Model):
    """One yes of a person, for one purpose in one place, with the very words they saw (P2).

    Given and taken back; rows are kept, so that it can be shown what was agreed and until when.
    """

    class Purpose(models.TextChoices):
        """What a yes can be given for. Without a yes the answer is always no."""

        DOOR_NAME = "door-name", _("Mijn naam mag op het deurscherm")
        SHOW_KEY = "show-key", _("De bladzijde van de kamer mag zeggen dat ik de sleutel heb")
        SHOW_ROLE = "show-role", _("Buren mogen zien wat ik hier doe")
        WELCOME_CARD = "welcome-card", _("Mijn naam mag op een welkomstkaart")
        GO_ALONG = "go-along", _("Buren mogen mij vragen om mee te gaan")
        BE_CALLED = "be-called", _("Een buur of het team mag mij bellen als ik drie weken niet kom")
        CALL_OTHERS = "call-others", _("Men mag mij vragen om een buur te bellen")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    wording = models.CharField(max_length=200)
    language = models.CharField(max_length=5)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    everywhere = models.Manager()
    objects = WithinPlace()
    personal = {
        "person": Personal(
            label=_("Wat jij goed vond"),
            erase="row",
            export=("place", "purpose", "wording", "language", "given_at", "withdrawn_at"),
            seen_by=_("Alleen jij"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "place", "purpose"],
                condition=Q(withdrawn_at=None),
                name="one_open_yes_for_a_purpose_in_a_place",
            ),
        ]
        indexes = [models.Index(fields=["place", "purpose"], name="consent_place_purpose")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"


class ApiToken(PlaceOwned):
    """A key for a machine: with it a program of others acts in one room, in one role (P7).

    It stands for no person, so it cannot do what only a person does: hold a key, write hours. Only
    the hash of the token is kept. NL: computersleutel.
    """

    class Role(models.TextChoices):
        """What a machine can be trusted with."""

        RESIDENT = "resident", _("bewoner")
        HOST = "host", _("gastvrouw of gastheer")
        BOARD = "board", _("bestuur")

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    name = models.CharField(_("waarvoor"), max_length=60)
    role = models.CharField(max_length=12, choices=Role)
    fingerprint = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    once = models.UUIDField(null=True, unique=True, editable=False)  # made by the form (R5)
    last_used_on = models.DateField(null=True, blank=True)

    personal = {
        "made_by": Personal(
            label=_("Sleutels die jij voor een computer maakte"),
            erase="name",
            export=("place", "name", "made_at"),
            seen_by=_("Het bestuur"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_token_says_what_it_is_for"),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("made_at")),
                name="a_token_ends_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} since {self.made_at:%Y-%m-%d}"
