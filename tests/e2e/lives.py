"""Tools to walk the life of somebody invented through the small demo world, in a real browser.

The clock of the house is moved (`House.wait`), and with it the clock of every window. Where
`SLEUTELBOS_SHOTS` names a folder, each window is photographed on the way, to be looked at.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone

from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.notices.tests.makers import SENTENCE, make_wishes
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import views as places_views
from sleutelbos.commons.places.models import Place
from sleutelbos.demo import small
from sleutelbos.demo.network import actor, person
from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.nightly import chores, pulses
from sleutelbos.room.visits import commands as door
from sleutelbos.room.visits.views import COOKIE
from tests.browser import Visitor

ROOM = "/k/lampje/"
PATIENCE = 30_000  # milliseconds: a life is long, and a machine may be busy
MORNING = time(11)  # the sewing club is on, the lunch is still to come


class House:
    """The demo world with its clock, and the windows through which people look at it."""

    def __init__(self, open_one: Callable[..., Visitor]) -> None:
        self.open_one = open_one
        self._real = timezone.now
        self._ahead = local_moment(timezone.localdate(), MORNING) - self._real()
        self._cards: list[str] = []
        self._shots = 0
        self.windows: list[Visitor] = []
        self.room: Place

    def now(self) -> datetime:
        """The moment on the clock of the house."""
        return self._real() + self._ahead

    def wait(self, days: int) -> None:
        """So many days go by; every night and every morning comes what the house does by itself."""
        for _day in range(days):
            self._ahead += timedelta(days=1)
            for _module, chore in chores():
                chore.does(self.now())
        small.wake(self.room, self.now())
        self.pulse()

    def pulse(self) -> None:
        """What the house does every minute."""
        for _module, chore in pulses():
            chore.does(self.now())

    def wants_mail(self, *handles: str) -> None:
        """These people want one mail a day when there is something for them."""
        for handle in handles:
            somebody = person(handle)
            address = f"{handle}@voorbeeld.example"
            Person.objects.filter(pk=somebody.pk).update(email=address)
            make_wishes(actor(handle, self.room), mail=True)

    def send_mails(self) -> None:
        """Each gets a notice, and what waits goes out."""
        for somebody in Person.objects.filter(email__isnull=False):
            tell(self.room, to=somebody, kind="room", sentence=SENTENCE, path="/mijn/")
        self.pulse()
        call_command("work", once=True)

    def window(self, who: str | Person | None = None, **options: Any) -> Visitor:
        """A window of somebody of the demo (by handle), of a newcomer, or of a passer-by."""
        somebody = person(who) if isinstance(who, str) else who
        visitor = self.open_one(somebody, **options)
        visitor.page.set_default_timeout(PATIENCE)
        visitor.patience = PATIENCE
        visitor.page.clock.set_system_time(self.now())
        self.windows.append(visitor)
        return visitor

    def tablet(self) -> Visitor:
        """The tablet at the door, of today."""
        token = door.enrol(actor("fatma", self.room), name="de tablet van vandaag")
        visitor = self.window(size="tablet", cookies={COOKIE: token})
        visitor.go("/deur/lampje/").page.wait_for_selector("#deur[data-ready]")
        return visitor

    def scan(self, card: str) -> Visitor:
        """An own phone that scans a key card: the newcomer is in, and this is their phone."""
        phone = self.window().go(card)
        self.shot(phone, "scan")
        return phone.tap("Ja, dit is mijn telefoon")

    def last_card(self) -> str:
        """The address in the square that was drawn last on a key card."""
        return re.sub(r"^https?://[^/]+", "", self._cards[-1])

    def shot(self, visitor: Visitor, name: str) -> None:
        """A photo of the whole page, if somebody wants to look."""
        if folder := os.environ.get("SLEUTELBOS_SHOTS"):
            self._shots += 1
            visitor.page.wait_for_timeout(400)  # parts that come in by themselves
            path = Path(folder) / f"{self._shots:02}-{name}.png"
            visitor.page.screenshot(path=path, full_page=True)

    def close_windows(self) -> None:
        """Nobody looks any more."""
        for visitor in self.windows:
            visitor.page.goto("about:blank")


@pytest.fixture
def house(open_page: Callable[..., Visitor], transactional_db: None) -> Iterator[House]:
    """The demo world at eleven in the morning, with the clock and the cards of `House`."""
    made = House(open_page)
    draw = places_views.qr

    def drawn(address: str, *args: Any, **kwargs: Any) -> str:
        made._cards.append(address)  # what a camera would read of it
        return draw(address, *args, **kwargs)

    with patch.object(timezone, "now", made.now), patch.object(places_views, "qr", drawn):
        made.room = small.build(made.now())
        yield made


def fill(visitor: Visitor, label: str, text: str) -> Visitor:
    """Type in a field: one tap, however long the text."""
    visitor.page.get_by_label(label).filter(visible=True).first.fill(text)
    visitor.taps += 1
    return visitor


def row(visitor: Visitor, words: str) -> Any:
    """The item of a list that says this."""
    return visitor.page.locator("li").filter(has_text=words)
