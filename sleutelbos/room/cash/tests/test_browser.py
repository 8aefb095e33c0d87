"""Costs, the cash book, giving back, the pride wall and the path, in a real browser (K2A, K5F)."""

# ruff: noqa: F811 - fixtures are asked for by their own name
from collections.abc import Callable

import pytest

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.cash import commands
from sleutelbos.room.cash.models import CashLine, Claim
from sleutelbos.room.cash.tests.makers import fill_tin, make_claim, make_photo, make_treasurer
from tests.browser import Visitor, browser, open_page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Visitor]


@pytest.mark.mission("K2A")
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_a_receipt_is_sent_and_paid_in_one_tap(open_page: Open, js: bool, tmp_path):
    room = make_room("lampje", "Het Lampje")
    amina, els = make_actor(room, "amina"), make_treasurer(room)
    fill_tin(els)
    bon = tmp_path / "bon.jpg"
    bon.write_bytes(make_photo(size=(400, 600)))

    visitor = open_page(amina.person, js=js).go("/k/lampje/kosten/")
    visitor.tap("Ik vraag kosten terug")
    visitor.page.get_by_label("Hoeveel was het?").fill("12,50")
    visitor.page.get_by_label("Waar was het voor?").fill("verf")
    visitor.page.get_by_label("Foto van de bon").set_input_files(bon)
    visitor.tap("Vraag het terug")
    visitor.sees("Je vraag ligt bij de penningmeester.")

    claim = Claim.objects.within(room).get()
    treasurer = open_page(els.person, js=js).go("/k/lampje/kosten/")
    treasurer.tap("Kijk").tap("Betaald uit de kas")
    treasurer.sees("Betaald. Het staat in het kasboek.")
    assert CashLine.objects.within(room).filter(claim=claim).count() == 1


@pytest.mark.mission("K2A")
@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize(("size", "light"), [("phone", "light"), ("tablet", "dark")])
@pytest.mark.looks
def test_every_page_of_the_money_stands_well(open_page: Open, language: str, size: str, light: str):
    room = make_room("lampje", "Het Lampje")
    els, amina = make_treasurer(room), make_actor(room, "amina")
    fill_tin(els)
    claim = make_claim(amina)
    commands.count_tin(els, cents=9_900)
    visitor = open_page(els.person, language=language, size=size, light=light)
    for path in ("kosten/", "kosten/nieuw/", f"kosten/{claim.code}/", "kasboek/",
                 "kasboek/nieuw/", "kasboek/tel/"):  # fmt: skip
        visitor.go(f"/k/lampje/{path}")
        visitor.page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
        visitor.look()
