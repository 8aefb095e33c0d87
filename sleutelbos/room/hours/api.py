"""Hours, for programs of others (K1E, P7): one's own, and the sum of a room for who oversees it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Status
from pydantic import Field

from sleutelbos.commons.places.door import api_actor
from sleutelbos.kit.api import Body, Day, Id, Limit, Number, Page, Room, Shape, page
from sleutelbos.kit.refused import NotFound
from sleutelbos.room.activities import queries as activities

from . import commands, queries, queries_api
from .permissions import may_see_hours_of_all, may_write_hours

if TYPE_CHECKING:
    from .models import HoursEntry

router = Router(tags=["hours"], by_alias=True)

MOST_MINUTES = 720
Cursor = Annotated[Id | None, Query(description="From `links.next`; left out to begin.")]
Once = Annotated[str, Path(description="The id of the entry, as it was made.")]
Year = Annotated[int | None, Query(ge=2000, le=2100, description="This year when left out.")]


class HoursOut(Shape):
    """Minutes of mine on one day."""

    once: UUID = Field(description="The id of the entry.")
    day: date
    minutes: int
    what: str
    written: datetime

    @classmethod
    def of(cls, entry: "HoursEntry") -> "HoursOut":
        """An entry as its own person sees it."""
        return cls(
            once=entry.once, day=entry.day, minutes=entry.minutes, what=entry.what,
            written=entry.entered_at,
        )  # fmt: skip


class HoursIn(Body):
    """Minutes to write down, for an activity or for the room itself."""

    once: Id = Field(description="Made by you; the same one twice is one entry.")
    minutes: Number = Field(ge=1, le=MOST_MINUTES)
    day: Day = Field(description="With an occurrence the day is the day it began.")
    occurrence: str | None = Field(default=None, pattern=r"^[a-z0-9]{6}$")
    what: str = Field(default="", max_length=80)


class TotalOut(Shape):
    """What a room did together in a year. Of nobody by name."""

    year: int
    minutes: int


@router.get("/rooms/{room}/hours", operation_id="listMyHours", response=Page[HoursOut])
def list_my_hours(
    request: HttpRequest, room: Room, cursor: Cursor = None, limit: Limit = 20
) -> Page[HoursOut]:
    """My own hours in a room, the newest day first. Never those of others."""
    actor = api_actor(request, room, may_write_hours, person=True)
    found = queries_api.mine_after(actor.someone, actor.place, cursor, limit + 1)
    after = str(found[limit - 1].once) if len(found) > limit else None
    return page(request, [HoursOut.of(entry) for entry in found[:limit]], after)


@router.post("/rooms/{room}/hours", operation_id="writeHours", response={201: HoursOut})
def write_hours(request: HttpRequest, room: Room, body: HoursIn) -> Status[HoursOut]:
    """Write down my own hours.

    Refused `too-many-hours` (above twelve hours a day together), `future-day`, `too-long-ago`,
    `not-yet` (it has not begun), `hours-there` (written already).
    """
    actor = api_actor(request, room, may_write_hours, person=True)
    row = None
    if body.occurrence:
        row = activities.occurrence_to_come(actor.place, body.occurrence)
    made = commands.write_hours(
        actor, minutes=body.minutes, day=body.day, occurrence=row, what=body.what, once=body.once
    )
    return Status(201, HoursOut.of(made))


@router.delete("/rooms/{room}/hours/{once}", operation_id="takeBackHours", response={204: None})
def take_back_hours(request: HttpRequest, room: Room, once: Once) -> Status[None]:
    """Take back hours that are mine, or that I wrote for others. Twice is once.

    The entry stays, with its opposite beside it. Refused `too-long-ago`.
    """
    actor = api_actor(request, room, may_write_hours, person=True)
    entry = queries.entry_of(actor.someone, actor.place, _uuid(once))
    if entry is None:
        raise NotFound
    commands.correct(actor, entry=entry)
    return Status(204, None)


@router.get("/rooms/{room}/hour-totals", operation_id="listHourTotals", response=Page[TotalOut])
def list_hour_totals(request: HttpRequest, room: Room, year: Year = None) -> Page[TotalOut]:
    """The hours of a room in a year, together: for the team and the board."""
    actor = api_actor(request, room, may_see_hours_of_all)
    asked = year or timezone.localdate().year
    minutes = queries.total(actor.place, date(asked, 1, 1), date(asked, 12, 31))
    return page(request, [TotalOut(year=asked, minutes=minutes)], None)


def _uuid(text: str) -> UUID:
    """The id in an address; anything else is not there."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
