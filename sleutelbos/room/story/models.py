"""What a route is made of: walls with a door, small steps, who may look, what may be counted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import NOBODY, Personal
from sleutelbos.kit.secret_text import SecretBytesField, SecretTextField
from sleutelbos.kit.within import PlaceOwned, WithinPlace


class Map(models.TextChoices):
    """The four walls that key persons found in their own research (B12): a map, never a duty."""

    EXISTENCE = "existence", _("Elke dag rondkomen")
    NET = "net", _("Het vangnet houdt mij vast")
    VOLUNTEER = "volunteer", _("Ik blijf vrijwilliger")
    DIPLOMA = "diploma", _("Zij vragen een diploma")


class Door(PlaceOwned):
    """One wall with the door in it, in the words of whose route it is (NL: muur, deur).

    Nobody but the person reads it, unless there is an open `Share`. What somebody else wrote down
    for them is a draft until they heard it and said yes (`read_back_at`); it counts nowhere.
    """

    class State(models.TextChoices):
        """How the door stands, as its person sees it."""

        OPEN = "open", _("Deur open")
        NOW = "now", _("Hier ben ik nu")
        SHUT = "shut", _("Nog dicht")

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = SecretTextField(_("in eigen woorden"), max_length=200, blank=True)
    helped = SecretTextField(_("wat hielp"), max_length=300, blank=True)
    spoken = models.BooleanField(_("ingesproken"), default=False)
    language = models.CharField(max_length=5)
    state = models.CharField(_("hoe staat de deur"), max_length=4, choices=State)
    position = models.PositiveIntegerField()  # on the path, from the beginning
    is_goal = models.BooleanField(_("hier wil ik heen"), default=False)
    wall = models.CharField(_("welke muur"), max_length=9, choices=Map, blank=True)
    of_system = models.BooleanField(_("deze muur is van het systeem"), default=False)
    paused_at = models.DateTimeField(_("nu even niet"), null=True, blank=True)
    told_at = models.DateTimeField(_("verteld"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_draft = models.BooleanField(default=False)  # written for me, not read back to me yet
    read_back_at = models.DateTimeField(_("voorgelezen"), null=True, blank=True)
    taken_away_at = models.DateTimeField(null=True, blank=True)

    personal = {
        "person": Personal(
            label=_("Jouw route"),
            erase="row",
            export=("place", "words", "helped", "spoken", "state", "is_goal", "wall", "of_system",
                    "paused_at", "told_at", "shown_words"),
            seen_by=_("Alleen jij, en wie jij een deur laat zien"),
            reads=("shares",),
        ),
        "written_by": Personal(
            label=_("Wat jij voor een buur opschreef"),
            erase="name",
            export=("place", "told_at"),
            seen_by=_("De buur voor wie jij schreef"),
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") | Q(spoken=True), name="a_door_says_something"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_goal=True, taken_away_at=None),
                name="a_route_leads_to_one_goal",
            ),
            models.CheckConstraint(
                condition=Q(written_by=None) | ~Q(written_by=F("person")),
                name="nobody_writes_for_themselves",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["person", "position"], name="route_in_order")]

    def __str__(self) -> str:
        return f"door {self.code}"

    @property
    def shown_words(self) -> str:
        """Every yes to show it, one a line with its days, for the file somebody takes along."""
        shares = sorted(self.shares.all(), key=lambda share: (share.shared_at, share.pk))
        return "\n".join(share.said_yes for share in shares)

    shown_words.fget.short_description = _("laten zien")  # type: ignore[attr-defined]


class Recording(models.Model):
    """A door told aloud, kept locked as it was recorded: a minute at most, 600 kB at most."""

    door = models.OneToOneField(Door, models.CASCADE, related_name="recording")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mime = models.CharField(max_length=10)
    seconds = models.PositiveSmallIntegerField(null=True)  # null: the file does not say
    sound = SecretBytesField()

    everywhere = models.Manager()
    objects = WithinPlace("door__place")
    personal = {
        "person": Personal(
            label=_("Wat jij over je route insprak"),
            erase="row",
            export=("mime", "seconds", "sound"),
            seen_by=_("Alleen jij, en wie jij een deur laat zien"),
        ),
    }

    def __str__(self) -> str:
        return f"{self.mime}, {self.seconds or '?'} s"


class Step(models.Model):
    """One small step at a door: what, with whom and when. At most one is open at a time."""

    door = models.ForeignKey(Door, models.CASCADE, related_name="steps")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    what = SecretTextField(_("stapje"), max_length=100)
    with_whom = SecretTextField(_("met wie"), max_length=60)
    at = models.DateTimeField(_("wanneer"))
    chosen_at = models.DateTimeField()
    done_at = models.DateTimeField(_("gedaan"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("toch niet"), null=True, blank=True)

    everywhere = models.Manager()
    objects = WithinPlace("door__place")
    personal = {
        "person": Personal(
            label=_("Jouw stapjes"),
            erase="row",
            export=("what", "with_whom", "at", "done_at", "dropped_at"),
            seen_by=_("Alleen jij, en wie jij een deur laat zien"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["door"], condition=Q(done_at=None, dropped_at=None),
                name="a_door_has_one_small_step",
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(with_whom=""),
                name="a_step_is_something_with_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"step of {self.chosen_at:%Y-%m-%d}"


class Share(PlaceOwned):
    """One door, shown to one neighbour, until the end of a day. It closes at once when ended.

    A yes that is kept as it was given (R41): another day is another row, and the row before ends.

    It also closes when that neighbour has no role in the room any more, or when the person asks
    not to be found (R25, R32).
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    door = models.ForeignKey(Door, models.CASCADE, related_name="shares")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    shared_at = models.DateTimeField(_("laten zien"))
    until = models.DateField(_("tot en met"))
    ended_at = models.DateTimeField(_("gestopt"), null=True, blank=True)
    # what the person saw when they said yes (R41); empty only in rows of before it was kept
    wording = models.CharField(max_length=200, default="", db_default="", editable=False)
    language = models.CharField(max_length=5, default="", db_default="", editable=False)

    personal = {
        "reader": Personal(
            label=_("Deuren die een buur jou liet zien"),
            erase="row",
            export=("place", "shared_at", "until", "ended_at"),
            seen_by=_("Jij en de buur"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["door", "reader"], condition=Q(ended_at=None),
                name="a_door_is_shown_once_to_a_neighbour",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["reader"], condition=Q(ended_at=None), name="share_of_reader")
        ]

    def __str__(self) -> str:
        return f"until {self.until}"

    @property
    def said_yes(self) -> str:
        """The words of the yes, on which day, until when, and when it ended. Names nobody."""
        days = [localdate(self.shared_at), self.until]
        days += [localdate(self.ended_at)] if self.ended_at else []
        return " ".join([*(f"{day:%Y-%m-%d}" for day in days), self.wording])


class Pen(PlaceOwned):
    """Who writes with me (NL: schrijver): one neighbour I chose, until the end of a day.

    They add drafts and see only the drafts they wrote; of the route itself they see nothing.
    """

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    given_at = models.DateTimeField(_("gevraagd"))
    until = models.DateField(_("tot en met"))
    ended_at = models.DateTimeField(_("gestopt"), null=True, blank=True)
    # what the person saw when they said yes (R41); empty only in rows of before it was kept
    wording = models.CharField(max_length=200, default="", db_default="", editable=False)
    language = models.CharField(max_length=5, default="", db_default="", editable=False)

    personal = {
        "owner": Personal(
            label=_("Wie voor jou schrijft"),
            erase="row",
            export=("place", "given_at", "until", "ended_at", "wording", "language"),
            seen_by=_("Jij en wie voor jou schrijft"),
        ),
        "writer": Personal(
            label=_("Voor wie jij schrijft"),
            erase="row",
            export=("place", "given_at", "until", "ended_at"),
            seen_by=_("Jij en de buur"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "writer"], condition=Q(ended_at=None),
                name="a_neighbour_has_one_pen_of_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(owner=F("writer")), name="a_pen_is_given_to_somebody_else"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"until {self.until}"


class CountYes(PlaceOwned):
    """A yes to count one wall of the system, with the very words that were seen (P2, R41).

    It says which of the four walls; it can be taken back. Rows are kept, so that it can be shown.
    """

    door = models.ForeignKey(Door, models.CASCADE, related_name="count_yeses")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    wall = models.CharField(_("welke muur"), max_length=9, choices=Map)
    wording = models.CharField(max_length=200)
    language = models.CharField(max_length=5)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    personal = {
        "person": Personal(
            label=_("Muren die wij mogen meetellen"),
            erase="row",
            export=("place", "wall", "wording", "language", "given_at", "withdrawn_at"),
            seen_by=_("Alleen jij"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["door"], condition=Q(withdrawn_at=None), name="a_wall_is_counted_once"
            ),
        ]
        indexes = [models.Index(fields=["place", "wall"], name="count_yes_of_wall")]

    def __str__(self) -> str:
        return f"{self.wall} {self.given_at:%Y-%m-%d}"


class Signal(PlaceOwned):
    """Whether a wall was told by ten neighbours or more, as frozen for one quarter (B12, P3).

    No number is kept, not even here: only yes or no. See `commands_signals` for why.
    """

    quarter = models.DateField()  # its first day
    wall = models.CharField(max_length=9, choices=Map)
    stands = models.BooleanField()

    personal = NOBODY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "quarter", "wall"], name="a_wall_is_frozen_once_a_quarter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wall} {self.quarter} {'yes' if self.stands else 'no'}"
