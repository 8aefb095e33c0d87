"""Mijn route: the path, telling a door, the map, one A4; and the walls that a room hears of."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sleutelbos.commons.places.door import Actor, at_home, at_place
from sleutelbos.kit.paper import as_answer, for_viewer, make_pdf
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import is_htmx, render
from sleutelbos.kit.undo import offer_undo

from . import commands, forms, queries, queries_paper
from .permissions import may_hear_signals, may_tell

LAYOUT = Path(__file__).parent / "templates" / "story" / "route.typ"


def address(name: str, *args: str) -> str:
    """The address of one of our pages."""
    return reverse(f"story:{name}", args=args)


def at_form(form: forms.PlainForm, refusal: Refused) -> None:
    """A refusal of what was filled in goes back to the form; any other to its own page."""
    if refusal.status != Refused.status:
        raise refusal
    form.refuse(refusal)


@never_cache
@require_safe
@at_home(may_tell)
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My route: walls with doors, what was written for me, and who sees what.

    *Mijn bos* fetches three doors of it.
    """
    if is_htmx(request):
        return render(request, "story/mine.html#glimpse", {"route": queries.glimpse(actor.someone)})
    route = queries.route(actor.someone, timezone.now())
    pens = queries.pens_of(actor.someone, timezone.now())
    context = {"route": route, "pens": pens, "readings": queries.looked(actor.someone)}
    return render(request, "story/mine.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_home(may_tell)
def tell(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Nog een muur of deur; `?muur=` chooses one of the map."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.DoorForm(*sent)
    wall = queries.BY_CODE.get(request.GET.get("muur", ""))
    if form.is_valid():
        try:
            said = {name: form.cleaned_data[name] for name in ("words", "helped", "state", "once")}
            told = commands.tell(actor, wall=wall.code if wall else "", sound=form.sound(), **said)
        except Refused as refusal:
            at_form(form, refusal)
        else:
            offer_undo(request, _("Het staat op je route."), address("away", told.code))
            return redirect("story:mine")
    context = {"form": form, "wall": wall}
    return render(request, "story/tell.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@at_home(may_tell)
def the_map(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The four walls and the ways through that others found. To use or to leave."""
    return render(request, "story/map.html", {"walls": queries.WALLS})


@for_viewer
@never_cache
@require_safe
@at_home(may_tell)
def paper(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My route on one A4, for me to keep or to show."""
    data = queries_paper.route_paper(actor.someone)
    return as_answer(make_pdf(LAYOUT, data), "mijn-route")


@never_cache
@require_safe
@at_place(may_hear_signals)
def signals(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The walls of the system that ten neighbours or more told, without names, words or numbers."""
    told = queries.told(actor.place)
    return render(request, "story/signals.html", {"told": told, "place": actor.place})
