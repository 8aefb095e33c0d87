"""Mijn bos and hours in a real browser: taps counted by tapping, in three languages and lights."""

# ruff: noqa: F811 - fixtures are imported by name
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.hours import commands as hours
from sleutelbos.room.hours.models import GaveGot, HoursEntry
from sleutelbos.room.hours.tests.makers import make_begun, make_hours
from sleutelbos.room.ring.tests.makers import fill
from tests.browser import Visitor, browser, open_page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Visitor]


@pytest.fixture
def room(transactional_db: None):
    return make_room("lampje", "Het Lampje")


def standing(room) -> list[int]:
    rows = HoursEntry.objects.within(room).filter(corrects=None, counter=None)
    return [row.minutes for row in rows.order_by("pk")]


@pytest.mark.mission("K1E")
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_from_vandaag_two_hours_are_written_in_three_taps_and_undone_in_one(
    open_page: Open, room, js: bool
):
    amina, fatma = make_actor(room, "amina"), make_actor(room, "fatma")
    make_begun(fatma, amina, title="Samen koken")
    visitor = open_page(amina.person, js=js).go("/k/lampje/")

    visitor.tap("Mijn bos")
    visitor.tap(visitor.page.locator("button[name=minutes][value='120']"))

    assert visitor.sees("2 uur opgeschreven.")
    visitor.took(3, row="3 log hours")
    assert standing(room) == [120]
    visitor.look(axe=js)
    visitor.taps = 0
    visitor.tap(visitor.page.locator("#ongedaan button"))
    assert visitor.sees("Hoe lang was jij er vandaag?")
    visitor.took(1, row="undo what was written")
    assert standing(room) == []


@pytest.mark.mission("K1E")
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
@pytest.mark.parametrize(("kind", "said"), [("gave", "Ik gaf"), ("got", "Ik kreeg")])
def test_from_vandaag_what_i_gave_and_what_i_got_are_as_near_as_each_other(
    open_page: Open, room, js: bool, kind: str, said: str
):
    """Four taps for either (no ceiling in ux.md: as near as hanging a talent), one to undo."""
    amina = make_actor(room, "amina")
    visitor = open_page(amina.person, js=js).go("/k/lampje/")

    visitor.tap("Mijn bos").tap(visitor.page.locator("main").get_by_role("link", name=said))
    visitor.tap(visitor.page.locator(".sb-tegel").first).tap("Schrijf op")

    assert visitor.sees("Het staat erbij.")
    visitor.took(4, row=f"3 {said}")
    line = GaveGot.objects.within(room).get()
    assert (line.kind, line.taken_away_at) == (kind, None)
    visitor.taps = 0
    visitor.tap(visitor.page.locator("#ongedaan button"))
    assert visitor.sees("Het staat er niet meer.")
    visitor.took(1, row=f"undo {said}")
    line.refresh_from_db()
    assert line.taken_away_at is not None


def test_after_a_tap_the_focus_is_at_what_was_written(open_page: Open, room):
    amina = make_actor(room, "amina")
    visitor = open_page(amina.person).go("/mijn/")

    visitor.tap(visitor.page.locator("button[name=minutes][value='60']"))

    assert visitor.sees("Jouw uren van vandaag")
    visitor.page.wait_for_function("document.activeElement.id === 'uren'")
    assert urlsplit(visitor.page.url).path == "/mijn/"


@pytest.mark.mission("K1E")
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_from_vandaag_who_leads_it_writes_the_hours_of_all_in_three_taps(
    open_page: Open, room, js: bool
):
    fatma, amina, wim = (make_actor(room, called) for called in ("fatma", "amina", "wim"))
    make_begun(fatma, amina, wim, title="Samen koken")
    visitor = open_page(fatma.person, js=js).go("/k/lampje/")

    visitor.tap(visitor.page.locator("main").get_by_role("link", name="Samen koken"))
    visitor.tap("Uren voor iedereen").tap("Schrijf op voor iedereen")

    assert visitor.sees("Uren opgeschreven voor 3 buren.")
    visitor.took(3, row="hours of all who were there")
    assert standing(room) == [120, 120, 120]
    visitor.tap(visitor.page.locator("#ongedaan button"))
    assert visitor.sees("Schrijf op voor iedereen")
    assert standing(room) == []


def test_too_many_hours_are_said_at_the_buttons_and_nothing_is_lost(open_page: Open, room):
    amina = make_actor(room, "amina")
    make_begun(amina, title="Samen koken")
    make_hours(amina, 700)
    visitor = open_page(amina.person, expected=("422",)).go("/mijn/")

    visitor.tap(visitor.page.locator("button[name=minutes][value='120']"))

    assert visitor.sees("Meer dan 12 uur op één dag kan niet. Klopt het getal?")
    assert visitor.page.locator("button[name=minutes]").count() == 5
    visitor.look()


def test_what_there_is_for_me_comes_by_itself(open_page: Open, room):
    amina = make_actor(room, "amina")
    hours.thank(make_actor(room, "fatma"), to=amina.someone, what="Fijn gekookt")

    visitor = open_page(amina.person).go("/mijn/")

    assert visitor.sees("Fatma zegt: dank je wel")
    visitor.look()
    visitor.tap("Fijn")
    assert visitor.page.get_by_text("dank je wel").count() == 0
    plain = open_page(amina.person, js=False).go("/mijn/").tap("Is er iets voor mij?")
    assert plain.sees("Er is nu niets nieuws.")


LOOKS = [
    ("phone", "nl", "light", "no-preference"),
    ("phone", "ar", "light", "no-preference"),
    ("phone", "tr", "dark", "no-preference"),
    ("phone", "nl", "light", "more"),
    ("tablet", "ar", "dark", "no-preference"),
    ("tablet", "nl", "light", "no-preference"),
    ("desktop", "nl", "dark", "no-preference"),
    ("desktop", "ar", "light", "no-preference"),
]


@pytest.mark.mission("P8")
@pytest.mark.parametrize(("size", "language", "light", "contrast"), LOOKS)
@pytest.mark.looks
def test_my_page_is_whole_for_every_eye(open_page: Open, room, size, language, light, contrast):
    amina = fill(make_actor(room, "amina", "key-holder"), 3)

    visitor = open_page(
        amina.person, size=size, language=language, light=light, contrast=contrast
    ).go("/mijn/")
    visitor.page.wait_for_selector("#h-dank", state="attached")

    visitor.look()


@pytest.mark.mission("P8")
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_other_pages_are_whole_too(open_page: Open, room, language):
    fatma, amina = make_actor(room, "fatma"), make_actor(room, "amina", "board")
    row = make_begun(fatma, amina)
    for actor in (fatma, amina):
        make_hours(actor, 90, what="Stoelen geverfd")
        hours.keep(actor, kind="gave", picto="pan", text="Soep")
    hers = open_page(fatma.person, language=language)
    for path in ("/mijn/uren/", "/mijn/uren/schrijf/", "/mijn/gegeven/", "/mijn/gekregen/",
                 f"/k/lampje/doe/{row.code}/uren/", "/mijn/nieuws/"):  # fmt: skip
        hers.go(path).look()
    board = open_page(amina.person, language=language, size="tablet")
    for path in ("/k/lampje/uren/", f"/k/lampje/doe/{row.code}/dank/"):
        board.go(path).look()


@pytest.mark.mission("P8")
def test_the_page_fits_320_pixels_and_one_sheet_of_paper(open_page: Open, room):
    amina = fill(make_actor(room, "amina", "key-holder"), 3)
    visitor = open_page(amina.person).go("/mijn/")
    visitor.page.wait_for_selector("#h-dank", state="attached")

    visitor.page.set_viewport_size({"width": 320, "height": 640})
    visitor.look(axe=False)

    paper = visitor.page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_signed_out_the_page_does_not_come_back(open_page: Open, room):
    amina = make_actor(room, "amina")
    visitor = open_page(amina.person).go("/mijn/")
    visitor.go("/mijn/sleutel/").tap("Ga uit op dit toestel")
    visitor.page.wait_for_load_state()

    visitor.page.go_back()
    visitor.page.go_back()

    assert visitor.page.get_by_text("Dag Amina").count() == 0


def test_my_page_is_light_on_the_line(open_page: Open, room, client):
    amina = fill(make_actor(room, "amina", "key-holder"), 3)
    client.force_login(amina.person)

    assert len(client.get("/mijn/").content) <= 30_000
