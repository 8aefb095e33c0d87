"""The turns of one person with their times, for their own calendar (K2E, K3A)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.clock import local_moment

from .models import OpeningHours, OtherDay, Turn

MOST = 400  # turns in one feed


@dataclass(frozen=True)
class TurnTime:
    """A turn and the moment the door is planned to open or close then."""

    turn: Turn
    at: datetime

    @property
    def is_opening(self) -> bool:
        """True for opening the door, False for closing it."""
        return self.turn.what == Turn.What.OPEN


def turns_for_feed(person: Person, places: Iterable[Place], first: date) -> list[TurnTime]:
    """The turns of one person in these rooms from a day on, in order. 3 queries.

    Each `.turn` has `.place`. A turn on a day the room is closed after all is left out.
    """
    rooms = list(places)
    # everywhere, three times: one person's own, in several rooms that are all named
    mine = Turn.everywhere.filter(place__in=rooms, holder=person)  # see above
    mine = mine.filter(day__gte=first, given_up_at=None).select_related("place")
    turns = list(mine.order_by("day", "-what", "pk")[:MOST])
    hours = OpeningHours.everywhere.filter(place__in=rooms)  # see above
    plan = {(row.place_id, row.weekday): (row.opens, row.closes) for row in hours}
    others = OtherDay.everywhere.filter(place__in=rooms, day__gte=first)  # see above
    different = {(row.place_id, row.day): (row.opens, row.closes) for row in others}
    found = []
    for turn in turns:
        usual = plan.get((turn.place_id, turn.day.weekday()), (None, None))
        opens, closes = different.get((turn.place_id, turn.day), usual)
        at = opens if turn.what == Turn.What.OPEN else closes
        if at is not None:
            found.append(TurnTime(turn, local_moment(turn.day, at)))
    return found
