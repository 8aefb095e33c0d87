"""Choosing a room, and meeting the neighbours of one."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.urls import NoReverseMatch, is_valid_path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.people.queries import working_card
from sleutelbos.kit.cache import public_page
from sleutelbos.kit.leaving import left_by, to_hand_over
from sleutelbos.kit.pictos import TAG_COLOURS, TAG_PICTOS
from sleutelbos.kit.qr import qr
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, queries
from .door import Actor, actor_of, at_place, make_home
from .forms import FindForm, WelcomeForm
from .models import Consent, Role
from .permissions import GIVES, may_give, may_meet_neighbours, may_welcome

HANDING_OVER = timedelta(days=92)  # so long it stands there what somebody left


@login_not_required
@require_safe
@public_page
def choose(request: HttpRequest) -> HttpResponse:
    """Every room and whether its door is open now; those where I come first.

    2 queries for a passer-by, none when the page is in memory (decision 0005).
    """
    person = request.user if isinstance(request.user, Person) else None
    mine = {room.pk for room in queries.rooms_of(person)} if person else set()
    rooms = sorted(queries.rooms(), key=lambda room: room.pk not in mine)
    until = queries.open_doors()
    context = {
        "rooms": [(room, until.get(room.pk)) for room in rooms],
        "mine": mine,
        "home": request.session.get("home"),
    }
    return render(request, "places/choose.html", context)


@login_not_required
@require_safe
def poster(request: HttpRequest, place_slug: str) -> HttpResponse:
    """The short address of a poster: `/lampje` leads to `/k/lampje/`, now and for ever.

    An address that only misses its last slash gets it.
    """
    if queries.rooms().filter(slug=place_slug).exists():
        return HttpResponsePermanentRedirect(f"/k/{place_slug}/")
    if is_valid_path(f"/{place_slug}/"):
        return HttpResponsePermanentRedirect(f"/{place_slug}/")
    raise Http404


@at_place()
@require_POST
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """From now on this device is at home in this room."""
    make_home(request, actor.place)
    try:
        return redirect("board:today", place_slug=actor.place.slug)
    except NoReverseMatch:
        return redirect("places:choose")


@at_place(may_meet_neighbours)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def neighbours(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Find a neighbour by tag or by name. Asked by POST: a name is never part of an address."""
    form, found = FindForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            commands.count_look_up(actor)
            found = _look_up(actor, form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
    context = {
        "form": form,
        "found": found,
        "pictos": TAG_PICTOS.items(),
        "colours": TAG_COLOURS.items(),
        "chosen": form.cleaned_data if form.is_bound else {},
    }
    return render(request, "places/neighbours.html", context, status=422 if form.errors else 200)


def _look_up(actor: Actor, asked: dict[str, Any]) -> queries.Found:
    if asked["tag_picto"]:
        return queries.with_tag(actor.place, asked["tag_picto"], asked["tag_colour"])
    return queries.called_like(actor.place, asked["called"])


@at_place(may_meet_neighbours)
@never_cache
@require_safe
def neighbour(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One neighbour: name, tag, what they do here, and the card."""
    person = _neighbour(actor, code)
    carried = queries.story_of_roles(person, actor.place)
    now = {role.name for role in carried if role.until is None}
    endable = {name for name in now if may_give(actor, name) and name != "resident"}
    context = {
        "person": person,
        "carried": carried,
        "endable": endable,
        "givable": [
            (name, Role.Name(name).label)
            for name in GIVES
            if name not in now and may_give(actor, name)
        ],
        "card": working_card(person),
        "leaves": left_by(person, actor.place) if endable else [],
    }
    return render(request, "places/neighbour.html", context)


@at_place(may_welcome)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hoe wil je heten? A name, a tag, and somebody can come back (K1F)."""
    picto, colour = queries.free_tag(actor.place)
    first = {"tag_picto": picto, "tag_colour": colour, "language": get_language()}
    form = WelcomeForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        person = commands.welcome(actor, **form.cleaned_data)
        say(request, _("Welkom %(name)s!") % {"name": person.called})
        return redirect("places:neighbour", place_slug=actor.place.slug, code=person.code)
    context = {
        "form": form,
        "pictos": TAG_PICTOS.items(),
        "colours": TAG_COLOURS.items(),
        "picto": form["tag_picto"].value(),
        "colour": form["tag_colour"].value(),
    }
    return render(request, "places/welcome.html", context, status=422 if form.errors else 200)


@at_place(may_meet_neighbours)
@require_POST
def give_role(request: HttpRequest, actor: Actor, code: str, name: str) -> HttpResponse:
    """Trust a neighbour with a role, in one tap."""
    person = _neighbour(actor, code)
    _known_role(name)
    commands.give_role(actor, to=person, name=name)
    done = _("%(name)s doet dit nu: %(role)s.") % _who(person, name)
    offer_undo(request, done, _role_address("places:end-role", actor, code, name))
    return redirect("places:neighbour", place_slug=actor.place.slug, code=code)


@at_place(may_meet_neighbours)
@require_POST
def end_role(request: HttpRequest, actor: Actor, code: str, name: str) -> HttpResponse:
    """End a role, in one tap; says what is left to take back or hand over (R25)."""
    person = _neighbour(actor, code)
    _known_role(name)
    commands.end_role(actor, of=person, name=name)
    done = _("%(name)s doet dit niet meer: %(role)s.") % _who(person, name)
    offer_undo(request, done, _role_address("places:give-role", actor, code, name))
    if may_give(actor, name) and to_hand_over(person, actor.place):
        return redirect("places:left", place_slug=actor.place.slug, code=code)
    if not actor.place.knows(person):
        return redirect("places:neighbours", place_slug=actor.place.slug)
    return redirect("places:neighbour", place_slug=actor.place.slug, code=code)


@at_place(may_meet_neighbours)
@never_cache
@require_safe
def left(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Who laid down a role: keys to ask back, and what waits for somebody else (R25).

    For who may give that role, until three months after. Everything here is a number.
    """
    person, names = queries.who_left(actor.place, code, timezone.now() - HANDING_OVER)
    if person is None:
        raise Http404
    if not all(may_give(actor, name) for name in names):  # as if nobody left
        raise Http404
    context = {
        "person": person,
        "roles": [Role.Name(name).label for name in sorted(names)],
        "todo": to_hand_over(person, actor.place),
    }
    return render(request, "places/left.html", context)


@at_place(may_welcome)
@never_cache
@require_POST
def card(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """A new key card, on paper: shown this once, then only its hash is left."""
    person = _neighbour(actor, code)
    token = commands.make_card_for(actor, person)
    address = settings.PUBLIC_URL + reverse("people:card", kwargs={"token": token})
    context = {"person": person, "qr": qr(address), "code": code}
    response = render(request, "places/card.html", context)
    response["Referrer-Policy"] = "strict-origin"
    return response


@at_place(may_welcome)
@require_POST
def revoke_card(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The card of a neighbour is lost: it stops now."""
    person = _neighbour(actor, code)
    commands.revoke_card_of(actor, person)
    say(request, _("De oude kaart werkt niet meer."))
    return redirect("places:neighbour", place_slug=actor.place.slug, code=code)


@require_POST
def yes(request: HttpRequest, place_slug: str, purpose: str) -> HttpResponse:
    """My yes for one purpose in one room."""
    actor = _mine(request, place_slug)
    if not actor.roles:
        raise Http404
    commands.say_yes(actor, _known_purpose(purpose))
    offer_undo(request, _("Dit mag nu."), _consent("places:no", place_slug, purpose))
    return redirect("people:sharing")


@require_POST
def no(request: HttpRequest, place_slug: str, purpose: str) -> HttpResponse:
    """I take my yes back; it works at once. Also where I do not come any more."""
    commands.take_back(_mine(request, place_slug), _known_purpose(purpose))
    offer_undo(request, _("Dit mag nu niet meer."), _consent("places:yes", place_slug, purpose))
    return redirect("people:sharing")


def _neighbour(actor: Actor, code: str) -> Person:
    """The neighbour with this code; unknown, elsewhere and hidden are one and the same 404."""
    found = queries.neighbour(actor.place, code)
    if found is None:
        raise Http404
    return found


def _known_role(name: str) -> None:
    if name not in GIVES:
        raise Http404


def _known_purpose(purpose: str) -> str:
    if purpose not in Consent.Purpose.values:
        raise Http404
    return purpose


def _mine(request: HttpRequest, slug: str) -> Actor:
    person = request.user
    place = queries.my_place(person, slug) if isinstance(person, Person) else None
    if place is None or not isinstance(person, Person):
        raise Http404
    return actor_of(person, place)


def _who(person: Person, name: str) -> dict[str, str]:
    return {"name": person.called, "role": str(Role.Name(name).label)}


def _role_address(route: str, actor: Actor, code: str, name: str) -> str:
    return reverse(route, kwargs={"place_slug": actor.place.slug, "code": code, "name": name})


def _consent(route: str, slug: str, purpose: str) -> str:
    return reverse(route, kwargs={"place_slug": slug, "purpose": purpose})
