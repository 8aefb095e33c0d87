"""The path of the room: pulling a step, saying it is done; starting a room."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, queries
from .forms import StartForm, StepForm
from .permissions import may_pull_step, may_see_path, may_start_room


@never_cache
@require_safe
@at_place(may_see_path)
def path(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Opbouw: what neighbours run themselves, and the steps of the first year."""
    context = {
        "path": queries.path(actor.place, actor.someone, timezone.now()),
        "pulls": may_pull_step(actor),
        "starts": may_start_room(actor),
        "slug": actor.place.slug,
    }
    return render(request, "founding/path.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_pull_step)
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A step of our own; or, with `pad`, the whole path laid out at once."""
    if request.POST.get("pad"):
        commands.lay_path(actor)
        say(request, _("Het pad ligt klaar. Trek wat je leuk vindt."))
        return _home(actor)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            step = commands.add_step(actor, **form.cleaned_data)
        except Refused as refusal:
            if refusal.status != 409:
                raise
            form.refuse(refusal)
        else:
            offer_undo(request, _("De stap ligt op het pad."), _address(actor, "away", step.code))
            return _home(actor)
    context = {"form": form, "slug": actor.place.slug}
    return render(request, "founding/add.html", context, status=422 if form.errors else 200)


@require_POST
@at_place(may_pull_step)
def pull(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Dit trek ik."""
    commands.pull(actor, code=code)
    offer_undo(request, _("Jij trekt dit nu."), _address(actor, "let-go", code))
    return _home(actor)


@require_POST
@at_place(may_pull_step)
def let_go(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Nu even niet."""
    commands.let_go(actor, code=code)
    offer_undo(request, _("Jij trekt dit niet meer."), _address(actor, "pull", code))
    return _home(actor)


@require_POST
@at_place(may_pull_step)
def done(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Gedaan."""
    commands.done(actor, code=code)
    offer_undo(request, _("Mooi. Dit is gedaan."), _address(actor, "not-done", code))
    return _home(actor)


@require_POST
@at_place(may_pull_step)
def not_done(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo of that."""
    commands.not_done(actor, code=code)
    return _home(actor)


@require_POST
@at_place(may_pull_step)
def away(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Niet voor ons."""
    commands.take_away(actor, code=code)
    offer_undo(request, _("Deze stap ligt er niet meer."), _address(actor, "back", code))
    return _home(actor)


@require_POST
@at_place(may_pull_step)
def back(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo of that."""
    commands.bring_back(actor, code=code)
    return _home(actor)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_start_room)
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin een kamer: name, place, path; then its own first page."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.start_room(actor, **form.cleaned_data)
        except Refused as refusal:
            if refusal.status != 409:
                raise
            form.refuse(refusal)
        else:
            say(request, _("De kamer is begonnen. Nodig nu buren uit."))
            return _home(made.actor)
    context = {"form": form, "slug": actor.place.slug}
    return render(request, "founding/start.html", context, status=422 if form.errors else 200)


def _address(actor: Actor, name: str, code: str) -> str:
    return reverse(f"founding:{name}", args=[actor.place.slug, code])


def _home(actor: Actor) -> HttpResponseRedirect:
    return redirect("founding:path", actor.place.slug)
