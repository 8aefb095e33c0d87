"""One valid request for every address of costs and the cash book that changes something."""

import io
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from sleutelbos.kit.policy import PULLER, TREASURER
from sleutelbos.room.cash import commands
from sleutelbos.room.cash.tests.makers import fill_tin, make_photo
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request."""
    now = {"once": str(uuid4()), "day": timezone.localdate().isoformat()}
    ask = {"kind": "costs", "amount": "12,50", "what": "kwasten", "photo": _photo()}
    line = {"way": "in", "amount": "5,00", "pot": "tin", "kind": "gift", "what": "pot op tafel"}
    return {
        "cash:ask": Post(PULLER, {**now, **ask}),
        "cash:take-back": Post(PULLER),
        "cash:pay": Post(TREASURER, {"pot": "tin"}),
        "cash:unpay": Post(TREASURER, before=_paid),
        "cash:refuse": Post(TREASURER, {"why": "De bon hoort bij een andere kamer."}),
        "cash:write": Post(TREASURER, {**now, **line}),
        "cash:count": Post(TREASURER, {**now, "amount": "99,00"}),
        "cash:counter": Post(TREASURER, before=_enough_in_the_tin),
    }


def _photo() -> io.BytesIO:
    photo = io.BytesIO(make_photo())
    photo.name = "bon.jpg"
    return photo


def _paid(world: World, _client: Client) -> None:
    claim: Any = world.things["cash.claim"]
    commands.pay(world.actor(TREASURER), code=claim.code, pot="tin")


def _enough_in_the_tin(world: World, _client: Client) -> None:
    fill_tin(world.actor(TREASURER))
