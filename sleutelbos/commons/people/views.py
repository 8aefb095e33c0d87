"""Coming in and going out: a key card, a code by mail, a key in one's own device."""

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sleutelbos.kit import shared
from sleutelbos.kit.codes import fingerprint
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render

from . import commands, commands_enter, commands_passkeys, queries
from .forms import CodeForm, EmailForm
from .models import Person

WAITS = "binnen"  # a cookie for a quarter of an hour: the address a code was sent to
SALT = "sleutelbos.enter"
QUARTER = 15 * 60
ROOM_OR_DOOR = re.compile(r"/(?:k|deur)/[-\w]+/")


def on_own_device(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Nobody signs in on the shared device at the door: it shows the door again (ux.md 5)."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        door = shared.door_of(request)
        return redirect(door) if door else view(request, *args, **kwargs)

    return inside


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_own_device
def enter(request: HttpRequest) -> HttpResponse:
    """The ways in, and why somebody was sent here. A POST asks for a code by mail."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands_enter.send_code(form.cleaned_data["email"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            response = redirect("people:code")
            remember_waiting(response, form.cleaned_data["email"], safe_next(request))
            return response
    to = safe_next(request)
    context = {"form": form, "next": to, "back": where_from(to)}
    if isinstance(request.user, Person):
        context["first_page"] = to or first_page(request)
    return render(request, "people/enter.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_own_device
def code(request: HttpRequest) -> HttpResponse:
    """Type the code from the mail. Wrong, old and used codes get one and the same sentence."""
    waiting = waiting_for(request)
    if waiting is None:
        return redirect("people:enter")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = commands_enter.use_code(waiting["email"], form.cleaned_data["code"])
        if person is not None:
            return let_in(request, person, waiting["next"])
        form.refuse(Refused("code-unknown", wrong_code(), field="code"))
    context = {"form": form, "email": waiting["email"], "action": reverse("people:code"),
               "again": reverse("people:enter")}  # fmt: skip
    return render(request, "people/code.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, token: str) -> HttpResponse:
    """A scanned key card. The page says nothing of whose it is; the button signs in.

    On the device at the door a card signs nobody in: it can only take that tablet away from there.
    It goes there in a cookie, so that Back, afterwards, finds no address with the card in it.
    """
    if door := shared.door_of(request):
        response: HttpResponse = redirect(f"{door}kaart/")
        shared.carry_card(response, token, secure=request.is_secure())
    elif request.method != "POST":
        response = render(request, "people/card.html", {})
    elif person := queries.person_of_card(fingerprint(token)):
        response = let_in(request, person, "")
    else:
        response = render(request, "people/card_unknown.html", {}, status=404)
    response["Referrer-Policy"] = "strict-origin"  # the address is the secret
    return response


@login_not_required
@never_cache
@require_POST
@on_own_device
def passkey_begin(request: HttpRequest) -> HttpResponse:
    """The challenge for a device, kept in the session for one try."""
    options, request.session["passkey"] = commands_passkeys.begin_entrance()
    return JsonResponse(options)


@login_not_required
@never_cache
@require_POST
@on_own_device
def passkey(request: HttpRequest) -> HttpResponse:
    """The answer of a device: in, or one sentence."""
    state = request.session.pop("passkey", None)
    try:
        person = commands_passkeys.enter_with_passkey(state, json_of(request))
    except Refused as refusal:
        return JsonResponse(dict(refusal.as_problem()), status=422)
    inside = let_in(request, person, safe_next(request))
    response = JsonResponse({"to": inside["Location"]})
    response.cookies = inside.cookies
    return response


@never_cache
@require_POST
def new_passkey_begin(request: HttpRequest) -> JsonResponse:
    """What this device needs to make a key of its own."""
    options, request.session["passkey"] = commands_passkeys.begin_passkey(me(request))
    return JsonResponse(options)


@never_cache
@require_POST
def new_passkey(request: HttpRequest) -> JsonResponse:
    """Keep the key that this device made."""
    state = request.session.pop("passkey", None)
    try:
        commands_passkeys.add_passkey(me(request), state, json_of(request))
    except Refused as refusal:
        if refusal.status == 403:
            raise
        return JsonResponse(dict(refusal.as_problem()), status=422)
    return JsonResponse({"to": reverse("people:keys")})


@never_cache
@require_POST
def out(request: HttpRequest) -> HttpResponse:
    """Sign out here; nothing stays in this browser's memory of pages."""
    logout(request)
    return cleared(redirect(settings.LOGOUT_REDIRECT_URL))


@never_cache
@require_POST
def out_everywhere(request: HttpRequest) -> HttpResponse:
    """Sign out on every device, this one too."""
    commands.sign_out_everywhere(me(request))
    logout(request)
    return cleared(redirect(settings.LOGOUT_REDIRECT_URL))


# ── Shared with the own pages.


def me(request: HttpRequest) -> Person:
    """The person who is signed in; these pages are for nobody else."""
    if not isinstance(request.user, Person):
        raise RuntimeError("This page is for people who are signed in.")
    return request.user


def let_in(request: HttpRequest, person: Person, to: str) -> HttpResponse:
    """Sign somebody in with a fresh session, in the language they read best."""
    login(request, person)
    response = redirect(to or first_page(request))
    response.delete_cookie(WAITS, samesite="Lax")
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        remember_language(response, person.language)
    return response


def first_page(request: HttpRequest) -> str:
    """My own page when I am at home in a room, else the list of rooms."""
    try:
        return reverse("ring:mine") if request.session.get("home") else "/"
    except NoReverseMatch:
        return "/"


def cleared(response: HttpResponseRedirect) -> HttpResponseRedirect:
    """Ask the browser to forget the pages it kept (R33)."""
    response["Clear-Site-Data"] = '"cache"'
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the language on this device for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def safe_next(request: HttpRequest) -> str:
    """Where to go after coming in: a page of this house, or nothing (R29)."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed and wanted.startswith("/") else ""


def where_from(to: str) -> str:
    """The room, or the tablet at its door, from which somebody came to sign in; else the rooms."""
    found = ROOM_OR_DOOR.match(to)
    return found[0] if found else "/"


def remember_waiting(response: HttpResponse, email: str, to: str) -> None:
    """Keep on this device, signed, which address a code was sent to."""
    response.set_cookie(
        WAITS,
        signing.dumps({"email": email, "next": to}, salt=SALT, compress=True),
        max_age=QUARTER,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def waiting_for(request: HttpRequest) -> dict[str, Any] | None:
    """The address a code was sent to from this device, or nothing."""
    try:
        kept = signing.loads(request.COOKIES.get(WAITS, ""), salt=SALT, max_age=QUARTER)
    except signing.BadSignature:
        return None
    return kept if isinstance(kept, dict) else None


def wrong_code() -> str:
    """The one sentence for a code that does not open."""
    return _("Deze code past niet. Kijk nog eens in de mail, of vraag een nieuwe code.")


def json_of(request: HttpRequest) -> object:
    """The JSON that was sent, or nothing."""
    try:
        return json.loads(request.body)
    except (ValueError, UnicodeDecodeError):
        return None
