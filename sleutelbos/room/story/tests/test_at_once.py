"""Two at the same moment: what its person just accepted is not taken back by who wrote it."""

import pytest

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotFound
from sleutelbos.room.story import commands_pens
from sleutelbos.room.story.models import Door
from tests.processes import at_once

from .makers import make_draft, make_pen

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
HERE = "sleutelbos.room.story.tests.test_at_once"


def answer(who: int, pen: str, doors: list[str]) -> list[bool]:
    """One process: says yes to every draft; with a pen takes each of them back."""
    actor = actor_of(Person.objects.get(pk=who), Place.objects.get(slug="de-kamer"))
    done = []
    for door in doors:
        try:
            if pen:
                commands_pens.withdraw(actor, pen=pen, door=door)
            else:
                commands_pens.says_true(actor, door=door)
            done.append(True)
        except NotFound:
            done.append(False)
    return done


@pytest.mark.mission("K1D")
def test_a_door_is_accepted_or_taken_back_and_never_both():
    room = make_room()
    samira, rosa = make_actor(room, "samira"), make_actor(room, "rosa")
    pen = make_pen(samira, rosa)
    doors = [make_draft(pen, rosa).code for _nth in range(10)]
    yes, back = at_once(
        f"{HERE}:answer", [[samira.someone.pk, "", doors], [rosa.someone.pk, pen.code, doors]]
    )
    for said, taken, code in zip(yes, back, doors, strict=True):
        assert said != taken
        assert Door.everywhere.filter(code=code, is_draft=False).exists() == said
