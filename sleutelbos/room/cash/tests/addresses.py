"""What the walking tests need of costs: a claim of the puller, and a line of the treasurer."""

from typing import Any

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit.policy import PULLER, TREASURER
from sleutelbos.room.cash import commands
from sleutelbos.room.cash.tests.makers import fill_tin, make_claim


def prepare(world: Any) -> None:
    """The puller asks costs back; there is money in the tin, and it was counted."""
    treasurer = world.actor(TREASURER)
    world.things["cash.line"] = fill_tin(treasurer)
    commands.count_tin(treasurer, cents=9_900)
    world.things["cash.claim"] = make_claim(world.actor(PULLER))


def addresses(world: Any) -> dict[str, dict[str, object]]:
    """Route name → the path arguments to try it with."""
    room = {"place_slug": world.room.slug}
    claim = {**room, "code": world.things["cash.claim"].code}
    of_room = ("claims", "ask", "cashbook", "write", "count", "file")
    of_claim = ("claim", "receipt", "take-back", "pay", "unpay", "refuse")
    return {
        **{f"cash:{name}": room for name in of_room},
        **{f"cash:{name}": claim for name in of_claim},
        "cash:counter": {**room, "once": world.things["cash.line"].once},
    }


def plant(world: Any, person: Person) -> None:
    """A claim with a receipt of this person, that the treasurer paid."""
    claim = make_claim(actor_of(person, world.room))
    commands.pay(world.actor(TREASURER), code=claim.code, pot="tin")
