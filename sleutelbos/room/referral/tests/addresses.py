"""What the walking tests need to try every address of going along."""

from typing import Any
from uuid import uuid4

from sleutelbos.kit import policy
from sleutelbos.room.referral.commands import list_token

from .makers import make_ask, make_card, make_going, make_institution

_ON_MAP = ("change-on-map", "still-so", "take-off-map", "put-back-on-map")
_GOING = (
    "going", "read", "say", "finish", "reopen", "come-along", "stay-home", "withdraw", "wipe",
)  # fmt: skip


def prepare(world: Any) -> None:
    """A welcome card; the resident goes somewhere with the host, who also asks for a yes."""
    once = uuid4()
    card = make_card(world.room, once=once)
    world.things |= {"referral.card": card, "referral.token": list_token(once)}
    resident, host = world.actor(policy.RESIDENT), world.actor(policy.HOST)
    there = make_institution(host)
    world.things |= {
        "referral.institution": there,
        "referral.going": make_going(resident, there, host, about="Een brief-canary"),
        "referral.ask": make_ask(host, resident, there),
    }


def addresses(world: Any) -> dict[str, dict[str, object]]:
    """Route name → arguments."""
    room = {"place_slug": world.room.slug}
    code = {"code": world.things["referral.card"].code}
    there, going, asked = (
        world.things[f"referral.{name}"].code for name in ("institution", "going", "ask")
    )
    mine = {"token": world.things["referral.token"]}
    return {
        "referral:list": mine,
        "referral:made": {**mine, **code},
        "referral:paper": {**mine, **code},
        "referral:cards": room,
        "referral:card": {**room, **code},
        "referral:use": {**room, **code},
        "referral:unuse": {**room, **code},
        **{f"referral:{name}": room for name in ("map", "hsds", "put-on-map", "together", "go")},
        **{f"referral:{name}": {**room, "code": there} for name in _ON_MAP},
        **{f"referral:{name}": {**room, "code": asked} for name in ("asked", "agree", "decline")},
        **{f"referral:{name}": {**room, "code": going} for name in _GOING},
        "referral:ask": {**room, "person": world.people[policy.RESIDENT].code},
    }
