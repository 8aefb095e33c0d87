"""Pressing at the same moment, in real processes, on either database (R5)."""

from uuid import uuid4

import pytest

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.talents import commands, commands_touch
from sleutelbos.room.talents.models import Post, Touch
from tests.processes import at_once

from .makers import make_offer

HERE = "sleutelbos.room.talents.tests.test_race"


def press(person: str, post: str) -> str:
    """Press *Graag* as this person."""
    actor = actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))
    return commands_touch.get_in_touch(actor, post=post).code


def hang(person: str, once: str) -> str:
    """Send the same form as this person."""
    actor = actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))
    return commands.hang(actor, kind="offer", once=once, concept="sewing").code


@pytest.mark.processes
@pytest.mark.mission("K1A")
@pytest.mark.django_db(transaction=True)
def test_the_same_press_from_four_windows_is_one():
    room = make_room("lampje")
    amina, wim = make_actor(room, "amina"), make_actor(room, "wim")
    post = make_offer(amina)
    codes = at_once(f"{HERE}:press", [[wim.person.code, post.code]] * 4)
    assert len(set(codes)) == 1
    assert Touch.objects.within(room).count() == 1
    codes = at_once(f"{HERE}:hang", [[amina.person.code, str(uuid4())]] * 4)
    assert len(set(codes)) == 1
    assert Post.objects.within(room).count() == 2
