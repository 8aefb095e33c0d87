"""The rooms of the network, for programs of others. Public; no names of people."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from sleutelbos.kit.api import Limit, Page, Room, Shape, page

from . import queries_api
from .door import api_room
from .models import Place

router = Router(tags=["rooms"], by_alias=True)

Cursor = Annotated[
    str, Query(pattern=r"^[a-z0-9-]{0,40}$", description="From `links.next`; empty to begin.")
]


class RoomOut(Shape):
    """One Buurtwerkkamer."""

    slug: str = Field(description="Its short name, in every address.")
    name: str
    address: str
    phone: str = Field(description="Of the room itself; may be empty.")
    way_there: str = Field(description="How to come there, in a few short sentences.")
    story: str
    since: str = Field(description="The day it came into this network.", json_schema_extra={
        "format": "date"})  # fmt: skip

    @classmethod
    def of(cls, place: Place) -> "RoomOut":
        """A room as anybody may see it."""
        return cls(
            slug=place.slug, name=place.name, address=place.address, phone=place.phone,
            way_there=place.way_there, story=place.story, since=place.since.isoformat(),
        )  # fmt: skip


@router.get("/rooms", operation_id="listRooms", response=Page[RoomOut], auth=None)
def list_rooms(request: HttpRequest, cursor: Cursor = "", limit: Limit = 20) -> Page[RoomOut]:
    """Every room of the network, by name."""
    found = queries_api.rooms_after(cursor, limit + 1)
    after = found[limit - 1].slug if len(found) > limit else None
    return page(request, [RoomOut.of(place) for place in found[:limit]], after)


@router.get("/rooms/{room}", operation_id="readRoom", response=RoomOut, auth=None)
def read_room(request: HttpRequest, room: Room) -> RoomOut:
    """One room."""
    return RoomOut.of(api_room(room))
