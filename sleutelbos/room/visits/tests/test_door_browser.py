"""The door in a real browser: taps, names that leave no trace, and days without internet."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.commands import say_yes
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.commons.places.tests.makers import make_room
from sleutelbos.room.visits import commands, commands_table, queries, queries_table
from sleutelbos.room.visits.models import HostCall, SetAside, Visit
from sleutelbos.room.visits.tests.makers import make_host, make_known, make_tablet
from sleutelbos.room.visits.views import COOKIE
from tests.browser import Visitor, browser, open_page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to load resource")
DUMP = """async () => {
  const told = {local: {...localStorage}, session: {...sessionStorage}, caches: {}, boxes: {}};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      told.caches[key.url] = await (await cache.match(key, {ignoreVary: true})).text();
    }
  }
  for (const {name} of await indexedDB.databases()) {
    const db = await new Promise((ok) => (indexedDB.open(name).onsuccess = (e) => ok(e.target.result)));
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((ok) =>
        (db.transaction(store).objectStore(store).getAll().onsuccess = (e) => ok(e.target.result)));
      told.boxes[`${name}/${store}`] = rows.map((row) =>
        row?.data ? {...row, iv: 0, data: new TextDecoder("latin1").decode(row.data)} : row);
    }
    db.close();
  }
  return told;
}"""  # noqa: E501


class Door:
    """A tablet at the door of a room with Amina and Wilhelm (vis), Olena (bloem) and host Fatma."""

    def __init__(self, open_one: Callable[..., Visitor]) -> None:
        self.open_one = open_one
        self.room: Place = make_room("lampje", "Het Lampje")
        looks = {"Amina": ("vis", "blauw"), "Wilhelm": ("vis", "groen"), "Olena": ("bloem", "rood")}
        self.people: dict[str, Person] = {}
        for called, (picto, colour) in looks.items():
            known = self.people[called] = make_known(self.room, called)
            Person.objects.filter(pk=known.pk).update(tag_picto=picto, tag_colour=colour)
        self.fatma = make_host(self.room)
        say_yes(self.fatma, Consent.Purpose.DOOR_NAME)
        commands_table.be_host(self.fatma)
        Person.objects.filter(pk=self.fatma.someone.pk).update(tag_picto="zon", tag_colour="geel")

    def tablet(self, **options: Any) -> Visitor:
        cookies = {COOKIE: make_tablet(self.room)}
        visitor = self.open_one(cookies=cookies, **{"size": "tablet", **options})
        return self.open(visitor)

    def open(self, visitor: Visitor) -> Visitor:
        visitor.go("/deur/lampje/").page.wait_for_selector("#deur[data-ready]")
        return visitor

    def visits(self) -> list[Visit]:
        return list(Visit.objects.within(self.room).select_related("person").order_by("pk"))


@pytest.fixture
def door(open_page: Callable[..., Visitor]) -> Door:  # noqa: F811
    return Door(open_page)


def until(page: Any, true: Callable[[], bool], seconds: int = 8) -> None:
    for _n in range(seconds * 20):
        if true():
            return
        page.wait_for_timeout(50)
    assert true()


def at(visitor: Visitor, screen: str) -> None:
    """This screen is there, and the screen reader stands at its question."""
    visitor.page.wait_for_selector(f"#{screen}.nu h1:focus")


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
    assert tablet.taps == 2
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
    assert tablet.taps == 3
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


@pytest.mark.parametrize(
    ("size", "language", "light"),
    [("tablet", "nl", "light"), ("desktop", "ar", "dark"), ("phone", "tr", "light")],
)
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


# ── Without internet ─────────────────────────────────────────────────────────────────────────────
def cut_off(tablet: Visitor, door: Door) -> None:
    """Take the internet away, once everything the page needs is on the device."""
    page = tablet.page
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    door.open(tablet)  # under the eyes of the service worker
    page.wait_for_function(
        """async () => (await (await caches.open("sleutelbos-1")).keys())
            .filter((k) => /deur|outbox|door.js|sleutelbos.css/.test(k.url)).length >= 4"""
    )
    page.context.set_offline(True)


def come_in(tablet: Visitor, times: int) -> None:
    """People come in, half of them new, one after the other."""
    page = tablet.page
    for n in range(times):
        if n % 2:
            page.locator(".d-vaker").click()
            page.locator("[data-picto=vis]").click()
            page.locator("#namen .sb-tegel").nth(n // 2 % 2).click()
            page.locator("#dag.nu a[href='#begin']").last.click()
        else:
            page.locator(".d-nieuw").click()
            page.locator("#drinken .sb-tegel").last.click()
            page.locator("#klaar.nu a[href='#begin']").click()
        page.wait_for_selector("#begin.nu")


@pytest.mark.mission("P5")
def test_20_visits_without_internet_are_20_visits_once_each(door):
    tablet = door.tablet(expected=OFFLINE)
    cut_off(tablet, door)
    come_in(tablet, 20)
    tablet.sees("20 wachten op internet")
    tablet.sees("Geen internet. Geen probleem: alles werkt.")
    assert door.visits() == []

    tablet.page.reload()
    tablet.page.wait_for_selector("#deur[data-ready]")
    assert tablet.page.evaluate("document.documentElement.dataset.fetched")
    tablet.sees("20 wachten op internet")
    tablet.page.locator(".d-vaker").click()
    tablet.page.locator("[data-picto=vis]").click()
    tiles = tablet.page.locator("#namen .sb-tegel")
    assert tiles.all_inner_texts() == ["Blauw", "Groen"]  # no names after a reload
    tiles.first.click()
    assert tablet.page.locator("#dag h1").inner_text() == "Dag! Goed je te zien."

    tablet.page.context.set_offline(False)
    until(tablet.page, lambda: len(door.visits()) == 21, 15)
    tablet.page.wait_for_selector("#wacht", state="hidden")
    assert len([v for v in door.visits() if v.person]) == 11
    assert queries.set_aside(door.room) == []


@pytest.mark.mission("P5")
def test_a_tablet_that_is_stolen_knows_nobody(door):
    """R34: after 200 visits without internet, not one name on the device; after that, nothing."""
    tablet = door.tablet(expected=OFFLINE)
    cut_off(tablet, door)
    come_in(tablet, 12)
    tablet.page.evaluate(
        """async (codes) => {
          const { openOutbox, newId } = await import("/static/visits/outbox.js");
          const box = await openOutbox("lampje");
          for (let n = 0; n < 188; n++) {
            const at = new Date().toISOString();
            await box.put({id: newId(), kind: "known", tag: codes[n % 3], at});
          }
        }""",
        [person.code for person in door.people.values()],
    )  # fmt: skip
    assert_no_trace(tablet, door, waiting=200)

    tablet.page.context.set_offline(False)
    until(tablet.page, lambda: len(door.visits()) == 200, 30)
    tablet.page.wait_for_selector("#wacht", state="hidden")
    assert_no_trace(tablet, door, waiting=0)


def assert_no_trace(tablet: Visitor, door: Door, waiting: int) -> None:
    told = tablet.page.evaluate(DUMP)
    dumped = json.dumps(told, ensure_ascii=False)
    for called in (*door.people, "Fatma"):
        assert called not in dumped
    rows = told["boxes"]["deur-lampje/items"]
    assert len(rows) == waiting
    assert all(set(row) == {"iv", "data"} for row in rows)  # sealed, each of them
    assert not any(code in json.dumps(rows) for code in [p.code for p in door.people.values()])
    assert not [url for url in told["caches"] if "/namen/" in url or "/mijn/" in url]
    assert set(told["local"]) <= {"deur-lampje"}
    assert set(told["session"]) <= {"htmx-current-path-for-history"}  # an address of the door


def test_one_thing_the_server_cannot_take_stops_nothing(door):
    tablet = door.tablet(expected=(*OFFLINE, "422", "500"))
    cut_off(tablet, door)
    tablet.page.evaluate(
        """async () => {
          const { openOutbox, newId } = await import("/static/visits/outbox.js");
          const box = await openOutbox("lampje");
          await box.put(["no item"]);
          await box.put({id: newId(), kind: "dance", at: "yesterday"});
          for (let n = 0; n < 3; n++) await box.put({id: newId(), kind: "new", at: new Date().toISOString()});
        }"""  # noqa: E501
    )
    tablet.page.context.set_offline(False)
    until(tablet.page, lambda: len(door.visits()) == 3, 15)
    assert [row.reason for row in queries.set_aside(door.room)] == ["unreadable"]
    tablet.sees("De tablet kon iets niet bewaren.")


def test_visits_that_the_browser_threw_away_are_told(door):
    tablet = door.tablet(expected=OFFLINE)
    cut_off(tablet, door)
    come_in(tablet, 4)
    page = tablet.page
    page.goto("about:blank")
    page.context.set_offline(False)
    tablet.go("/geen-internet/")
    page.evaluate(
        """() => new Promise((ok) => (indexedDB.deleteDatabase("deur-lampje").onsuccess = ok))"""
    )
    door.open(tablet)
    until(page, lambda: SetAside.objects.within(door.room).exists())
    (row,) = queries.set_aside(door.room)
    assert (row.reason, row.content["count"]) == ("lost-on-tablet", 4)


def test_what_waits_longer_than_a_day_is_said_aloud(door):
    tablet = door.tablet(expected=OFFLINE)
    cut_off(tablet, door)
    tablet.page.evaluate(
        """async () => {
          const { openOutbox, newId } = await import("/static/visits/outbox.js");
          const box = await openOutbox("lampje");
          const at = new Date(Date.now() - 2 * 24 * 3600e3).toISOString();
          for (let n = 0; n < 3; n++) await box.put({id: newId(), kind: "new", at});
        }"""
    )
    tablet.page.reload()
    tablet.sees("3 dingen wachten op internet. Zet de tablet bij de wifi.")


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
    from sleutelbos.room.visits.tests.test_counts import make_moment

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


def test_2000_visits_without_internet_arrive_within_a_minute(door):
    """R9: seven days without internet, one thing that cannot be read, and still all of it."""
    tablet = door.tablet(expected=OFFLINE)
    cut_off(tablet, door)
    tablet.page.evaluate(
        """async () => {
          const { openOutbox, newId } = await import("/static/visits/outbox.js");
          const box = await openOutbox("lampje");
          for (let n = 0; n < 2000; n++) {
            const at = new Date(Date.now() - (2000 - n) * 300e3).toISOString();
            await box.put(n === 7 ? {id: newId(), kind: "dance", at} : {id: newId(), kind: "new", at});
          }
        }"""  # noqa: E501
    )
    tablet.page.context.set_offline(False)
    until(tablet.page, lambda: len(door.visits()) == 1999, 60)
    assert [row.reason for row in queries.set_aside(door.room)] == ["unreadable"]


def test_each_language_that_was_read_is_there_without_internet(door):
    tablet = door.tablet(expected=OFFLINE)
    cut_off(tablet, door)
    page = tablet.page
    page.context.set_offline(False)
    tablet.go("/deur/lampje/?taal=ar")
    page.wait_for_selector("html[lang=ar] #deur[data-ready]")
    page.wait_for_function(
        """async () => (await (await caches.open("sleutelbos-1")).keys())
            .some((key) => key.url.endsWith("/deur/lampje/?sw-taal=ar"))"""
    )
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("html[lang=ar][data-fetched] #deur[data-ready]")
    page.goto(f"{tablet.address}/deur/lampje/?taal=nl")
    page.wait_for_selector("html[lang=nl][data-fetched] #deur[data-ready]")
    page.goto(f"{tablet.address}/mijn/")
    tablet.sees("Even geen internet")


def test_i_join_says_so_at_the_door(door):
    from datetime import timedelta

    from sleutelbos.commons.places.tests.makers import make_actor
    from sleutelbos.room.activities.tests.makers import make_occurrence

    starts = timezone.now() - timedelta(minutes=5)
    club = make_occurrence(make_actor(door.room, "yusuf"), "Kookclub", starts=starts)
    tablet = door.tablet()
    tablet.tap("Ik kom hier vaker").tap("Bloem").tap("Olena")
    tablet.sees("Nu bezig: Kookclub.")
    tablet.tap("Ik doe mee")
    tablet.sees("Leuk dat je meedoet.")
    club.refresh_from_db()
    assert club.taken == 1
