"""Pictures of the main screens, to lay beside the drawings they were made from.

    python -m tests.screenshots                      into build/screenshots
    python -m tests.screenshots --out folder         into a folder of your own
    python -m tests.screenshots 2-kamer avond        only those with these words in their name

It builds the demo world in a throwaway home, at one and the same moment, and walks through it as
the people of the demo. A picture is called after screen, state, size, light and direction:
`2-kamer-dicht-telefoon-avond-rechts-naar-links.png`. Needs a Chromium.
"""
# ruff: noqa: E402 – Django must stand before its models are imported

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop of its own

import django

django.setup()

import time_machine
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.test import Client
from django.test.testcases import LiveServerThread
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import chromium
from sleutelbos.commons.places.models import Place
from sleutelbos.demo import small
from sleutelbos.demo.cast import uuid_of
from sleutelbos.demo.network import actor, person
from sleutelbos.room.activities.models import Occurrence
from sleutelbos.room.help.models import Question
from sleutelbos.room.referral.commands import list_token
from sleutelbos.room.referral.models import WelcomeCard
from sleutelbos.room.story.models import Door
from sleutelbos.room.visits import commands as visits
from sleutelbos.room.visits.views import COOKIE
from tests.browser import FLAGS

MORNING = datetime(2026, 11, 24, 9, 40, tzinfo=UTC)  # a Tuesday, 10.40 in the room
EVENING = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
SIZES = {"telefoon": (360, 640), "tablet": (820, 1180), "breed": (1180, 820)}
HAND = ("telefoon", "tablet")
LIGHTS = {"": "light", "-avond": "dark"}
DIRECTIONS = {"": "nl", "-rechts-naar-links": "ar"}
WATCHERS = (
    "amina", "els", "fatma", "hassan", "marleen", "olena", "rosa", "samira", "tesfay", "wim",
    "yusuf",
)  # fmt: skip
Steps = Callable[[Page], object]


@dataclass(frozen=True)
class Shot:
    """One screen in one state: who looks at it, and what they tap first."""

    name: str
    who: str
    path: str
    steps: Steps = lambda page: None
    sizes: tuple[str, ...] = HAND


@dataclass(frozen=True)
class Look:
    """How a screen is looked at: size, light and language."""

    size: str
    light: str
    direction: str

    @property
    def name(self) -> str:
        """The last part of the name of the picture."""
        return f"{self.size}{self.light}{self.direction}"


def to_the_tags(page: Page) -> None:
    """The pictograms of who comes more often."""
    page.locator(".d-vaker").click()


def to_the_names(page: Page) -> None:
    """The people with a fish."""
    to_the_tags(page)
    page.locator("[data-picto=vis]").first.click()


def to_the_greeting(page: Page) -> None:
    """Amina has a blue fish."""
    to_the_names(page)
    page.locator("#namen .sb-tegel").filter(has_text="Amina").click()


def to_a_call(page: Page) -> None:
    """Marleen calls the first one on the list, and is asked how it went."""
    if not page.locator("button[name=hoe]").count():
        page.locator("form[action*=ik-bel] button").first.click()


def let_marleen_read(page: Page) -> None:
    """Hassan says that the coordinator may read his question too."""
    if page.get_by_role("button", name="Marleen").count():
        page.get_by_role("button", name="Marleen").first.click()


def by_day(room: Place) -> list[Shot]:
    """The screens while the door is open."""
    here, door = f"/k/{room.slug}/", f"/deur/{room.slug}/"
    row = Occurrence.objects.within(room).get(
        title="Samen koken", starts__date=timezone.localdate()
    )
    questions = Question.objects.within(room)
    question = questions.get(once=uuid_of("question-hassan"))
    waits = questions.get(once=uuid_of("question-nour"))
    return [
        Shot("1-deur", "tablet", door, sizes=tuple(SIZES)),
        Shot("1-deur-hangers", "tablet", door, to_the_tags, tuple(SIZES)),
        Shot("1-deur-namen", "tablet", door, to_the_names, tuple(SIZES)),
        Shot("1-deur-dag", "tablet", door, to_the_greeting, tuple(SIZES)),
        Shot("1-deur-tafel", "fatma", f"{here}tafel/"),
        Shot("2-kamer", "", here, sizes=tuple(SIZES)),
        Shot("2-gevraagd", "olena", f"{here}gevraagd/"),
        Shot("3-mijn", "amina", "/mijn/", sizes=tuple(SIZES)),
        Shot("8-hulp-vraag", "hassan", f"{here}hulp/"),
        Shot("8-hulp-zeg", "hassan", f"{here}hulp/over/letters/"),
        Shot("8-hulp-mijn", "hassan", f"{here}hulp/vraag/{question.code}/"),
        Shot("8-hulp-helper", "amina", f"{here}hulp/vraag/{question.code}/"),
        Shot("8-hulp-gevraagd", "tesfay", f"{here}hulp/vraag/{waits.code}/"),
        Shot("8-hulp-coordinator", "marleen", f"{here}hulp/vraag/{question.code}/"),
        Shot("8-hulp-mijn-ook", "hassan", f"{here}hulp/vraag/{question.code}/", let_marleen_read),
        Shot("8-hulp-coordinator-mag", "marleen", f"{here}hulp/vraag/{question.code}/"),
        Shot("8-hulp-weet", "amina", "/mijn/daar-weet-ik-van/"),
        Shot("9-sleutelbord-bord", "amina", f"{here}sleutels/", sizes=tuple(SIZES)),
        Shot("9-sleutelbord-week", "amina", f"{here}sleutels/week/", sizes=tuple(SIZES)),
        Shot("10-begin-wat", "amina", f"{here}begin/"),
        Shot("10-begin-hoe", "amina", f"{here}begin/pan/"),
        Shot("10-begin-deur", "amina", f"{here}begin/klaar/{row.code}/", sizes=tuple(SIZES)),
        Shot("10-begin-stal", "amina", f"{here}stal/", sizes=tuple(SIZES)),
    ]


def together(room: Place) -> list[Shot]:
    """What neighbours give, pay and build together: beside prototypes 3, 4, 6 and 10."""
    here = f"/k/{room.slug}/"
    return [
        Shot("3-samen-gegeven", "amina", "/mijn/gegeven/"),
        Shot("3-samen-vragen", "samira", "/mijn/vragen/"),
        Shot("3-samen-trots", "amina", f"{here}trots/"),
        Shot("4-samen-vraag-eens", "marleen", f"/dag/{room.slug}/vraag-eens/"),
        Shot("6-samen-kosten", "els", f"{here}kosten/"),
        Shot("6-samen-terug", "amina", f"{here}kosten/nieuw/"),
        Shot("6-samen-kasboek", "els", f"{here}kasboek/"),
        Shot("10-samen-opbouw", "amina", f"{here}opbouw/"),
        Shot("10-samen-nodig", "amina", f"{here}nodig/"),
    ]


def of_the_day(room: Place) -> list[Shot]:
    """Mijn dag, Mijn route and the welcome card: beside prototypes 3, 4 and 11."""
    here, day, cards = f"/k/{room.slug}/", f"/dag/{room.slug}/", "/welkomstkaart/"
    door = Door.objects.within(room).get(once=uuid_of("story amina Ik wil een opleiding doen"))
    made = WelcomeCard.objects.within(room)
    used, card = made.exclude(used_on=None).get(), made.get(once=uuid_of("welcome card 0"))
    mine = f"{cards}lijst/{list_token(card.once)}/"
    return [
        Shot("3-route", "amina", "/mijn/route/", sizes=tuple(SIZES)),
        Shot("3-route-begin", "wim", "/mijn/route/"),
        Shot("3-route-deur", "amina", f"/mijn/route/{door.code}/"),
        Shot("3-route-laat-zien", "amina", f"/mijn/route/{door.code}/laat-zien/"),
        Shot("3-route-anderen", "marleen", "/mijn/route/van-anderen/"),
        Shot("4-dag", "marleen", day, sizes=tuple(SIZES)),
        Shot("4-dag-bellen", "rosa", f"{day}bellen/"),
        Shot("4-dag-belt", "marleen", day, to_a_call),
        Shot("11-welkomstkaart-maak", "", cards, sizes=tuple(SIZES)),
        Shot("11-welkomstkaart-kaart", "", f"{mine}{card.code}/"),
        Shot("11-welkomstkaart-lijst", "", mine),
        Shot("11-welkomstkaart-gebruikt", "fatma", f"{here}welkomstkaart/{used.code}/"),
    ]


def when_closed(room: Place) -> list[Shot]:
    """The screens in the evening, after five: the door closed at the hour it was opened until."""
    here = f"/k/{room.slug}/"
    return [
        Shot("2-kamer-dicht", "", here, sizes=tuple(SIZES)),
        Shot("2-kamer-dicht-sleutel", "yusuf", here),
        Shot("9-sleutelbord-open", "amina", f"{here}sleutels/open/"),
    ]


class Camera:
    """Opens the screens in a browser and keeps a picture of each."""

    def __init__(self, browser: Browser, address: str, out: Path, only: list[str]) -> None:
        self.browser, self.address, self.out, self.only = browser, address, out, only
        self.made = 0

    def take(self, shots: list[Shot], cookies: dict[str, dict[str, str]], now: datetime) -> None:
        """Take every wanted picture of these screens; `cookies` per who looks."""
        for shot in shots:
            for look in self._wanted(shot):
                self._one(shot, look, cookies.get(shot.who, {}), now)

    def _wanted(self, shot: Shot) -> Iterator[Look]:
        for size in shot.sizes:
            for light in LIGHTS:
                for direction in DIRECTIONS:
                    look = Look(size, light, direction)
                    if all(word in f"{shot.name}-{look.name}.png" for word in self.only):
                        yield look

    def _one(self, shot: Shot, look: Look, cookies: dict[str, str], now: datetime) -> None:
        width, height = SIZES[look.size]
        language = DIRECTIONS[look.direction]
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale=language, has_touch=True,
            color_scheme=LIGHTS[look.light], reduced_motion="reduce", service_workers="block",
        )  # fmt: skip
        context.set_default_timeout(60_000)
        context.clock.install(time=now)
        jar = {settings.LANGUAGE_COOKIE_NAME: language, **cookies}
        context.add_cookies([{"name": n, "value": v, "url": self.address} for n, v in jar.items()])
        page = context.new_page()
        page.goto(self.address + shot.path, wait_until="networkidle")
        shot.steps(page)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready.then(() => null)")
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(height, whole)})  # bars at the end
        target = self.out / f"{shot.name}-{look.name}.png"
        page.screenshot(path=target, full_page=True)
        print(target, flush=True)
        self.made += 1
        context.close()


def signed_in(handle: str) -> dict[str, str]:
    """The cookie of somebody of the demo."""
    client = Client()
    client.force_login(person(handle))
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def everybody(room: Place) -> dict[str, dict[str, str]]:
    """Who looks at the screens, with their cookies."""
    token = visits.enrol(actor("fatma", room), name="op de foto")
    people = {handle: signed_in(handle) for handle in WATCHERS}
    return {**people, "tablet": {COOKIE: token}}


def photograph(camera: Callable[[str], Camera]) -> int:
    """Make the world, serve it, take all pictures; how many were taken."""
    server = LiveServerThread("localhost", static_handler=StaticFilesHandler)
    server.daemon = True
    with time_machine.travel(MORNING) as clock:
        call_command("migrate", verbosity=0)
        room = small.build(timezone.now())
        server.start()
        server.is_ready.wait()
        try:
            one = camera(f"http://{server.host}:{server.port}")
            one.take([*by_day(room), *together(room), *of_the_day(room)], everybody(room), MORNING)
            clock.move_to(EVENING)
            one.take(when_closed(room), everybody(room), EVENING)
        finally:
            server.terminate()
            server.join()
    return one.made


def main() -> int:
    """Read what is wanted, take the pictures, tell which."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", maxsplit=1)[0])
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"))
    parser.add_argument("only", nargs="*", help="words in the names of the pictures you want")
    given: Any = parser.parse_args()
    if not (program := chromium()):
        print("No Chromium found: apt-get install chromium, or Chrome.", file=sys.stderr)
        return 1
    given.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        made = photograph(lambda address: Camera(browser, address, given.out, given.only))
        browser.close()
    print(f"{made} pictures in {given.out}")
    return 0 if made else 1


if __name__ == "__main__":
    sys.exit(main())
