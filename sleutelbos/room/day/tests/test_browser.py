"""Mijn dag in a real browser: taps of ux.md section 5 row 8, and every screen (K5A)."""

# ruff: noqa: F811 - fixtures are imported by name
from collections.abc import Callable

import pytest

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.day import commands
from sleutelbos.room.day.models import Call
from sleutelbos.room.keys.tests.makers import make_week
from sleutelbos.room.talents.tests.makers import make_offer
from sleutelbos.room.workplaces.tests.makers import make_post
from tests.browser import Visitor, browser, open_page  # noqa: F401

from .makers import PHONE, make_caller, make_missed, make_openings

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.mission("K5A"),
]  # fmt: skip
Open = Callable[..., Visitor]


@pytest.fixture
def room(transactional_db):
    return make_room("lampje", "Het Lampje")


@pytest.mark.parametrize("js", [True, False])
def test_calling_somebody_we_missed_takes_two_taps_and_is_undone_with_one(room, open_page, js):
    marleen = make_actor(room, "marleen", "coordinator")
    make_missed(room, phone=PHONE)
    visitor = open_page(marleen.person, js=js).go("/dag/lampje/")
    visitor.tap("Ik bel Samira")
    assert visitor.page.locator("a[href='tel:+31612345678']").is_visible()
    visitor.tap("Gesproken")
    visitor.sees("Bewaard. Dank je wel.")
    visitor.took(2, row="8 call somebody we missed")
    assert Call.objects.within(room).get().outcome == "spoken"
    visitor.taps = 0
    visitor.tap("Maak ongedaan")
    visitor.sees("jij belt")
    visitor.took(1, row="undo a call")
    assert Call.objects.within(room).get().outcome == ""


@pytest.mark.parametrize(
    ("size", "language", "light"),
    [("phone", "nl", "light"), ("tablet", "ar", "dark"), ("phone", "ar", "light"),
     ("tablet", "nl", "light")],
)  # fmt: skip
@pytest.mark.looks
def test_every_screen_of_the_day_can_be_used_by_everybody(room, open_page, size, language, light):
    make_week(room)
    board, marleen = make_actor(room, "roy", "board"), make_actor(room, "marleen", "coordinator")
    rosa, fatma = make_caller(room), make_actor(room, "fatma")
    make_post(board, "coordinator", 20, person=marleen.someone.code)
    make_openings(marleen)
    make_offer(fatma, "hosting", with_name=True)
    make_offer(rosa, "hosting", with_name=True)
    commands.ask_neighbour(marleen, task="deur", code=rosa.someone.code)
    samira = make_missed(room, by=rosa, phone=PHONE)
    make_missed(room, "joy", by=rosa)
    commands.take(marleen, code=samira.someone.code)
    visitor = open_page(marleen.person, size=size, language=language, light=light)
    visitor.go("/dag/lampje/").look()
    commands.worked(marleen, day=Call.objects.within(room).get().taken_at.date(), minutes=720)
    visitor.go("/dag/lampje/").look()
    visitor = open_page(rosa.person, size=size, language=language, light=light)
    for path in ("bellen/", "bel-mij/"):
        visitor.go(f"/dag/lampje/{path}").look()
