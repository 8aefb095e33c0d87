"""What the walking tests need of this module: something the puller pulls, in every shape."""

from sleutelbos.kit.policy import PULLER
from sleutelbos.kit.tests.sounds import make_ogg
from sleutelbos.room.activities import commands
from sleutelbos.room.activities.tests.makers import make_idea, make_occurrence
from tests.world import World


def prepare(world: World) -> None:
    """A series the puller pulls, with a question for who stands in; and an idea."""
    puller = world.actor(PULLER)
    row = make_occurrence(puller, "Samen koken", weekly=True)
    commands.ask_stand_in(puller, occurrence=row)
    world.things["occurrence"] = row
    shown = world.things.setdefault("shown_in_public", set())
    shown.add(puller.someone.called)  # type: ignore[attr-defined]  # who leads it is named
    world.things["idea"] = make_idea(puller, "Ontbijt op zondag")
    world.things["said"] = commands.have_idea(
        puller, title="Zingen", picto="noot", sound=make_ogg()
    )


def addresses(world: World) -> dict[str, dict[str, object]]:
    """Path arguments for every address of this module."""
    room = {"place_slug": world.room.slug}
    row = world.things["occurrence"]
    of_time = {**room, "code": row.code}  # type: ignore[attr-defined]
    of_activity = {**room, "code": row.activity.code}  # type: ignore[attr-defined]
    of_idea = {**room, "code": world.things["idea"].code}  # type: ignore[attr-defined]
    of_said = {**room, "code": world.things["said"].code}  # type: ignore[attr-defined]
    times = (
        "occurrence", "come", "not_come", "come_always", "not_always", "begun", "take_down",
        "change", "cancel", "restore", "ask_stand_in", "stand_in", "not_stand_in", "attendance",
    )  # fmt: skip
    activities = ("pulled", "stop_pulling", "plan", "describe", "end", "not_end", "ask_along")
    return {
        **{f"activities:{name}": room for name in ("agenda", "begin", "resting", "idea")},
        **{f"activities:{name}": of_time for name in times},
        **{f"activities:{name}": of_activity for name in activities},
        **{f"activities:{name}": of_idea for name in ("pull", "wish", "unwish", "pull_along")},
        **{f"activities:{name}": of_said for name in ("sound", "forget_recording")},
        "activities:how": {**room, "picto": "pan"},
    }
