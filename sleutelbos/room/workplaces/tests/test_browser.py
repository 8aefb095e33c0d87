"""The support of a room and places to work in a real browser (K4A, K4B, K4C; ux.md 16)."""

# ruff: noqa: F811 - fixtures are imported by name
from collections.abc import Callable

import pytest

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from tests.browser import Visitor, browser, open_page  # noqa: F401

from .makers import make_post, make_review, make_step

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True),
    pytest.mark.mission("K4A", "K4B", "K4C"),
]  # fmt: skip
Open = Callable[..., Visitor]


@pytest.mark.parametrize(
    ("size", "language", "light"),
    [("phone", "nl", "light"), ("tablet", "ar", "dark"), ("desktop", "tr", "light")],
)
@pytest.mark.looks
def test_every_page_about_work_can_be_used_by_everybody(
    open_page: Open, size: str, language: str, light: str
):
    room = make_room("lampje", "Het Lampje")
    board, samira = make_actor(room, "roy", "board"), make_actor(room, "samira")
    marleen = make_actor(room, "marleen", "coordinator")
    make_post(board, "assistant", 40, person=marleen.person.code, funding="Stadsdeel Noord")
    step = make_step(marleen, samira, agreements="Ik kan twee uur staan", goals="Leren koken")
    review = make_review(marleen, step)
    here = "/k/lampje/werkplekken/"
    pages = {
        board: ("", "steun/"),
        samira: ("", f"{step.code}/", f"{step.code}/klaar/", f"{step.code}/loonwaarde/"),
        marleen: ("ik-begeleid/", f"{step.code}/", f"{step.code}/verder/",
                  f"{step.code}/loonwaarde/{review.code}/"),
    }  # fmt: skip
    for actor, paths in pages.items():
        visitor = open_page(actor.person, size=size, language=language, light=light)
        for path in paths:
            visitor.go(f"{here}{path}").look()
    open_page(samira.person, size=size, language=language, light=light).go("/mijn/werk/").look()
