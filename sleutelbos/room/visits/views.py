"""The door: the page on the tablet, and what it sends."""

import json
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor, carried_in
from sleutelbos.commons.places.models import Place
from sleutelbos.kit import shared
from sleutelbos.kit.codes import fingerprint
from sleutelbos.kit.pictos import TAG_COLOURS, TAG_PICTOS
from sleutelbos.kit.refused import NotAllowed, Refused, allow
from sleutelbos.kit.render import render

from . import commands, commands_table, queries, queries_table
from .permissions import may_place_tablet

COOKIE = "deur"
MOST_BYTES = 256 * 1024

WELCOMES = (  # „Welkom“ in the languages that are heard at the door, by who speaks them
    ("ar", "أهلاً وسهلاً", "rtl"), ("en", "Welcome", "ltr"), ("es", "Bienvenida", "ltr"),
    ("tr", "Hoş geldiniz", "ltr"), ("ti", "እንቋዕ ብደሓን መጻእኩም", "ltr"), ("pl", "Witamy", "ltr"),
    ("uk", "Ласкаво просимо", "ltr"),
)  # fmt: skip

View = Callable[..., HttpResponse]


def at_tablet(view: View, *, hold: bool = False) -> View:
    """Open an address of the door to the tablet that stands there, by its cookie. 1 query.

    The view gets an actor without a person, whose only role is `tablet`. Who is signed in does not
    count. Without a working tablet: a passer-by is asked to sign in, a neighbour is told that this
    is not a door tablet, a stranger gets a 404. With `hold` the view runs in a transaction that
    holds the row of the tablet: what one tablet sends is taken in one by one.
    """

    @wraps(view)
    def inside(request: HttpRequest, place_slug: str, **kwargs: Any) -> HttpResponse:
        token = request.COOKIES.get(COOKIE, "")
        known = fingerprint(token)
        if not hold:
            found = queries.stands_at(place_slug, known) if token else None
            return enter(request, found, place_slug, kwargs)
        with transaction.atomic():
            held = queries.stands_at(place_slug, known, hold=True) if token else None
            return enter(request, held, place_slug, kwargs)

    def enter(
        request: HttpRequest, place: Place | None, place_slug: str, kwargs: dict[str, Any]
    ) -> HttpResponse:
        if place is None:
            return let_go(request, place_slug, no_tablet(request, place_slug))
        actor = Actor(None, place, frozenset({"tablet"}))
        request.actor = actor  # type: ignore[attr-defined]  # read by the page's shell only
        response = view(request, actor, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return login_not_required(inside)


def let_go(request: HttpRequest, place_slug: str, response: HttpResponse) -> HttpResponse:
    """A tablet that was taken away is somebody's own device again."""
    if shared.door_of(request) == _door_of(place_slug):
        shared.stand_free(response)
    return response


def _door_of(place_slug: str) -> str:
    return reverse("visits:door", args=[place_slug])


def no_tablet(request: HttpRequest, place_slug: str) -> HttpResponse:
    """The answer at an address of the door to a device that is no working tablet of this place."""
    if request.headers.get("Accept", "").startswith("application/json"):
        refusal = NotAllowed(
            "no-tablet", _("Deze tablet is uitgezet. Vraag het de gastvrouw of gastheer.")
        )
        return JsonResponse(refusal.as_problem(), status=403)
    person = request.user
    if not isinstance(person, Person):
        return redirect_to_login(request.get_full_path())
    actor = carried_in(person, place_slug)
    if actor is None:
        raise Http404
    allow(may_place_tablet(actor))
    request.actor = actor  # type: ignore[attr-defined]  # read by the page's shell only
    return render(request, "visits/no_tablet.html", {"place": actor.place}, status=403)


@require_safe
@at_tablet
def door(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The page on the tablet, with all its screens and without any name: it is kept offline."""
    people = list(queries.on_the_screen(actor.place))
    drinks = [(what, picto, word) for what, (picto, word) in queries_table.DRINKS.items()]
    context = {
        "place": actor.place,
        "once": uuid.uuid4(),
        "tags_json": json.dumps([[p.code, p.tag_picto, p.tag_colour] for p in people]),
        "colours_json": json.dumps({name: str(word) for name, word in TAG_COLOURS.items()}),
        "pictos": _pictos_of(people),
        "drinks": drinks,
        "welcomes": [welcome for welcome in WELCOMES if welcome[0] != get_language()],
    }
    response = render(request, "visits/door.html", context)
    if shared.door_of(request) != _door_of(actor.place.slug):
        shared.stand_at(response, actor.place.slug, secure=request.is_secure())
    return response


def _pictos_of(people: list[Person]) -> list[tuple[str, str]]:
    """The pictograms that somebody here has, in the order of the screen, with their words."""
    used = {person.tag_picto for person in people}
    return [(name, str(word)) for name, word in TAG_PICTOS.items() if name in used]


@require_safe
@at_tablet
def names(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Names for the memory of the page, and nowhere else: who said yes, who receives, what is on.

    JSON: `now` (ISO), `csrf`, `host` (or null), `people` as [code, called, picto, colour], `on`:
    what is on now and next today, each as {code, title, at, is_now}. Never stored on the way.
    """
    now = timezone.now()
    host = queries_table.host_on_screen(actor.place, timezone.localdate(now))
    people = queries.on_the_screen(actor.place)
    return JsonResponse({
        "now": now.isoformat(),
        "csrf": get_token(request),
        "host": [host.code, host.called, host.tag_picto, host.tag_colour] if host else None,
        "people": [[p.code, p.called, p.tag_picto, p.tag_colour] for p in people],
        "on": queries_table.on_today(actor.place, now),
    })  # fmt: skip


def send(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take in what the tablet kept: JSON `{now, items}`, answered per item, always in order."""
    try:
        told = json.loads(request.body) if len(request.body) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("items"), list):
        problem = Refused("unreadable", _("Wij konden dit niet lezen. Stuur het in stukken."))
        return JsonResponse({**problem.as_problem(), "status": 422}, status=422)
    answers = commands.take_in(actor, tablet_now=told.get("now", ""), items=told["items"])
    rows = [
        {
            "id": a.id,
            "kind": a.kind,
            "answer": a.answer,
            **({"reason": a.reason} if a.reason else {}),
        }
        for a in answers
    ]
    return JsonResponse({"now": timezone.now().isoformat(), "answers": rows})


send = require_POST(at_tablet(send, hold=True))


def _once(request: HttpRequest) -> str:
    try:
        return str(uuid.UUID(request.POST.get("once", "")))
    except ValueError:
        return str(uuid.uuid4())


def _one(actor: Actor, **item: str) -> None:
    """Take one thing in that happened just now, on a page without JavaScript."""
    now = timezone.now().isoformat()
    commands.take_in(actor, tablet_now=now, items=[{**item, "at": now}])


def _screen(actor: Actor, name: str) -> HttpResponse:
    return redirect(f"{_door_of(actor.place.slug)}#{name}")


@require_POST
@at_tablet
def newcomer(request: HttpRequest, actor: Actor) -> HttpResponse:
    """„Ik ben hier nieuw“: one more, and nothing else."""
    _one(actor, id=_once(request), kind=commands.NEW)
    return _screen(actor, "drinken")


@require_POST
@at_tablet
def drink(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Tell the table what somebody would like; it is forgotten after 15 minutes."""
    commands_table.say_drink(
        actor, what=request.POST.get("what", ""), once=uuid.UUID(_once(request)),
        is_new=request.POST.get("new") == "1", with_neighbour=request.POST.get("with") == "1",
    )  # fmt: skip
    return _screen(actor, "klaar")


@require_safe
@at_tablet
def who(request: HttpRequest, actor: Actor, picto: str) -> HttpResponse:
    """Without JavaScript: the first names behind one pictogram, of who said yes."""
    people = queries.with_tag(actor.place, picto)
    return render(request, "visits/who.html", {"people": people, "once": uuid.uuid4()})


@require_POST
@at_tablet
def arrive(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Without JavaScript: a neighbour who comes more often taps the own name."""
    once = _once(request)
    _one(actor, id=once, kind=commands.KNOWN, tag=request.POST.get("tag", ""))
    return redirect("visits:hello", place_slug=actor.place.slug, once=once)


@require_safe
@at_tablet
def hello(request: HttpRequest, actor: Actor, once: str) -> HttpResponse:
    """Without JavaScript: „Dag Amina!“, what is on today, and „Dit ben ik niet“."""
    try:
        visit = queries.visit_of(actor.place, uuid.UUID(once))
    except ValueError:
        visit = None
    here = queries.on_the_screen(actor.place)  # only who said yes to their name on this screen
    known = visit.person_id if visit else None
    person = here.filter(pk=known).first() if known else None
    if visit is None or person is None:
        return _screen(actor, "klaar")
    on = queries_table.on_today(actor.place, timezone.now())
    context = {"person": person, "once": visit.client_id, "next": on[0] if on else None}
    return render(request, "visits/hello.html", context)


@require_POST
@at_tablet
def not_me(request: HttpRequest, actor: Actor) -> HttpResponse:
    """„Dit ben ik niet“: the visit is gone."""
    _one(actor, id=_once(request), kind=commands.UNDO)
    return _screen(actor, "hangers")


@require_POST
@at_tablet
def call(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Call the host; the table hears it within 20 seconds."""
    commands_table.call_host(actor)
    return _screen(actor, "geroepen")


@require_POST
@at_tablet
def join(request: HttpRequest, actor: Actor) -> HttpResponse:
    """„Ik doe mee“: a neighbour says at the door that they come to what is on. JSON.

    `state` says whether there was a place: `coming`, or `waiting` in the line.
    """
    said = commands_table.join(
        actor, code=request.POST.get("tag", ""), occurrence=request.POST.get("code", "")
    )
    return JsonResponse({"answer": commands.STORED, "state": said.state})


@require_safe
@login_not_required
def offline(request: HttpRequest) -> HttpResponse:
    """The page that a device shows when it has no internet and no copy.

    The device keeps it in every language (`?in=ar`), because it may be read in another one later;
    so who reads it is not known, and English stands under the Dutch.
    """
    asked = request.GET.get("in", "")
    code = asked if asked in dict(settings.LANGUAGES) else get_language()
    with override(code):
        response = render(request, "kit/offline.html", {"english_too": code == "nl"})
    response["Content-Language"] = code or settings.LANGUAGE_CODE
    return response


@require_safe
@login_not_required
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root, so that it can look after every page."""
    context = {
        "offline": reverse("visits:offline"),
        "static_url": settings.STATIC_URL,
        "languages": json.dumps([code for code, _name in settings.LANGUAGES]),
    }
    response = render(request, "visits/sw.js", context)
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response
