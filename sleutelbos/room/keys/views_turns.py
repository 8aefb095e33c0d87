"""Who opens and closes the door this week."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import is_htmx, render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, queries
from .permissions import may_keep_keys, may_open
from .views import address, as_you, get_or_post


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
        _first, _last = day - timedelta(days=14), day + timedelta(days=14)
    except (ValueError, OverflowError):
        raise Http404 from None
    return day


def _turn(actor: Actor, day: str, what: str) -> queries.Turn:
    turn = queries.turn(actor.place, _day(day), what)
    if turn is None:
        raise Http404
    return turn


def _week(actor: Actor, monday: date) -> dict[str, object]:
    week = queries.week_of_turns(actor, monday)
    return {"week": week, "me": as_you(actor), "may_open": may_open(actor)}


def _show(request: HttpRequest, actor: Actor, day: date) -> HttpResponse:
    """The week of a day: the changed table for htmx, else back to the page."""
    monday = queries.monday_of(day)
    if is_htmx(request):
        return render(request, "keys/week.html#turns", _week(actor, monday))
    return redirect(address(actor, "week-of", monday=monday.isoformat()))


@require_safe
@at_place(may_keep_keys)
def week(request: HttpRequest, actor: Actor, monday: str = "") -> HttpResponse:
    """*Wie doet deze week de deur?*"""
    day = _day(monday) if monday else timezone.localdate()
    return render(request, "keys/week.html", _week(actor, queries.monday_of(day)))


@require_POST
@at_place(may_open)
def take(request: HttpRequest, actor: Actor, day: str, what: str) -> HttpResponse:
    """*Ik doe dit*."""
    turn = commands.take_turn(actor, day=_day(day), what=what)
    undo = address(actor, "give-up", day=day, what=what)
    offer_undo(request, _("Fijn. Jij doet dit."), undo)
    return _show(request, actor, turn.day)


@require_POST
@at_place(may_open)
def give_up(request: HttpRequest, actor: Actor, day: str, what: str) -> HttpResponse:
    """*Geef door*: nobody has it now, and the others see that."""
    turn = commands.give_up_turn(actor, turn=_turn(actor, day, what))
    undo = address(actor, "take", day=day, what=what)
    offer_undo(request, _("Goed. De andere sleuteldragers zien dat deze beurt open is."), undo)
    return _show(request, actor, turn.day)


@require_POST
@at_place(may_open)
def offer(request: HttpRequest, actor: Actor, day: str, what: str) -> HttpResponse:
    """*Ik wil ruilen*: I keep the turn until somebody swaps."""
    turn = commands.offer_turn(actor, turn=_turn(actor, day, what))
    undo = address(actor, "withdraw", day=day, what=what)
    offer_undo(request, _("De anderen zien dat jij wilt ruilen."), undo)
    return _show(request, actor, turn.day)


@require_POST
@at_place(may_open)
def withdraw(request: HttpRequest, actor: Actor, day: str, what: str) -> HttpResponse:
    """*Toch niet ruilen*."""
    turn = commands.withdraw_turn(actor, turn=_turn(actor, day, what))
    say(request, _("Goed. Deze beurt blijft van jou."))
    return _show(request, actor, turn.day)


@get_or_post
@at_place(may_open)
def swap(request: HttpRequest, actor: Actor, day: str, what: str) -> HttpResponse:
    """Take a turn that is offered, in exchange for one of mine."""
    theirs = _turn(actor, day, what)
    if request.method == "POST":
        my_day, _space, my_what = request.POST.get("mine", "").partition(" ")
        if not my_day:
            raise Refused("no-turn-chosen", _("Kies welke beurt van jou je geeft."))
        commands.swap_turn(actor, mine=_turn(actor, my_day, my_what), theirs=theirs)
        say(request, _("Geruild. Zo staat het nu op het rooster."))
        return redirect(address(actor, "week-of", monday=queries.monday_of(theirs.day).isoformat()))
    mine = queries.turns_of(actor.someone, actor.place, timezone.localdate())
    return render(request, "keys/swap.html", {"theirs": theirs, "mine": mine})
