"""The path, what the room needs, giving back and the pride wall, in a real browser."""

# ruff: noqa: F811 - fixtures are asked for by their own name
from collections.abc import Callable

import pytest

from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.founding import commands
from sleutelbos.room.founding.tests.makers import make_need
from sleutelbos.room.hours import commands as hours
from sleutelbos.room.hours.tests.makers import make_got
from tests.browser import Visitor, browser, open_page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Visitor]


@pytest.mark.mission("K5F", "K3G")
def test_a_room_in_one_sitting_a_need_and_thanks(open_page: Open):
    room = make_room("lampje", "Het Lampje")
    roy = make_actor(room, "roy", "board")
    visitor = open_page(roy.person).go("/k/lampje/opbouw/")
    visitor.tap("Begin nog een kamer")
    visitor.page.get_by_label("Hoe heet de kamer?").fill("De Vlieger")
    visitor.tap("Begin de kamer")
    visitor.sees("De kamer is begonnen. Nodig nu buren uit.")
    visitor.tap("Dit trek ik")
    visitor.sees("Jij trekt dit nu.")
    visitor.tap("Wat de kamer nodig heeft").tap("De kamer heeft iets nodig")
    visitor.page.get_by_label("Wat heeft de kamer nodig?").fill("een magnetron")
    visitor.tap("Zet op de lijst")
    visitor.sees("Het staat op de lijst.")
    assert Place.objects.filter(slug="de-vlieger").exists()


@pytest.mark.mission("K2D")
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_on_the_wall_in_one_tap_and_off_in_one(open_page: Open, js: bool):
    room = make_room("lampje", "Het Lampje")
    amina = make_actor(room, "amina")
    hours.keep(amina, kind="gave", picto="pan", text="Soep voor 12 buren")
    visitor = open_page(amina.person, js=js).go("/k/lampje/trots/")
    visitor.tap("Zet op de trots")
    visitor.sees("Buren zien dit nu op de trots.")
    visitor.tap("Haal van de trots")
    visitor.sees("Het staat niet meer op de trots.")
    assert visitor.taps == 2


@pytest.mark.mission("K1E", "K5F")
@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize(("size", "light"), [("phone", "light"), ("tablet", "dark")])
@pytest.mark.looks
def test_every_page_stands_well(open_page: Open, language: str, size: str, light: str):
    room = make_room("lampje", "Het Lampje")
    roy, marleen = make_actor(room, "roy", "board"), make_actor(room, "marleen", "coordinator")
    make_got(room, "samira")
    steps = commands.lay_path(roy)
    commands.pull(roy, code=steps[0].code)
    commands.done(roy, code=steps[1].code)
    commands.bring(roy, code=make_need(roy).code)
    commands.is_there(roy, code=make_need(roy, "verf").code)
    make_need(roy, "stoelen", "stoel")
    hours.show(roy, once=hours.keep(roy, kind="gave", picto="pan").once)
    hours.keep(roy, kind="gave", picto="kop")
    visitor = open_page(roy.person, language=language, size=size, light=light)
    for path in ("/k/lampje/opbouw/", "/k/lampje/opbouw/nieuwe-stap/", "/k/lampje/nodig/",
                 "/k/lampje/opbouw/nieuwe-kamer/", "/k/lampje/nodig/nieuw/", "/k/lampje/trots/",
                 "/mijn/vragen/", "/mijn/gegeven/", "/mijn/gekregen/"):  # fmt: skip
        visitor.go(path).look()
    team = open_page(marleen.person, language=language, size=size, light=light)
    team.go("/dag/lampje/vraag-eens/").look()
