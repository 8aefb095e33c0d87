"""The door and the key register, for programs of others (K3A, P7). Names for who keeps keys."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from sleutelbos.commons.places.door import api_actor, api_room
from sleutelbos.kit.api import Body, Day, Limit, Moment, Page, Room, Shape, page
from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.refused import Refused

from . import commands, queries
from .permissions import may_keep_keys, may_open

router = Router(tags=["keys"], by_alias=True)

KeyCursor = Annotated[
    str, Query(pattern=r"^[0-9]{0,5}$", description="From `links.next`; empty to begin.")
]
AnyDay = Annotated[
    Day | None,
    Query(alias="week", description="A day in the week to show; this week when left out."),
]


class OpeningOut(Shape):
    """Whether the door is open now."""

    is_open: bool
    since: datetime | None = Field(description="Since when it is open, else null.")
    until: datetime | None = Field(description="Until when it is open, else null.")
    next: datetime | None = Field(description="When the plan says it opens next, if one is near.")


class DayOut(Shape):
    """The plan of the door for one day."""

    day: date
    opens: datetime | None = Field(description="Null when the room is closed that day.")
    closes: datetime | None
    why: str = Field(description="What is special about the day; often empty.")

    @classmethod
    def of(cls, hours: queries.DayHours) -> "DayOut":
        """One day, with the times of the clock as moments."""
        return cls(
            day=hours.day, opens=_moment(hours.day, hours.opens),
            closes=_moment(hours.day, hours.closes), why=hours.why,
        )  # fmt: skip


class OpeningIn(Body):
    """*Ik doe de deur open*."""

    key: str | None = Field(
        default=None, pattern=r"^[a-z0-9]{6}$",
        description="The code of a key that hangs on the board or that I have; else my first one.",
    )  # fmt: skip
    until: Moment | None = Field(
        default=None, description="Else the plan of today, or three hours."
    )


class UntilIn(Body):
    """*Tot hoe laat?*"""

    until: Moment


class KeyOut(Shape):
    """One key of the room and where it is."""

    code: str
    number: int
    opens: str
    opens_room: bool
    state: Literal["here", "out", "lost"]
    holder: str | None = Field(description="Who has it, by first name; null when that is unknown.")
    since: datetime | None
    responsibility: str

    @classmethod
    def of(cls, hook: queries.Hook) -> "KeyOut":
        """A key as those who keep keys see it."""
        loan = hook.loan if hook.state == "out" else None
        return cls(
            code=hook.key.code, number=hook.key.number, opens=hook.key.opens,
            opens_room=hook.key.opens_room, state=hook.state,
            holder=hook.holder.called if loan and hook.holder else None,
            since=loan.handed_over_at if loan else None,
            responsibility=loan.responsibility if loan else "",
        )  # fmt: skip


@router.get(
    "/rooms/{room}/openings/current", operation_id="readOpening", response=OpeningOut, auth=None
)
def read_opening(request: HttpRequest, room: Room) -> OpeningOut:
    """Is the door open now, until when, and when does it open next? Who has the key is not told."""
    place = api_room(room)
    now, coming = queries.opening_now(place), queries.next_opening(place)
    return OpeningOut(
        is_open=now is not None, since=now.opened_at if now else None,
        until=now.closes_at if now else None, next=coming.at if coming else None,
    )  # fmt: skip


@router.get(
    "/rooms/{room}/opening-hours", operation_id="listOpeningHours", response=Page[DayOut], auth=None
)
def list_opening_hours(request: HttpRequest, room: Room, week: AnyDay = None) -> Page[DayOut]:
    """The plan of the door for the seven days of one week, Monday first; with exceptions in it."""
    place = api_room(room)
    day = min(max(week or timezone.localdate(), date(2020, 1, 6)), date(2100, 1, 3))
    days = queries.week_hours(place, day - timedelta(days=day.weekday()))
    return page(request, [DayOut.of(hours) for hours in days], None)


@router.post("/rooms/{room}/openings", operation_id="openRoom", response={201: OpeningOut})
def open_room(request: HttpRequest, room: Room, body: OpeningIn) -> Status[OpeningOut]:
    """Open the door, with my key or one from the board; nobody has to approve.

    Refused when it is open already (`already-open`), without a key (`no-key`, `key-is-out`,
    `lost`), or with an end that is gone by or far ahead (`time-gone`, `too-long`).
    """
    actor = api_actor(request, room, may_open, person=True)
    hook = queries.find_key(actor, body.key) if body.key else None
    if body.key and hook is None:
        raise Refused("no-key", _("Deze sleutel kennen wij niet."), field="key")
    made = commands.open_room(actor, key=hook.key if hook else None, closes_at=body.until)
    return Status(201, _now(made.opened_at, made.closes_at))


@router.patch("/rooms/{room}/openings/current", operation_id="keepOpen", response=OpeningOut)
def keep_open(request: HttpRequest, room: Room, body: UntilIn) -> OpeningOut:
    """Say until when the door is open. Refused `not-open`, `time-gone`, `too-long`."""
    actor = api_actor(request, room, may_open)
    made = commands.keep_open_until(actor, closes_at=body.until)
    return _now(made.opened_at, made.closes_at)


@router.post("/rooms/{room}/closings", operation_id="closeRoom", response={201: OpeningOut})
def close_room(request: HttpRequest, room: Room) -> Status[OpeningOut]:
    """Close the door. Refused when it is closed already (`not-open`)."""
    actor = api_actor(request, room, may_open)
    commands.close_room(actor)
    coming = queries.next_opening(actor.place)
    closed = OpeningOut(is_open=False, since=None, until=None, next=coming.at if coming else None)
    return Status(201, closed)


@router.get("/rooms/{room}/keys", operation_id="listKeys", response=Page[KeyOut])
def list_keys(
    request: HttpRequest, room: Room, cursor: KeyCursor = "", limit: Limit = 20
) -> Page[KeyOut]:
    """The keys of a room by number and where they are: for who keeps keys."""
    actor = api_actor(request, room, may_keep_keys)
    hooks = queries.board(actor, everything=True).hooks
    found = [hook for hook in hooks if hook.key.number > int(cursor or 0)]
    after = str(found[limit - 1].key.number) if len(found) > limit else None
    return page(request, [KeyOut.of(hook) for hook in found[:limit]], after)


def _now(opened: datetime, closes: datetime) -> OpeningOut:
    return OpeningOut(is_open=True, since=opened, until=closes, next=None)


def _moment(day: date, at: time | None) -> datetime | None:
    return local_moment(day, at) if at else None
