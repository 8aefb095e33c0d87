"""Activities in a real browser: the taps of ux.md 5, and every page held against ux.md 16."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.models import Consent
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.activities import commands
from sleutelbos.room.activities.models import Occurrence
from sleutelbos.room.activities.tests.makers import (
    as_it_is,
    machines,
    make_idea,
    make_occurrence,
)
from tests.browser import browser, open_page  # noqa: F401

# ruff: noqa: F811 - fixtures are asked for by their own name

pytestmark = pytest.mark.browser


@pytest.fixture
def room(transactional_db):
    return make_room("lampje", "Het Lampje")


def soon(hours=1):
    return timezone.now() + timedelta(hours=hours)


def today(room):
    return f"/k/{room.slug}/"


@pytest.mark.mission("K2E")
@pytest.mark.parametrize("js", [True, False])
def test_something_on_the_spot_hangs_on_the_door_in_three_taps(open_page, room, js):
    visitor = open_page(make_actor(room, "amina").person, js=js).go(today(room))

    visitor.tap("Ik begin iets").tap("Koken").tap("Zet op de deur")

    assert visitor.sees("Samen koken begint nu")
    visitor.took(3, row="5 start an activity, on the spot")
    visitor.tap("Maak ongedaan")
    visitor.sees("Het hangt niet meer op de deur.")
    assert Occurrence.objects.within(room).count() == 0


@pytest.mark.mission("K2E")
def test_something_planned_is_five_taps(open_page, room):
    visitor = open_page(make_actor(room, "amina").person).go(today(room))

    visitor.tap("Ik begin iets").tap("Wandelen").tap("morgen").tap("15.00").tap("Zet op de deur")

    assert visitor.sees("Het hangt op de deur")
    visitor.took(5, row="5 start an activity")
    (row,) = Occurrence.objects.within(room)
    local = timezone.localtime(row.starts)
    assert local.date() == timezone.localdate() + timedelta(days=1)
    assert (local.hour, local.minute) == (15, 0)


@pytest.mark.parametrize("js", [True, False])
def test_i_come_is_one_tap_and_not_after_all_too(open_page, room, js):
    row = make_occurrence(make_actor(room, "rosa"), starts=timezone.now())
    visitor = open_page(make_actor(room, "amina").person, js=js).go(today(room))

    visitor.tap("Ik kom")
    visitor.sees("Jij komt")
    visitor.took(1, row="7 sign up")
    assert as_it_is(row).taken == 1
    visitor.tap("Ik kom toch niet")
    visitor.named("Ik kom").first.wait_for()

    assert as_it_is(row).taken == 0


@pytest.mark.parametrize("js", [True, False])
def test_in_the_agenda_it_is_one_tap_too_and_only_that_line_changes(open_page, room, js):
    rosa = make_actor(room, "rosa")
    row, other = make_occurrence(rosa, starts=soon()), make_occurrence(rosa, starts=soon(2))
    visitor = open_page(make_actor(room, "amina").person, js=js)
    visitor.go(reverse("activities:agenda", args=[room.slug]))

    visitor.tap(visitor.page.locator(f"#kom-{row.code} button"))
    visitor.sees("Jij komt")

    assert (as_it_is(row).taken, as_it_is(other).taken) == (1, 0)
    visitor.go(reverse("activities:agenda", args=[room.slug]))
    visitor.tap(visitor.page.locator(f"#kom-{row.code} button"))
    visitor.named("Ik kom").nth(1).wait_for() if js else visitor.sees("Kom gewoon")
    assert as_it_is(row).taken == 0


@pytest.mark.parametrize("js", [True, False])
def test_without_an_account_it_is_two_taps(open_page, room, js):
    row = make_occurrence(make_actor(room, "rosa"), starts=timezone.now())
    visitor = open_page(js=js).go(today(room))

    visitor.tap("Ik kom").tap("Zonder naam")

    visitor.sees("Jij komt")
    visitor.took(2, row="7 sign up, without account")
    assert as_it_is(row).taken == 1


def test_a_double_tap_is_one_sign_up_and_the_answer_has_the_focus(open_page, room):
    row = make_occurrence(make_actor(room, "rosa"), starts=timezone.now())
    visitor = open_page(make_actor(room, "amina").person).go(today(room))

    visitor.named("Ik kom").first.dblclick()
    visitor.sees("Jij komt")

    assert as_it_is(row).taken == 1
    visitor.page.wait_for_function(f"document.activeElement.closest('#kom-{row.code}') !== null")


@pytest.mark.mission("P8")
def test_what_is_wrong_gets_the_focus_and_nothing_typed_is_lost(open_page, room):
    visitor = open_page(make_actor(room, "amina").person, expected=("422",))
    visitor.go(reverse("activities:how", args=[room.slug, "plus"]))

    visitor.tap("morgen").tap("Zet op de deur")

    visitor.sees("Nog even dit")
    assert visitor.page.evaluate("document.activeElement.id") == "fouten"
    assert visitor.page.locator("input[name=day]:checked").count() == 1
    visitor.look()


def world(room):
    """Something of everything, so that every page has all its parts."""
    amina, rosa, wim = (make_actor(room, name) for name in ("amina", "rosa", "wim"))
    places.say_yes(wim, Consent.Purpose.SHOW_ROLE)
    places.say_yes(rosa, Consent.Purpose.SHOW_ROLE)
    cooking = make_occurrence(amina, "Samen koken", weekly=True, starts=soon(1), limit=machines(2))
    commands.describe(
        amina, activity=cooking.activity, about="Soep en brood voor iedereen.",
        contribution_cents=200, costs_cents=250, costs_about="boodschappen",
    )  # fmt: skip
    commands.begin(amina, title="Naaiclub", picto="naald")
    for person in (rosa, wim, amina):
        commands.sign_up(person, occurrence=cooking)
    commands.ask_stand_in(amina, occurrence=cooking)
    commands.cancel(wim, occurrence=make_occurrence(wim, "Fietsles", starts=soon(3)))
    make_idea(wim, "Ontbijt op zondag")
    commands.wish(rosa, activity=make_idea(rosa, "Bloemen in de straat", "bloem"))
    sewing = commands.begin(rosa, title="Naaien op zaterdag", picto="naald")
    commands.stop_pulling(rosa, activity=sewing.activity)
    tea = make_occurrence(wim, "Thee drinken", starts=soon(30))
    commands.ask_along(wim, activity=tea.activity, person=amina.someone)
    return amina, cooking


PAGES = (
    "agenda", "begin", "how", "begun", "occurrence", "change", "describe", "attendance", "resting",
    "idea", "pulled", "ask_along",
)  # fmt: skip
LOOKS = {
    "phone": {},
    "tablet": {"size": "tablet"},
    "arabic": {"language": "ar"},
    "turkish": {"language": "tr"},
    "evening": {"light": "dark"},
    "contrast": {"contrast": "more"},
}


@pytest.mark.mission("P4", "P8")
@pytest.mark.parametrize("how", LOOKS)
@pytest.mark.looks
def test_every_page_holds(open_page, room, how):
    amina, cooking = world(room)
    visitor = open_page(amina.person, **LOOKS[how])
    for name in PAGES:
        arguments = {
            "agenda": [], "begin": [], "resting": [], "idea": [], "how": ["pan"],
            "describe": [cooking.activity.code], "pulled": [cooking.activity.code],
            "ask_along": [cooking.activity.code],
        }.get(name, [cooking.code])  # fmt: skip
        visitor.go(reverse(f"activities:{name}", args=[room.slug, *arguments]))
        visitor.look()
