"""What the room needs: everybody reads it, neighbours say it, bring it and thank."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place, at_public_place
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, queries
from .forms import NeedForm
from .permissions import may_bring, may_need


@never_cache
@require_safe
@at_public_place()
def needs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Nodig: what the room needs, and what neighbours brought."""
    context = {"needs": queries.needs(actor), "may": may_need(actor), "slug": actor.place.slug}
    return render(request, "founding/needs.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_need)
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """De kamer heeft iets nodig."""
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "picto": form.cleaned_data["picto"] or "doos"}
        try:
            need = commands.ask_for(actor, **said)
        except Refused as refusal:
            if refusal.status != 409:
                raise
            form.refuse(refusal)
        else:
            undo = _address(actor, "not-needed", need.code)
            offer_undo(request, _("Het staat op de lijst."), undo)
            return _home(actor)
    context = {"form": form, "slug": actor.place.slug}
    return render(request, "founding/ask.html", context, status=422 if form.errors else 200)


@require_POST
@at_place(may_bring)
def bring(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Ik breng dit."""
    commands.bring(actor, code=code)
    offer_undo(request, _("Fijn! Jij brengt dit."), _address(actor, "not-bring", code))
    return _home(actor)


@require_POST
@at_place(may_bring)
def not_bring(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Ik breng het toch niet."""
    commands.not_bring(actor, code=code)
    offer_undo(request, _("Jij brengt dit niet meer."), _address(actor, "bring", code))
    return _home(actor)


@require_POST
@at_place(may_need)
def there(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Het is er, en dank je wel."""
    need = commands.is_there(actor, code=code)
    done = _("Het is er. Je dank je wel is gezegd.") if need.thanks else _("Het is er.")
    offer_undo(request, done, _address(actor, "not-there", code))
    return _home(actor)


@require_POST
@at_place(may_need)
def not_there(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo of that, also of the thank-you."""
    commands.not_there(actor, code=code)
    say(request, _("Het is er nog niet."))
    return _home(actor)


@require_POST
@at_place(may_need)
def not_needed(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Niet meer nodig."""
    commands.not_needed(actor, code=code)
    offer_undo(request, _("Het staat niet meer op de lijst."), _address(actor, "needed", code))
    return _home(actor)


@require_POST
@at_place(may_need)
def needed(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo of that."""
    commands.needed_after_all(actor, code=code)
    return _home(actor)


def _address(actor: Actor, name: str, code: str) -> str:
    return reverse(f"founding:{name}", args=[actor.place.slug, code])


def _home(actor: Actor) -> HttpResponseRedirect:
    return redirect("founding:needs", actor.place.slug)
