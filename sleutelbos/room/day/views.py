"""Mijn dag of the team; handing work on; one's own paid hours of today."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import say
from sleutelbos.room.keys import commands as keys

from . import commands, queries
from .permissions import may_call, may_see_day


@never_cache
@require_safe
@at_place(may_see_day)
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mijn dag: coffee first, then who was missed, keys, handing on, asking, days ahead."""
    now = timezone.now()
    context = {
        "day": queries.day(actor, now),
        "hour": timezone.localtime(now).hour,
        "choices": queries.CHOICES,
        "slug": actor.place.slug,
        "team": True,
    }
    return render(request, "day/mine.html", context)


@require_POST
@at_place(may_see_day)
def worked(request: HttpRequest, actor: Actor) -> HttpResponse:
    """So long I was here today; 0 wipes it."""
    typed = request.POST.get("uren", "")
    hours = int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 3 else 0
    commands.worked(actor, day=timezone.localdate(), minutes=hours * 60)
    say(request, _("Opgeschreven. Alleen jij ziet het."))
    return redirect("day:mine", actor.place.slug)


@require_POST
@at_place(may_see_day)
def ask_holders(request: HttpRequest, actor: Actor, day: str, what: str) -> HttpResponse:
    """Vraag alle sleuteldragers, for a turn at the door that nobody has."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    keys.ask_for_turn(actor, day=when, what=what)
    say(request, _("Alle sleuteldragers horen dat er iets te doen is."))
    return redirect("day:mine", actor.place.slug)


@require_POST
@at_place(may_see_day)
def hand(request: HttpRequest, actor: Actor, task: str, code: str) -> HttpResponse:
    """Ik vraag …: would this neighbour like to do it too?"""
    commands.ask_neighbour(actor, task=task, code=code)
    say(request, _("Gevraagd. Nee zeggen mag altijd."))
    return redirect("day:mine", actor.place.slug)


@require_POST
@at_place(may_call)
def answer(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Ja, graag or Nu niet."""
    yes = request.POST.get("wat") == "ja"
    commands.answer(actor, code=code, yes=yes)
    say(request, _("Fijn. Wij spreken het af aan tafel.") if yes else _("Dat is goed."))
    return redirect("day:calls", actor.place.slug)
