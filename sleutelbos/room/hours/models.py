"""Hours that people wrote down, thanks they said, and what they gave and got."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.secret_text import SecretTextField
from sleutelbos.kit.within import PlaceOwned

MOST_MINUTES = 12 * 60  # on one day


class HoursEntry(PlaceOwned):
    """A number of minutes of one person on one day. Never changed, never taken away (K1E, K3B).

    What was wrong is taken back by a counter-entry: `corrects` names the entry, `minutes` is its
    opposite. An entry stays as a number when its person goes; their own words go with them.
    """

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # made by who sends it
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    minutes = models.SmallIntegerField(_("minuten"))
    day = models.DateField(_("dag"))
    occurrence = models.ForeignKey(
        "activities.Occurrence", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    what = models.CharField(_("waarvoor"), max_length=80, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("opgeschreven"))
    together = models.UUIDField(null=True, blank=True, db_index=True)  # written for all at once
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="counter"
    )

    personal = {
        "person": Personal(
            label=_("Jouw uren"),
            erase="name",
            export=("place", "day", "minutes", "what", "occurrence", "entered_at"),
            seen_by=_("Jij, het team en het bestuur. Anderen zien alleen het getal van de kamer"),
            wipe=("what",),
        ),
        "entered_by": Personal(
            label=_("Uren die jij opschreef"),
            erase="name",
            export=("place", "day", "entered_at"),
            seen_by=_("De buur van wie de uren zijn"),
        ),
    }

    class Meta:
        verbose_name_plural = "hours entries"
        constraints = [
            models.CheckConstraint(condition=~Q(minutes=0), name="hours_are_never_nothing"),
            models.CheckConstraint(
                condition=Q(minutes__gte=-MOST_MINUTES, minutes__lte=MOST_MINUTES),
                name="hours_fit_in_half_a_day",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, minutes__gt=0)
                | Q(corrects__isnull=False, minutes__lt=0),
                name="only_a_counter_entry_takes_hours_back",
            ),
        ]
        indexes = [
            # holds all that the sums of a room need, so that they never read the rows themselves
            models.Index(fields=["place", "day", "person", "minutes"], name="hours_of_a_place"),
            models.Index(fields=["person", "day"], name="hours_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes on {self.day}"


class Thanks(PlaceOwned):
    """One neighbour said thank you to another; it waits on the other's own page (K1E)."""

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    from_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    what = models.CharField(_("wat erbij gezegd werd"), max_length=140, blank=True)
    occurrence = models.ForeignKey(
        "activities.Occurrence", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(_("gezegd"))
    seen_at = models.DateTimeField(_("gezien"), null=True, blank=True)
    shown_at = models.DateTimeField(_("op de trots"), null=True, blank=True)  # by who was thanked
    taken_back_at = models.DateTimeField(_("teruggenomen"), null=True, blank=True)

    personal = {
        "to_person": Personal(
            label=_("Wie jou bedankte"),
            erase="row",
            export=("place", "what", "said_at", "shown_at"),
            seen_by=_("Jij en de buur die dank je wel zei"),
        ),
        "from_person": Personal(
            label=_("Wie jij bedankte"),
            erase="name",
            export=("place", "what", "said_at", "taken_back_at"),
            seen_by=_("Jij en de buur die je bedankte"),
        ),
    }

    class Meta:
        verbose_name_plural = "thanks"
        constraints = [
            models.UniqueConstraint(
                fields=["from_person", "to_person", "occurrence"],
                condition=Q(taken_back_at=None),
                name="thanked_once_for_the_same",
            ),
            models.CheckConstraint(
                condition=Q(from_person=None) | ~Q(from_person=F("to_person")),
                name="nobody_thanks_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"said {self.said_at:%Y-%m-%d}"


class GaveGot(PlaceOwned):
    """Something a person gave or got, in their own words. Only that person ever sees it (K1E).

    The words stand locked: not in a database that was stolen either. There is no link to anybody
    else: who it was with is what the person wrote. What is taken away
    can come back for a week; after that the row goes. What I gave I may put on the pride wall
    (`shown_at`), without who it was with (K2D).
    """

    class Kind(models.TextChoices):
        """Given or got."""

        GAVE = "gave", _("ik gaf")
        GOT = "got", _("ik kreeg")

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    picto = models.CharField(_("plaatje"), max_length=20)
    text = SecretTextField(_("in eigen woorden"), max_length=80, blank=True)
    with_whom = SecretTextField(_("met wie"), max_length=60, blank=True)
    at = models.DateTimeField(_("opgeschreven"), default=timezone.now)
    shown_at = models.DateTimeField(_("op de trots"), null=True, blank=True)
    taken_away_at = models.DateTimeField(null=True, blank=True)

    personal = {
        "person": Personal(
            label=_("Wat jij gaf en kreeg"),
            erase="row",
            export=("place", "kind", "picto", "text", "with_whom", "at", "shown_at"),
            seen_by=_("Alleen jij, en wie jij het laat zien op de trots"),
        ),
    }

    class Meta:
        verbose_name_plural = "gave and got"
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_at=None) | Q(kind="gave"), name="what_i_got_is_never_shown"
            ),
        ]
        indexes = [models.Index(fields=["person", "kind", "-at"], name="gave_got_of_a_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class Steering(PlaceOwned):
    """How much somebody agreed to be steered to do something too (K1E). NL: hoe men mij mag vragen.

    Without a row: not at all. A new answer closes the one before, so it can be shown what was
    agreed, when, and with which words (P2).
    """

    class How(models.TextChoices):
        """The three answers there are, in the words of the person."""

        NOT = "not", _("Vraag mij niets. Ik kom zelf wel.")
        GENTLY = "gently", _("Vraag mij af en toe of ik iets wil doen.")
        ACTIVELY = "actively", _("Vraag mij gerust vaker. Een duwtje helpt mij.")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    how = models.CharField(max_length=8, choices=How)
    wording = models.CharField(max_length=200)
    language = models.CharField(max_length=5)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    personal = {
        "person": Personal(
            label=_("Hoe men jou mag vragen"),
            erase="row",
            export=("place", "how", "wording", "language", "since", "until"),
            seen_by=_("Alleen jij. Zeg je ja, dan weet het team dat men jou mag vragen"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "person"],
                condition=Q(until=None),
                name="one_agreement_on_steering_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how} since {self.since:%Y-%m-%d}"


class Asked(PlaceOwned):
    """Somebody of the team asked a neighbour what they would like to do, or put it off (K1E).

    Only so that nobody is asked again and again: no page shows or counts these rows, and they go
    after three months.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    later = models.BooleanField(_("later"))
    day = models.DateField(_("dag"))

    personal = {
        "person": Personal(
            label=_("Toen het team jou iets wilde vragen"),
            erase="row",
            export=("place", "later", "day"),
            seen_by=_("Niemand. Zo vraagt het team niet te vaak"),
        ),
        "by": Personal(
            label=_("Toen jij een buur iets wilde vragen"),
            erase="name",
            export=("place", "later", "day"),
            seen_by=_("Niemand"),
        ),
    }

    class Meta:
        verbose_name_plural = "asked"
        constraints = [
            models.UniqueConstraint(
                fields=["place", "person", "day"], name="a_neighbour_is_asked_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"asked on {self.day:%Y-%m-%d}"


# What is given and got most: a drawing says enough. The order is the order on the screen.
GAVE_WORDS: dict[str, str | Promise] = {
    "pan": _("Ik kookte"),
    "kop": _("Ik luisterde"),
    "praat": _("Ik vertaalde"),
    "brief": _("Ik hielp met een brief"),
    "hamer": _("Ik deed een klus"),
    "fiets": _("Ik maakte een fiets"),
    "schaar": _("Ik knipte of vlechtte"),
    "naaimachine": _("Ik naaide"),
    "kind": _("Ik paste op"),
    "tas": _("Ik deed boodschappen"),
    "tel": _("Ik hielp met een telefoon"),
    "cadeau": _("Iets anders"),
}
GOT_WORDS: dict[str, str | Promise] = {
    "pan": _("Iemand kookte"),
    "kop": _("Iemand luisterde"),
    "praat": _("Iemand vertaalde"),
    "brief": _("Hulp met een brief"),
    "hamer": _("Iemand deed een klus"),
    "fiets": _("Mijn fiets is gemaakt"),
    "schaar": _("Iemand knipte of vlechtte"),
    "naaimachine": _("Iemand naaide"),
    "kind": _("Iemand paste op"),
    "tas": _("Iemand deed boodschappen"),
    "tel": _("Hulp met een telefoon"),
    "cadeau": _("Iets anders"),
}
