"""What waits for a person to be read. It says that there is something, never what (T11)."""

import uuid
from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.within import OfPerson, PlaceOwned

SENTENCE = 120  # letters


class Notice(PlaceOwned):
    """One neutral sentence for one person, with the page of their own where the rest stands.

    `sentence` is a Dutch sentence of our own making, shown in the language of the reader; no name,
    title or word of what it is about is in it. `path` is only shown to the person, signed in.
    `mail` is the mail it went along with; `handed_at` is when somebody gave it on paper.
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(_("soort"), max_length=20)
    sentence = models.CharField(_("bericht"), max_length=SENTENCE)
    path = models.CharField(max_length=200)
    made_at = models.DateTimeField(_("gekomen"))
    read_at = models.DateTimeField(_("gelezen"), null=True, blank=True)
    handed_at = models.DateTimeField(_("op papier gekregen"), null=True, blank=True)
    mail = models.ForeignKey(
        "Delivery", models.SET_NULL, null=True, blank=True, related_name="notices"
    )

    personal = {
        "person": Personal(
            label=_("Berichten aan jou"),
            erase="row",
            export=("place", "kind", "sentence", "made_at", "read_at", "handed_at"),
            seen_by=_("Alleen jij. Wie papier uitdeelt, ziet dat er iets is"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(sentence=""), name="a_notice_says_something"),
            models.CheckConstraint(
                condition=Q(path__startswith="/"), name="a_notice_leads_to_a_page_of_ours"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "made_at"], name="notices_of_a_person"),
            models.Index(
                fields=["place", "person"], condition=Q(read_at=None), name="notices_to_hand_over"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d}"

    @property
    def words(self) -> str:
        """The sentence in the language of who reads it now."""
        return gettext(self.sentence)


class Wishes(models.Model):
    """How somebody wants to hear that there is something. Without a row: on the screen, and on
    paper when they were not seen for a day. `paper` empty means just that: as it falls."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mail = models.BooleanField(_("een mail per dag"), default=False)
    mail_at = models.TimeField(_("hoe laat"), default=time(9))
    paper = models.BooleanField(_("op papier"), null=True, blank=True)
    phone = models.CharField(_("nummer voor een appje of sms"), max_length=16, blank=True)  # E.164
    quiet_from = models.TimeField(_("stil vanaf"), default=time(21))
    quiet_until = models.TimeField(_("stil tot"), default=time(8))
    not_about = models.JSONField(_("liever niet over"), default=list, blank=True)

    everywhere = models.Manager()
    objects = OfPerson()
    personal = {
        "person": Personal(
            label=_("Hoe jij bericht wil krijgen"),
            erase="row",
            export=("mail", "mail_at", "paper", "phone", "quiet_from", "quiet_until", "not_about"),
            seen_by=_("Alleen jij. Je nummer ziet ook wie papier uitdeelt"),
        ),
    }

    class Meta:
        verbose_name_plural = "wishes"

    def __str__(self) -> str:
        return f"wishes {self.pk}"


class Device(models.Model):
    """A phone or browser that may show „er is bericht“. It gets an empty push: nothing to read.

    `endpoint` is the address that the maker of the browser gave out; no key for reading along.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    endpoint = models.CharField(max_length=600)
    fingerprint = models.CharField(max_length=64, unique=True)  # of the endpoint
    made_at = models.DateTimeField()

    everywhere = models.Manager()
    objects = OfPerson()
    personal = {
        "person": Personal(
            label=_("Toestellen die een seintje krijgen"),
            erase="row",
            export=("made_at",),
            seen_by=_("Alleen jij"),
        ),
    }

    def __str__(self) -> str:
        return f"device since {self.made_at:%Y-%m-%d}"


class Delivery(PlaceOwned):
    """One mail or one push that has to go out, and how that goes. It holds no words and no address.

    Who sends it first claims it (`waiting` → `busy`) with one conditional update, so two workers
    never send it twice. `unsure` is a mail of which nobody knows whether it went: it is not sent
    again by itself. `number` names the mail, so that a mail program sees it is the same one.
    """

    class Way(models.TextChoices):
        """Along which way."""

        MAIL = "mail", _("mail")
        PUSH = "push", _("seintje")

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("wacht")
        BUSY = "busy", _("bezig")
        DONE = "done", _("klaar")
        STUCK = "stuck", _("vast")
        UNSURE = "unsure", _("onzeker")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    way = models.CharField(max_length=4, choices=Way)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    why = models.CharField(max_length=20, blank=True)  # no-server, no-address, too-busy, unsure
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal = {
        "person": Personal(
            label=_("Mails en seintjes aan jou"),
            erase="row",
            export=("way", "state", "made_at", "changed_at"),
            seen_by=_("Niemand. Het team ziet alleen hoeveel er vast zitten"),
        ),
    }

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "way"],
                condition=Q(state="waiting"),
                name="one_waits_a_way_a_person",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "not_before"], name="deliveries_to_send"),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.state} {self.made_at:%Y-%m-%d}"
