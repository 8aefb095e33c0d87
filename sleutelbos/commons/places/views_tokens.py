"""Trusting a program of others with the room: the board makes its key and ends it (P7)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import say

from .commands_tokens import make_token, revoke_token
from .door import Actor, at_place
from .forms import TokenForm
from .permissions import may_make_tokens
from .queries_api import tokens_of


@at_place(may_make_tokens)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The keys of machines here, and a form for a new one; the secret is shown this once."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            secret = make_token(actor, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            form = TokenForm()
    context = {"form": form, "secret": secret, "tokens": list(tokens_of(actor.place))}
    return render(request, "places/tokens.html", context, status=422 if form.errors else 200)


@at_place(may_make_tokens)
@require_POST
def revoke(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """In one tap: the next request with this key is refused."""
    revoke_token(actor, code=code)
    say(request, _("Deze sleutel werkt niet meer."))
    return redirect("places:tokens", place_slug=actor.place.slug)
