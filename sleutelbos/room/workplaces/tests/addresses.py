"""What the walking tests need to try every address of places to work."""

from typing import Any

from sleutelbos.kit import policy

from .makers import make_post, make_review, make_step


def prepare(world: Any) -> None:
    """A support post; the resident has a place to work that the host guides, with a review."""
    resident, host = world.actor(policy.RESIDENT), world.actor(policy.HOST)
    step = make_step(host, resident, agreements="werk-canary", goals="werk-canary")
    world.things |= {
        "workplaces.post": make_post(world.actor(policy.BOARD)),
        "workplaces.step": step,
        "workplaces.review": make_review(host, step),
    }


def addresses(world: Any) -> dict[str, dict[str, object]]:
    """Route name → arguments."""
    room = {"place_slug": world.room.slug}
    post = {**room, "code": world.things["workplaces.post"].code}
    step = {**room, "code": world.things["workplaces.step"].code}
    steps = ("step", "read", "agree", "decline", "change", "choose-guide", "end", "next", "plan",
             "wipe")  # fmt: skip
    return {
        **{f"workplaces:{name}": room for name in ("support", "add-post", "guided")},
        **{f"workplaces:{name}": post for name in ("end-post", "reopen-post")},
        **{f"workplaces:{name}": step for name in steps},
        "workplaces:record": {**step, "review": world.things["workplaces.review"].code},
        "workplaces:propose": {**room, "person": world.people[policy.KEY_HOLDER].code},
    }
