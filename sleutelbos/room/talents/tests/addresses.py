"""What the walking tests need to try every address of the wall."""

from typing import Any

from sleutelbos.kit import policy
from sleutelbos.kit.tests.sounds import make_ogg

from .makers import make_ask, make_touch


def prepare(world: Any) -> None:
    """The resident asks something aloud, and the host is in touch about it."""
    post = make_ask(world.actor(policy.RESIDENT), sound=make_ogg())
    touch = make_touch(world.actor(policy.HOST), post)
    world.things |= {"talents.post": post, "talents.touch": touch}


def addresses(world: Any) -> dict[str, dict[str, object]]:
    """Route name → arguments."""
    room = {"place_slug": world.room.slug}
    one = {**room, "code": world.things["talents.post"].code}
    this = {**room, "concept": "iets-anders"}
    contact = {"code": world.things["talents.touch"].code}
    rooms = {f"talents:{name}": room for name in ("wall", "offer", "ask")}
    ones = ("post", "hung", "mean", "take-down", "hang-again", "touch", "sound")
    contacts = {f"talents:{name}": contact for name in ("thread", "stop", "resume")}
    return {
        **rooms,
        **{f"talents:{name}": one for name in ones},
        **contacts,
        "talents:offer-this": this,
        "talents:ask-this": this,
    }
