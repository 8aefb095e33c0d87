"""The same form or the same yes, four times at the same moment, is one (R5)."""

from uuid import UUID, uuid4

import pytest

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.referral import commands_asks, commands_map, commands_together
from sleutelbos.room.referral.models import Going, Institution, Line
from tests.processes import at_once

from .makers import make_ask, make_institution

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
HERE = "sleutelbos.room.referral.tests.test_at_once"


def actor(who: int):
    return actor_of(Person.objects.get(pk=who), Place.objects.get(slug="de-kamer"))


def go(who: int, once: str, institution: str, companion: str) -> int:
    """One process that sends the form of going."""
    return commands_together.go(
        actor(who), once=UUID(once), institution=institution, companion=companion, about="de huur"
    ).pk


def put(who: int, once: str) -> int:
    """One process that sends the form of the map."""
    return commands_map.put_on_map(actor(who), once=UUID(once), name="Balie", what="Brieven").pk


def agree(who: int, code: str, seen: str) -> int:
    """One process that says yes."""
    return commands_asks.agree(actor(who), code=code, seen=seen).pk


@pytest.mark.mission("K5B", "K5C")
def test_going_the_map_and_a_yes_are_one_however_often_they_come_at_once():
    room = make_room()
    rosa, fatma = make_actor(room, "rosa"), make_actor(room, "fatma", "host")
    places.say_yes(fatma, "go-along")
    there = make_institution(fatma)
    asked = make_ask(fatma, rosa, there)
    seen = commands_asks.wording(asked.kind, there)
    me, once = rosa.someone.pk, str(uuid4())
    gone = at_once(f"{HERE}:go", [[me, once, there.code, fatma.someone.code]] * 4)
    assert len(set(gone)) == 1
    assert Line.objects.within(room).count() == 1
    assert len(set(at_once(f"{HERE}:put", [[me, str(uuid4())]] * 4))) == 1
    assert Institution.objects.within(room).count() == 2
    assert len(set(at_once(f"{HERE}:agree", [[me, asked.code, seen]] * 4))) == 1
    assert Going.objects.within(room).count() == 2
