"""One valid request for every address of activities that changes something."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from sleutelbos.commons.places.commands import say_yes
from sleutelbos.commons.places.models import Consent
from sleutelbos.kit.policy import ANONYMOUS, PULLER, RESIDENT
from sleutelbos.room.activities import commands
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request; after a `#` another request to the same address."""
    return _comes() | _begins() | _leads(world) | _pulls(world)


def _comes() -> dict[str, Post]:
    """*Ik kom*, by name and without, and every time."""
    guest = {"zonder_naam": "1", "woord": "een-woord-van-dit-toestel"}
    return {
        "activities:come": Post(RESIDENT),
        "activities:come#guest": Post(ANONYMOUS, guest),
        "activities:not_come": Post(RESIDENT, before=_comes_once),
        "activities:come_always": Post(RESIDENT),
        "activities:not_always": Post(RESIDENT, before=_comes_always),
    }


def _begins() -> dict[str, Post]:
    """Something on the door, a series, an idea."""
    today = timezone.localdate()
    how = {"title": "Samen soep koken", "clock": "now", "day": today.isoformat()}
    weekly = {**how, "clock": "13:00", "day": "weekly-2", "once": str(uuid4())}
    idea = {"title": "Zingen op zondag", "picto": "noot", "once": str(uuid4())}
    return {
        "activities:how": Post(RESIDENT, {**how, "once": str(uuid4())}),
        "activities:how#weekly": Post(RESIDENT, weekly),
        "activities:plan": Post(PULLER, {**how, "once": str(uuid4())}),
        "activities:idea": Post(RESIDENT, idea),
    }


def _leads(world: World) -> dict[str, Post]:
    """What a puller does with one time of it."""
    begun: Any = world.things["hours.row"]
    other = {
        "title": "Samen eten", "capacity": "6", "limit_by": "things",
        "limit_what": "6 naaimachines", "clock": "15:00", "minutes": "90", "every": "week",
        "day": (timezone.localdate() + timedelta(days=2)).isoformat(),
    }  # fmt: skip
    there = {"people": [world.people[RESIDENT].code], "others": "2"}
    return {
        "activities:take_down": Post(PULLER),
        "activities:change": Post(PULLER, {**other, "scope": "one"}),
        "activities:change#series": Post(PULLER, {**other, "scope": "from"}),
        "activities:cancel": Post(PULLER),
        "activities:restore": Post(PULLER, before=_is_off),
        "activities:ask_stand_in": Post(PULLER, before=_asks_nobody),
        "activities:ask_stand_in#not": Post(PULLER, {"toch_wel": "1"}),
        "activities:stand_in": Post(RESIDENT),
        "activities:not_stand_in": Post(PULLER, before=_has_stand_in),
        "activities:attendance": Post(PULLER, there, before=_is_seen, at={"code": begun.code}),
        "activities:attendance#counted": Post(
            PULLER, {"how": "counted", "number": "14"}, at={"code": begun.code}
        ),
    }


def _pulls(world: World) -> dict[str, Post]:
    """What somebody does with an idea, and with what they pull."""
    row: Any = world.things["occurrence"]
    more = {"about": "Ook als je nog nooit kookte.", "costs": "2,50", "costs_about": "boodschappen",
            "contribution": "1"}  # fmt: skip
    return {
        "activities:wish": Post(RESIDENT),
        "activities:forget_recording": Post(PULLER),
        "activities:unwish": Post(RESIDENT, before=_wished),
        "activities:pull": Post(RESIDENT),
        "activities:stop_pulling": Post(PULLER),
        "activities:describe": Post(PULLER, more),
        "activities:end": Post(PULLER),
        "activities:not_end": Post(PULLER, before=_ended),
        "activities:ask_along": Post(
            PULLER, {"person": world.people[RESIDENT].code}, before=_is_seen
        ),
        "activities:pull_along": Post(
            RESIDENT, {"antwoord": "ja"}, before=_asked_along, at={"code": row.activity.code}
        ),
    }


def _row(world: World) -> Any:
    return world.things["occurrence"]


def _comes_once(world: World, _client: Client) -> None:
    commands.sign_up(world.actor(RESIDENT), occurrence=_row(world))


def _comes_always(world: World, _client: Client) -> None:
    commands.sign_up_always(world.actor(RESIDENT), series=_row(world).series)


def _is_off(world: World, _client: Client) -> None:
    commands.cancel(world.actor(PULLER), occurrence=_row(world))


def _asks_nobody(world: World, _client: Client) -> None:
    commands.stand_in(world.actor(RESIDENT), occurrence=_row(world))
    commands.not_stand_in(world.actor(PULLER), occurrence=_row(world))


def _has_stand_in(world: World, _client: Client) -> None:
    commands.stand_in(world.actor(RESIDENT), occurrence=_row(world))


def _wished(world: World, _client: Client) -> None:
    idea: Any = world.things["idea"]
    commands.wish(world.actor(RESIDENT), activity=idea)


def _ended(world: World, _client: Client) -> None:
    commands.end(world.actor(PULLER), activity=_row(world).activity)


def _asked_along(world: World, _client: Client) -> None:
    resident = world.people[RESIDENT]
    commands.ask_along(world.actor(PULLER), activity=_row(world).activity, person=resident)


def _is_seen(world: World, _client: Client) -> None:
    say_yes(world.actor(RESIDENT), Consent.Purpose.SHOW_ROLE)
