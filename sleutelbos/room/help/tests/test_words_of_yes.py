"""The words of a yes that are kept stood on the page before it was said (R41)."""

import zipfile

import pytest
from django.test import Client

from sleutelbos.commons.people.queries_export import take_along
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.help import commands, commands_peers

from .makers import make_helping, make_knowing, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1B", "P2")]


@pytest.fixture
def room(db):
    return make_room("lampje", "Het Lampje")


def page(actor, path):
    client = Client()
    client.force_login(actor.person)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_lets_somebody_read_saw_the_sentence_that_is_kept(room):
    make_actor(room, "marleen", "coordinator")
    hassan, amina = make_actor(room, "hassan"), make_knowing(make_actor(room, "amina"))
    asking = page(hassan, "/k/lampje/hulp/over/letters/")
    assert commands.agreed(commands.COORDINATOR) in asking
    question = make_question(hassan)
    commands_peers.offer(amina, code=question.code)
    mine = page(hassan, f"/k/lampje/hulp/vraag/{question.code}/")
    for who in (commands.ONE, commands.COORDINATOR):
        assert commands.agreed(who) in mine
    host = make_knowing(make_actor(room, "fatma", "host"))
    beside = page(host, f"/k/lampje/hulp/over/letters/?met={hassan.someone.code}")
    assert commands.agreed(commands.ME) in beside


def test_my_own_yes_to_let_somebody_read_goes_along_in_my_file_and_names_nobody(room):
    """R39."""
    hassan, amina = make_actor(room, "hassan"), make_actor(room, "amina")
    make_helping(hassan, amina)
    with take_along(hassan.person) as file, zipfile.ZipFile(file) as archive:
        told = archive.read("gegevens.json").decode()
    assert commands.agreed(commands.ONE) in told
    assert "Amina" not in told
