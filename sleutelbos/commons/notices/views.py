"""My notices."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import say

from . import commands, queries


def me(request: HttpRequest) -> Person:
    """The person who is signed in; these pages are for nobody else."""
    if not isinstance(request.user, Person):
        raise RuntimeError("This page is for people who are signed in.")
    return request.user


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Berichten: what there is for me, newest first."""
    notices = list(queries.notices_of(me(request)))
    fresh = [notice for notice in notices if notice.read_at is None]
    context = {"fresh": fresh, "old": [n for n in notices if n.read_at is not None]}
    return render(request, "notices/mine.html", context)


@never_cache
@require_POST
def open_notice(request: HttpRequest, code: str) -> HttpResponse:
    """To the page that a notice is about; it is read now."""
    path = commands.read(me(request), code=code)
    response = HttpResponseRedirect(path)
    response.status_code = 303
    return response


@never_cache
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """I have seen them all."""
    if commands.read_all(me(request)):
        say(request, _("Alles is gelezen."))
    return redirect("notices:mine")
