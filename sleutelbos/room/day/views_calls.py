"""Calling a neighbour we missed, and saying whether one may be called oneself."""

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
from .forms import CallMeForm
from .permissions import may_call, may_choose, may_see_day


@never_cache
@require_safe
@at_place(may_choose)
def calls(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Bellen: whom I know and could call, and what I was asked."""
    context = {
        "calls": queries.calls(actor, timezone.now()),
        "chosen": queries.choice(actor),
        "slug": actor.place.slug,
        "team": False,
    }
    return render(request, "day/calls.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_choose)
def me(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mag men mij bellen? On which number, and do I call others?"""
    now = queries.choice(actor)
    chosen = {"called": now.called, "calls": now.calls, "phone": now.phone}
    form = CallMeForm(request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            commands.choose(actor, **form.cleaned_data)
        except Refused as refusal:
            if refusal.status != 409:
                raise
            form.refuse(refusal)
        else:
            say(request, _("Zo doen wij het. Je kan het altijd anders kiezen."))
            return redirect("day:me", actor.place.slug)
    context = {"form": form, "slug": actor.place.slug}
    return render(request, "day/me.html", context, status=422 if form.errors else 200)


@require_POST
@at_place(may_call)
def take(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Ik bel: the number is there when it was left for this."""
    call = commands.take(actor, code=code)
    offer_undo(request, _("Jij belt. Fijn."), _address(actor, "put-back", call.code))
    return _home(request, actor)


@require_POST
@at_place(may_see_day)
def ask(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Vraag … om te bellen."""
    call = commands.ask_to_call(actor, code=code)
    offer_undo(request, _("Gevraagd. Nee zeggen mag altijd."),
               _address(actor, "put-back", call.code))  # fmt: skip
    return _home(request, actor)


@require_POST
@at_place(may_call)
def outcome(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Gesproken, niet bereikt, wil rust."""
    commands.note_outcome(actor, code=code, outcome=request.POST.get("hoe", ""))
    offer_undo(request, _("Bewaard. Dank je wel."), _address(actor, "reopen", code))
    return _home(request, actor)


@require_POST
@at_place(may_call)
def reopen(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo of that."""
    commands.reopen(actor, code=code)
    return _home(request, actor)


@require_POST
@at_place(may_call)
def put_back(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Liever niet, and undo of *Ik bel*."""
    commands.put_back(actor, code=code)
    say(request, _("Dat is goed."))
    return _home(request, actor)


@require_POST
@at_place(may_see_day)
def tomorrow(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Morgen: nobody calls this neighbour today."""
    commands.put_off(actor, code=code)
    offer_undo(request, _("Goed. Morgen weer."), _address(actor, "today", code))
    return _home(request, actor)


@require_POST
@at_place(may_see_day)
def today(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo of that."""
    commands.today_after_all(actor, code=code)
    return _home(request, actor)


def _address(actor: Actor, name: str, code: str) -> str:
    return reverse(f"day:{name}", args=[actor.place.slug, code])


def _home(request: HttpRequest, actor: Actor) -> HttpResponseRedirect:
    """Back to where one pressed: Mijn dag for the team, else the own page Bellen."""
    team = may_see_day(actor) and request.POST.get("terug") != "bellen"
    return HttpResponseRedirect(
        reverse("day:mine" if team else "day:calls", args=[actor.place.slug])
        + ("#h-mis" if team else "")
    )
