"""Putting a tablet at the door and taking it away: never by who only stands before it."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.people.queries import person_of_card
from sleutelbos.commons.places.door import Actor, at_place, carried_in
from sleutelbos.kit import shared
from sleutelbos.kit.codes import fingerprint
from sleutelbos.kit.qr import qr
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import say

from . import commands, queries
from .forms import CardForm, TabletForm
from .permissions import may_place_tablet
from .views import COOKIE, at_tablet, let_go, no_tablet


def _own(request: HttpRequest) -> str:
    return fingerprint(request.COOKIES.get(COOKIE, ""))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def place_tablet(request: HttpRequest, place_slug: str) -> HttpResponse:
    """Put this tablet at the door. A tablet that stands there asks for the host's key card.

    Nobody signs in on the shared device to do so: there is no way from the door to a page with a
    sign-in on it (ux.md 4).
    """
    person = request.user
    actor = carried_in(person, place_slug) if isinstance(person, Person) else None
    is_outside = actor is None or not may_place_tablet(actor)
    stands = is_outside and queries.tablet_of(place_slug, _own(request)).exists()
    if stands and request.method != "POST":
        return ask_card(request, place_slug=place_slug)
    response = put_at_door(request, place_slug=place_slug)
    return let_go(request, place_slug, response) if is_outside and not stands else response


@at_place(may_place_tablet)
def put_at_door(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Give this tablet its cookie; whoever does it is signed out here."""
    form = TabletForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        token = commands.enrol(actor, name=form.cleaned_data["name"])
        logout(request)
        response = redirect("visits:door", place_slug=actor.place.slug)
        secure = request.is_secure()
        response.set_cookie(
            COOKIE, token, max_age=shared.YEARS, path="/deur/", httponly=True,
            samesite="Lax", secure=secure,
        )  # fmt: skip
        shared.stand_at(response, actor.place.slug, secure=secure)
        return response
    context = {
        "form": form,
        "tablets": list(queries.tablets(actor.place)),
        "is_tablet": queries.tablet_of(actor.place.slug, _own(request)).exists(),
    }
    return render(request, "visits/place_tablet.html", context, status=422 if form.errors else 200)


@at_tablet
def ask_card(request: HttpRequest, actor: Actor) -> HttpResponse:
    """On the tablet: the host's own phone or the host's key card takes it away, nothing else."""
    return _card_page(request, actor, CardForm())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def card(request: HttpRequest, place_slug: str) -> HttpResponse:
    """What a key card does on the tablet at the door: it takes the tablet away, when a host asks.

    Once the tablet is somebody's own device again, the address (under Back) is a way to the rooms,
    with nothing in it of the card.
    """
    if request.method == "POST":
        response = take_by_card(request, place_slug=place_slug)
    elif queries.stands_at(place_slug, _own(request)) is None:
        response = let_go(request, place_slug, redirect("places:choose"))
    elif shared.carried_card(request):
        return ask_by_card(request, place_slug=place_slug)
    else:
        response = redirect("visits:place_tablet", place_slug=place_slug)
    shared.drop_card(response)
    return response


@at_tablet
def ask_by_card(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A key card was scanned here: it signs nobody in, it can take this tablet away."""
    return render(request, "visits/card_at_door.html", {"place": actor.place})


@at_tablet
def take_by_card(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The key card of a host, of the team or of the board takes this tablet away from the door.

    Nobody is signed in by it. Every other card gets one and the same sentence.
    """
    form = CardForm({"card": request.POST.get("card") or shared.carried_card(request)})
    tablet = queries.tablet_of(actor.place.slug, _own(request)).first()
    if tablet is None:
        return _went(request, actor)
    if form.is_valid():
        person = person_of_card(fingerprint(form.cleaned_data["card"]))
        host = carried_in(person, actor.place.slug) if person else None
        if host and may_place_tablet(host):
            commands.revoke(host, code=tablet.code)
            say(request, _("Deze tablet staat niet meer bij de deur."))
            return _gone(redirect("places:choose"))
        form.refuse(Refused("wrong-card", _wrong_card(), field="card"))
    return _card_page(request, actor, form)


def _wrong_card() -> str:
    return _("Deze kaart haalt de tablet niet weg. Vraag de gastvrouw of gastheer.")


def _card_page(request: HttpRequest, actor: Actor, form: CardForm) -> HttpResponse:
    address = settings.PUBLIC_URL + reverse("visits:place_tablet", args=[actor.place.slug])
    tablet = queries.tablet_of(actor.place.slug, _own(request)).first()
    if tablet is None:
        return _went(request, actor)
    context = {"form": form, "tablet": tablet, "qr": qr(address)}
    return render(request, "visits/take_tablet.html", context, status=422 if form.errors else 200)


def _went(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The tablet was taken away from afar in this very moment."""
    slug = actor.place.slug
    return let_go(request, slug, no_tablet(request, slug))


def _gone(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path="/deur/", samesite="Lax")
    shared.stand_free(response)
    return response


@require_POST
@at_place(may_place_tablet)
def revoke_tablet(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Take a tablet away; it is a closed door from its next request on."""
    commands.revoke(actor, code=code)
    return redirect("visits:place_tablet", place_slug=actor.place.slug)


@require_POST
@at_place(may_place_tablet)
def back_to_door(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Leave the tablet to the neighbours again: whoever looked after it is signed out here."""
    logout(request)
    return redirect("visits:door", place_slug=actor.place.slug)


@require_POST
@at_place(may_place_tablet)
def leave_door(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take this tablet, the one in my hands, away from the door."""
    tablet = queries.tablet_of(actor.place.slug, _own(request)).first()
    if tablet:
        commands.revoke(actor, code=tablet.code)
    return _gone(redirect("visits:place_tablet", place_slug=actor.place.slug))
