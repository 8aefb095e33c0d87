"""Mijn route in a real browser: taps counted by tapping, looked at by every eye (K1D, R26)."""

# ruff: noqa: F811 - fixtures are imported by name
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.story import commands, commands_signals
from sleutelbos.room.story.models import Share
from tests.browser import Visitor, browser, open_page  # noqa: F401

from .makers import make_door, make_draft, make_pen, make_share, make_step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Visitor]


@pytest.fixture
def room(transactional_db: None):
    return make_room("lampje", "Het Lampje")


def fill(room):
    """Amina's route as drawn, a door shown to Marleen, and something Rosa wrote for her."""
    amina = make_actor(room, "amina")
    marleen, rosa = make_actor(room, "marleen", "coordinator"), make_actor(room, "rosa")
    make_door(amina, "Ik zat vast met brieven", state="open", helped="Rosa zat naast mij.")
    study = make_door(amina, "Ik wil een opleiding doen")
    make_step(amina, study)
    paid = make_door(amina, "Ik wil betaald koken", state="shut")
    commands.set_goal(amina, door=paid.code)
    commands.pause(amina, door=make_door(amina, "Ik wil leren fietsen").code)
    make_share(amina, study, marleen)
    make_draft(make_pen(amina, rosa), rosa, "Ik durf niet te bellen")
    return amina, marleen, rosa, study


@pytest.mark.mission("K1D")
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_one_door_is_shown_in_three_taps_read_traced_and_stopped_in_two(
    open_page: Open, room, js: bool
):
    amina, marleen = make_actor(room, "amina"), make_actor(room, "marleen", "coordinator")
    door = make_door(amina, "Ik wil een opleiding doen")
    hers = open_page(amina.person, js=js).go("/mijn/")
    hers.tap("Mijn hele route").tap("Laat zien aan iemand").tap("Laat zien Marleen")
    assert hers.sees("Marleen mag deze deur lezen.")
    hers.took(3, row="show one door to one person")

    other = open_page(marleen.person, js=js).go("/mijn/route/van-anderen/")
    other.tap("Lees")
    assert other.sees("Ik wil een opleiding doen")
    other.look(axe=js)

    hers.go("/mijn/")
    hers.taps = 0
    hers.tap("Mijn hele route")
    assert hers.sees("las een deur van je route")
    hers.tap("Stop met laten zien")
    assert hers.sees("Gestopt.")
    hers.took(2, row="stop showing a door")
    assert Share.everywhere.get().ended_at is not None
    gone = open_page(marleen.person, js=js, expected=("404",))
    gone.go("/mijn/route/van-anderen/")
    assert gone.page.get_by_text("laat jou een deur zien").count() == 0
    assert door.code not in gone.page.content()


@pytest.mark.mission("K1D")
def test_a_wall_is_told_with_a_step_done_and_undone(open_page: Open, room):
    visitor = open_page(make_actor(room, "amina").person).go("/mijn/")
    visitor.tap("Ik begin mijn route")
    visitor.page.get_by_label("Waar sta je voor? Of wat wil je?").fill("Ik wil leren fietsen")
    visitor.tap("Zet op mijn route")
    assert visitor.sees("Nog geen stapje, dat is goed.")
    visitor.tap("Een klein stapje")
    page, day = visitor.page, timezone.localdate() + timedelta(days=2)
    page.get_by_label("Wat is een klein stapje?").fill("Een rondje")
    page.get_by_label("Met wie?").fill("Khadija")
    page.get_by_label("Welke dag?").fill(day.isoformat())
    page.get_by_label("Hoe laat?").fill("13:30")
    visitor.tap("Dit doe ik")
    assert visitor.sees("Klein stapje:")
    visitor.look()
    visitor.tap("Gedaan")
    assert visitor.sees("Nog geen stapje, dat is goed.")
    visitor.tap(page.locator("#ongedaan button"))
    assert visitor.sees("Klein stapje:")
    visitor.tap("Nu even niet")
    assert visitor.sees("Ik ga weer verder")


@pytest.mark.mission("K1D", "B12")
@pytest.mark.parametrize(
    ("size", "language", "light", "contrast"),
    [
        ("phone", "nl", "light", "no-preference"),
        ("phone", "ar", "dark", "no-preference"),
        ("tablet", "tr", "light", "more"),
    ],
)
@pytest.mark.looks
def test_every_page_of_the_route_is_whole_for_every_eye(
    open_page: Open, room, size, language, light, contrast
):
    amina, marleen, rosa, study = fill(room)
    looks = {"size": size, "language": language, "light": light, "contrast": contrast}
    one = f"/mijn/route/{study.code}/"
    hers = open_page(amina.person, **looks)
    for path in (
        "/mijn/", "/mijn/route/", "/mijn/route/nieuw/?muur=net", "/mijn/route/kaart/",
        "/mijn/route/schrijven/", "/mijn/route/schrijven/?hanger=", "/mijn/delen/", one,
        f"{one}verander/", f"{one}stapje/", f"{one}muur/", f"{one}laat-zien/",
    ):  # fmt: skip
        hers.go(path).look()
    other = open_page(marleen.person, **looks).go("/mijn/route/van-anderen/")
    other.look()
    other.tap(other.page.locator("main form button").first)
    other.look()
    other.go("/k/lampje/muren/").look()
    pen = make_pen(amina, rosa)
    open_page(rosa.person, **looks).go(f"/mijn/route/voor/{pen.code}/").look()


@pytest.mark.mission("B12")
def test_a_signal_is_drawn_for_who_can_change_something(open_page: Open, room):
    long_ago = timezone.now() - timedelta(days=120)
    for n in range(10):
        teller = make_actor(room, f"buur{n}")
        door = make_door(teller)
        said = {"wall": "net", "of_system": True, "count": True}
        commands_signals.say_wall(teller, door=door.code, **said)
        teller.someone.roles.update(since=long_ago)
        door.count_yeses.update(given_at=long_ago)
    commands_signals.freeze(timezone.now())
    visitor = open_page(make_actor(room, "els", "board").person).go("/k/lampje/van-ons/")
    visitor.tap("Muren van het systeem")
    assert visitor.sees("Het vangnet houdt mij vast")
    visitor.look()
