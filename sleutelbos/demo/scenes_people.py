"""The rooms are founded, neighbours come in and say what may be seen of them."""

from datetime import datetime, timedelta

from django.utils.translation import override

from sleutelbos.commons.people import commands as people
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.models import Consent, Place, Role

from .cast import CAME, LAMPJE, SLEUTELBLOEM, TEAM, Neighbour, uuid_of
from .clock import at
from .network import NAME, SLUG

BEGAN = timedelta(days=5 * 365)
PURPOSES = {
    "d": Consent.Purpose.DOOR_NAME,
    "k": Consent.Purpose.SHOW_KEY,
    "r": Consent.Purpose.SHOW_ROLE,
}
ROOMS: dict[str, dict[str, str]] = {
    "lampje": {
        "name": "Het Lampje",
        "address": "Lantaarnplein 12, Amsterdam",
        "phone": "020 000 01 23",
        "way_there": "Stap uit bij de halte Lantaarnplein. Loop naar het huis met de gele deur."
        " Het Lampje is beneden.",
        "story": "Wij begonnen met één tafel en een pot koffie. Nu doen de buren hier alles zelf.",
    },
    "sleutelbloem": {
        "name": "De Sleutelbloem",
        "address": "Primulastraat 3, Amsterdam",
        "phone": "020 000 04 56",
        "way_there": "Loop vanaf de markt langs de school. Ga bij de grote boom naar links."
        " De deur is groen.",
        "story": "Een oude kleuterschool, met een tuin waar iedereen in mag.",
    },
}


def found(now: datetime) -> tuple[Place, Place]:
    """The cooperative with its two rooms, and everybody who comes there."""
    began = now - BEGAN
    with at(began):
        cooperative = places.found_cooperative(name=NAME, slug=SLUG)
        rooms = [
            places.found_room(cooperative, slug=slug, **about) for slug, about in ROOMS.items()
        ]
    for room, cast in zip(rooms, (LAMPJE, SLEUTELBLOEM), strict=True):
        _fill(room, cast, now)
    return rooms[0], rooms[1]


def _fill(room: Place, cast: tuple[Neighbour, ...], now: datetime) -> None:
    began = now - BEGAN
    with at(began):
        board = _first(room, cast[0])
        for handle, called, tag, role in TEAM[room.slug]:
            picto, _space, colour = tag.partition(" ")
            outsider = people.get_to_know(
                called=called, tag_picto=picto, tag_colour=colour, once=uuid_of(handle)
            )
            places.give_role(_now(board), to=outsider, name=role)
    team = Person.objects.get(uuid=uuid_of(TEAM[room.slug][0][0]))
    for nth, neighbour in enumerate(cast):
        came = began + timedelta(days=1 + 25 * nth)
        if neighbour.handle in CAME:
            came = now - timedelta(days=CAME[neighbour.handle], hours=2)
        with at(came):
            person = board.someone if nth == 0 else _welcome(room, neighbour, team)
            for role in neighbour.roles if nth else ():
                giver = board if role == "board" else actor_of(team, room)
                places.give_role(_now(giver), to=person, name=role)
            _say_yes(room, person, neighbour)


def _first(room: Place, neighbour: Neighbour) -> Actor:
    """The first of the board has nobody before them who could give a role."""
    picto, colour = neighbour.tag_parts
    person = people.get_to_know(
        called=neighbour.called, tag_picto=picto, tag_colour=colour, once=uuid_of(neighbour.handle)
    )
    for name in (Role.Name.RESIDENT, Role.Name.BOARD):
        places.first_role(person, room, name)
    return actor_of(person, room)


def _welcome(room: Place, neighbour: Neighbour, team: Person) -> Person:
    picto, colour = neighbour.tag_parts
    return places.welcome(
        actor_of(team, room), called=neighbour.called, tag_picto=picto, tag_colour=colour,
        language=neighbour.language, once=uuid_of(neighbour.handle),
    )  # fmt: skip


def _say_yes(room: Place, person: Person, neighbour: Neighbour) -> None:
    with override(neighbour.language):
        for letter in neighbour.yes:
            places.say_yes(actor_of(person, room), PURPOSES[letter])


def _now(actor: Actor) -> Actor:
    return actor_of(actor.someone, actor.place)
