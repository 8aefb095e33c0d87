"""The week, the list and the poster on paper: one A4 each."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sleutelbos.commons.places.door import Actor, at_place, at_public_place
from sleutelbos.kit.cache import lagging, public_page
from sleutelbos.kit.paper import as_answer, for_viewer, make_pdf
from sleutelbos.kit.refused import allow
from sleutelbos.room.activities import queries as activities

from . import queries_papers
from .permissions import may_print_list
from .views import monday_asked

LAYOUTS = Path(__file__).parent / "templates" / "board"


@for_viewer
@require_safe
@public_page
@at_public_place()
def week(request: HttpRequest, actor: Actor, monday: str = "") -> HttpResponse:
    """The week on the door, to print."""
    first: date = monday_asked(monday)
    pdf = _kept("week", actor, first, lambda: queries_papers.week_paper(actor.place, first))
    return as_answer(pdf, f"{actor.place.slug}-{first.isoformat()}")


@for_viewer
@require_safe
@public_page
@at_public_place()
def poster(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The poster of the room, to print."""
    pdf = _kept("poster", actor, None, lambda: queries_papers.poster(actor.place))
    return as_answer(pdf, actor.place.slug)


@for_viewer
@at_place()
@never_cache
@require_safe
def attendance(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Who comes to one time, to print, for who leads it and for hosts."""
    row = activities.occurrence(actor.place, code)
    allow(may_print_list(actor, row))
    data = queries_papers.attendance_paper(actor.place, row)
    return as_answer(make_pdf(LAYOUTS / "list.typ", data), f"lijst-{code}")


def _kept(
    layout: str, actor: Actor, day: date | None, gather: Callable[[], queries_papers.Data]
) -> bytes:
    """A public paper is made once in a while, however often it is asked for."""
    return lagging(
        "paper", layout, actor.place.pk, day, get_language(),
        make=lambda: make_pdf(LAYOUTS / f"{layout}.typ", gather()),
    )  # fmt: skip
