"""One valid request for every address of the door, the table and the counts."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.people.commands import make_card
from sleutelbos.kit.policy import BOARD, COORDINATOR, HOST, RESIDENT, TABLET
from sleutelbos.room.visits import commands_table
from sleutelbos.room.visits.models import CountingMoment, SetAside
from sleutelbos.room.visits.tests.makers import at_the_door, item, sent
from sleutelbos.room.visits.views import COOKIE
from tests.twice import Post
from tests.world import World

NOTE = "5f0c0f38-6a0a-4a7b-8a55-1f2f3a4b5c6d"


def posts(world: World) -> dict[str, Post]:
    """Route name → the request; after a `#` another request to the same address."""
    return _door(world) | _tablets() | _table() | _counts()


def _door(world: World) -> dict[str, Post]:
    """What the tablet sends, kept or tapped."""
    amina, now = world.people[RESIDENT].code, timezone.now().isoformat()
    on: Any = world.things["occurrence"]
    kept = {"now": now, "items": [item(), item("known", tag=amina)]}
    undone = {"now": now, "items": [item("undo", id=world.things["visit"])]}
    return {
        "visits:send": Post(TABLET, kept, json=True),
        "visits:send#undo": Post(TABLET, undone, json=True),
        "visits:newcomer": Post(TABLET, {"once": str(uuid4())}),
        "visits:drink": Post(TABLET, {"once": str(uuid4()), "what": "koffie", "new": "1"}),
        "visits:arrive": Post(TABLET, {"once": str(uuid4()), "tag": amina}),
        "visits:not_me": Post(TABLET, {"once": world.things["visit"]}),
        "visits:join": Post(TABLET, {"tag": amina, "code": on.code}),
        "visits:call": Post(TABLET),
    }


def _tablets() -> dict[str, Post]:
    """Putting a tablet at the door and taking it away."""
    return {
        "visits:place_tablet": Post(BOARD, {"name": "Achterdeur"}),
        "visits:take_by_card": Post(TABLET, before=_has_card),
        "visits:revoke_tablet": Post(BOARD),
        "visits:back_to_door": Post(BOARD),
        "visits:leave_door": Post(BOARD, before=_holds_the_tablet),
    }


def _table() -> dict[str, Post]:
    """What a host does."""
    return {
        "visits:be_host": Post(COORDINATOR),
        "visits:answer_call": Post(HOST, before=_called),
        "visits:add": Post(HOST, {"once": str(uuid4())}),
        "visits:take_back": Post(HOST),
        "visits:write_note": Post(HOST, {"once": NOTE, "text": "De melk is op."}),
        "visits:take_back_note": Post(HOST, before=_wrote, at={"once": NOTE}),
        "visits:set_aside": Post(HOST, {"counts": "1"}, before=_put_aside),
    }


def _counts() -> dict[str, Post]:
    """Counts by hand, from a file, and at moments."""
    today = timezone.localdate()
    gone = (today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    day = {"day": today.isoformat(), "morning": "12", "evening": "7", "once": str(uuid4()),
           "activity": "Naaiclub"}  # fmt: skip
    return {
        "visits:tally_day": Post(BOARD, day),
        "visits:tally_month": Post(BOARD, {"month": gone, "people": "240", "once": str(uuid4())}),
        "visits:read_file": Post(BOARD, before=_sheet),
        "visits:put_in": Post(BOARD, before=_read),
        "visits:take_back_import": Post(BOARD),
        "visits:take_back_tally": Post(BOARD),
        "visits:draw": Post(HOST, before=_nothing_drawn),
        "visits:tick": Post(HOST, {"once": str(uuid4()), "step": "1"}),
        "visits:finish": Post(HOST),
    }


def _has_card(world: World, _client: Client) -> Mapping[str, Any]:
    return {"card": make_card(world.people[HOST], by=None)}


def _holds_the_tablet(world: World, client: Client) -> None:
    client.cookies[COOKIE] = world.tablet_cookies[COOKIE]


def _called(world: World, _client: Client) -> None:
    commands_table.call_host(at_the_door(world.room))


def _wrote(world: World, _client: Client) -> None:
    commands_table.write_note(world.actor(HOST), text="De melk is op.", once=NOTE)  # type: ignore[arg-type]


def _put_aside(world: World, _client: Client) -> Mapping[str, Any]:
    sent(world.room, item("known", tag="zzzzzz"))
    return {"row": str(SetAside.objects.within(world.room).get().pk)}


def _sheet(_world: World, _client: Client) -> Mapping[str, Any]:
    lines = b"dag;aantal\n01-09-2026;14\n02-09-2026;9\n"
    return {"file": SimpleUploadedFile("turven.csv", lines)}


def _read(world: World, client: Client) -> Mapping[str, Any]:
    address = reverse("visits:read_file", args=[world.room.slug])
    page = client.post(address, _sheet(world, client)).content.decode()
    found = re.search(r'name="lines" value="([^"]+)"', page)
    assert found, page
    return {"lines": found[1]}


def _nothing_drawn(world: World, _client: Client) -> None:
    CountingMoment.objects.within(world.room).delete()
