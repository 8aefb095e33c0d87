"""One's own calendar, and the week with its papers, in a real browser."""

# ruff: noqa: F811 - fixtures are imported by name
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.activities.tests.makers import make_occurrence
from sleutelbos.room.keys.tests.makers import make_week
from tests.browser import Visitor, browser, open_page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Visitor]


@pytest.fixture
def room(transactional_db: None):
    found = make_room("lampje", "Het Lampje")
    make_week(found)
    return found


@pytest.mark.mission("K2E")
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_an_own_calendar_is_one_tap_and_another_address_one_more(open_page: Open, room, js: bool):
    amina = make_actor(room, "amina")
    visitor = open_page(amina.person, js=js).go("/mijn/agenda/")
    visitor.tap("Maak mijn adres")
    first = visitor.page.get_by_label("Plak dit adres").input_value()
    visitor.tap("Maak een nieuw adres")
    second = visitor.page.get_by_label("Plak dit adres").input_value()
    assert first != second
    here = [visitor.address + urlsplit(shown).path for shown in (first, second)]
    assert [visitor.page.request.get(address).status for address in here] == [404, 200]


@pytest.mark.mission("P4", "P8")
@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("size", ["phone", "tablet"])
def test_the_pages_keep_the_rules_of_the_screen(open_page: Open, room, language: str, size: str):
    amina = make_actor(room, "amina")
    make_occurrence(amina, "Samen koken")
    visitor = open_page(amina.person, language=language, size=size)
    visitor.go("/mijn/agenda/").look()
    visitor.page.locator("main form button").click()
    visitor.look()
    visitor.go("/k/lampje/week/").look()
    visitor.go("/k/lampje/van-ons/").look()
