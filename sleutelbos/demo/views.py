"""*Wie wil je zijn?* The page of the demo on which a visitor becomes somebody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import actor_of
from sleutelbos.kit import shared
from sleutelbos.kit.render import render
from sleutelbos.room.visits import commands as visits
from sleutelbos.room.visits.views import COOKIE

from . import queries
from .permissions import may_try

View = Callable[..., HttpResponse]


def in_demo(view: View) -> View:
    """Open an address in a demo only; anywhere else it is not there, for whoever asks."""

    @wraps(view)
    def inside(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not may_try():
            raise Http404
        return view(request, **kwargs)

    return login_not_required(never_cache(inside))


@in_demo
@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Everybody one can be, with a button each, and the tablet at the door."""
    me = request.user.pk if isinstance(request.user, Person) else None
    return render(request, "demo/who.html", {"parts": queries.parts(), "me": me, "all": True})


@in_demo
@require_http_methods(["GET", "HEAD", "POST"])
def be(request: HttpRequest, handle: str) -> HttpResponse:
    """Be somebody: GET shows the one button, POST signs in. Only who is of the demo can be it."""
    somebody = queries.part(handle)
    if somebody is None:
        raise Http404
    if request.method != "POST":
        return render(request, "demo/who.html", {"parts": [somebody], "all": False})
    login(request, somebody.person)
    return redirect(_first_page(somebody.person))


@in_demo
@require_POST
def tablet(request: HttpRequest) -> HttpResponse:
    """Make this browser the tablet at the door, as the host of the room does."""
    host = queries.part("fatma")
    if host is None:
        raise Http404
    room = queries.room_of(host.person)
    token = visits.enrol(actor_of(host.person, room), name="om te proberen")
    logout(request)
    response = redirect("visits:door", place_slug=room.slug)
    response.set_cookie(
        COOKIE, token, max_age=shared.YEARS, path="/deur/", httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return response


def _first_page(person: Person) -> str:
    try:
        return reverse("board:today", kwargs={"place_slug": queries.room_of(person).slug})
    except NoReverseMatch:
        return reverse("places:choose")
