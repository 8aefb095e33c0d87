"""Mijn bos, and what there is for me."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sleutelbos.commons.places.door import Actor, at_home
from sleutelbos.commons.places.permissions import is_inside
from sleutelbos.kit.render import is_htmx, render

from . import queries


@never_cache
@require_safe
@at_home()
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mijn bos: what hangs on my ring, my hours, what comes, what I gave and got."""
    return render(request, "ring/mine.html", {"mine": queries.mine(actor, timezone.now())})


@never_cache
@require_safe
@at_home(is_inside)
def news(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Voor jou: thanks, messages and questions. Fetched by Mijn bos, and a page of its own."""
    part = "#news" if is_htmx(request) else ""
    context = {"news": queries.news(actor.someone, actor.place, timezone.now())}
    return render(request, f"ring/news.html{part}", context)
