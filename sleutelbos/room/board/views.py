"""The pages on the door."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from sleutelbos.commons.notices.permissions import may_hand_over, may_mend
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.door import Actor, at_public_place
from sleutelbos.commons.places.permissions import is_from_elsewhere, may_make_tokens
from sleutelbos.kit.cache import public_page
from sleutelbos.kit.render import render
from sleutelbos.room.cash.permissions import may_see_book, may_see_claims
from sleutelbos.room.hours.permissions import may_see_hours_of_all
from sleutelbos.room.keys.permissions import may_close, may_keep_keys, may_open, may_plan
from sleutelbos.room.story.permissions import may_hear_signals
from sleutelbos.room.talents.permissions import shows_hanging
from sleutelbos.room.visits.permissions import may_count, may_place_tablet, may_receive
from sleutelbos.room.visits.queries_table import open_call

from . import queries
from .permissions import may_begin, may_come_by_name, may_have_feed, shows_stable


@require_safe
@public_page
@at_public_place()
def today(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Vandaag: is it open, what is on, what can I do, the week, asked and offered."""
    me = actor.person if may_come_by_name(actor) else None
    now = queries.today(actor.place, viewer=me)
    context = {
        "now": now,
        "may_close": may_close(actor, now.opening),
        "call": open_call(actor.place) if may_receive(actor) else None,
        "by_name": me is not None,
        "may": me is not None,
        "may_open": may_open(actor),
        "has_key": "key-holder" in actor.roles,
        "may_begin": may_begin(actor) and not is_from_elsewhere(actor, request.user),
        "may_hang": shows_hanging(actor, request.user),
        "slug": actor.place.slug,
    }
    response = render(request, "board/today.html", context)
    if actor.person:
        patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
@public_page
@at_public_place()
def week(request: HttpRequest, actor: Actor, monday: str = "") -> HttpResponse:
    """The week, day by day, from today on (what is behind us folded up); other weeks too."""
    first = monday_asked(monday)
    days = queries.week(actor.place, first)
    is_now = any(day.is_today for day in days)
    gone = [day.is_today for day in days].index(True) if is_now else 0
    context = {
        "days": days[gone:],
        "gone": days[:gone],
        "monday": first,
        "sunday": first + timedelta(days=6),
        "before": first - timedelta(days=7),
        "after": first + timedelta(days=7),
        "is_now": is_now,
        "slug": actor.place.slug,
    }
    return render(request, "board/week.html", context)


def monday_asked(given: str) -> date:
    """The Monday asked for, within two years; anything else is a page that is not there."""
    now = timezone.localdate()
    if not given:
        return queries.monday_of(now)
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise Http404 from None
    if abs((day - now).days) > 730:
        raise Http404
    return queries.monday_of(day)


@require_safe
@public_page
@at_public_place()
def way(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Zo kom je er: the address and three sentences instead of a map."""
    return render(request, "board/way.html", {"place": actor.place})


@require_safe
@public_page
@at_public_place()
def ours(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Van ons: who does what, what we did together, and the way to the tools one has a key for."""
    context = {
        "ours": queries.ours(actor.place),
        "next_monday": queries.monday_of(timezone.localdate()) + timedelta(days=7),
        "slug": actor.place.slug,
        "keeps_keys": may_keep_keys(actor),
        "plans": may_plan(actor),
        "receives": may_receive(actor),
        "hands_over": may_hand_over(actor),
        "mends": may_mend(actor),
        "counts": may_count(actor),
        "places_tablet": may_place_tablet(actor),
        "shows_stable": shows_stable(actor, request.user),
        "overview": may_see_hours_of_all(actor),
        "hears_signals": may_hear_signals(actor),
        "tokens": may_make_tokens(actor),
        "has_feed": may_have_feed(actor),
        "sees_book": may_see_book(actor),
        "claims": may_see_claims(actor),
    }
    return render(request, "board/ours.html", context)


@require_safe
@login_not_required
@public_page
def help_page(request: HttpRequest) -> HttpResponse:
    """Hulp: somebody to talk to, in every room; the same place on every page."""
    return render(request, "board/help.html", {"rooms": list(places.rooms())})


@require_safe
@login_not_required
@public_page
def access(request: HttpRequest) -> HttpResponse:
    """How accessible these pages are, and whom to tell when something does not work."""
    return render(request, "board/access.html", {"rooms": list(places.rooms())})
