"""Mijn geld on the screen and on paper. Every answer is in the form; none is in an address."""

from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.paper import as_answer, make_pdf
from sleutelbos.kit.render import render

from . import queries, queries_asking, queries_paper
from .views_screens import Screen, Sent, screen_for

LAYOUT = Path(__file__).parent / "templates" / "income" / "paper.typ"
# The viewer of a browser shows a PDF as an object with a style of its own. A PDF runs nothing here.
for_viewer = csp_override({"frame-ancestors": ["'none'"], "base-uri": ["'none'"]})
View = Callable[[HttpRequest], HttpResponse]


def keeps_nothing(view: View) -> View:
    """For everybody, kept by no cache and told in no report of a fault."""
    return login_not_required(never_cache(sensitive_post_parameters()(view)))


@keeps_nothing
@require_http_methods(["GET", "HEAD", "POST"])
def money(request: HttpRequest) -> HttpResponse:
    """Wat verandert er met mijn geld? One question a screen, then the situations side by side."""
    sent = Sent(request.POST if request.method == "POST" else _from(request))
    if not queries.has_model():
        return render(request, "income/away.html", _around(request, sent))
    screen = screen_for(sent)
    context = {**screen.context, **_around(request, sent, whole=_is_outcome(screen))}
    return render(request, screen.template, context, status=screen.status)


@for_viewer
@keeps_nothing
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """The outcome on one A4; in Dutch too, for a client manager. Incomplete answers go back."""
    sent = Sent(request.POST)
    screen = screen_for(sent) if queries.has_model() else None
    if screen is None or "shown" not in screen.context:
        return redirect("income:money")
    language = "nl" if request.POST.get("in") == "nl" else translation.get_language()
    with translation.override(language):
        shown = screen_for(sent).context
        data = queries_paper.paper(shown["shown"], shown["facts"], shown["row"])
        return as_answer(make_pdf(LAYOUT, data), "mijn-geld")


def _is_outcome(screen: Screen) -> bool:
    return "shown" in screen.context or "curve" in screen.context


def _from(request: HttpRequest) -> QueryDict:
    """The room somebody came from, and nothing else of the address."""
    found = QueryDict(mutable=True)
    found["k"] = request.GET.get("k", "")
    return found


def _around(request: HttpRequest, sent: Sent, *, whole: bool = False) -> dict[str, object]:
    """Where the way back leads, and on an outcome in which room there is somebody to ask."""
    home = request.session.get("home", "") if isinstance(request.user, Person) else ""
    room = queries_asking.room(sent.room or home)
    return {
        "place": room,
        "signed_in": isinstance(request.user, Person),
        "asking": queries_asking.who_to_ask(room) if room and whole else [],
    }
