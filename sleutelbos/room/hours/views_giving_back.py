"""Mag men mij vragen, *vraag eens*, and the pride wall."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_home, at_place
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, queries_invitations, queries_pride
from .forms import SteerForm
from .permissions import may_invite, may_keep_lines, may_thank
from .views import uuid_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_home(may_keep_lines)
def steer(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mag men mij vragen: not, gently or actively; only for oneself."""
    now = queries_invitations.steering_of(actor.someone, actor.place)
    form = SteerForm(request.POST or None, initial={"how": now})
    if request.method == "POST" and form.is_valid():
        commands.steer(actor, how=form.cleaned_data["how"])
        say(request, _("Zo doen wij het. Je kan het altijd anders kiezen."))
        return redirect("hours:steer")
    return render(request, "hours/steer.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_safe
@at_place(may_invite)
def invitations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Vraag eens: a few neighbours to ask what they would like to do, and who knows them."""
    found = queries_invitations.invitations(actor.place, timezone.localdate())
    context = {"invitations": found, "slug": actor.place.slug}
    return render(request, "hours/invitations.html", context)


@require_POST
@at_place(may_invite)
def invited(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Gevraagd, or later."""
    later = request.POST.get("wat") == "later"
    commands.invited(actor, code=code, day=timezone.localdate(), later=later)
    done = _("Later dan.") if later else _("Fijn dat je het vroeg.")
    offer_undo(request, done, reverse("hours:not-invited", args=[actor.place.slug, code]))
    return redirect("hours:invitations", actor.place.slug)


@require_POST
@at_place(may_invite)
def not_invited(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo of the same day."""
    commands.not_invited(actor, code=code, day=timezone.localdate())
    return redirect("hours:invitations", actor.place.slug)


@never_cache
@require_safe
@at_place(may_thank)
def pride(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Onze trots: what neighbours chose to show, and what I could show."""
    context = {
        "wall": queries_pride.wall(actor.place, actor.someone),
        "mine": queries_pride.could_show(actor.place, actor.someone),
        "slug": actor.place.slug,
    }
    return render(request, "hours/pride.html", context)


@require_POST
@at_place(may_keep_lines)
def show(request: HttpRequest, actor: Actor, once: str) -> HttpResponse:
    """Zet op de trots, in one tap."""
    commands.show(actor, once=uuid_of(once))
    done = _("Buren zien dit nu op de trots.")
    offer_undo(request, done, reverse("hours:hide", args=[actor.place.slug, once]))
    return _back(request, actor)


@require_POST
@at_place(may_keep_lines)
def hide(request: HttpRequest, actor: Actor, once: str) -> HttpResponse:
    """Haal van de trots, in one tap."""
    commands.hide(actor, once=uuid_of(once))
    done = _("Het staat niet meer op de trots.")
    offer_undo(request, done, reverse("hours:show", args=[actor.place.slug, once]))
    return _back(request, actor)


def _back(request: HttpRequest, actor: Actor) -> HttpResponseRedirect:
    if request.POST.get("terug") == "gegeven":
        return HttpResponseRedirect(reverse("hours:gave"))
    return HttpResponseRedirect(reverse("hours:pride", args=[actor.place.slug]))
