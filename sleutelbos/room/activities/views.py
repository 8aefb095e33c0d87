"""Pages for who comes: the agenda, one activity, *Ik kom*."""

import re
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place, at_public_place
from sleutelbos.kit.codes import fingerprint, new_token
from sleutelbos.kit.refused import NotFound
from sleutelbos.kit.render import is_htmx, render
from sleutelbos.kit.templatetags.kit import day_words

from . import commands, queries, queries_list
from .permissions import TIDIES, leads, may_come_by_name, may_hear, may_pull
from .queries_recordings import recorded

COOKIE = "kom"  # a random word on the phone of a guest; only fingerprints of it are kept
YEAR = 365 * 24 * 60 * 60
WORD = re.compile(r"[A-Za-z0-9_-]{20,64}")


@require_safe
@at_public_place()
def agenda(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is coming, twenty at a time, soonest first."""
    me = actor.person if may_come_by_name(actor) else None
    after = request.GET.get("na", "")[:40]
    leaf = queries_list.agenda_lines(actor.place, after=after, person=me)
    day, language, slug = "", get_language() or "nl", actor.place.slug
    lines = []
    for line in leaf.lines:
        words = day_words(line.starts)
        first = words if words != day else ""
        lines.append(line_in_words(line, first, language, slug, me is not None))
        day = words
    context = {
        "lines": mark_safe("".join(lines)),  # noqa: S308 - rendered by a template of ours
        "next": leaf.next,
        "later": bool(after),
        "by_name": me is not None,
    }
    return render(request, "activities/agenda.html", context)


@lru_cache(maxsize=4096)
def line_in_words(
    line: queries_list.Line, day: str, language: str, slug: str, by_name: bool
) -> str:
    """One line as HTML in the language of now. All it depends on is asked, so it is made once."""
    context = {"line": line, "day": day, "slug": slug, "by_name": by_name}
    return render_to_string("activities/line.html", context)


@require_safe
@never_cache
@at_public_place()
def occurrence(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One activity: what, when, who pulls, how many come, what it costs; and what I can do."""
    me = actor.person if may_come_by_name(actor) else None
    row = queries.occurrence(actor.place, code, person=me)
    if me is None:
        said = queries.sign_up_of(actor.place, row, guest=_guest(request, code))
        row.mine = said.state if said else None
    said_by = recorded(actor.place, [row.activity]).get(row.activity_id)
    leading = leads(actor, row)
    context = {
        "row": row,
        "said_by": said_by,
        "may_hear": may_hear(actor),
        "may_forget": bool(me and (said_by == me.pk or leading or actor.roles & TIDIES)),
        "by_name": me is not None,
        "over": row.ends <= timezone.now(),
        "leads": leading,
        "is_host": "host" in actor.roles,
        "may_pull": may_pull(actor),
        "clock_note": queries.clock_note(row),
        "always": queries.comes_always(me, row) if me else False,
    }
    return render(request, "activities/occurrence.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_public_place()
def come(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik kom*: one tap by name; without an account a second one, *Zonder naam*."""
    row = queries.occurrence_to_come(actor.place, code)
    if request.method == "POST" and may_come_by_name(actor):
        said = commands.sign_up(actor, occurrence=row)
        return _said(request, actor, code, said.state)
    if request.method == "POST" and "zonder_naam" in request.POST:
        word = _word(request)
        said = commands.sign_up(actor, occurrence=row, guest=_hash(word, code))
        response = _said(request, actor, code, said.state)
        response.set_cookie(
            COOKIE, word, max_age=YEAR // 2, samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        return response
    found = queries.sign_up_of(actor.place, row, guest=_guest(request, code))
    row.mine = found.state if found else None
    context = {"row": row, "word": new_token(), "by_name": may_come_by_name(actor)}
    part = "#choose" if is_htmx(request) else ""
    return render(request, f"activities/come.html{part}", context)


@require_POST
@never_cache
@at_public_place()
def not_come(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik kom toch niet*: who waits longest gets the place."""
    row = queries.occurrence_to_come(actor.place, code)
    if may_come_by_name(actor):
        commands.sign_off(actor, occurrence=row)
    elif guest := _guest(request, code):
        commands.sign_off(actor, occurrence=row, guest=guest)
    return _said(request, actor, code, "gone")


@require_POST
@at_place(may_come_by_name)
def come_always(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik kom elke keer*."""
    row = queries.occurrence(actor.place, code)
    if row.series is None:
        raise NotFound
    commands.sign_up_always(actor, series=row.series)
    return redirect("activities:occurrence", actor.place.slug, code)


@require_POST
@at_place(may_come_by_name)
def not_always(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Niet meer elke keer*."""
    row = queries.occurrence(actor.place, code)
    if row.series is None:
        raise NotFound
    commands.sign_off_always(actor, series=row.series)
    return redirect("activities:occurrence", actor.place.slug, code)


def _said(request: HttpRequest, actor: Actor, code: str, state: str) -> HttpResponse:
    """The changed part for htmx; without it the page of the activity."""
    if not is_htmx(request):
        return redirect("activities:occurrence", actor.place.slug, code)
    row = queries.occurrence_to_come(actor.place, code)
    row.mine, row.coming = state, row.taken
    context = {"row": row, "by_name": may_come_by_name(actor), "answered": True}
    return render(request, "activities/come.html#come", context)


def _hash(word: str, code: str) -> str:
    """A guest is another one at every occurrence: two sign-ups cannot be linked."""
    return fingerprint(f"{word}:{code}")


def _guest(request: HttpRequest, code: str) -> str:
    word = request.COOKIES.get(COOKIE, "")
    return _hash(word, code) if WORD.fullmatch(word) else ""


def _word(request: HttpRequest) -> str:
    """The word of this phone; the first time the one that came with the page (R5)."""
    for word in (request.COOKIES.get(COOKIE, ""), request.POST.get("woord", "")):
        if WORD.fullmatch(word):
            return word
    return new_token()
