"""The journal: lines are added, never changed or taken away."""

from django.db import models

from sleutelbos.kit.privacy import NOBODY
from sleutelbos.kit.within import WithinPlace


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
    at = models.DateTimeField(auto_now_add=True)

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
