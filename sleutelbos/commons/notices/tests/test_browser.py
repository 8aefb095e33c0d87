"""Notices in a real browser: read, chosen, turned off, handed out; phone, tablet, right to left."""

# ruff: noqa: F811 - fixtures are imported by name
from collections.abc import Callable

import pytest

from sleutelbos.commons.notices.models import Delivery, Notice, Wishes
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from tests.browser import Visitor, browser, open_page  # noqa: F401

from .makers import make_notice, make_wishes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Visitor]
SENTENCE = "Er is iets voor je in de kamer."


@pytest.fixture
def room(transactional_db: None):
    return make_room("lampje", "Het Lampje")


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_from_mijn_bos_a_notice_is_two_taps_away_and_then_it_is_read(
    open_page: Open, room, js: bool
):
    olena = make_actor(room, "olena")
    make_notice(olena)
    visitor = open_page(olena.person, js=js).go("/mijn/")

    visitor.tap("Berichten")
    assert visitor.sees(SENTENCE)
    visitor.look(axe=js)
    visitor.tap("Ga kijken")

    assert visitor.taps == 2
    visitor.page.wait_for_url("**/mijn/?n=*")
    assert Notice.everywhere.filter(read_at=None).count() == 0


@pytest.mark.parametrize(
    ("size", "language", "light"),
    [("phone", "nl", "light"), ("phone", "ar", "dark"), ("tablet", "tr", "light")],
)
@pytest.mark.looks
def test_every_page_of_notices_is_whole(open_page: Open, room, settings, size, language, light):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
    fatma = make_actor(room, "fatma", "host", "coordinator")
    for called in ("olena", "wim"):
        actor = make_actor(room, called)
        make_wishes(actor, paper=True, phone="06 12345678")
        make_notice(actor)
    make_notice(fatma)
    stuck_delivery(fatma)
    visitor = open_page(fatma.person, size=size, language=language, light=light)
    for path in (
        "/mijn/berichten/", "/mijn/berichten/hoe/", "/k/lampje/briefjes/", "/dag/lampje/vast/",
    ):  # fmt: skip
        visitor.go(path).look()


def stuck_delivery(actor):
    from django.utils import timezone

    now = timezone.now()
    Delivery.everywhere.create(
        place=actor.place, person=actor.someone, way="mail", state="stuck", why="no-server",
        made_at=now, not_before=now, changed_at=now,
    )  # fmt: skip


def test_choices_are_kept_with_one_press_and_all_off_is_one_press(open_page: Open, room):
    olena = make_actor(room, "olena")
    visitor = open_page(olena.person).go("/mijn/berichten/hoe/")

    visitor.tap("Ja, geef mij een briefje").tap("Bewaar")
    assert visitor.sees("Bewaard. Zo krijg je bericht.")
    assert Wishes.objects.of(olena.someone).get().paper

    visitor.tap("Zet alles uit")
    assert visitor.sees("Alles staat uit.")
    assert Wishes.objects.of(olena.someone).get().paper is False


def test_a_slip_is_handed_over_with_one_tap_and_taken_back_with_one(open_page: Open, room):
    fatma, olena = make_actor(room, "fatma", "host"), make_actor(room, "olena")
    make_wishes(olena, paper=True)
    make_notice(olena)
    visitor = open_page(fatma.person).go("/k/lampje/briefjes/")

    visitor.tap("Gegeven")
    assert visitor.sees("Er ligt niets klaar.")
    visitor.tap(visitor.page.locator("#ongedaan button"))

    assert visitor.sees("Olena")


def test_an_empty_push_shows_a_sign_that_says_nothing_of_what_it_is(open_page: Open, room):
    """The real service worker, with a real push from the tools of the browser. What it asks the
    browser to show is caught there: a Chromium without a window has no screen for signs."""
    olena = make_actor(room, "olena")
    make_notice(olena)
    visitor = open_page(olena.person).go("/mijn/berichten/hoe/")
    page = visitor.page
    page.context.grant_permissions(["notifications"])
    with page.context.expect_event("serviceworker") as begun:
        page.evaluate(
            """async () => {
                const found = await navigator.serviceWorker.register("/mijn/berichten/seintje.js");
                while (!found.active) await new Promise((later) => setTimeout(later, 20));
            }"""
        )
    worker = begun.value
    worker.evaluate(
        """() => {
            self.shown = [];
            self.registration.showNotification = async (title, more) => {
                self.shown.push([title, more.body]);
            };
        }"""
    )
    tools = page.context.new_cdp_session(page)
    seen = []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda e: seen.extend(e["registrations"]))
    tools.send("ServiceWorker.enable")
    for _moment in range(100):
        if any("/mijn/berichten/" in one["scopeURL"] for one in seen):
            break
        page.wait_for_timeout(20)
    [number, *_more] = [
        one["registrationId"] for one in seen if one["scopeURL"].endswith("/mijn/berichten/")
    ]

    tools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": visitor.address, "registrationId": number, "data": ""},
    )

    shown = worker.evaluate(
        """async () => {
            for (let n = 0; n < 100 && !self.shown.length; n += 1) {
                await new Promise((later) => setTimeout(later, 30));
            }
            return self.shown;
        }"""
    )
    assert shown == [["Sleutelbos", "Er is iets voor je"]]
