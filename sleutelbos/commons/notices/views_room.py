"""What is handed over in the room, and what does not get out."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.paper import as_answer, make_pdf
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, commands_deliver, queries, queries_paper
from .permissions import may_hand_over, may_mend

LAYOUT = Path(__file__).parent / "templates" / "notices" / "slips.typ"


@never_cache
@require_safe
@at_place(may_hand_over)
def paper(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Briefjes: for whom there is something, to hand over or to send from one's own phone."""
    rows = queries_paper.to_hand_over(actor.place, timezone.now())
    return render(request, "notices/paper.html", {"rows": rows})


# The viewer of a browser shows a PDF as an object with a style of its own. A PDF runs nothing here.
@csp_override({"frame-ancestors": ["'none'"], "base-uri": ["'none'"]})
@never_cache
@require_safe
@at_place(may_hand_over)
def print_slips(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same on one A4, to cut apart."""
    return as_answer(make_pdf(LAYOUT, queries_paper.slips(actor.place, timezone.now())), "briefjes")


@require_POST
@at_place(may_hand_over)
def handed(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """This one was given."""
    commands.hand_over(actor, code=code)
    offer_undo(request, _("Gegeven."), reverse("notices:not-handed", args=[actor.place.slug, code]))
    return redirect("notices:paper", place_slug=actor.place.slug)


@require_POST
@at_place(may_hand_over)
def not_handed(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """This one was not given after all."""
    commands.not_handed(actor, code=code)
    return redirect("notices:paper", place_slug=actor.place.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_mend)
def stuck(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Wat vastzit: in plain words, with one button to try again."""
    if request.method == "POST":
        commands_deliver.try_again(actor, why=request.POST.get("why", ""))
        say(request, _("Wij proberen het opnieuw."))
        return redirect("notices:stuck", place_slug=actor.place.slug)
    return render(request, "notices/stuck.html", {"traffic": queries.traffic(actor.place)})
