"""Tools for tests of the door in a real browser: a room with a tablet, and its internet cut off."""

from collections.abc import Callable
from typing import Any

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.commands import say_yes
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.commons.places.tests.makers import make_room
from sleutelbos.room.visits import commands_table
from sleutelbos.room.visits.models import Visit
from sleutelbos.room.visits.tests.makers import make_host, make_known, make_tablet
from sleutelbos.room.visits.views import COOKIE
from tests.browser import Visitor

OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to load resource")


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


def until(page: Any, true: Callable[[], bool], seconds: int = 8) -> None:
    for _n in range(seconds * 20):
        if true():
            return
        page.wait_for_timeout(50)
    assert true()


def at(visitor: Visitor, screen: str) -> None:
    """This screen is there, and the screen reader stands at its question."""
    visitor.page.wait_for_selector(f"#{screen}.nu h1:focus")


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
