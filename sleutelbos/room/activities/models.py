"""Ideas and who pulls them; series and days; who comes. Split over three files, gathered here."""

from .models_activities import Activity, Puller, PullerInvite, Wish
from .models_days import Limited, Occurrence, Series
from .models_recordings import Recording
from .models_sign_ups import Attended, SeriesSignUp, SignUp

__all__ = [
    "Activity",
    "Attended",
    "Limited",
    "Occurrence",
    "Puller",
    "PullerInvite",
    "Recording",
    "Series",
    "SeriesSignUp",
    "SignUp",
    "Wish",
]
