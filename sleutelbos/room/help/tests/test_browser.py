"""Asking and helping in a real browser: taps counted by tapping (K1B, K1C)."""

# ruff: noqa: F811 - fixtures are imported by name
from collections.abc import Callable

import pytest

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.help.models import Question
from tests.browser import Visitor, browser, open_page  # noqa: F401

from .makers import make_helping, make_knowing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Visitor]
WORDS = "Ik snap een brief van de belasting niet"


def type_in(visitor: Visitor, label: str, text: str) -> None:
    """A text field counts as one tap, however long the text."""
    visitor.page.get_by_label(label, exact=True).first.fill(text)
    visitor.taps += 1


@pytest.mark.mission("K1C", "K1B")
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_from_vandaag_asked_in_four_taps_helped_in_two_and_done_with_the_talent_question(
    open_page: Open, js: bool
):
    room = make_room("lampje", "Het Lampje")
    hassan, amina = make_actor(room, "hassan"), make_knowing(make_actor(room, "amina"))
    make_actor(room, "marleen", "coordinator")

    his = open_page(hassan.person, js=js).go("/k/lampje/")
    his.tap("Ik vraag het aan één buur").tap("Brieven")
    assert his.page.locator("input[name=readers]:checked").input_value() == "one"
    type_in(his, "In jouw woorden", WORDS)
    his.look(axe=js)
    his.tap("Vraag het")
    assert his.sees("Nu leest alleen jij dit.")
    assert his.sees("Nog niet nodig")
    his.took(4, row="ask one neighbour for help")
    his.look(axe=js)

    hers = open_page(amina.person, js=js).go("/mijn/vraag/")
    hers.look(axe=js)
    hers.tap("Bekijk")
    assert WORDS not in hers.page.content()
    assert "Hassan" not in hers.page.content()
    hers.look(axe=js)
    hers.tap("Ik help")
    assert hers.sees("Je buur beslist nu")
    hers.took(2, row="help who asks")
    assert WORDS not in hers.page.content()

    his.page.reload()
    his.tap("Ja, graag")
    assert his.sees("Alleen jij en Amina lezen dit.")
    hers.page.reload()
    assert hers.sees(WORDS)
    assert hers.sees("Dat mag. Jij bent een buur.")
    hers.look(axe=js)
    hers.tap("Nog een stap")
    type_in(hers, "Welke stap?", "Samen bellen")
    hers.look(axe=js)
    hers.tap("Zet erbij")
    assert hers.sees("Samen bellen")

    his.page.reload()
    assert his.sees("las je vraag")
    his.look(axe=js)
    his.tap("Mijn vraag is klaar")
    assert his.sees("En waar ben jij goed in?")
    assert his.sees("Nu even niet")
    his.look(axe=js)
    his.tap("Gaat beter").tap("Bewaar")
    assert his.page.locator(".sb-gelukt").get_by_text("Gaat beter").is_visible()

    hers.page.reload()
    assert hers.sees("Het is klaar. Nu dit nog")
    hers.tap("Ik heb het gevraagd")
    assert Question.objects.within(room).get().outcome == "better"


@pytest.mark.mission("K1C")
def test_what_i_know_of_is_hung_and_taken_back(open_page: Open):
    room = make_room("lampje", "Het Lampje")
    wim = make_actor(room, "wim")
    his = open_page(wim.person).go("/mijn/daar-weet-ik-van/")
    his.look()
    his.tap("Brieven").tap("Vraag mij maar")
    assert his.sees("Dit staat nu zo.")
    assert his.taps == 2
    his.tap("Brieven").tap("Bewaar")
    assert his.sees("Vraag mij maar")


@pytest.mark.mission("K1C")
def test_at_the_table_it_is_asked_together(open_page: Open):
    room = make_room("lampje", "Het Lampje")
    fatma, olena = make_actor(room, "fatma", "host"), make_actor(room, "olena")
    hers = open_page(fatma.person, size="tablet").go(f"/k/lampje/buren/{olena.someone.code}/")
    hers.tap("Samen een vraag stellen").tap("Brieven")
    type_in(hers, "In jouw woorden", WORDS)
    hers.tap("Ik help zelf")
    hers.look()
    hers.tap("Vraag het")
    assert hers.sees("Jij helpt Olena")
    own = open_page(olena.person).go("/mijn/vraag/").tap("Bekijk")
    assert own.sees("Deze buur schreef het met jou op, aan tafel.")


@pytest.mark.mission("K1C")
@pytest.mark.parametrize("language", ["ar", "tr"])
def test_the_pages_hold_in_other_languages(open_page: Open, language: str):
    room = make_room("lampje", "Het Lampje")
    hassan, amina = make_actor(room, "hassan"), make_actor(room, "amina")
    question = make_helping(hassan, amina)
    path = f"/k/lampje/hulp/vraag/{question.code}/"
    open_page(hassan.person, language=language).go(path).look()
    open_page(amina.person, language=language).go(path).look()
    open_page(hassan.person, language=language).go("/k/lampje/hulp/").look()
    open_page(hassan.person, language=language).go("/k/lampje/hulp/over/money/").look()


@pytest.mark.mission("K1C")
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_who_asked_and_who_helps_write_each_other(open_page: Open, js: bool):
    room = make_room("lampje", "Het Lampje")
    hassan, amina = make_actor(room, "hassan"), make_actor(room, "amina")
    path = f"/k/lampje/hulp/vraag/{make_helping(hassan, amina).code}/"
    his, hers = (open_page(one.person, js=js) for one in (hassan, amina))
    his.go(path).tap("Schrijf Amina")
    his.look(axe=js)
    type_in(his, "Wat wil je zeggen?", "Kan jij donderdag?")
    his.tap("Stuur")
    assert his.sees("Je buur hoort dat er iets is.")
    his.look(axe=js)
    his.took(3, row="write who helps me")
    hers.go(path).tap("Schrijf Hassan")
    assert hers.sees("Kan jij donderdag?")
    type_in(hers, "Wat wil je zeggen?", "Ja.\nOm half drie.")
    hers.tap("Stuur")
    assert hers.sees("Om half drie.")
    hers.look(axe=js)
    hers.tap("Haal terug")
    assert not hers.page.get_by_text("Om half drie.").count()
