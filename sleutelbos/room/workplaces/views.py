"""The page of the support of a room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, forms, queries
from .permissions import may_guide, may_see_posts, may_see_support, may_set_support


@never_cache
@require_safe
@at_place(may_see_support)
def support(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How much paid support there is, against the norm; who and how for the team and the board."""
    sees = may_see_posts(actor)
    context = {
        "support": queries.support(actor.place), "sees": sees,
        "posts": queries.posts(actor.place) if sees else [],
        "ended": queries.posts(actor.place, ended=True) if sees else [],
        "may_set": may_set_support(actor), "may_guide": may_guide(actor),
    }  # fmt: skip
    return render(request, "workplaces/support.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_set_support)
def add_post(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write down a support post."""
    team = [p for role in ("coordinator", "assistant") for p in places.with_role(actor.place, role)]
    form = forms.PostForm(request.POST if request.method == "POST" else None, team=team)
    if form.is_valid():
        try:
            post = commands.add_post(actor, **form.told())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            offer_undo(request, _("Bewaard."), _to("end-post", actor, post.code))
            return _back(actor)
    status = 422 if form.errors else 200
    return render(request, "workplaces/post.html", {"form": form}, status=status)


@require_POST
@at_place(may_set_support)
def end_post(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """A support post ends today, with undo."""
    commands.end_post(actor, code=code)
    offer_undo(request, _("Deze steun stopt vandaag."), _to("reopen-post", actor, code))
    return _back(actor)


@require_POST
@at_place(may_set_support)
def reopen_post(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo: it goes on."""
    commands.reopen_post(actor, code=code)
    say(request, _("Deze steun gaat door."))
    return _back(actor)


def _to(name: str, actor: Actor, code: str) -> str:
    return reverse(f"workplaces:{name}", kwargs={"place_slug": actor.place.slug, "code": code})


def _back(actor: Actor) -> HttpResponse:
    return redirect("workplaces:support", place_slug=actor.place.slug)
