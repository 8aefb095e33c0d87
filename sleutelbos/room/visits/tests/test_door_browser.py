"""The door in a real browser: taps, who is greeted, and pages everybody can use."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.room.activities.commands import sign_up
from sleutelbos.room.activities.tests.makers import machines, make_occurrence
from sleutelbos.room.visits import (
    commands,
    commands_counts,
    commands_table,
    queries,
    queries_table,
)
from sleutelbos.room.visits.models import HostCall
from sleutelbos.room.visits.tests.door_page import OFFLINE, Door, at, cut_off, until
from sleutelbos.room.visits.tests.makers import at_the_door, make_known, make_tablet
from sleutelbos.room.visits.tests.test_counts import make_moment
from sleutelbos.room.visits.views import COOKIE
from tests.browser import Visitor, browser, open_page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def door(open_page: Callable[..., Visitor]) -> Door:  # noqa: F811
    return Door(open_page)


# ── Taps ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.mission("K1F")
def test_somebody_new_is_counted_with_1_tap_and_has_coffee_with_2(door):
    tablet = door.tablet()
    before = Person.objects.count()
    tablet.tap("Ik ben hier nieuw")
    at(tablet, "drinken")
    until(tablet.page, lambda: len(door.visits()) == 1)
    tablet.tap("Koffie")
    at(tablet, "klaar")
    tablet.took(2, row="1 walk in, first time")
    assert [(v.person, v.brought_by) for v in door.visits()] == [(None, None)]
    until(tablet.page, lambda: bool(queries_table.drinks(door.room, timezone.now())))
    assert [d.what for d in queries_table.drinks(door.room, timezone.now())] == ["koffie"]
    assert Person.objects.count() == before  # nobody came into being


@pytest.mark.mission("K1F")
def test_a_known_neighbour_is_in_with_3_taps_and_greeted(door):
    tablet = door.tablet()
    tablet.tap("Ik kom hier vaker").tap("Vis")
    at(tablet, "namen")
    assert tablet.page.locator("#namen .sb-tegel").all_inner_texts() == ["Amina", "Wilhelm"]
    tablet.tap("Amina")
    at(tablet, "dag")
    tablet.took(3, row="2 walk in, known")
    assert tablet.page.locator("#dag h1").inner_text() == "Dag Amina! Goed je te zien."
    until(tablet.page, lambda: [v.person for v in door.visits()] == [door.people["Amina"]])


@pytest.mark.mission("K5A")
def test_who_came_along_with_a_neighbour_can_say_so(door):
    tablet = door.tablet()
    tablet.tap("Ik kom hier vaker").tap("Bloem").tap("Olena")
    tablet.tap("Kwam je met een buur mee?").tap("Vis").tap("Wilhelm")
    at(tablet, "dag")
    tablet.sees("Je kwam met een buur mee.")
    wim = door.people["Wilhelm"]
    until(tablet.page, lambda: [v.brought_by for v in door.visits()] == [wim])


def test_this_is_not_me_takes_the_visit_away(door):
    tablet = door.tablet()
    tablet.tap("Ik kom hier vaker").tap("Vis").tap("Wilhelm")
    until(tablet.page, lambda: len(door.visits()) == 1)
    tablet.tap("Dit ben ik niet")
    at(tablet, "hangers")
    until(tablet.page, lambda: door.visits() == [])
    assert "Wilhelm" not in tablet.page.content()


def test_the_call_reaches_the_host_and_back_shows_the_start(door):
    tablet = door.tablet()
    tablet.tap("Roep Fatma")
    at(tablet, "geroepen")
    assert HostCall.objects.within(door.room).count() == 1
    tablet.tap("Terug naar het begin").tap("Ik kom hier vaker").tap("Vis").tap("Wilhelm")
    at(tablet, "dag")
    tablet.page.go_back()
    at(tablet, "begin")
    assert "Wilhelm" not in tablet.page.content()
    assert tablet.page.url.endswith("/deur/lampje/")


def test_who_stands_still_is_asked_first_and_then_forgotten(door):
    tablet = door.tablet(language="tr")
    page = tablet.page
    page.clock.install()
    door.open(tablet)
    tablet.page.locator(".d-vaker").click()
    page.locator("[data-picto=vis]").click()
    page.locator("#namen .sb-tegel", has_text="Wilhelm").click()
    page.clock.run_for(30_500)
    at(tablet, "nog")
    page.locator("[data-still]").click()
    at(tablet, "dag")
    assert "Wilhelm" in page.locator("#dag").inner_text()
    page.clock.run_for(30_500)
    at(tablet, "nog")
    page.clock.run_for(20_500)
    page.wait_for_selector("#begin.nu")
    assert "Wilhelm" not in page.content()
    page.clock.run_for(30_500)
    page.wait_for_selector("html[lang=nl] #deur[data-ready]")


def test_two_tablets_at_once_count_both(door):
    one, other = door.tablet(), door.tablet(size="desktop")
    for tablet in (one, other):
        tablet.tap("Ik ben hier nieuw")
    until(one.page, lambda: len(door.visits()) == 2)


@pytest.mark.mission("P4", "P8")
@pytest.mark.parametrize(
    ("size", "language", "light"),
    [("tablet", "nl", "light"), ("desktop", "ar", "dark"), ("phone", "tr", "light")],
)
@pytest.mark.looks
def test_every_screen_of_the_door_can_be_used_by_everybody(door, size, language, light):
    tablet = door.tablet(size=size, language=language, light=light)
    page = tablet.page
    screens = page.locator(".sb-scherm").evaluate_all("all => all.map((e) => e.id)")
    page.locator(".d-vaker").click()
    page.locator("[data-picto=vis]").click()
    page.locator("#namen .sb-tegel").first.click()
    at(tablet, "dag")
    for screen in screens:
        page.evaluate(
            """(id) => document.querySelectorAll(".sb-scherm").forEach(
                 (e) => e.classList.toggle("nu", e.id === id))""",
            screen,
        )
        tablet.look()
    for box in page.locator(".sb-tegel, .sb-deurknop").all():
        if box.is_visible():
            assert box.bounding_box()["height"] >= 88
    small = page.locator(".sb-knop:visible").evaluate_all(
        "all => all.filter((e) => e.getBoundingClientRect().height < 63.5).map((e) => e.outerHTML)"
    )
    assert small == []
    links = page.locator("a[href]").evaluate_all("all => all.map((a) => new URL(a.href).pathname)")
    assert [path for path in links if not path.startswith("/deur/lampje/")] == []


def test_a_tablet_that_was_taken_away_forgets_the_names_and_the_page(door):
    tablet = door.tablet(expected=("403", "Failed to load resource"))
    tablet.page.locator(".d-vaker").click()
    tablet.page.locator("[data-picto=vis]").click()
    at(tablet, "namen")
    for row in queries.tablets(door.room):
        commands.revoke(door.fatma, code=row.code)
    tablet.page.evaluate("window.dispatchEvent(new Event('online'))")
    tablet.sees("Deze tablet is uitgezet.")
    assert "Amina" not in tablet.page.content()
    tablet.go("/deur/lampje/")
    assert "/binnen/" in tablet.page.url


def test_a_count_on_the_hosts_phone_goes_on_without_internet(door, open_page):  # noqa: F811
    moment = make_moment(door.fatma, timezone.localdate())
    phone = open_page(door.fatma.someone, expected=OFFLINE).go(f"/k/lampje/tel/{moment.code}/")
    phone.look()
    phone.page.wait_for_selector("#tellen:not([data-module])")
    phone.page.wait_for_timeout(300)
    phone.tap("Eén erbij").tap("Eén erbij")
    phone.page.context.set_offline(True)
    for _n in range(3):
        phone.tap("Eén erbij")
    phone.tap("Eén eraf")
    assert phone.page.locator("[data-people]").inner_text() == "4"
    phone.page.context.set_offline(False)
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.page.wait_for_selector("[data-queue]", state="hidden")
    phone.tap("Klaar met tellen")
    phone.sees("Deze telling is klaar.")
    assert phone.page.locator("[data-people]").inner_text() == "4"


def test_presses_that_come_after_the_end_of_a_count_are_said_not_kept_for_ever(
    door, open_page  # noqa: F811
):  # fmt: skip
    moment = make_moment(door.fatma, timezone.localdate())
    phone = open_page(door.fatma.someone, expected=(*OFFLINE, "409")).go(
        f"/k/lampje/tel/{moment.code}/"
    )
    phone.page.wait_for_selector("#tellen:not([data-module])")
    phone.page.wait_for_timeout(300)
    phone.page.context.set_offline(True)
    phone.tap("Eén erbij").tap("Eén erbij")
    commands_counts.finish_count(door.fatma, code=moment.code)  # on another phone
    phone.page.context.set_offline(False)
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.sees("De telling was al klaar. 2 keer drukken telt niet meer mee.")
    assert phone.page.locator("[data-queue]").is_hidden()
    assert phone.page.evaluate("localStorage.length") == 0


def test_presses_of_who_was_signed_out_stay_until_the_page_is_opened_again(
    door, open_page  # noqa: F811
):  # fmt: skip
    moment = make_moment(door.fatma, timezone.localdate())
    phone = open_page(door.fatma.someone, expected=(*OFFLINE, "403")).go(
        f"/k/lampje/tel/{moment.code}/"
    )
    phone.page.wait_for_selector("#tellen:not([data-module])")
    phone.page.wait_for_timeout(300)
    phone.page.route("**/tik/", lambda route: route.fulfill(status=403, body="nee"))
    phone.tap("Eén erbij").tap("Eén erbij")
    phone.sees("Open deze bladzijde opnieuw. Wat je telde, blijft staan.")
    phone.tap("Klaar met tellen")  # the same no, not a word about the internet
    phone.page.wait_for_timeout(300)
    assert phone.sees("Open deze bladzijde opnieuw. Wat je telde, blijft staan.")
    phone.page.unroute("**/tik/")
    phone.page.reload()
    phone.page.wait_for_selector("#tellen:not([data-module])")
    phone.page.wait_for_selector("[data-queue]", state="hidden")
    phone.tap("Klaar met tellen")
    phone.sees("Deze telling is klaar.")
    assert phone.page.locator("[data-people]").inner_text() == "2"


@pytest.mark.mission("P8")
@pytest.mark.parametrize("path", ["tafel/", "tafel/help/", "tafel/opzij/", "tellingen/", "tel/"])
def test_the_pages_of_the_host_can_be_used_by_everybody(door, open_page, path):  # noqa: F811
    for size, language in (("phone", "nl"), ("desktop", "ar")):
        visitor = open_page(door.fatma.someone, size=size, language=language)
        visitor.go(f"/k/lampje/{path}").look()


def test_an_id_is_an_id_also_without_a_secure_address(door):
    tablet = door.tablet()
    made = tablet.page.evaluate(
        """async () => {
          const { newId } = await import("/static/visits/outbox.js");
          crypto.randomUUID = undefined;
          return [newId(), newId()];
        }"""
    )
    assert len({uuid.UUID(each) for each in made}) == 2
    assert all(uuid.UUID(each).version == 4 for each in made)


def test_i_join_says_so_at_the_door(door):
    starts = timezone.now() - timedelta(minutes=5)
    club = make_occurrence(make_actor(door.room, "yusuf"), "Kookclub", starts=starts)
    tablet = door.tablet()
    tablet.tap("Ik kom hier vaker").tap("Bloem").tap("Olena")
    tablet.sees("Nu bezig: Kookclub.")
    tablet.tap("Ik doe mee")
    tablet.sees("Leuk dat je meedoet: Kookclub.")
    club.refresh_from_db()
    assert club.taken == 1


def test_of_what_is_on_at_the_same_time_i_join_what_i_choose(door):
    starts = timezone.now() - timedelta(minutes=5)
    yusuf = make_actor(door.room, "yusuf")
    cooking = make_occurrence(yusuf, "Kookclub", starts=starts)
    chess = make_occurrence(yusuf, "Schaken", starts=starts)
    tablet = door.tablet()
    tablet.tap("Ik kom hier vaker").tap("Bloem").tap("Olena")
    tablet.tap("Ik doe mee Schaken")
    tablet.sees("Leuk dat je meedoet: Schaken.")
    cooking.refresh_from_db()
    chess.refresh_from_db()
    assert (cooking.taken, chess.taken) == (0, 1)
    assert tablet.page.locator("[data-join]:visible").all_inner_texts() == ["Ik doe mee\nKookclub"]


def test_a_drink_that_nobody_hears_of_is_not_promised(door):
    tablet = door.tablet(expected=OFFLINE)
    cut_off(tablet, door)
    tablet.tap("Ik ben hier nieuw").tap("Koffie")
    tablet.sees("Zonder internet hoort de tafel je niet. Zeg zelf even wat je wilt drinken.")
    tablet.page.context.set_offline(False)
    tablet.tap("Terug naar het begin")
    tablet.tap("Ik ben hier nieuw").tap("Thee")
    tablet.sees("komt zo bij je.")


def test_names_come_on_the_tiles_when_the_internet_comes_back(door):
    tablet = door.tablet(expected=OFFLINE)
    cut_off(tablet, door)
    tablet.page.reload()
    tablet.page.wait_for_selector("#deur[data-ready]")
    tablet.tap("Ik kom hier vaker").tap("Vis")
    tablet.sees("Blauw")
    tablet.page.context.set_offline(False)
    tablet.page.evaluate("window.dispatchEvent(new Event('online'))")
    tablet.sees("Amina")
    assert tablet.page.locator("#namen .sb-tegel").all_inner_texts() == ["Amina", "Wilhelm"]


def test_who_joins_what_is_full_hears_of_the_waiting_list(door):
    starts = timezone.now() - timedelta(minutes=5)
    yusuf = make_actor(door.room, "yusuf")
    club = make_occurrence(yusuf, "Kookclub", starts=starts, limit=machines(1))
    sign_up(yusuf, occurrence=club)
    tablet = door.tablet()
    tablet.tap("Ik kom hier vaker").tap("Bloem").tap("Olena")
    tablet.tap("Ik doe mee")
    tablet.sees("Het is vol: Kookclub. Je staat op de wachtlijst.")


def test_the_table_hears_a_call_within_20_seconds(door, open_page):  # noqa: F811
    host = open_page(door.fatma.someone)
    host.page.clock.install()
    host.go("/k/lampje/tafel/")
    commands_table.call_host(at_the_door(door.room))
    host.page.clock.run_for(20_500)
    host.sees("Iemand bij de deur roept je.")
    host.tap("Ik ga al")
    assert queries_table.open_call(door.room) is None


def test_a_neighbour_who_says_yes_later_appears_by_itself(door):
    tablet = door.tablet()
    joy = make_known(door.room, "joy")
    Person.objects.filter(pk=joy.pk).update(tag_picto="vogel")
    tablet.page.evaluate("window.dispatchEvent(new Event('online'))")
    tablet.page.wait_for_selector("[data-picto=vogel]", state="attached")
    tablet.page.wait_for_selector("#deur[data-ready]")
    tablet.tap("Ik kom hier vaker").tap("Vogel").tap("Joy")
    at(tablet, "dag")


@pytest.mark.mission("K1F")
def test_without_javascript_the_door_still_opens(door):
    tablet = door.open_one(size="tablet", js=False, cookies={COOKIE: make_tablet(door.room)})
    tablet.go("/deur/lampje/")
    tablet.tap("Ik ben hier nieuw")
    tablet.sees("Fijn dat je er bent!")
    tablet.tap("Thee").sees("Ga lekker zitten.")
    tablet.tap("Terug naar het begin").tap("Ik kom hier vaker").tap("Vis").tap("Amina")
    tablet.sees("Goed je te zien.")
    assert [v.person for v in door.visits()] == [None, door.people["Amina"]]
    tablet.tap("Dit ben ik niet").sees("Welke sleutelhanger is van jou?")
    assert [v.person for v in door.visits()] == [None]
