"""What the walking tests need of Mijn dag: neighbours who are missed, and something asked."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Consent
from sleutelbos.kit.policy import COORDINATOR, PULLER
from sleutelbos.room.day import commands
from sleutelbos.room.day.models import Call, Worked
from sleutelbos.room.day.tests.makers import PHONE, make_caller, make_missed
from sleutelbos.room.talents.tests.makers import make_offer


def prepare(world: Any) -> None:
    """The puller knows two who are missed and calls one; the coordinator asked the puller."""
    puller, marleen = world.actor(PULLER), world.actor(COORDINATOR)
    places.say_yes(puller, Consent.Purpose.CALL_OTHERS)
    free = make_missed(world.room, "missed-canary", by=puller, phone=PHONE)
    taken = make_missed(world.room, "called-canary", by=puller)
    make_offer(puller, "hosting", with_name=True)
    world.things |= {
        "day.missed": free.someone,
        "day.call": commands.take(puller, code=taken.someone.code),
        "day.asking": commands.ask_neighbour(marleen, task="deur", code=puller.someone.code),
    }


def _in_ten_days() -> str:
    return (timezone.localdate() + timedelta(days=10)).isoformat()


def addresses(world: Any) -> dict[str, dict[str, object]]:
    """Route name → the path arguments to try it with."""
    room = {"place_slug": world.room.slug}
    missed = {**room, "code": world.things["day.missed"].code}
    call = {**room, "code": world.things["day.call"].code}
    return {
        **{f"day:{name}": room for name in ("mine", "worked", "calls", "me")},
        **{f"day:{name}": missed for name in ("take", "ask", "tomorrow", "today")},
        **{f"day:{name}": call for name in ("outcome", "reopen", "put-back")},
        "day:ask-holders": {**room, "day": _in_ten_days(), "what": "open"},
        "day:hand": {**room, "task": "deur", "code": world.people[PULLER].code},
        "day:answer": {**room, "code": world.things["day.asking"].code},
    }


def plant(world: Any, person: Person) -> None:
    """This person may be called on a number, is called and calls, asked, was asked, worked."""
    actor = actor_of(person, world.room)
    caller = make_caller(world.room, "beller").someone
    commands.choose(actor, called=True, calls=True, phone=PHONE)
    for missed, calls, asker in (
        (person, caller, caller), (make_missed(world.room, "weg").someone, person, person),
    ):  # fmt: skip
        Call.everywhere.create(
            place=world.room, person=missed, caller=calls, asked_by=asker,
            taken_at=world.things["day.call"].taken_at,
        )  # fmt: skip
    Worked.everywhere.create(place=world.room, person=person, day=timezone.localdate(), minutes=60)
