"""Amina's route as she tells it, a door shown, one written for Samira, a wall of the system."""

from datetime import datetime, timedelta
from uuid import UUID

from sleutelbos.commons.places.models import Place
from sleutelbos.room.story import (
    commands,
    commands_pens,
    commands_sharing,
    commands_signals,
    commands_steps,
)
from sleutelbos.room.story.models import Door

from .cast import uuid_of
from .clock import at
from .network import actor, person

# words, what helped, how the door stands
ROUTE = (
    ("Ik zat vast met brieven", "Rosa zat naast mij. Nu help ik anderen.", "open"),
    ("Ik wil een opleiding doen", "", "now"),
    ("Ik wil betaald koken", "", "shut"),
)
# Twelve neighbours who say, long ago, that the same wall is one of the system.
TOLD = "ria yusuf rosa tesfay khadija winston hatice kofi marisol shanti leyla dawit"
LONG_AGO, LATELY = timedelta(days=120), timedelta(days=3)


def _once(words: str) -> UUID:
    return uuid_of(f"story {words}")


def _door(who: str, room: Place, words: str, helped: str = "", state: str = "now") -> Door:
    return commands.tell(
        actor(who, room), once=_once(f"{who} {words}"), words=words, helped=helped, state=state
    )


def is_told(room: Place, now: datetime) -> None:
    """Amina's three doors with a small step, shown to Marleen; Rosa writes down for Samira."""
    amina = actor("amina", room)
    with at(now - LATELY):
        doors = [_door("amina", room, *said) for said in ROUTE]
        coffee = now + timedelta(days=2, hours=1)
        commands_steps.choose_step(
            amina, door=doors[1].code, what="Koffie drinken", with_whom="Marleen",
            at=coffee.replace(minute=30), once=_once("koffie"),
        )  # fmt: skip
        commands.set_goal(amina, door=doors[2].code)
        marleen = person("marleen")
        commands_sharing.show(amina, door=doors[1].code, to=marleen.code)
        pen = commands_pens.give_pen(actor("samira", room), to=person("rosa").code)
        commands_pens.write_for(
            actor("rosa", room), pen=pen.code, words="Ik durf nog niet te bellen", state="now",
            once=_once("samira"),
        )  # fmt: skip
    with at(now - timedelta(days=1)):
        commands_sharing.read(actor("marleen", room), door=doors[1].code)


def walls_were_told(room: Place, now: datetime) -> None:
    """So many neighbours told the same wall before this quarter that the room hears of it."""
    with at(now - LONG_AGO):
        for who in TOLD.split():
            door = _door(who, room, "Ik mag niet leren van mijn uitkering", state="shut")
            commands_signals.say_wall(
                actor(who, room), door=door.code, wall="net", of_system=True, count=True
            )
    with at(now):
        commands_signals.freeze(now)
