"""My route on one A4 (K1D)."""

import json
import re

import pytest
from django.utils.translation import override

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit import paper
from sleutelbos.room.story import commands, commands_steps, queries_paper
from sleutelbos.room.story.views import LAYOUT

from .makers import make_door, make_share, make_step
from .test_telling import signed_in

LEFT, END = "\u2068", "\u2069"
pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1D")]


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room):
    return make_actor(room, "amina")


def pages(pdf: bytes) -> int:
    assert pdf.startswith(b"%PDF-")
    return len(re.findall(rb"/Type\s*/Page(?![a-zA-Z])", pdf))


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("number", [0, 3, 40])
def test_it_is_one_accessible_page_however_much_was_told(amina, number, language):
    for n in range(number):
        state = ("open", "now", "shut")[n % 3]
        door = make_door(amina, f"Muur {n} " + "lang " * 38, state=state, helped="Veel " * 50)
        make_step(amina, door)
    with override(language):
        pdf = paper.make_pdf(LAYOUT, queries_paper.route_paper(amina.someone))
    assert pages(pdf) == 1
    assert b"pdfuaid" in pdf


def test_it_says_what_i_told_and_not_who_reads_it(room, amina):
    door = make_door(amina, helped="Rosa zat naast mij")
    make_step(amina, door)
    commands_steps.did(amina, door=door.code)
    make_step(amina, door, "Bellen", "Wim")
    make_share(amina, door, make_actor(room, "marleen", "coordinator"))
    commands.pause(amina, door=make_door(amina, "Later").code)
    said = json.dumps(queries_paper.route_paper(amina.someone), ensure_ascii=False)
    said = said.replace(LEFT, "").replace(END, "")
    for words in ("De route van Amina", "Rosa zat naast mij", "Gedaan: Koffie drinken, met Marleen",
                  "Klein stapje: Bellen, met Wim", "Nu even niet"):  # fmt: skip
        assert words in said
    assert "mag dit lezen" not in said


def test_only_i_print_my_own(room, amina):
    make_door(amina)
    answer = signed_in(amina).get("/mijn/route/papier/")
    assert pages(answer.content) == 1
    assert "no-store" in answer["Cache-Control"]
    theirs = signed_in(make_actor(room, "els", "board")).get("/mijn/route/papier/")
    assert theirs.content != answer.content
