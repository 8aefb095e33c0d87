"""What must always hold about questions that no table keeps alone."""

from collections.abc import Iterator

from django.db.models import F, Q

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.rules import Rule

from .models import Message


def _third_voice(place: Place) -> Iterator[str]:
    rows = Message.objects.within(place)
    rows = rows.exclude(Q(person=F("helper__person")) | Q(person=F("helper__question__person")))
    for pk in rows.values_list("pk", flat=True):
        yield f"Message {pk} is of neither who asked nor who helps."


RULES = (Rule("Who asked and who helps write to each other, nobody else.", _third_voice),)
