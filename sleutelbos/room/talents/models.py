"""What hangs on the wall of a room, how it sounds, and who is in touch about it."""

from base64 import b64encode

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.within import PlaceOwned, WithinPlace


class Post(PlaceOwned):
    """One thing that somebody can (NL: talent) or asks (NL: vraag), hung on the wall of a room.

    Says itself by a concept of the list, in own words, by voice, or by more than one of these.
    """

    class Kind(models.TextChoices):
        """Offered or asked."""

        OFFER = "offer", _("ik kan iets")
        ASK = "ask", _("ik vraag iets")

    code = models.CharField(max_length=6, default=new_code, editable=False)
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    kind = models.CharField(max_length=5, choices=Kind)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    concept = models.CharField(max_length=40, blank=True)  # a code of concepts.json
    # what own words seem to mean: up to three codes, to find it by in every language
    hint = models.CharField(max_length=130, blank=True)
    words = models.CharField(_("in eigen woorden"), max_length=140, blank=True)
    language = models.CharField(max_length=5)
    picto = models.CharField(max_length=20)
    with_name = models.BooleanField(_("met naam"))
    spoken = models.BooleanField(_("ingesproken"), default=False)
    hung_at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True, blank=True)

    personal = {
        "person": Personal(
            label=_("Wat jij kan en vraagt"),
            erase="row",
            export=("place", "kind", "concept", "words", "language", "with_name", "spoken",
                    "hung_at", "taken_down_at"),
            seen_by=_("Iedereen, tot jij het weghaalt"),
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="a_code_is_one_post_in_a_room"),
            models.CheckConstraint(
                condition=~Q(concept="") | ~Q(words="") | Q(spoken=True),
                name="a_post_says_something",
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at=None) | Q(taken_down_at__gte=F("hung_at")),
                name="a_post_comes_down_after_it_hung",
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "kind", "-hung_at", "-id"],
                condition=Q(taken_down_at=None),
                name="post_hanging",
            ),
            models.Index(fields=["person", "place"], name="post_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.concept or 'own words'}"

    @property
    def hangs(self) -> bool:
        """True while it is on the wall."""
        return self.taken_down_at is None


class Recording(models.Model):
    """A post said aloud, kept as it was recorded: no longer than a minute, at most 600 kB."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="recording")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mime = models.CharField(max_length=10)
    seconds = models.PositiveSmallIntegerField(null=True)  # null: the file does not say
    sound = models.BinaryField()

    everywhere = models.Manager()
    objects = WithinPlace("post__place")
    personal = {
        "person": Personal(
            label=_("Wat jij insprak"),
            erase="row",
            export=("mime", "seconds", "as_data_url"),
            seen_by=_("Buren van deze kamer, tot jij het weghaalt"),
        ),
    }

    def __str__(self) -> str:
        return f"{self.mime}, {self.seconds or '?'} s"

    @property
    def as_data_url(self) -> str:
        """The recording as text, for the file that a person takes along; a browser plays it."""
        return f"data:{self.mime};base64,{b64encode(bytes(self.sound)).decode()}"


class Touch(PlaceOwned):
    """Two neighbours in touch about one post (NL: contact). Nobody else can read along."""

    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="touches")
    opener = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    # until then the opener sees „een buur“: who asked without a name decides when it is told
    owner_named_at = models.DateTimeField(null=True, blank=True)
    owner_is_next = models.BooleanField(default=True)  # whose answer is waited for
    last_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    personal = {
        "opener": Personal(
            label=_("Contact dat jij begon"),
            erase="row",
            export=("place", "opened_at", "ended_at"),
            seen_by=_("Jij en de ander"),
        ),
        "owner": Personal(
            label=_("Contact over wat jij kan of vraagt"),
            erase="row",
            export=("place", "opened_at", "ended_at"),
            seen_by=_("Jij en de ander"),
        ),
        "ended_by": Personal(
            label=_("Contact dat jij stopte"),
            erase="name",
            export=("place", "ended_at"),
            seen_by=_("Alleen jij"),
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "opener"],
                condition=Q(ended_at=None),
                name="two_people_are_in_touch_once_about_a_post",
            ),
            models.CheckConstraint(
                condition=~Q(opener=F("owner")), name="nobody_is_in_touch_with_themselves"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("opened_at")),
                name="a_touch_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(fields=["opener", "-last_at"], name="touch_of_opener"),
            models.Index(fields=["owner", "-last_at"], name="touch_of_owner"),
        ]

    def __str__(self) -> str:
        return f"about {self.post_id} since {self.opened_at:%Y-%m-%d}"


class Message(models.Model):
    """One thing said between two neighbours who are in touch."""

    touch = models.ForeignKey(Touch, models.CASCADE, related_name="messages")
    once = models.UUIDField(unique=True, editable=False)  # made by the device (R5)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.CharField(max_length=500)
    said_at = models.DateTimeField()

    everywhere = models.Manager()
    objects = WithinPlace("touch__place")
    personal = {
        "person": Personal(
            label=_("Wat jij aan buren schreef"),
            erase="row",
            export=("text", "said_at"),
            seen_by=_("Jij en de buur met wie je schreef"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_message_says_something"),
        ]
        indexes = [models.Index(fields=["touch", "said_at"], name="message_in_order")]

    def __str__(self) -> str:
        return f"said {self.said_at:%Y-%m-%d %H:%M}"
