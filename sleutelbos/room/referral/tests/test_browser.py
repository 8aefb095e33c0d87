"""Welcome cards, the social map and going along in a real browser (K5B, K5C; ux.md 5, 6.10, 16)."""

# ruff: noqa: F811 - fixtures are imported by name
import math
import time
from collections.abc import Callable

import pytest

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.keys.tests.makers import make_week
from sleutelbos.room.referral.commands import list_token
from sleutelbos.room.referral.models import WelcomeCard
from tests.browser import Visitor, browser, open_page  # noqa: F401

from .makers import make_ask, make_card, make_going, make_institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Visitor]
LOOKS = [("phone", "nl", "light"), ("tablet", "ar", "dark"), ("desktop", "tr", "light")]


def furnished() -> Place:
    """A room that says where it is and when it is open."""
    room = make_room("lampje", "Het Lampje")
    make_week(room)
    Place.objects.filter(pk=room.pk).update(
        address="Lampjesstraat 12", phone="020 000 00 00", way_there="Stap uit.\nLoop door."
    )
    room.refresh_from_db()
    return room


@pytest.mark.mission("K5B")
def test_a_card_is_made_in_one_tap_from_its_own_page(open_page: Open):
    room = furnished()
    visitor = open_page(None).go("/welkomstkaart/")
    visitor.tap("Maak de kaart")
    assert visitor.sees("De kaart is klaar")
    visitor.took(1, row="a welcome card")
    assert WelcomeCard.objects.within(room).count() == 1


@pytest.mark.mission("K5B")
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_a_card_is_made_by_keyboard_within_a_minute(open_page: Open, js: bool):
    """Only keys, at the pace of somebody who reads: half a second a key. At most 60 seconds."""
    room = furnished()
    visitor = open_page(None, size="desktop", js=js).go("/welkomstkaart/")
    keyboard, page, keys = visitor.page.keyboard, visitor.page, 0
    began = time.monotonic()
    while page.evaluate("document.activeElement.id") != "id_language":
        keyboard.press("Tab")
        keys += 1
        assert keys < 40
    page.keyboard.press("ArrowDown")
    keyboard.press("Tab")
    keyboard.press("Enter")
    assert visitor.sees("De kaart is klaar")
    seconds = math.ceil((time.monotonic() - began) + 0.5 * (keys + 3))
    visitor.took(60, row="a welcome card by keyboard", count=seconds, unit="seconds")
    assert WelcomeCard.objects.within(room).get().language != ""


@pytest.mark.mission("K5B")
@pytest.mark.parametrize(("size", "language", "light"), LOOKS)
@pytest.mark.looks
def test_every_page_of_a_card_can_be_used_by_everybody(
    open_page: Open, size: str, language: str, light: str
):
    room = furnished()
    fatma = make_actor(room, "fatma", "host")
    places.say_yes(fatma, "welcome-card")
    card = make_card(room, language="ar")
    mine = f"/welkomstkaart/lijst/{list_token(card.once)}/"
    stranger = open_page(None, size=size, language=language, light=light)
    for path in ("/welkomstkaart/", mine, f"{mine}{card.code}/",
                 f"/k/lampje/welkomstkaart/{card.code}/", "/k/lampje/sociale-kaart/"):  # fmt: skip
        stranger.go(path).look()
    host = open_page(fatma.person, size=size, language=language, light=light)
    for path in ("/k/lampje/welkomstkaart/", f"/k/lampje/welkomstkaart/{card.code}/"):
        host.go(path).look()


@pytest.mark.mission("K5B", "K5C")
@pytest.mark.parametrize(("size", "language", "light"), LOOKS)
@pytest.mark.looks
def test_every_page_of_going_along_can_be_used_by_everybody(
    open_page: Open, size: str, language: str, light: str
):
    room = furnished()
    fatma, rosa = make_actor(room, "fatma", "host"), make_actor(room, "rosa")
    there = make_institution(fatma, way_in="Loop binnen.", hours="Dinsdag", phone="020 000 00 00")
    going = make_going(rosa, there, fatma, about="Een brief over de huur")
    asked = make_ask(fatma, rosa, there)
    here = "/k/lampje/samen-op-pad/"
    resident = open_page(rosa.person, size=size, language=language, light=light)
    for path in (here, f"{here}nieuw/", f"{here}{going.code}/", f"{here}gevraagd/{asked.code}/",
                 "/k/lampje/sociale-kaart/", "/k/lampje/sociale-kaart/nieuw/"):  # fmt: skip
        resident.go(path).look()
    host = open_page(fatma.person, size=size, language=language, light=light)
    for path in (here, f"{here}{going.code}/", f"{here}vraag/{rosa.person.code}/"):
        host.go(path).look()
