"""Activities, their times and *Ik kom*, for programs of others (K2B, P7). No names of people."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, cast

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Status
from pydantic import Field

from sleutelbos.commons.places.door import Actor, api_actor, api_room
from sleutelbos.kit.api import CODE, Body, Code, Limit, Page, Room, Shape, page
from sleutelbos.kit.codes import fingerprint
from sleutelbos.kit.refused import NotFound, Refused

from . import commands, queries, queries_api
from .permissions import may_come_by_name

if TYPE_CHECKING:
    from .models import Activity, Occurrence

router = Router(tags=["activities"], by_alias=True)

State = Literal["coming", "waiting"]
MINE = "mine"
WORD = re.compile(r"[A-Za-z0-9_-]{20,64}")
ActivityCursor = Annotated[
    str, Query(pattern=r"^([a-z0-9]{6})?$", description="From `links.next`; empty to begin.")
]
TimeCursor = Annotated[
    str,
    Query(
        pattern=r"^([0-9]{1,10}-[a-z0-9]{6})?$",
        description="From `links.next`; empty to begin with what is on now.",
    ),
]
Who = Annotated[
    str, Path(description="`mine` for who is signed in; the word of a guest for a machine.")
]


class ActivityOut(Shape):
    """Something residents do together, that somebody pulls now."""

    code: str
    title: str
    picto: str
    about: str
    state: Literal["planned", "running"]
    contribution_cents: int = Field(description="A person a time, in euro cents; never above cost.")

    @classmethod
    def of(cls, row: "Activity") -> "ActivityOut":
        """An activity as anybody may see it; `row.ran` says whether a time of it has begun."""
        return cls(
            code=row.code, title=row.title, picto=row.picto, about=row.about,
            state="running" if getattr(row, "ran", False) else "planned",
            contribution_cents=row.contribution_cents,
        )  # fmt: skip


class OccurrenceOut(Shape):
    """One time that an activity happens. Open to everybody, always (K2B)."""

    code: str
    activity: str = Field(description="The code of the activity.")
    title: str
    picto: str
    starts: datetime
    ends: datetime
    is_on: bool = Field(description="False when it does not take place this time.")
    is_now: bool
    coming: int = Field(description="How many people said that they come.")
    waiting: int = Field(description="How many people wait for a place.")
    capacity: int | None = Field(description="Only where space or things set a limit, else null.")
    limited_by: str = Field(description="What sets that limit, in words.")

    @classmethod
    def of(cls, row: "Occurrence") -> "OccurrenceOut":
        """A time as anybody may see it."""
        return cls(
            code=row.code, activity=row.activity.code, title=row.title,
            picto=row.activity.picto, starts=row.starts, ends=row.ends, is_on=row.is_on,
            is_now=row.is_now, coming=row.coming, waiting=row.waiting, capacity=row.capacity,
            limited_by=row.limit_what,
        )  # fmt: skip


class SignUpIn(Body):
    """*Ik kom*."""

    guest: str | None = Field(
        default=None, pattern=r"^[A-Za-z0-9_-]{20,64}$",
        description="For a machine: a random word of its own for this guest, to sign off with. "
        "Only a hash of it is kept. Left out by who is signed in.",
    )  # fmt: skip


class SignUpOut(Shape):
    """What somebody said, and whether there was a place."""

    state: State


@router.get(
    "/rooms/{room}/activities", operation_id="listActivities", response=Page[ActivityOut],
    auth=None,
)  # fmt: skip
def list_activities(
    request: HttpRequest, room: Room, cursor: ActivityCursor = "", limit: Limit = 20
) -> Page[ActivityOut]:
    """What residents of a room pull now, by title."""
    found = queries_api.pulled_after(api_room(room), timezone.now(), cursor, limit + 1)
    after = found[limit - 1].code if len(found) > limit else None
    return page(request, [ActivityOut.of(row) for row in found[:limit]], after)


@router.get(
    "/rooms/{room}/activities/{code}", operation_id="readActivity", response=ActivityOut, auth=None
)
def read_activity(request: HttpRequest, room: Room, code: Code) -> ActivityOut:
    """One activity that somebody pulls now."""
    return ActivityOut.of(queries_api.pulled_one(api_room(room), _code(code), timezone.now()))


@router.get(
    "/rooms/{room}/occurrences", operation_id="listOccurrences", response=Page[OccurrenceOut],
    auth=None,
)  # fmt: skip
def list_occurrences(
    request: HttpRequest, room: Room, cursor: TimeCursor = "", limit: Limit = 20
) -> Page[OccurrenceOut]:
    """The agenda of a room: what is on now and what is coming, soonest first; also what is off."""
    leaf = queries.agenda(api_room(room), after=cursor, limit=limit)
    return page(request, [OccurrenceOut.of(row) for row in leaf.rows], leaf.next or None)


@router.get(
    "/rooms/{room}/occurrences/{code}", operation_id="readOccurrence", response=OccurrenceOut,
    auth=None,
)  # fmt: skip
def read_occurrence(request: HttpRequest, room: Room, code: Code) -> OccurrenceOut:
    """One time of an activity."""
    return OccurrenceOut.of(queries.occurrence(api_room(room), _code(code)))


@router.post(
    "/rooms/{room}/occurrences/{code}/sign-ups", operation_id="signUp", response={201: SignUpOut}
)
def sign_up(request: HttpRequest, room: Room, code: Code, body: SignUpIn) -> Status[SignUpOut]:
    """Say *Ik kom*: by name when signed in, without a name for a guest of a machine.

    Saying it twice is once. Refused when it is over (`over`) or off (`off`).
    """
    actor = api_actor(request, room, may_sign_up)
    row = queries.occurrence_to_come(actor.place, _code(code))
    said = commands.sign_up(actor, occurrence=row, guest=_guest(actor, body.guest or MINE, code))
    return Status(201, SignUpOut(state=cast(State, said.state)))


@router.get(
    "/rooms/{room}/occurrences/{code}/sign-ups/{who}", operation_id="readSignUp",
    response=SignUpOut,
)  # fmt: skip
def read_sign_up(request: HttpRequest, room: Room, code: Code, who: Who) -> SignUpOut:
    """Whether I come, or a guest of this machine; not there for who does not."""
    actor = api_actor(request, room, may_sign_up)
    guest = _guest(actor, who, code)
    if guest:
        row = queries.occurrence_to_come(actor.place, _code(code))
        said = queries.sign_up_of(actor.place, row, guest=guest)
        state = said.state if said else None
    else:
        state = queries.occurrence(actor.place, _code(code), person=actor.someone).mine
    if state not in {"coming", "waiting"}:
        raise NotFound
    return SignUpOut(state=cast(State, state))


@router.delete(
    "/rooms/{room}/occurrences/{code}/sign-ups/{who}", operation_id="signOff", response={204: None}
)
def sign_off(request: HttpRequest, room: Room, code: Code, who: Who) -> Status[None]:
    """Say *Ik kom toch niet*; who waits longest gets the place. Twice is once.

    Refused when it is over (`over`).
    """
    actor = api_actor(request, room, may_sign_up)
    guest = _guest(actor, who, code)
    row = queries.occurrence_to_come(actor.place, _code(code))
    commands.sign_off(actor, occurrence=row, guest=guest)
    return Status(204, None)


def may_sign_up(actor: Actor) -> bool:
    """People inside by name; a machine for its guests."""
    return actor.person is None or may_come_by_name(actor)


def _guest(actor: Actor, who: str, code: str) -> str:
    """The fingerprint of a guest at this time, or empty for the person who asks.

    A guest is another one at every occurrence, so two sign-ups cannot be linked.
    """
    if actor.person is not None:
        if who != MINE:
            raise NotFound
        return ""
    if who == MINE:
        raise Refused("no-guest", _("Geef een eigen woord mee voor deze gast."), field="guest")
    if not WORD.fullmatch(who):
        raise NotFound
    return fingerprint(f"{who}:{code}")


def _code(code: str) -> str:
    """The code in an address; anything else is not there."""
    if not re.fullmatch(CODE, code):
        raise NotFound
    return code
