"""One valid request for every address of keys, door and turns that changes something."""

from datetime import date, time, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from sleutelbos.kit.policy import BOARD, HOST, KEY_HOLDER, RESIDENT
from sleutelbos.room.keys import commands, queries
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request; after a `#` another request to the same address."""
    return _keys(world) | _door() | _turns(world)


def _keys(world: World) -> dict[str, Post]:
    """Hanging up, handing over, bringing back, losing."""
    new = {"once": "7b9c9c2e-6c1e-4a53-9d3e-0d4c5f5d1b11", "number": "77", "opens": "schuur"}
    to = {"to": world.people[RESIDENT].code, "responsibility": "de naaiclub"}
    return {
        "keys:add": Post(BOARD, new),
        "keys:retire": Post(BOARD),
        "keys:reinstate": Post(BOARD),
        "keys:hand": Post(HOST, to),
        "keys:pass": Post(KEY_HOLDER, to),
        "keys:back": Post(HOST),
        "keys:mine-back": Post(KEY_HOLDER),
        "keys:undo": Post(KEY_HOLDER),
        "keys:lost": Post(KEY_HOLDER, {"how": "lost"}),
        "keys:lost#searching": Post(KEY_HOLDER, {"how": "searching"}),
        "keys:found": Post(KEY_HOLDER, before=_lost),
    }


def _door() -> dict[str, Post]:
    """Opening, closing, and the plan."""
    later = timezone.localtime(timezone.now() + timedelta(minutes=30)).isoformat()
    week = {f"opens_{day}": "09:00" for day in range(5)}
    week |= {f"closes_{day}": "16:30" for day in range(5)}
    other = {"day": _other_day().isoformat(), "opens": "12:00", "closes": "15:00", "why": "feest"}
    return {
        "keys:open": Post(KEY_HOLDER),
        "keys:until": Post(KEY_HOLDER, {"until": later}, before=_opened),
        "keys:open-undo": Post(KEY_HOLDER, before=_opened),
        "keys:close": Post(KEY_HOLDER, before=_opened),
        "keys:close-undo": Post(KEY_HOLDER, before=_closed),
        "keys:hours": Post(BOARD, week),
        "keys:other-day": Post(BOARD, other),
        "keys:usual-day": Post(
            BOARD, before=_is_other_day, at={"day": _other_day().isoformat()}
        ),
    }  # fmt: skip


def _turns(world: World) -> dict[str, Post]:
    """Taking, giving up and swapping turns."""
    return {
        "keys:take": Post(HOST, at={"day": _other_day().isoformat()}),
        "keys:give-up": Post(KEY_HOLDER),
        "keys:offer": Post(KEY_HOLDER),
        "keys:withdraw": Post(KEY_HOLDER, before=_offered),
        "keys:swap": Post(HOST, {"mine": f"{_other_day()} open"}, before=_both_offered),
    }


def _other_day() -> date:
    return timezone.localdate() + timedelta(days=4)


def _lost(world: World, _client: Client) -> None:
    key: Any = world.things["key-out"]
    commands.report_lost(world.actor(KEY_HOLDER), key=key)


def _opened(world: World, _client: Client) -> None:
    commands.open_room(world.actor(KEY_HOLDER), closes_at=timezone.now() + timedelta(hours=2))


def _closed(world: World, client: Client) -> None:
    _opened(world, client)
    commands.close_room(world.actor(KEY_HOLDER))


def _is_other_day(world: World, _client: Client) -> None:
    board = world.actor(BOARD)
    commands.set_other_day(board, day=_other_day(), times=(time(12), time(15)), why="feest")


def _offered(world: World, _client: Client) -> None:
    day: Any = world.things["turn-day"]
    turn = queries.turn(world.room, day, "dicht")
    assert turn
    commands.offer_turn(world.actor(KEY_HOLDER), turn=turn)


def _both_offered(world: World, client: Client) -> None:
    _offered(world, client)
    commands.take_turn(world.actor(HOST), day=_other_day(), what="open")
