"""Tools for tests in a real browser: open a page as somebody, count taps, look at the page.

Import the fixtures in a test file: `from tests.browser import browser, open_page  # noqa: F401`.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from conftest import chromium
from sleutelbos.commons.people.models import Person

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop of its own

SIZES = {"phone": (360, 640), "tablet": (820, 1180), "desktop": (1280, 800)}
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# axe takes a link under a bar that sticks to the screen for a small one (ux.md 16): hold it still.
BARS = "document.querySelectorAll('.sb-tabs, .sb-ongedaan').forEach(e => e.style.position = '%s')"
TOO_SMALL = (Path(__file__).parent / "browser_too_small.js").read_text()


@dataclass
class Visitor:
    """A browser window with somebody behind it. `tap` counts what they do."""

    page: Page
    address: str
    taps: int = 0
    patience: int = 4000  # milliseconds until words that are looked for must be there
    trouble: list[str] = field(default_factory=list)

    def go(self, path: str) -> "Visitor":
        """Open an address by typing it (no tap)."""
        self.page.goto(self.address + path)
        return self

    def tap(self, target: str | Locator) -> "Visitor":
        """Activate one control: a locator, or the visible words on a button, link or choice."""
        found = self.named(target) if isinstance(target, str) else target
        found.first.click()
        self.taps += 1
        return self

    def took(self, most: int, row: str, *, count: int | None = None, unit: str = "taps") -> None:
        """Hold the taps until now against a row of the table of ux.md section 5; the count is told
        to the file that `SLEUTELBOS_TAPS` names (`python -m benchmarks.taps`).

        A row that is not in taps gives its own `count` and `unit`.
        """
        seen = self.taps if count is None else count
        if told := os.environ.get("SLEUTELBOS_TAPS"):
            with Path(told).open("a") as lines:
                lines.write(json.dumps([row, most, seen, unit]) + "\n")
        assert seen <= most, f"row {row}: {seen} {unit}"

    def named(self, words: str) -> Locator:
        """Buttons, links and choices that carry these words."""
        clickable = self.page.locator("a[href], button, summary, label, input[type=submit]")
        return clickable.filter(has_text=words).filter(visible=True)

    def sees(self, words: str) -> bool:
        """True when these words are visible now, or before the patience is over."""
        self.page.get_by_text(words).filter(visible=True).first.wait_for(timeout=self.patience)
        return True

    def look(self, *, axe: bool = True, small: bool = True) -> None:
        """Hold the page against ux.md section 16: one h1, no side scroll, big controls, axe."""
        page = self.page
        page.wait_for_load_state()  # the words may stand there before the style does
        assert page.locator("h1:visible").count() == 1
        assert page.title().strip()
        language = page.evaluate("document.documentElement.lang")
        direction = page.evaluate("document.documentElement.dir")
        assert direction == ("rtl" if language == "ar" else "ltr")
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"scrolls sideways by {overflow}px"
        if small:
            assert page.evaluate(TOO_SMALL.split("\n", 1)[1]) == []
        if axe:
            page.evaluate(BARS % "static")
            page.evaluate(Axe().axe_script)
            found = page.evaluate("how => axe.run(how).then((all) => all.violations)", AXE)
            page.evaluate(BARS % "")
            told = [(v["id"], [n["html"][:160] for n in v["nodes"]][:4]) for v in found]
            assert told == []
        assert self.trouble == []


_running: list[Any] = []  # Chromium and what drives it: one of each, or none yet


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run, also when several test files import this fixture."""
    if not _running:
        playwright = sync_playwright().start()
        window = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        _running.extend((window, playwright))
    yield _running[0]
    if _running:
        window, playwright = _running
        _running.clear()
        window.close()
        playwright.stop()


@pytest.fixture
def open_page(
    browser: Browser, live_server: Any, transactional_db: None
) -> Iterator[Callable[..., Visitor]]:
    """`open_page(person, size="phone", language="nl", light="light", js=True)` → a `Visitor`."""
    contexts, visitors = [], []

    def open_one(
        person: Person | None = None, *, size: str = "phone", language: str = "nl",
        light: str = "light", contrast: str = "no-preference", js: bool = True,
        cookies: dict[str, str] | None = None, expected: tuple[str, ...] = (),
    ) -> Visitor:  # fmt: skip
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language, color_scheme=light,
            contrast=contrast, java_script_enabled=js, reduced_motion="reduce",
            has_touch=size != "desktop",
        )  # fmt: skip
        context.set_default_timeout(8000)
        contexts.append(context)
        jar = {settings.LANGUAGE_COOKIE_NAME: language, **(cookies or {})}
        if person:
            client = Client()
            client.force_login(person)
            jar[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": n, "value": v, "url": live_server.url} for n, v in jar.items()]
        )
        visitor = Visitor(context.new_page(), live_server.url)
        _listen(visitor, expected)
        visitors.append(visitor)
        return visitor

    yield open_one
    troubles = [v.trouble for v in visitors if v.trouble]
    for context in contexts:
        context.close()
    assert troubles == []


def _listen(visitor: Visitor, expected: tuple[str, ...]) -> None:
    """Collect what may never happen: console errors, broken CSP, requests to another host."""

    def told(text: str) -> None:
        if not any(part in text for part in expected):
            visitor.trouble.append(text)

    page = visitor.page
    page.on("console", lambda m: told(f"{m.type}: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda e: told(f"error: {e}"))
    page.on("request", lambda r: _same_host(r.url, visitor.address) or told(f"away: {r.url}"))


def _same_host(url: str, address: str) -> bool:
    return url.startswith((address, "blob:", "data:", "about:"))
