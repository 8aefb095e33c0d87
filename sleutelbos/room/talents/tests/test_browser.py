"""The wall in a real browser: taps counted by tapping, looked at in three languages (K1A)."""

# ruff: noqa: F811 - fixtures are imported by name
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser

from conftest import chromium
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.talents.models import Post, Recording, Touch
from tests.browser import FLAGS, Visitor, browser, open_page  # noqa: F401

from .makers import make_ask, make_offer, make_touch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Visitor]
TODAY, WALL = "/k/lampje/", "/k/lampje/gevraagd/"
PLAYS = """() => new Promise((yes) => {
  const player = document.querySelector("audio");
  player.addEventListener("loadedmetadata", () => yes(true));
  player.addEventListener("error", () => yes(false));
  player.load();
})"""


def type_in(visitor: Visitor, label: str, text: str) -> None:
    """A text field counts as one tap, however long the text."""
    visitor.page.get_by_label(label).fill(text)
    visitor.taps += 1


@pytest.mark.mission("K1A")
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_offered_in_four_taps_found_in_another_language_and_in_touch(open_page: Open, js: bool):
    room = make_room("lampje", "Het Lampje")
    amina, yusuf = make_actor(room, "amina"), make_actor(room, "yusuf")

    hers = open_page(amina.person, js=js).go(TODAY)
    hers.tap("Ik kan iets").tap("Haren knippen")
    type_in(hers, "Zo komt het aan je bos", "Ik knip kinderen met geduld")
    hers.tap("Hang aan mijn bos")
    assert hers.sees("Het hangt aan je bos")
    hers.took(4, row="4 offer a talent")

    his = open_page(yusuf.person, js=js).go(WALL)  # searching in another language
    type_in(his, "Zoek", "حلاق")
    his.tap("Zoek")
    assert his.sees("Haren knippen")
    his.look(axe=js)
    his.tap("Graag")
    type_in(his, "Jouw bericht", "مرحبا")
    his.tap("Stuur")
    assert his.sees("مرحبا")
    touch = Touch.objects.within(room).get()
    assert (touch.opener, touch.owner) == (yusuf.person, amina.person)

    hers.go("/mijn/contact/")
    assert hers.sees("wacht op jou")
    hers.tap("Lees:")
    assert hers.sees("مرحبا")
    hers.tap("Stop dit contact")
    assert hers.sees("Dit contact is gestopt")
    his.go(f"/mijn/contact/{touch.code}/")
    assert his.sees("Dit contact is gestopt")
    assert his.named("Stuur").count() == 0
    assert his.named("Toch verder").count() == 0


@pytest.mark.mission("K1B")
def test_a_question_is_asked_in_four_taps_and_taken_back_in_one(open_page: Open):
    room = make_room("lampje", "Het Lampje")
    visitor = open_page(make_actor(room, "rosa").person).go(WALL)
    visitor.tap("Ik vraag iets").tap("Computer en telefoon")
    visitor.tap("Wie helpt mij met mijn telefoon?").tap("Vraag het")
    assert visitor.sees("Je vraag hangt op de muur")
    visitor.took(4, row="ask for something on the wall")
    assert Post.objects.within(room).get().hangs
    visitor.taps = 0
    visitor.tap("Maak ongedaan")
    assert visitor.sees("Het hangt er niet meer.")
    visitor.took(1, row="undo what was asked")
    assert not Post.objects.within(room).get().hangs


@pytest.mark.mission("K1A", "P4", "P8")
@pytest.mark.parametrize(
    ("size", "language", "light"),
    [("phone", "nl", "light"), ("tablet", "ar", "dark"), ("desktop", "tr", "light")],
)
@pytest.mark.looks
def test_every_page_of_the_wall_can_be_used_by_everybody(
    open_page: Open, size: str, language: str, light: str
):
    room = make_room("lampje", "Het Lampje")
    amina, wim = make_actor(room, "amina"), make_actor(room, "wim")
    post = make_offer(amina, words="Ik bak brood in een pan, in de tuin achter het huis")
    touch = make_touch(wim, make_ask(amina, "cycling-lessons"))
    mine = make_offer(wim, "board-games", "Elke dinsdag")
    visitor = open_page(wim.person, size=size, language=language, light=light)
    for path in (
        WALL, f"{WALL}?q=brood", f"{WALL}?q=xqzzy", f"{WALL}{post.code}/", "/k/lampje/kan/",
        "/k/lampje/vraag/?groep=papers", "/k/lampje/kan/sewing/", f"{WALL}{mine.code}/klaar/",
        "/mijn/contact/", f"/mijn/contact/{touch.code}/",
    ):  # fmt: skip
        visitor.go(path).look()
    open_page(None, size=size, language=language, light=light).go(f"{WALL}{post.code}/").look()


def test_an_empty_form_says_what_to_do_and_puts_the_focus_there(open_page: Open):
    room = make_room("lampje", "Het Lampje")
    visitor = open_page(make_actor(room, "amina").person, expected=("422",))
    visitor.go("/k/lampje/kan/iets-anders/").tap("Hang aan mijn bos")
    assert visitor.sees("Nog even dit")
    focused = "document.activeElement.id"
    assert visitor.page.evaluate(focused) == "fouten"
    visitor.tap(visitor.page.get_by_role("link", name="Schrijf of zeg een paar woorden."))
    assert visitor.page.evaluate(focused) == "id_words"


@pytest.mark.mission("K1A")
def test_a_talent_is_spoken_heard_back_and_hung(browser: Browser, live_server):
    """A real recording by a real browser; the microphone is Chromium's own beep."""
    room = make_room("lampje", "Het Lampje")
    amina = make_actor(room, "amina")
    client = Client()
    client.force_login(amina.person)
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    window = browser.browser_type.launch(executable_path=chromium(), args=[*FLAGS, *flags])
    context = window.new_context(viewport={"width": 360, "height": 640}, locale="nl")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    visitor = Visitor(context.new_page(), live_server.url).go("/k/lampje/kan/iets-anders/")
    visitor.tap("Zeg het")
    visitor.page.wait_for_timeout(1800)
    visitor.tap("Klaar met praten")
    assert visitor.sees("Het is opgenomen. Luister het terug.")
    visitor.tap("Wis de opname")
    assert visitor.sees("De opname is gewist.")
    visitor.tap("Zeg het")
    visitor.page.wait_for_timeout(1800)
    visitor.tap("Klaar met praten")
    assert visitor.sees("Het is opgenomen. Luister het terug.")
    visitor.tap("Hang aan mijn bos")
    assert visitor.sees("Het hangt aan je bos")
    kept = Recording.objects.within(room).get()
    assert kept.mime == "audio/webm"
    assert kept.seconds in {1, 2, 3}
    visitor.go(f"{WALL}{Post.objects.within(room).get().code}/")
    assert visitor.page.evaluate(PLAYS) is True
    window.close()
