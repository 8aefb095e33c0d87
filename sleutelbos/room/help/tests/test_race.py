"""Saying *Ik help* at the same moment, in real processes, on either database (R5, K1C)."""

import pytest

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import Refused
from sleutelbos.room.help import commands, commands_ask, commands_peers, commands_read
from sleutelbos.room.help.models import Helper, Question
from tests.processes import at_once

from .makers import make_knowing, make_question

HERE = "sleutelbos.room.help.tests.test_race"


def _actor(person: str):
    return actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))


def offer(person: str, code: str, wide: bool) -> str:
    """Press *Ik help* as this person."""
    take = commands_peers.take_open if wide else commands_peers.offer
    try:
        take(_actor(person), code=code)
    except Refused as refusal:
        return refusal.code
    return "helps"


def ask(person: str, once: str) -> str:
    """Send the same form as this person."""
    return commands_ask.ask(_actor(person), once=once, areas=["letters"], words="iets").code


@pytest.mark.processes
@pytest.mark.mission("K1C")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("wide", [False, True], ids=["asked", "open to all"])
def test_of_four_who_say_so_at_once_exactly_one_helps(wide):
    room = make_room("lampje")
    hassan = make_actor(room, "hassan")
    crowd = [make_actor(room, name) for name in ("amina", "wim", "yusuf", "joy")]
    if not wide:
        for actor in crowd:
            make_knowing(actor)
    question = make_question(hassan, readers=commands.EVERYONE if wide else commands.ONE)
    if not wide:
        commands_peers.ask_all(hassan, code=question.code)
    said = at_once(f"{HERE}:offer", [[a.person.code, question.code, wide] for a in crowd])
    assert sorted(said) == ["helps", "taken", "taken", "taken"]
    willing = Helper.objects.within(room).filter(offered_at__isnull=False, ended_at=None)
    assert willing.count() == 1
    waiting = commands_read.read(hassan, code=question.code).willing
    assert [helper.person for helper in waiting] == [willing.get().person]


@pytest.mark.processes
@pytest.mark.mission("K1C")
@pytest.mark.django_db(transaction=True)
def test_the_same_question_from_four_windows_is_one():
    room = make_room("lampje")
    hassan = make_actor(room, "hassan")
    once = "0b6f2f3a-6c4e-4c6e-9c39-0f3a5b1d2e11"
    assert len(set(at_once(f"{HERE}:ask", [[hassan.person.code, once]] * 4))) == 1
    assert Question.objects.within(room).count() == 1
