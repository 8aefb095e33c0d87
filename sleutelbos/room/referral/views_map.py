"""The pages of the social map."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place, at_public_place
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands_map as commands
from . import queries_map as queries
from .forms import InstitutionForm
from .permissions import may_draw_map, may_go_along


@require_safe
@at_public_place()
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who does what around the room; `?gebied=` shows one part of a life. Public."""
    everything = queries.on_map(actor.place)
    areas = queries.areas_on_map(everything)
    asked = request.GET.get("gebied", "")
    chosen = next((area for area in areas if area.code == asked), None)
    found = [one for one in everything if chosen is None or chosen.code in one.areas.split()]
    context = {"institutions": found, "areas": areas, "chosen": chosen}
    may = {"may_draw": may_draw_map(actor), "may_go": may_go_along(actor)}
    return render(request, "referral/map.html", {**context, **may})


@require_safe
@at_public_place()
def hsds(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The map of a room as Open Referral HSDS, for programs of others. Public."""
    return _as_json(queries.hsds(queries.on_map(actor.place)))


@login_not_required
@require_safe
def network_hsds(request: HttpRequest) -> HttpResponse:
    """The maps of all rooms together as Open Referral HSDS. Public."""
    return _as_json(queries.hsds(queries.network()))


def _as_json(data: dict[str, Any]) -> HttpResponse:
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_draw_map)
def put(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Put an institution on the map."""
    form = InstitutionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = commands.put_on_map(actor, once=form.cleaned_data["once"], **form.told())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            offer_undo(request, _("Het staat op de kaart."), _to(actor, "take-off-map", made.code))
            return _map(actor)
    status = 422 if form.errors else 200
    return render(request, "referral/institution.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_draw_map)
def change(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Change what stands on the map about one institution."""
    found = queries.find(actor.place, code)
    if found is None or found.ended_at is not None:
        raise Http404
    names = ("areas", "languages")
    known = {name: getattr(found, name) for name in InstitutionForm.base_fields if name != "once"}
    known |= {name: known[name].split() for name in names}
    form = InstitutionForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            commands.change_on_map(actor, code=code, **form.told())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Bewaard."))
            return _map(actor)
    status = 422 if form.errors else 200
    context = {"form": form, "institution": found}
    return render(request, "referral/institution.html", context, status=status)


@require_POST
@at_place(may_draw_map)
def still_so(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Dit klopt nog*, in one tap."""
    commands.still_so(actor, code=code)
    say(request, _("Dank je. Nu weet iedereen dat het klopt."))
    return _map(actor)


@require_POST
@at_place(may_draw_map)
def take_off(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Take it off the map, with undo."""
    commands.take_off_map(actor, code=code)
    offer_undo(request, _("Het staat niet meer op de kaart."), _to(actor, "put-back-on-map", code))
    return _map(actor)


@require_POST
@at_place(may_draw_map)
def put_back(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo: on the map again."""
    commands.put_back_on_map(actor, code=code)
    return _map(actor)


def _to(actor: Actor, name: str, code: str) -> str:
    return reverse(f"referral:{name}", kwargs={"place_slug": actor.place.slug, "code": code})


def _map(actor: Actor) -> HttpResponse:
    return redirect("referral:map", place_slug=actor.place.slug)
