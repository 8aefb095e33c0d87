"""A person, and how they show who they are on their own phone."""

import secrets
import uuid
from typing import ClassVar, Literal

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import NOBODY, Personal
from sleutelbos.kit.within import OfPerson


def new_stamp() -> str:
    """A random stamp; every signed-in device carries it. A new stamp signs all of them out."""
    return secrets.token_hex(8)


class People(BaseUserManager["Person"]):
    """Plain manager: a person is known by what they are called, and a room by its roles."""


class Person(AbstractBaseUser):
    """Somebody. Needs only what to be called; there is no password and no number (K1F, P2)."""

    password = None  # type: ignore[assignment]
    last_login = None

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    called = models.CharField(_("roepnaam"), max_length=60)
    tag_picto = models.CharField(_("teken"), max_length=20, default="huis")
    tag_colour = models.CharField(_("kleur"), max_length=10, default="blauw")
    language = models.CharField(_("taal"), max_length=5, default="nl")
    email = models.EmailField(_("e-mailadres"), null=True, blank=True, unique=True)
    hidden_since = models.DateTimeField(null=True, blank=True, editable=False)  # NL: onvindbaar
    stamp = models.CharField(max_length=16, default=new_stamp, editable=False)
    known_since = models.DateField(auto_now_add=True)

    is_active = True
    USERNAME_FIELD = "code"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["called"]

    objects = People()
    personal = NOBODY  # the person itself; export and erase begin here

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(called=""), name="a_person_is_called_something"),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def is_hidden(self) -> bool:
        """True for someone who asked not to be found: answers are as for someone unknown."""
        return self.hidden_since is not None

    def get_session_auth_hash(self) -> str:
        """The mark a session must carry; changes with the stamp, so revoking works at once."""
        return salted_hmac("sleutelbos.session", self.stamp, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> list[str]:
        """No older marks are honoured."""
        return []

    def has_usable_password(self) -> Literal[False]:
        """Nobody has a password here."""
        return False

    def check_password(self, raw_password: str | None) -> Literal[False]:
        """Nobody has a password here."""
        return False


class KeyCard(models.Model):
    """A printed card with a QR: whoever scans it on their own phone is signed in as its person.

    Only the hash of its token is kept. NL: sleutelkaart.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cards")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    everywhere = models.Manager()
    objects = OfPerson()
    personal = {
        "person": Personal(
            label=_("Jouw sleutelkaart"),
            erase="row",
            export=("made_at", "revoked_at"),
            seen_by=_("Alleen jij"),
        ),
        "made_by": Personal(
            label=_("Kaarten die jij voor een buur maakte"),
            erase="name",
            export=("made_at",),
            seen_by=_("Alleen jij"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="one_working_card_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"card of {self.made_at:%Y-%m-%d}"


class EmailCode(models.Model):
    """The last code that was asked for one address: one row an address, used once.

    `about` is a keyed hash of the address, so an address nobody here has leaves the same kind of
    row: `person` is then empty. Neither the address nor the code itself is kept.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="codes"
    )
    about = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    everywhere = models.Manager()
    objects = OfPerson()
    personal = {
        "person": Personal(
            label=_("Codes die jij per mail vroeg"),
            erase="row",
            export=("made_at", "used_at"),
            seen_by=_("Alleen jij"),
        ),
    }

    def __str__(self) -> str:
        return f"code of {self.made_at:%Y-%m-%d %H:%M}"


class Passkey(models.Model):
    """A key in somebody's own phone or computer (WebAuthn), for those with a team key.

    Only the public half is kept; it is worth nothing to whoever steals it. NL: toegangssleutel.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys")
    code = models.CharField(max_length=6, default=new_code, unique=True, editable=False)
    credential = models.BinaryField()  # attested credential data, as WebAuthn writes it
    fingerprint = models.CharField(max_length=64, unique=True)  # of the credential id
    signs = models.PositiveBigIntegerField(default=0)  # the counter of the device, if it counts
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    everywhere = models.Manager()
    objects = OfPerson()
    personal = {
        "person": Personal(
            label=_("Toestellen waarmee jij binnenkomt"),
            erase="row",
            export=("made_at", "used_at"),
            seen_by=_("Alleen jij"),
        ),
    }

    def __str__(self) -> str:
        return f"passkey of {self.made_at:%Y-%m-%d}"


class Throttle(models.Model):
    """How often one thing was done in a while, so that guessing goes slowly (R31, R32).

    Counted per account or per address (`about` is a keyed hash), never per network address: the
    whole room may share one.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    what = models.CharField(max_length=20)
    about = models.CharField(max_length=64)
    since = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)

    everywhere = models.Manager()
    objects = OfPerson()
    personal = {
        "person": Personal(
            label=_("Hoe vaak je iets kort na elkaar deed"),
            erase="row",
            export=("what", "since", "times"),
            seen_by=_("Niemand"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["what", "about"], name="one_count_a_thing_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.times}"
