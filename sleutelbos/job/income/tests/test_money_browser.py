"""The three stories of Mijn geld, tapped through on a phone, and the rules of a screen."""

# ruff: noqa: F811 - fixtures are imported by name
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.keys.tests.makers import make_week
from tests.browser import Visitor, browser, open_page  # noqa: F401

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.mission("B13"),
]
Open = Callable[..., Visitor]
MOST_TAPS = 8
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_november():
    """The amounts of November 2026, whenever this runs."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def amina(transactional_db: None):
    room = make_room("lampje", "Het Lampje")
    make_week(room)
    return make_actor(room, "amina").person


def answer(visitor: Visitor, name: str, value: str) -> None:
    """Tap the answer that is a button."""
    visitor.tap(visitor.page.locator(f"button[name={name}][value='{value}']"))


def typed(visitor: Visitor, name: str, value: str) -> None:
    """Fill in a field and go on."""
    visitor.page.locator(f"[name={name}]:not([type=hidden])").fill(value)
    visitor.tap(visitor.page.locator("form[novalidate] .sb-knop-vol"))


def begin(visitor: Visitor, start: str) -> None:
    """From Mijn bos or Van ons to the first question."""
    visitor.go(start)
    visitor.taps = 0
    visitor.tap(visitor.page.locator("main a[href^='/mijn-geld/']"))


def bar(visitor: Visitor, code: str) -> str:
    """What the table says of one situation."""
    row = visitor.page.locator(f"tr:has(button[value='why-{code}'])")
    return " ".join(row.inner_text().replace("\u2066", "").replace("\u2069", "").split())


def why(visitor: Visitor, code: str) -> str:
    """Open the explanation of a situation, and read it."""
    visitor.tap(visitor.page.locator(f"button[value='why-{code}']"))
    visitor.page.locator("#h-zo").wait_for()
    text = visitor.page.locator("main").inner_text()
    return " ".join(text.replace("\u2066", "").replace("\u2069", "").split())


@pytest.mark.parametrize("start", ["/mijn/", "/k/lampje/van-ons/"], ids=["mijn-bos", "van-ons"])
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_bijstand_with_a_hundred_euros_of_volunteer_allowance(open_page: Open, amina, start, js):
    """Alone, bijstand, rent 620: a hundred euros a month may be kept, and must be told before."""
    visitor = open_page(amina, js=js)
    begin(visitor, start)
    for name, value in (("age", "27"), ("home", "alone"), ("benefit", "social_assistance")):
        answer(visitor, name, value)
    typed(visitor, "rent", "620")
    visitor.tap("Laat zien")
    assert visitor.sees("Dit moet je melden")
    assert visitor.taps <= MOST_TAPS
    assert "€ 2.022" in bar(visitor, "volunteer")
    assert "€ 100 meer dan nu" in bar(visitor, "volunteer")
    assert "€ 1.922" in bar(visitor, "now")
    assert visitor.sees("Vóór je begint. Wacht op het antwoord.")
    assert visitor.sees("Krijg je een euro te veel?")
    told = why(visitor, "volunteer")
    assert "Wet LB 1964 art. 2 lid 6" in told
    assert "geldt sinds 1 januari 2026" in told
    assert "€ 1.419,46" in told


def test_a_single_parent_goes_to_a_buurtbaan_of_32_hours(open_page: Open, amina):
    """Two children, bijstand, rent 620: bijstand ends, and what comes after two years is told."""
    visitor = open_page(amina)
    begin(visitor, "/mijn/")
    answer(visitor, "age", "27")
    answer(visitor, "home", "kids")
    typed(visitor, "kids", "4 en 13")
    answer(visitor, "benefit", "social_assistance")
    typed(visitor, "rent", "620")
    visitor.tap("Laat zien")
    assert visitor.sees("Dit moet je melden")
    assert visitor.taps <= MOST_TAPS
    assert "€ 3.766" in bar(visitor, "job")
    assert "€ 825 meer dan nu" in bar(visitor, "job")
    assert "of meer" not in bar(visitor, "job")
    assert visitor.sees("Een buurtbaan duurt hoogstens twee jaar.")
    told = why(visitor, "job")
    assert "Kindgebonden budget" in told
    assert "Na de buurtbaan" in told
    assert "nog niet bevestigd" in told


def test_somebody_on_wajong_works_twelve_hours(open_page: Open, amina):
    """Of every euro of wage 70 cents goes off, and UWV must know before the first day."""
    visitor = open_page(amina)
    begin(visitor, "/mijn/")
    for name, value in (
        ("age", "27"), ("home", "alone"), ("benefit", "young_disabled"), ("capacity", "yes"),
    ):  # fmt: skip
        answer(visitor, name, value)
    typed(visitor, "rent", "500")
    visitor.tap("Laat zien")
    assert visitor.sees("Dit moet je melden")
    assert visitor.taps <= MOST_TAPS
    assert "€ 2.111" in bar(visitor, "hours")
    assert "na je huur: € 1.611" in bar(visitor, "hours")
    assert visitor.sees("Meld dit aan UWV.")
    assert "Van elke euro loon gaat 70 cent van je Wajong af." in why(visitor, "hours")


def test_what_somebody_does_not_know_becomes_a_range(open_page: Open, amina):
    visitor = open_page(amina)
    begin(visitor, "/mijn/")
    for name, value in (
        ("age", "27"), ("home", "alone"), ("benefit", "young_disabled"), ("capacity", "?"),
        ("unknown", "rent"),
    ):  # fmt: skip
        answer(visitor, name, value)
    visitor.tap("Laat zien")
    assert visitor.sees("Dit moet je melden")
    assert " tot € " in bar(visitor, "now")
    assert "na je huur" not in bar(visitor, "now")


@pytest.mark.parametrize(
    ("kids", "rent"), [("60", "620"), ("4", "-20")], ids=["child-too-old", "negative-rent"]
)
def test_an_answer_that_cannot_be_right_is_met_at_its_field(open_page: Open, amina, kids, rent):
    expected = ("422",)
    visitor = open_page(amina, expected=expected)
    begin(visitor, "/mijn/")
    answer(visitor, "age", "27")
    answer(visitor, "home", "kids")
    typed(visitor, "kids", kids)
    if kids == "60":
        assert visitor.sees("Een kind is jonger dan zijn ouder.")
        assert visitor.page.locator("#id_kids[aria-invalid=true]").input_value() == kids
        typed(visitor, "kids", "4")
    answer(visitor, "benefit", "social_assistance")
    typed(visitor, "rent", rent)
    if rent == "-20":
        assert visitor.sees("Vul een bedrag in van 0 euro of meer.")
        assert visitor.page.locator("#id_rent[aria-invalid=true]").input_value() == rent
        typed(visitor, "rent", "620")
    visitor.page.locator("#id_hours").fill("90")
    visitor.tap("Laat zien")
    assert visitor.sees("Vul uren per week in, van 0 tot en met 60.")
    visitor.look()


def test_the_answers_stand_in_no_address_and_are_gone_on_leaving(open_page: Open, amina):
    visitor = open_page(amina)
    begin(visitor, "/mijn/")
    for name, value in (("age", "27"), ("home", "alone"), ("benefit", "social_assistance")):
        answer(visitor, name, value)
    typed(visitor, "rent", "623,45")
    visitor.tap("Laat zien")
    assert visitor.sees("Dit moet je melden")
    assert visitor.page.url == f"{visitor.address}/mijn-geld/"
    kept = visitor.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "623" not in kept
    visitor.go("/mijn-geld/")
    assert visitor.page.locator("input[name=rent]").count() == 0


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("size", ["phone", "tablet"])
@pytest.mark.looks
def test_the_screens_keep_the_rules_of_the_screen(open_page: Open, amina, language, size):
    """axe finds nothing, nothing scrolls sideways, and Arabic reads from the right."""
    visitor = open_page(amina, language=language, size=size)
    begin(visitor, "/mijn/")
    visitor.look()
    answer(visitor, "age", "27")
    answer(visitor, "home", "kids")
    visitor.page.locator("#id_kids").wait_for()
    visitor.look()
    typed(visitor, "kids", "4 en 13")
    answer(visitor, "benefit", "social_assistance")
    typed(visitor, "rent", "620")
    visitor.page.locator("#id_hours").wait_for()
    visitor.look()
    visitor.tap(visitor.page.locator("form[novalidate] .sb-knop-vol"))
    visitor.page.locator("#h-meest").wait_for()
    visitor.look()
    if language == "ar":
        assert "Dit moet je melden" not in visitor.page.locator("main").inner_text()
    visitor.tap(visitor.page.locator("button[value=why-hours]"))
    visitor.page.locator("#h-zo").wait_for()
    visitor.look()
    visitor.tap(visitor.page.locator("button[value=answer]"))
    visitor.tap(visitor.page.locator("button[value=hours]"))
    visitor.page.locator("#h-pu").wait_for()
    assert visitor.page.locator(".sb-staaf-uren tbody tr").count() == 11
    visitor.look()


def test_the_paper_is_one_tap_away_and_opens_beside_the_answer(open_page: Open, amina):
    visitor = open_page(amina, language="ar")
    begin(visitor, "/mijn/")
    for name, value in (("age", "27"), ("home", "alone"), ("benefit", "social_assistance")):
        answer(visitor, name, value)
    typed(visitor, "rent", "620")
    visitor.page.locator("#id_hours").wait_for()
    visitor.tap(visitor.page.locator("form[novalidate] .sb-knop-vol"))
    visitor.page.locator("#h-meest").wait_for()
    assert visitor.page.locator("form[action='/mijn-geld/papier/'] button").count() == 2
    assert visitor.page.locator("form[action='/mijn-geld/papier/']").get_attribute("target")
