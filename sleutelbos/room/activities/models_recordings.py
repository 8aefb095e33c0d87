"""An idea or an activity said aloud."""

from base64 import b64encode

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kit.privacy import Personal
from sleutelbos.kit.within import WithinPlace

from .models_activities import Activity


class Recording(models.Model):
    """What somebody said about an activity, as it was recorded: a minute and 600 kB at most."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="recording")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mime = models.CharField(max_length=10)
    seconds = models.PositiveSmallIntegerField(null=True)  # null: the file does not say
    sound = models.BinaryField()

    everywhere = models.Manager()
    objects = WithinPlace("activity__place")
    personal = {
        "person": Personal(
            label=_("Wat jij over een activiteit insprak"),
            erase="row",
            export=("activity", "mime", "seconds", "as_data_url"),
            seen_by=_(
                "Buren van deze kamer, tot jij het weghaalt of hier weggaat. "
                "Is de activiteit klaar? Dan wissen wij het na 30 dagen"
            ),
        ),
    }

    def __str__(self) -> str:
        return f"{self.mime}, {self.seconds or '?'} s"

    @property
    def as_data_url(self) -> str:
        """The recording as text, for the file that a person takes along; a browser plays it."""
        return f"data:{self.mime};base64,{b64encode(bytes(self.sound)).decode()}"
