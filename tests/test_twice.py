"""R5: what is sent twice happens once. Every address, and every operation of the API, that changes
something gets the same valid request three times; after the first the database stays as it is.

The routes are those of the URL configuration, the requests those of each module's `tests/posts.py`.
A new route without a request fails here. What goes past the rule stands below, with its reason.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone

from sleutelbos.commons.places.models import Place
from sleutelbos.config.api import SERVER
from sleutelbos.kit.policy import HOST, KEY_HOLDER, PULLER, RESIDENT
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities.models import Activity
from sleutelbos.room.keys import commands as keys
from tests import test_api_permissions as api
from tests.routes import declared
from tests.test_permissions import Rollback
from tests.twice import Post, Seen, clever_writes, posts, sent_again
from tests.world import World, addresses, make_world

# A second time has an effect of its own, because that is what somebody asks for.
ANOTHER_CODE = "who asks for another code gets one; the earlier is void, six an hour at most"
ANOTHER_SECRET = "shown once and not kept: who asks again gets a new one, the old is void"
READ_AGAIN = "whose it is sees each time that somebody read it (R26)"
HAPPENS_AGAIN = {
    "people:enter": ANOTHER_CODE,
    "people:address": ANOTHER_CODE,
    "places:neighbours": "looking up is counted, to slow it down (R32)",
    "places:card": ANOTHER_SECRET,
    "board:my-feed": ANOTHER_SECRET,
    "story:read": READ_AGAIN,
    "referral:read": READ_AGAIN,
    "workplaces:read": READ_AGAIN,
    "notices:device": "the moment this device last asked to be told",
}
# Nothing in the database changes, also the first time.
KEEPS_NOTHING = {
    "people:card": "only this browser is signed in",
    "people:passkey-begin": "a challenge in the session",
    "people:new-passkey-begin": "a challenge in the session",
    "people:out": "only this browser is signed out",
    "places:home": "where this browser is at home, in its session",
    "visits:drink": "kept a quarter of an hour, never in the database; once for every id",
    "visits:back_to_door": "only this browser is signed out",
    "visits:read_file": "a preview",
    "income:money": "worked out while it is asked, kept nowhere",
    "income:paper": "worked out while it is asked, kept nowhere",
    "compareMoney": "worked out while it is asked, kept nowhere",
}
# One effect, but the second answer says what is true by then.
SAYS_SO = {
    **dict.fromkeys(("people:passkey", "people:new-passkey"), "a challenge is good for one answer"),
    "people:address-code": "a code works once; the address is kept",
    **dict.fromkeys(
        ("places:give-role", "places:end-role", "keys:retire", "keys:undo", "keys:lost",
         "keys:found", "keys:open-undo", "keys:close-undo", "keys:swap", "activities:pull_along",
         "closeRoom", "openRoom"),
        "409, a sentence: it is so already",
    ),
    **dict.fromkeys(
        ("keys:pass", "keys:mine-back"), "403: whose last key went keeps keys no longer"
    ),
    "places:tokens": "422: it is made already; its secret was shown",
    "keys:give-up": "404: the turn is nobody's now",
    "activities:take_down": "404: what was taken down left no trace",
    "referral:cards": "422: this card was used",
    "referral:use": "409: this card was used",
    **dict.fromkeys(
        ("referral:decline", "referral:wipe", "workplaces:decline", "workplaces:wipe",
         "story:withdraw", "help:asker#wis"),
        "404: it is gone, and left no page",
    ),
    "referral:stay-home": "404: of who stayed at home nothing is kept, so it is not theirs now",
}  # fmt: skip


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def tried(world: World, route: str, post: Post) -> Seen:
    """Send one request three times; nothing of it stays."""
    known = addresses(world).get(route, {})
    url = reverse(route, kwargs={**known, **post.at})
    seen: list[Seen] = []
    try:
        with transaction.atomic():
            client, data = post.ready(world)
            seen.append(sent_again(lambda: send(client, url, data, as_json=post.json)))
            raise Rollback
    except Rollback:
        return seen[0]


def send(client: Client, url: str, data: Mapping[str, Any], *, as_json: bool) -> HttpResponse:
    """One POST; a file is read from its beginning each time."""
    if as_json:
        return client.post(url, json.dumps(data), content_type="application/json")
    for value in data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return client.post(url, data)


def faults(name: str, seen: Seen) -> list[tuple[str, str, object]]:
    """What is not as R5 and the tables above say."""
    found: list[tuple[str, str, object]] = []
    if seen.statuses[0] >= 400 or max(seen.statuses) >= 500:
        found.append((name, "was refused", seen.statuses))
    if bool(seen.first) == (name in KEEPS_NOTHING):
        found.append((name, "at first changed", seen.first))
    if bool(seen.later) != (name in HAPPENS_AGAIN):
        found.append((name, "the second time changed", seen.later))
    if (len(set(seen.statuses)) > 1) != (name in SAYS_SO):
        found.append((name, "answered", seen.statuses))
    return found


@pytest.mark.mission("P5")
def test_what_is_sent_twice_happens_once(world):
    """R5, every address with a POST that anybody may send."""
    sent = posts(world)
    open_ones = {name for name, route in declared().items() if route.post}
    assert {name.partition("#")[0] for name in sent} == open_ones
    wrong = []
    with clever_writes() as clever:
        for name, post in sent.items():
            wrong += faults(name, tried(world, name.partition("#")[0], post))
    assert wrong == []
    assert clever == set()  # scale.md, rule 4


# ── The API.


def _door_is_open(world: World) -> None:
    keys.open_room(world.actor(KEY_HOLDER))


def _somebody_comes(world: World) -> None:
    activities.sign_up(world.actor(RESIDENT), occurrence=world.things["occurrence"])  # type: ignore[arg-type]


def _nothing(_world: World) -> None:
    """What most operations need."""


OPERATIONS: dict[str, tuple[str, Callable[[World], None]]] = {
    "openRoom": (HOST, _nothing),
    "keepOpen": (KEY_HOLDER, _door_is_open),
    "closeRoom": (KEY_HOLDER, _door_is_open),
    "signUp": (RESIDENT, _nothing),
    "signOff": (RESIDENT, _somebody_comes),
    "hangTalent": (RESIDENT, _nothing),
    "takeDown": (RESIDENT, _nothing),
    "writeHours": (RESIDENT, _nothing),
    "takeBackHours": (PULLER, _nothing),
    "compareMoney": (RESIDENT, _nothing),
}


def tried_by_api(world: World, operation: api.Operation) -> Seen:
    """Send one request to the API three times, as somebody who may."""
    role, before = OPERATIONS[operation.id]
    client = world.client(role)
    address = SERVER + operation.path.format(**api.names(world, operation, world.room.slug))
    sent = json.dumps(api.body(world, operation)) if operation.has_body else ""
    call = getattr(client, operation.method)
    seen: list[Seen] = []
    try:
        with transaction.atomic():
            before(world)
            seen.append(sent_again(lambda: call(address, sent, content_type="application/json")))
            raise Rollback
    except Rollback:
        return seen[0]


@pytest.mark.mission("P5")
def test_what_is_sent_to_the_api_twice_happens_once(world):
    """R5, every operation that is not a GET."""
    writing = [operation for operation in api.OPERATIONS if operation.method != "get"]
    assert {operation.id for operation in writing} == set(OPERATIONS)
    wrong = []
    for operation in writing:
        wrong += faults(operation.id, tried_by_api(world, operation))
    assert wrong == []


# ── The negative control: an address that forgets to be careful.


def careless(request: HttpRequest, place_slug: str) -> HttpResponse:
    """Make one more activity whenever it is asked."""
    made = Activity.everywhere.create(
        place=Place.objects.get(slug=place_slug), title="Nog een", picto="pan",
        idea_by=request.user, thought_of_at=timezone.now(),
    )  # fmt: skip
    return HttpResponse(made.code)


urlpatterns = [
    path("k/<slug:place_slug>/slordig/", careless, name="careless"),
    path("", include("sleutelbos.config.urls")),
]


def test_an_address_that_is_not_careful_is_found(world, settings):
    settings.ROOT_URLCONF = __name__
    post = Post(RESIDENT, at={"place_slug": world.room.slug})
    assert faults("careless", tried(world, "careless", post)) == [
        ("careless", "the second time changed", ["activities_activity"])
    ]
