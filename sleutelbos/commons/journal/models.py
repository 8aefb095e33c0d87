"""The journal: lines are added, never changed or taken away. And who read what somebody told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.privacy import NOBODY, Personal
from sleutelbos.kit.within import PlaceOwned, WithinPlace


class Entry(models.Model):
    """One thing that was done: by whom (a pseudonym), what, to which row, when.

    `who` is the person's random uuid, not a link: when somebody goes, the line stays whole and no
    longer points at anyone. No names and no texts of people stand in the journal.
    """

    place = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="+")
    who = models.UUIDField(null=True)
    what = models.CharField(max_length=60)  # "keys.handed-over"
    about = models.CharField(max_length=60)  # "keys.Key"
    about_id = models.CharField(max_length=40)
    at = models.DateTimeField()
    # over what the line says, so that it cannot change before it hangs in the chain
    fingerprint = models.CharField(max_length=80, default="", db_default="", editable=False)

    everywhere = models.Manager()
    objects = WithinPlace()
    personal = NOBODY

    class Meta:
        indexes = [
            models.Index(fields=["place", "at"], name="entry_place_at"),
            models.Index(fields=["who", "at"], name="entry_who_at"),
        ]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.what} {self.about} {self.about_id}"


class ChainLink(models.Model):
    """Where a line of the journal hangs in the chain: behind which line, by a hash over both (R46).

    Added after the line itself, by one program at a time, so that nobody who writes a line waits
    for another (decision 0017). `nth` counts without gaps, whatever happens to row numbers. The
    link outlives its line: then it tells that the line was taken away.
    """

    nth = models.BigIntegerField(unique=True)
    line = models.OneToOneField(
        Entry, models.DO_NOTHING, db_constraint=False, related_name="chained"
    )
    hash = models.CharField(max_length=64)  # SHA-256, hexadecimal

    everywhere = models.Manager()
    objects = WithinPlace("line__place")
    personal = NOBODY

    def __str__(self) -> str:
        return f"{self.nth}:{self.hash}"


class Reading(PlaceOwned):
    """One time that somebody else read what a person told (R26). That person sees it.

    It is no line of the journal: it goes when the thing goes, so that nothing of a question or a
    story stays behind. `thing` is the Dutch sentence the owner reads, marked for translation where
    it is written: „je vraag“.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    thing = models.CharField(max_length=60)
    about = models.CharField(max_length=60)  # "help.Question"
    about_id = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)

    personal = {
        "owner": Personal(
            label=_("Wie las wat jij vertelde"),
            erase="row",
            export=("place", "reader", "said", "at"),
            seen_by=_("Alleen jij"),
        ),
        "reader": Personal(
            label=_("Wat jij las van een buur"),
            erase="name",
            export=("place", "at"),
            seen_by=_("De buur die het vertelde"),
        ),
    }

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-at"], name="reading_of_owner"),
            models.Index(fields=["about", "about_id"], name="reading_about"),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.about_id}"

    @property
    def said(self) -> str:
        """What was read, in the language of now."""
        return gettext(self.thing)
