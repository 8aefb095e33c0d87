"""When something goes wrong: a plain page in the language of the reader, without the database."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.utils import translation

from sleutelbos.commons.places import queries
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.config import views
from sleutelbos.config.middleware import language as speaks
from sleutelbos.kit import shared
from sleutelbos.room.visits.tests.door_page import OFFLINE
from tests.browser import Visitor, browser, open_page  # noqa: F401

CODES = [code for code, _name in settings.LANGUAGES]
CLOSED = "Voor deze deur heb je een andere sleutel nodig. Vraag het in de kamer."
TOO_OLD = "Deze bladzijde stond te lang open. Ga terug en probeer het nog eens."


def said_in(language: str, sentence: str) -> str:
    with translation.override(language):
        return translation.gettext(sentence)


@pytest.mark.mission("P4")
@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("status", sorted(views.TROUBLE))
def test_trouble_is_told_in_the_language_of_the_reader(status, language):
    request = RequestFactory().get("/x/", headers={"accept-language": f"{language},pl;q=0.5"})
    page = views.trouble(request, status)
    told = page.content.decode()
    title, sentence = (said_in(language, str(words)) for words in views.TROUBLE[status])
    assert page.status_code == status
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in told
    assert (f"<h1>{title}</h1>" in told, sentence in told) == (True, True)
    assert told.count("<h1>") == 1
    assert told.count('lang="en"') == (1 if language == "en" else 0)


@pytest.mark.mission("P4")
@pytest.mark.parametrize("accept", ["", "pl,uk;q=0.8"])
def test_to_an_unknown_reader_trouble_is_told_in_dutch_and_in_english(accept):
    told = views.trouble(RequestFactory().get("/x/", headers={"accept-language": accept}), 403)
    assert '<html lang="nl"' in told.content.decode()
    english = re.search(r'<div lang="en".*?</div>', told.content.decode(), re.DOTALL)[0]
    assert (CLOSED in told.content.decode(), said_in("en", CLOSED) in english) == (True, True)


@pytest.mark.parametrize(
    ("path", "comes_back_to"),
    [("//evil.example/?taal=en", "/%2Fevil.example/"), ("/k/?taal=en&p=2", "/k/?p=2")],
)
def test_choosing_a_language_never_leads_to_the_address_of_another(path, comes_back_to):
    request = RequestFactory().get("/")
    request.path, _question, asked = path.partition("?")
    request.GET = QueryDict(asked, mutable=True)
    answer = speaks(lambda _request: HttpResponse())(request)
    assert (answer.status_code, answer["Location"]) == (302, comes_back_to)


@pytest.mark.django_db
def test_choosing_a_language_on_a_page_that_a_button_opened_gives_a_page_with_a_way_on():
    client, room = Client(), make_room()
    client.force_login(make_actor(room, "samira").someone)
    back = client.get(f"/k/{room.slug}/hulp/vraag/abc/stap/erbij/?taal=en")
    page = client.get(back["Location"])
    sentence = "Deze bladzijde opent met een knop. Ga terug en druk nog eens."
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert said_in("en", sentence) in page.text
    assert 'href="/hulp/"' in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("language", CODES)
def test_every_way_of_going_wrong_has_the_page_of_the_house(language, monkeypatch):
    client = Client(raise_request_exception=False, headers={"accept-language": language})
    make_room()
    not_here = client.get("/k/is-er-niet/nergens/")
    monkeypatch.setattr(queries, "rooms", lambda: 1 / 0)
    broken = client.get("/")
    not_read = client.get("/", headers={"host": "een ander"})
    for answer in (not_here, broken, not_read):
        title, _sentence = views.TROUBLE[answer.status_code]
        assert said_in(language, str(title)) in answer.content.decode()
        assert answer["Content-Language"] == language
    assert {a.status_code for a in (not_here, broken, not_read)} == {400, 404, 500}


@pytest.mark.django_db
@pytest.mark.parametrize(("accept", "also"), [("tr", False), ("nl", False), ("pl", True)])
def test_a_page_that_stood_open_too_long_says_so(accept, also):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": accept})
    told = client.post("/binnen/", {"email": "a@b.nl"}).content.decode()
    language = accept if accept in CODES else "nl"
    assert said_in(language, TOO_OLD) in told
    assert (said_in("en", TOO_OLD) in told) == also


def test_on_the_tablet_trouble_leads_back_to_the_door():
    request = RequestFactory().get("/x/")
    request.COOKIES[shared.COOKIE] = "lampje"
    told = views.trouble(request, 404).content.decode()
    assert 'data-deur="/deur/lampje/"' in told
    assert 'href="/"' not in told


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_internet_the_page_speaks_the_language_read_last(
    open_page: Callable[..., Visitor],  # noqa: F811
):
    make_room("lampje", "Het Lampje")
    phone = open_page(language="tr", expected=OFFLINE).go("/k/lampje/")
    page = phone.page
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function(
        """async () => (await (await caches.open("sleutelbos-1")).keys())
            .filter((k) => k.url.includes("/geen-internet/")).length === 5"""
    )
    phone.go("/mijn/lezen/?taal=ar")
    page.context.set_offline(True)
    phone.go("/binnen/")
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.locator("h1").inner_text().strip() == said_in("ar", "Even geen internet")
