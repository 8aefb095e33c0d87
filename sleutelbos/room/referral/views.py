"""The pages of welcome cards: making one, and seeing one at the door."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.door import Actor, at_place, at_public_place
from sleutelbos.kit.cache import lagging
from sleutelbos.kit.paper import as_answer, for_viewer, make_pdf
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo

from . import commands, forms, queries
from .permissions import may_take_cards

LAYOUTS = Path(__file__).parent / "templates" / "referral"


def came_from(request: HttpRequest) -> str:
    """The network address that asks, for a count only; behind our own proxy, what that says.

    Of an address of the new kind only the half that is a house's: the rest changes all the time.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        if told and not ip_address(direct).is_global:
            direct = told
        address = ip_address(direct)
    except ValueError:
        return "unknown"
    return address.exploded[:19] if address.version == 6 else str(address)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, token: str = "") -> HttpResponse:
    """*Maak een welkomstkaart*, for anybody; with `token` also the cards this maker made."""
    mine = queries.cards_of(token) if token else []
    if token and not mine:
        raise Http404
    rooms = list(places.rooms())
    sent = request.POST if request.method == "POST" else None
    asked = request.GET.get("kamer", "")
    form = forms.CardForm(sent, rooms=rooms, asked=asked, reads=get_language() or "nl")
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            return _make(request, form, token)
        except Refused as refusal:
            form.refuse(refusal)
            status = refusal.status
    options = zip(form["room"], queries.states(rooms), strict=True)
    context = {"form": form, "rooms": rooms, "options": options, "cards": mine, "token": token}
    return render(request, "referral/make.html", context, status=status)


def _make(request: HttpRequest, form: forms.CardForm, token: str) -> HttpResponse:
    room = queries.room(form.cleaned_data["room"])
    if room is None:
        raise Http404
    once = form.cleaned_data["once"]
    card = commands.make_card(
        Actor(None, room), once=once, language=form.cleaned_data["language"], token=token,
        came_from=came_from(request),
    )  # fmt: skip
    return redirect("referral:made", token=token or commands.list_token(once), code=card.code)


@login_not_required
@never_cache
@require_safe
def made(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """*De kaart is klaar*: to print, or to show on the own screen."""
    card = queries.card_of(token, code)
    if card is None:
        raise Http404
    found = queries.shown(card, card.place)
    back = request.build_absolute_uri(reverse("referral:list", kwargs={"token": token}))
    context = {"shown": found, "token": token, "list_address": back, "qr": queries.qr_for(found)}
    return render(request, "referral/made.html", context)


@for_viewer
@login_not_required
@never_cache
@require_safe
def paper(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """The card on paper: one A6."""
    card = queries.card_of(token, code)
    if card is None:
        raise Http404
    return as_answer(_printed(card), f"welkomstkaart-{code}")


def _printed(card: Any) -> bytes:
    def draw() -> bytes:
        drawn = render_to_string("kit/drawings.html#door-open")
        door = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).strip()
        return make_pdf(LAYOUTS / "card.typ", queries.paper(queries.shown(card, card.place), door))

    return lagging("welcome-card", card.pk, get_language(), make=draw)


@never_cache
@require_safe
@at_public_place()
def card(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """What somebody reads who scans their card: where it is, and when. Hosts see a button."""
    found = queries.card_here(actor.place, code)
    if found is None:
        raise Http404
    shown = queries.shown(found, actor.place, reads=get_language() or "nl")
    context = {"shown": shown, "may_take": may_take_cards(actor)}
    return render(request, "referral/card.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_take_cards)
def cards(request: HttpRequest, actor: Actor) -> HttpResponse:
    """At the door: type the code of a card that somebody brought."""
    form = forms.CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _use(request, actor, form.cleaned_data["code"])
        except Refused as refusal:
            form.refuse(refusal)
    status = 422 if form.errors else 200
    return render(request, "referral/cards.html", {"form": form}, status=status)


@require_POST
@at_place(may_take_cards)
def use(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Deze kaart is gebruikt*, in one tap, after scanning it."""
    return _use(request, actor, code)


def _use(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    card = commands.use_card(actor, code=code)
    here = {"place_slug": actor.place.slug}
    back = reverse("referral:unuse", kwargs={**here, "code": card.code})
    offer_undo(request, _("De kaart telt mee."), back)
    return redirect("referral:cards", place_slug=actor.place.slug)


@require_POST
@at_place(may_take_cards)
def unuse(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo: it was another card."""
    commands.unuse_card(actor, code=code)
    return redirect("referral:cards", place_slug=actor.place.slug)
