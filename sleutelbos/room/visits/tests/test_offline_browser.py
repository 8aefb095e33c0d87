"""The door without internet in a real browser: nothing lost or double, no trace of a name."""

import json
from collections.abc import Callable

import pytest

from sleutelbos.room.visits import queries
from sleutelbos.room.visits.models import SetAside
from sleutelbos.room.visits.tests.door_page import OFFLINE, Door, come_in, cut_off, until
from tests.browser import Visitor, browser, open_page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
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


@pytest.fixture
def door(open_page: Callable[..., Visitor]) -> Door:  # noqa: F811
    return Door(open_page)


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


SENT = """async ({count, kind, answers}) => {
  const { openOutbox, newId, sendAll, refusalOf } = await import("/static/visits/outbox.js");
  const box = await openOutbox("proef");
  for (let n = await box.count(); n < count; n++) await box.put({id: newId(), nth: n});
  let asked = 0;
  const post = async (items) => {
    asked++;
    const [status, body] = items.some(({nth}) => !answers.only || answers.only.includes(nth))
      ? answers.no : [200, ""];
    const headers = {"Content-Type": kind};
    if (status !== 200) throw await refusalOf(new Response(body, {status, headers}));
    return items.map(() => ({answer: "stored"}));
  };
  await sendAll(box, post);
  const first = asked;
  if (answers.only) await sendAll(box, post);
  return [first, await box.count()];
}"""
JSON, HTML = "application/json", "text/html"


@pytest.mark.mission("P5")
@pytest.mark.parametrize("status", [400, 401, 404, 409, 413, 422, 429])
def test_a_no_that_is_not_ours_loses_nothing(door, status):
    """A wrong host name or a proxy on the way says nothing about the visits that wait."""
    page = door.tablet().page
    asked, waits = page.evaluate(
        SENT, {"count": 9, "kind": HTML, "answers": {"no": [status, "<h1>Bad Request</h1>"]}}
    )
    assert waits == 9
    assert asked <= 5  # 413 may be smaller pieces; the rest stops at once


@pytest.mark.parametrize(("status", "most"), [(502, 1), (503, 1), (504, 1), (500, 18)])
def test_a_server_in_trouble_is_not_hammered(door, status, most):
    page = door.tablet().page
    asked, waits = page.evaluate(
        SENT, {"count": 300, "kind": HTML, "answers": {"no": [status, "oops"]}}
    )
    assert (asked <= most, waits) == (True, 300)


def test_two_the_server_trips_over_keep_the_rest_waiting_only_once(door):
    page = door.tablet().page
    answers = {"no": [500, ""], "only": [0, 1]}
    _asked, waits = page.evaluate(SENT, {"count": 40, "kind": HTML, "answers": answers})
    assert waits == 2


def test_what_our_own_server_cannot_read_is_set_apart(door):
    page = door.tablet().page
    answers = {"no": [422, json.dumps({"code": "unreadable"})], "only": [3]}
    _asked, waits = page.evaluate(SENT, {"count": 9, "kind": JSON, "answers": answers})
    assert waits == 0


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


@pytest.mark.long
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


def test_today_without_internet_says_when_it_was_fetched(door, open_page):  # noqa: F811
    """ux 16: the kept copy of Vandaag; and a page of somebody signed in is not kept."""
    phone = open_page(expected=OFFLINE).go("/k/lampje/")
    page = phone.page
    page.wait_for_function(
        """async () => navigator.serviceWorker.controller?.state === "activated"
            && (await caches.has("sleutelbos-1"))
            && (await (await caches.open("sleutelbos-1")).keys())
                .some((key) => key.url.endsWith("/k/lampje/?sw-taal=nl"))"""
    )
    phone.go("/k/lampje/")  # under the eyes of the service worker
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.reload()
    phone.sees("Deze bladzijde is van")
    assert page.locator("[data-kept] bdi").inner_text().count(".") == 1

    own = open_page(door.fatma.someone, expected=OFFLINE).go("/k/lampje/")
    own.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    own.go("/k/lampje/").go("/mijn/").page.wait_for_timeout(500)
    keys = own.page.evaluate(
        """async () => (await (await caches.open("sleutelbos-1")).keys()).map((key) => key.url)"""
    )
    assert [url for url in keys if "/k/" in url or "/mijn/" in url] == []
