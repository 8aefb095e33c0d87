"""Tap counts of ux.md section 5, row 6, counted by clicking in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.keys import commands, queries
from sleutelbos.room.keys.tests.makers import make_key, make_week
from tests.browser import browser, open_page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.mission("K3A")]
TODAY, BOARD = "/k/lampje/", "/k/lampje/sleutels/"


@pytest.fixture
def day(transactional_db):
    """The room of the prototype: Fatma is host, Amina has key 4, Joy makes breakfast."""
    room = make_room("lampje", "Het Lampje")
    make_week(room)
    fatma, amina, joy = (
        make_actor(room, "fatma", "host"), make_actor(room, "amina"), make_actor(room, "joy"),
    )  # fmt: skip
    activities.begin(joy, title="Ontbijt op vrijdag", picto="kop")
    commands.hand_over(fatma, key=make_key(room, 4), to=amina.person, responsibility="samen koken")
    make_key(room, 3)
    return room, fatma, actor_of(amina.someone, room), joy


@pytest.mark.parametrize("js", [True, False])
def test_a_key_holder_opens_the_room_in_two_taps_also_outside_the_plan(day, open_page, js):  # noqa: F811
    room, _fatma, amina, _joy = day
    visitor = open_page(amina.person, js=js).go(TODAY)
    visitor.tap("Ik doe de deur open").tap("Mijn eigen")
    visitor.sees("De deur is open tot")
    visitor.took(2, row="6 open with my own key")
    assert queries.opening_now(room).opened_by == amina.person


def test_borrowing_a_key_from_the_board_takes_three_taps_at_most(day, open_page):  # noqa: F811
    room, fatma, _amina, _joy = day
    visitor = open_page(fatma.person).go(TODAY)
    visitor.tap("Ik doe de deur open").tap("Van het bord")
    visitor.sees("De deur is open tot")
    visitor.took(3, row="6 borrow a key")
    assert [loan.key.number for loan in queries.keys_of(fatma.person, room)] == [3]


@pytest.mark.parametrize("js", [True, False])
def test_bringing_a_key_back_takes_two_taps(day, open_page, js):  # noqa: F811
    room, _fatma, amina, _joy = day
    visitor = open_page(amina.person, js=js, expected=("404",)).go(BOARD)
    visitor.tap("mijn sleutel 4")
    visitor.sees("Sleutel 4 hangt weer op het bord")
    if js:  # axe is a script
        visitor.look()
    visitor.tap("Klaar")
    visitor.took(2, row="6 bring a key back")
    assert queries.keys_of(amina.person, room) == []


@pytest.mark.parametrize("js", [True, False])
def test_handing_a_key_to_a_neighbour_takes_three_taps(day, open_page, js):  # noqa: F811
    room, fatma, _amina, joy = day
    visitor = open_page(fatma.person, js=js).go(BOARD)
    visitor.tap("Geef mee").tap("Ontbijt op vrijdag").tap("Geef de sleutel")
    visitor.sees("heeft sleutel 3")
    visitor.took(3, row="hand a key to a neighbour")
    assert [loan.key.number for loan in queries.keys_of(joy.person, room)] == [3]


@pytest.mark.parametrize("js", [True, False])
def test_a_turn_is_taken_and_passed_in_two_taps(day, open_page, js):  # noqa: F811
    room, _fatma, amina, _joy = day
    today = timezone.localdate()
    visitor = open_page(amina.person, js=js).go(f"{BOARD}week/{today + timedelta(days=7)}/")
    visitor.taps = 1  # from the board to the week
    visitor.tap("Ik doe dit")
    visitor.sees("Fijn. Jij doet dit.")
    visitor.took(2, row="take a turn at the door")
    assert len(queries.turns_of(amina.person, room, today)) == 1
    visitor.taps = 1
    visitor.tap(visitor.page.get_by_role("button", name="Geef door"))
    visitor.sees("De andere sleuteldragers zien dat deze beurt open is.")
    visitor.took(2, row="pass a turn at the door")
    assert queries.turns_of(amina.person, room, today) == []


@pytest.mark.mission("P4", "P8")
@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize(
    ("size", "light"), [("phone", "light"), ("tablet", "dark"), ("desktop", "light")]
)
@pytest.mark.looks
def test_every_page_of_the_keys_holds_against_the_rules_of_the_screen(
    day, open_page, size, light, language  # noqa: F811
):  # fmt: skip
    room, fatma, amina, _joy = day
    here, out = (hook.key.code for hook in queries.board(fatma).hooks)
    visitor = open_page(amina.person, size=size, light=light, language=language)
    for path in (
        "", "week/", "open/", "uren/", "lijst/", f"{here}/geef/", f"{here}/geef/?hanger=",
        f"{out}/kwijt/", f"{out}/geef-door/",
    ):  # fmt: skip
        visitor.go(BOARD + path).look()
    commands.open_room(amina)
    for path in ("open/", "dicht/"):
        visitor.go(BOARD + path).look()
    assert queries.opening_now(room)
