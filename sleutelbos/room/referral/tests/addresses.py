"""What the walking tests need to try every address of going along."""

from typing import Any
from uuid import uuid4

from sleutelbos.room.referral.commands import list_token

from .makers import make_card


def prepare(world: Any) -> None:
    """A welcome card for the room."""
    once = uuid4()
    card = make_card(world.room, once=once)
    world.things |= {"referral.card": card, "referral.token": list_token(once)}


def addresses(world: Any) -> dict[str, dict[str, object]]:
    """Route name → arguments."""
    room = {"place_slug": world.room.slug}
    code = {"code": world.things["referral.card"].code}
    mine = {"token": world.things["referral.token"]}
    return {
        "referral:list": mine,
        "referral:made": {**mine, **code},
        "referral:paper": {**mine, **code},
        "referral:cards": room,
        "referral:card": {**room, **code},
        "referral:use": {**room, **code},
        "referral:unuse": {**room, **code},
    }
