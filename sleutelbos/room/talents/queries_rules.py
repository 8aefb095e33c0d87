"""What must always hold about what hangs on the wall and who is in touch about it."""

from collections.abc import Iterator

from django.db.models import F, Q

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.rules import Rule

from .models import Message, Post, Touch


def _mute(place: Place) -> Iterator[str]:
    strange = Q(spoken=True, recording=None) | Q(spoken=False, recording__isnull=False)
    for pk in Post.objects.within(place).filter(strange).values_list("pk", flat=True):
        yield f"Post {pk} says something else about its recording than there is."


def _of_another(place: Place) -> Iterator[str]:
    rows = Touch.objects.within(place).exclude(owner=F("post__person"))
    for pk in rows.values_list("pk", flat=True):
        yield f"Touch {pk} is with somebody whose post it is not."


def _third_voice(place: Place) -> Iterator[str]:
    rows = Message.objects.within(place)
    rows = rows.exclude(Q(person=F("touch__opener")) | Q(person=F("touch__owner")))
    for pk in rows.values_list("pk", flat=True):
        yield f"Message {pk} is of neither of the two."


RULES = (
    Rule("What was spoken has its recording, and nothing else has one.", _mute),
    Rule("In touch with whose post it is.", _of_another),
    Rule("Two people talk, nobody else.", _third_voice),
)
