"""What the walking tests need to try every address of Mijn route."""

from typing import Any

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_person
from sleutelbos.kit import policy
from sleutelbos.kit.tests.sounds import make_ogg
from sleutelbos.room.story import commands_sharing, commands_signals, commands_steps

from .makers import make_door, make_draft, make_pen, make_share, make_step

CANARY = "Kanarievogel"


def prepare(world: Any) -> None:
    """The resident told a door aloud, shows it to the host, and the host writes for them."""
    owner, host = world.actor(policy.RESIDENT), world.actor(policy.HOST)
    door = make_door(owner, sound=make_ogg())
    make_step(owner, door)
    share = make_share(owner, door, host)
    pen = make_pen(owner, host)
    draft = make_draft(pen, host)
    world.things |= {
        "story.door": door,
        "story.share": share,
        "story.pen": pen,
        "story.draft": draft,
        "story.heard": make_heard(owner, host),
    }


def make_heard(owner: Any, host: Any) -> Any:
    """A spoken door that the host opened just now, so that they may hear it, with a step done."""
    door = make_door(owner, words="Dit is af", sound=make_ogg())
    make_step(owner, door)
    commands_steps.did(owner, door=door.code)
    make_step(owner, door, "Toch maar niet")
    commands_steps.drop(owner, door=door.code)
    make_share(owner, door, host)
    commands_sharing.read(host, door=door.code)
    return door


def plant(world: Any, person: Any) -> None:
    """The person in every part of a route, on both sides."""
    other = make_person("Roodborstje")
    places.first_role(other, world.room, "resident")
    me, them = actor_of(person, world.room), actor_of(other, world.room)
    door = make_door(me, CANARY, helped=CANARY, sound=make_ogg())
    door.recording.sound = b"OggS" + CANARY.encode()
    door.recording.save()
    make_step(me, door, CANARY, CANARY)
    commands_signals.say_wall(me, door=door.code, wall="net", of_system=True, count=True)
    make_share(them, make_door(them), me)
    make_draft(make_pen(me, them), them, CANARY)
    make_draft(make_pen(them, me), me, "Van een ander")


def addresses(world: Any) -> dict[str, dict[str, object]]:
    """Route name → arguments."""
    door, share = world.things["story.door"], world.things["story.share"]
    pen, draft = world.things["story.pen"], world.things["story.draft"]
    heard = world.things["story.heard"]
    one = {"code": door.code}
    doors = (
        "door", "change", "state", "goal", "no-goal", "earlier", "pause", "resume", "away", "back",
        "true", "step", "done", "drop", "wall", "show", "sound", "read", "close",
    )  # fmt: skip
    return {
        **{f"story:{name}": one for name in doors},
        "story:not-done": {"code": heard.code},
        "story:pick-up": {"code": heard.code},
        "story:hear": {"code": heard.code},
        "story:stop": {"code": door.code, "share": share.code},
        "story:take-pen": {"code": pen.code},
        "story:write-for": {"code": pen.code},
        "story:withdraw": {"code": pen.code, "door": draft.code},
        "story:signals": {"place_slug": world.room.slug},
    }
