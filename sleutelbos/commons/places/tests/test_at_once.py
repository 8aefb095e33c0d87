"""Many at the same moment: one code opens once, five tries are five, one form is one newcomer."""

import re
from uuid import UUID, uuid4

import pytest
from django.core import mail

from sleutelbos.commons.people import commands_enter
from sleutelbos.commons.people.models import EmailCode, Person
from sleutelbos.commons.places import commands
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_person, make_room
from sleutelbos.kit.refused import Refused
from tests.processes import at_once

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
HERE = "sleutelbos.commons.places.tests.test_at_once"
ADDRESS = "noor@voorbeeld.nl"


def use(code: str) -> bool:
    """One process that types a code."""
    return commands_enter.use_code(ADDRESS, code) is not None


def welcome(host: int, once: str) -> int:
    """One process that sends the form of a newcomer."""
    actor = actor_of(Person.objects.get(pk=host), Place.objects.get(slug="de-kamer"))
    person = commands.welcome(
        actor, called="Olena", tag_picto="vis", tag_colour="rood", once=UUID(once)
    )
    return person.pk


def ask() -> bool:
    """One process that asks for a code, without a mail server."""
    try:
        commands_enter.slow_down("code", ADDRESS, at_most=6, minutes=60)
    except Refused:
        return False
    return True


def right_code() -> str:
    make_person(email=ADDRESS)
    commands_enter.send_code(ADDRESS)
    found = re.search(r"\d{4} \d{4}", mail.outbox[-1].body)
    assert found
    return found[0]


def test_one_code_opens_once_however_many_use_it_at_once():
    assert sum(at_once(f"{HERE}:use", [[right_code()]] * 5)) == 1


def test_five_tries_are_five_also_when_eight_come_at_once():
    """R31: nobody wins a try by being fast."""
    code = right_code()
    assert not any(at_once(f"{HERE}:use", [["00000000"]] * 8))
    assert EmailCode.everywhere.get().tries == commands_enter.TRIES
    assert not use(code)


def test_six_codes_an_hour_are_six_also_when_nine_are_asked_at_once():
    assert sum(at_once(f"{HERE}:ask", [[]] * 9)) == 6


@pytest.mark.mission("K1F")
def test_one_form_is_one_newcomer_also_when_it_is_sent_four_times_at_once():
    """R5."""
    host = make_actor(make_room(), "fatma", "host").someone
    made = at_once(f"{HERE}:welcome", [[host.pk, str(uuid4())]] * 4)
    assert len(set(made)) == 1
    assert Person.objects.filter(called="Olena").count() == 1
