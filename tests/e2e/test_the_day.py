"""A day in the room, from opening to closing, walked in a browser on the demo world (field.md).

Phones in the hands of residents, the tablet at the door, a desktop at home: the door opens with a
key, people come in (also through ten minutes without internet), a lunch goes on the board, a
question and a talent come together, hours are written down, the door closes.
"""

from collections.abc import Callable

import pytest
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.demo import small
from sleutelbos.demo.network import actor
from sleutelbos.room.hours import queries as hours
from sleutelbos.room.keys import commands as keys
from sleutelbos.room.keys.queries import opening_now
from sleutelbos.room.visits import commands as door
from sleutelbos.room.visits.models import Visit
from sleutelbos.room.visits.tests.door_page import OFFLINE, until
from sleutelbos.room.visits.views import COOKIE
from tests.browser import Visitor, browser, open_page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOM = "/k/lampje/"
Open = Callable[..., Visitor]


@pytest.fixture
def lampje(transactional_db: None) -> Place:
    """The demo world, in the morning before anybody turned the key."""
    room = small.build(timezone.now())
    if opening_now(room):
        keys.close_room(actor("fatma", room))
    return room


def somebody(called: str) -> Person:
    return Person.objects.get(called=called)


def opens_the_door(window: Open) -> Visitor:
    yusuf = window(somebody("Yusuf")).go(ROOM)
    assert yusuf.sees("De deur is nu dicht")
    yusuf.tap("Ik doe de deur open").tap("Mijn eigen")
    assert yusuf.sees("De deur is open tot")
    assert yusuf.taps <= 2
    return yusuf


def lets_people_in(window: Open, room: Place) -> Visitor:
    token = door.enrol(actor("fatma", room), name="de tablet van vandaag")
    tablet = window(size="tablet", cookies={COOKIE: token}, expected=OFFLINE)
    tablet.go("/deur/lampje/").page.wait_for_selector("#deur[data-ready]")
    before = Visit.objects.within(room).count()

    tablet.tap(tablet.page.locator(".d-nieuw")).tap("Koffie")
    until(tablet.page, lambda: Visit.objects.within(room).count() == before + 1)
    assert tablet.taps <= 2
    tablet.tap("Terug naar het begin")

    tablet.taps = 0
    tablet.tap("Ik kom hier vaker").tap(tablet.page.locator("[data-picto=vis]"))
    tablet.tap(tablet.page.locator("#namen .sb-tegel").filter(has_text="Amina"))
    assert tablet.sees("Dag Amina! Goed je te zien.")
    assert tablet.taps <= 3
    tablet.tap("Klaar")
    until(tablet.page, lambda: Visit.objects.within(room).count() == before + 2)
    return tablet


def ten_minutes_without_internet(tablet: Visitor, room: Place) -> None:
    page, before = tablet.page, Visit.objects.within(room).count()
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.context.set_offline(True)
    for _n in range(4):
        page.locator(".d-nieuw").click()
        tablet.tap("Nu niets").tap("Terug naar het begin")
    assert tablet.sees("4 wachten op internet")
    page.wait_for_timeout(1500)
    assert Visit.objects.within(room).count() == before

    page.context.set_offline(False)
    until(page, lambda: Visit.objects.within(room).count() == before + 4, 20)
    page.wait_for_timeout(1000)
    assert Visit.objects.within(room).count() == before + 4


def puts_a_lunch_on_the_board(window: Open) -> Visitor:
    amina = window(somebody("Amina")).go(ROOM)
    amina.tap("Ik begin iets").tap("Koken")
    amina.page.get_by_label("Zo komt het op de deur").fill("Soep voor iedereen")
    amina.tap("Zet op de deur")
    assert amina.sees("Het hangt op de deur")
    assert amina.taps <= 4
    return amina


def comes_without_a_name(window: Open) -> None:
    passer_by = window(size="desktop").go(ROOM)
    assert passer_by.sees("Soep voor iedereen")
    row = passer_by.page.locator("li").filter(has_text="Soep voor iedereen")
    passer_by.tap(row.get_by_role("link", name="Ik kom")).tap("Zonder naam")
    assert passer_by.sees("Jij komt")
    assert passer_by.taps <= 2


def brings_question_and_talent_together(window: Open) -> None:
    olena = window(somebody("Olena")).go(ROOM)
    olena.tap("Ik vraag iets").tap("Computer en telefoon")
    olena.tap("Wie helpt mij met mijn telefoon?").tap("Vraag het")
    assert olena.sees("Je vraag hangt op de muur")

    wim = window(somebody("Wim"), size="tablet").go("/k/lampje/gevraagd/")
    row = wim.page.locator("li").filter(has_text="Wie helpt mij met mijn telefoon?")
    wim.tap(row.get_by_role("button", name="Ik help"))
    wim.page.get_by_label("Jouw bericht").fill("Ik zit vanmiddag aan tafel, kom maar langs.")
    wim.tap("Stuur")

    olena.go("/mijn/contact/")
    olena.tap("Lees:")
    assert olena.sees("Ik zit vanmiddag aan tafel, kom maar langs.")


def writes_down_hours(amina: Visitor, room: Place) -> None:
    today = timezone.localdate()
    before = sum(e.minutes for e in hours.today(somebody("Amina"), room, today))
    amina.go(ROOM).taps = 0
    amina.tap("Mijn bos")
    amina.tap(amina.page.locator(".sb-uren button").filter(has_text="2"))
    assert amina.sees("Maak ongedaan")
    assert amina.taps <= 3
    after = sum(e.minutes for e in hours.today(somebody("Amina"), room, today))
    assert after == before + 120


def closes(yusuf: Visitor, room: Place) -> None:
    yusuf.go(ROOM).tap("Ik doe de deur dicht").tap("De deur is dicht")
    until(yusuf.page, lambda: opening_now(room) is None)
    yusuf.go(ROOM)
    assert yusuf.sees("De deur is nu dicht")


@pytest.mark.mission("K1A", "K1F", "K2E", "K3A", "P5")
def test_the_room_runs_from_opening_to_closing(lampje, open_page):  # noqa: F811
    yusuf = opens_the_door(open_page)
    tablet = lets_people_in(open_page, lampje)
    amina = puts_a_lunch_on_the_board(open_page)
    comes_without_a_name(open_page)
    ten_minutes_without_internet(tablet, lampje)
    brings_question_and_talent_together(open_page)
    writes_down_hours(amina, lampje)
    closes(yusuf, lampje)
