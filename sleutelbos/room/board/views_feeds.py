"""Calendars for people's own phones and computers."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from sleutelbos.commons.places.door import Actor, at_home, at_public_place
from sleutelbos.kit import ical
from sleutelbos.kit.cache import public_page
from sleutelbos.kit.render import render

from . import commands, queries_feeds
from .permissions import may_have_feed


@conditional_page
@require_safe
@public_page
@at_public_place()
def room_feed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The calendar of the room, for everybody."""
    return HttpResponse(queries_feeds.room_calendar(actor.place), content_type=ical.TYPE)


@conditional_page
@require_safe
@public_page
@at_public_place()
def one_time(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One time of an activity, to put in one's own calendar."""
    response = HttpResponse(queries_feeds.one_time(actor.place, code), content_type=ical.TYPE)
    response["Content-Disposition"] = f'inline; filename="{code}.ics"'
    return response


@conditional_page
@require_safe
@login_not_required  # the address is the key
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of one person, for whoever has its secret address."""
    found = queries_feeds.person_calendar(token)
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type=ical.TYPE)
    response["Cache-Control"] = "private, no-cache"
    return response


@at_home(may_have_feed)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_feed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """In mijn eigen agenda: what it is, and one tap for a (new) address, shown this once."""
    address = ""
    if request.method == "POST":
        token = commands.renew_feed(actor)
        address = settings.PUBLIC_URL + reverse("board:feed", kwargs={"token": token})
    context = {
        "address": address,
        "subscribe": address.replace("https:", "webcal:").replace("http:", "webcal:"),
        "made_at": queries_feeds.feed_of(actor.someone),
        "slug": actor.place.slug,
    }
    return render(request, "board/my_feed.html", context)
