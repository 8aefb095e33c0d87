"""Makers for tests of going along. Defaults, no hidden rows."""

from typing import Any
from uuid import UUID, uuid4

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.room.referral import commands, commands_asks, commands_map, commands_together
from sleutelbos.room.referral.models import Ask, Going, Institution, WelcomeCard


def make_card(place: Place, *, once: UUID | None = None, **how: str) -> WelcomeCard:
    """A welcome card for this room, made by nobody in particular."""
    return commands.make_card(Actor(None, place), once=once or uuid4(), **how)


def make_institution(actor: Actor, name: str = "Wijkteam Noord", **how: Any) -> Institution:
    """Something on the social map: a neighbourhood team that helps with money and letters."""
    about = {"what": "Zij helpen met geld en brieven.", "areas": ("money", "letters"), **how}
    return commands_map.put_on_map(actor, once=uuid4(), name=name, **about)


def make_going(
    actor: Actor, institution: Institution, companion: Actor | None, **how: Any
) -> Going:
    """A resident goes there; the companion said yes to being asked, and comes along."""
    if companion:
        places.say_yes(companion, "go-along")
    going = commands_together.go(
        actor, once=uuid4(), institution=institution.code,
        companion=companion.someone.code if companion else "", **how,
    )  # fmt: skip
    if companion:
        commands_together.come_along(companion, code=going.code)
    return going


def make_ask(actor: Actor, resident: Actor, institution: Institution, kind: str = "consult") -> Ask:
    """Somebody of the room asks a resident for a yes."""
    return commands_asks.ask(
        actor, resident=resident.someone.code, institution=institution.code, kind=kind
    )


def agree(actor: Actor, asked: Ask) -> Going:
    """The resident says yes to the sentence that stands there now."""
    seen = commands_asks.wording(asked.kind, asked.institution)
    return commands_asks.agree(actor, code=asked.code, seen=seen)
