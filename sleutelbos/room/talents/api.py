"""What neighbours can and ask, for programs of others (K1A, P7). Nobody's name is given."""

import re
from datetime import datetime
from typing import Annotated, Literal, cast

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router, Status
from pydantic import Field, StrictBool

from sleutelbos.commons.places.door import api_actor, api_room
from sleutelbos.kit.api import CODE, Body, Code, Id, Limit, Page, Room, Shape, page
from sleutelbos.kit.refused import NotFound

from . import commands, queries, queries_api
from .permissions import may_hang

router = Router(tags=["talents"], by_alias=True)

Kind = Literal["offer", "ask"]
Cursor = Annotated[
    str, Query(pattern=r"^([a-z0-9]{6})?$", description="From `links.next`; empty to begin.")
]
OfKind = Annotated[Kind | None, Query(description="Only what is offered, or only what is asked.")]


class TalentOut(Shape):
    """One thing somebody can, or asks. Getting in touch goes through the room's own pages."""

    code: str
    kind: Kind
    title: str
    language: str = Field(description="The language of `title`.")
    words: str = Field(description="Own words beside a title from the list; often empty.")
    concept: str | None = Field(description="The code on the list of talents, when it is on it.")
    picto: str
    spoken: bool = Field(description="It was said aloud; neighbours can listen to it.")
    hung_at: datetime

    @classmethod
    def of(cls, hung: queries.Hung) -> "TalentOut":
        """A post as anybody may see it, its person left out."""
        return cls(
            code=hung.code, kind=cast(Kind, hung.kind), title=hung.title, words=hung.more,
            language=hung.title_language or get_language() or "nl",
            concept=hung.concept.code if hung.concept else None, picto=hung.picto,
            spoken=hung.spoken, hung_at=hung.hung_at,
        )  # fmt: skip


class TalentIn(Body):
    """*Ik kan iets* or *Ik vraag iets*: a concept of the list, own words, or both."""

    once: Id = Field(description="Made by you; the same one twice is hung once.")
    kind: Kind
    concept: str = Field(default="", pattern=r"^[a-z0-9-]{0,40}$")
    words: str = Field(default="", max_length=commands.LONGEST_WORDS)
    with_name: StrictBool | None = Field(
        default=None, description="Show my name to others; else a talent does and a question not."
    )


@router.get(
    "/rooms/{room}/talents", operation_id="listTalents", response=Page[TalentOut], auth=None
)
def list_talents(
    request: HttpRequest, room: Room, kind: OfKind = None, cursor: Cursor = "", limit: Limit = 20
) -> Page[TalentOut]:
    """What is offered and asked in a room, newest first."""
    found = queries_api.hanging_after(api_room(room), kind or "", cursor, limit + 1)
    after = found[limit - 1].code if len(found) > limit else None
    return page(request, [TalentOut.of(hung) for hung in found[:limit]], after)


@router.get(
    "/rooms/{room}/talents/{code}", operation_id="readTalent", response=TalentOut, auth=None
)
def read_talent(request: HttpRequest, room: Room, code: Code) -> TalentOut:
    """One thing that is offered or asked now."""
    found = queries.post(api_room(room), _code(code))
    if found is None:
        raise NotFound
    return TalentOut.of(found)


@router.post("/rooms/{room}/talents", operation_id="hangTalent", response={201: TalentOut})
def hang_talent(request: HttpRequest, room: Room, body: TalentIn) -> Status[TalentOut]:
    """Hang up what I can or ask. Without a name unless it says so.

    Refused when it says nothing (`says-nothing`), is not on the list (`no-such-concept`), holds a
    phone number or address (`own-number`), for who is hidden (`you-are-hidden`), or when the id was
    used for something else (`sent-before`).
    """
    actor = api_actor(request, room, may_hang, person=True)
    made = commands.hang(
        actor, kind=body.kind, once=body.once, concept=body.concept, words=body.words,
        with_name=body.with_name,
    )  # fmt: skip
    found = queries.post(actor.place, made.code, viewer=actor.person)
    if found is None:  # somebody took it down at that very moment
        raise NotFound
    return Status(201, TalentOut.of(found))


@router.delete("/rooms/{room}/talents/{code}", operation_id="takeDown", response={204: None})
def take_down(request: HttpRequest, room: Room, code: Code) -> Status[None]:
    """Take down what is mine; hosts, team and board keep the wall decent. Twice is once."""
    actor = api_actor(request, room, may_hang, person=True)
    commands.take_down(actor, post=_code(code))
    return Status(204, None)


def _code(code: str) -> str:
    """The code in an address; anything else is not there."""
    if not re.fullmatch(CODE, code):
        raise NotFound
    return code
