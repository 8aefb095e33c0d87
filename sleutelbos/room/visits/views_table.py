"""„Vandaag aan tafel“: what the host sees and does."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.pictos import TAG_PICTOS
from sleutelbos.kit.render import is_htmx, render
from sleutelbos.kit.undo import offer_undo, say

from . import commands_counts, commands_table, queries, queries_table
from .forms import NoteForm
from .permissions import may_receive


def _once(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid.uuid4()


def _table(
    request: HttpRequest, actor: Actor, form: NoteForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "table": queries_table.table(actor.place, timezone.now()),
        "form": form or NoteForm(),
        "once": uuid.uuid4(),
        "is_mine": False,
    }
    host = context["table"].host  # type: ignore[attr-defined]
    context["is_mine"] = host is not None and host == actor.person
    page = "visits/table.html#now" if is_htmx(request) else "visits/table.html"
    return render(request, page, context, status=status)


def _back(actor: Actor) -> HttpResponse:
    return redirect("visits:table", place_slug=actor.place.slug)


@require_safe
@never_cache
@at_place(may_receive)
def table(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Today at a glance; htmx asks for it again every 20 seconds."""
    return _table(request, actor)


@require_POST
@at_place(may_receive)
def be_host(request: HttpRequest, actor: Actor) -> HttpResponse:
    """„Ik ontvang vandaag de buren“, in one tap; the first in a month also draws the lots."""
    commands_table.be_host(actor)
    commands_counts.draw_moments(actor, month=timezone.localdate())
    return _back(actor)


@require_POST
@at_place(may_receive)
def answer_call(request: HttpRequest, actor: Actor) -> HttpResponse:
    """„Ik ga al“: somebody goes to the door."""
    commands_table.answer_call(actor)
    return _back(actor)


@require_POST
@at_place(may_receive)
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One more at the table: somebody new, or (with `tag`) a neighbour who asked for a hand."""
    once = _once(request)
    commands_table.add_by_hand(actor, once=once, code=request.POST.get("tag", ""))
    undo = reverse("visits:take_back", args=[actor.place.slug, once])
    offer_undo(request, _("Er kwam 1 iemand bij."), undo)
    return _back(actor)


@require_POST
@at_place(may_receive)
def take_back(request: HttpRequest, actor: Actor, once: str) -> HttpResponse:
    """Take back who was just let in at the table."""
    try:
        commands_table.take_back_by_hand(actor, once=uuid.UUID(once))
    except ValueError:
        pass  # no such visit: then there is nothing to take back
    return _back(actor)


@require_safe
@never_cache
@at_place(may_receive)
def help_in(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Help somebody come in: first the pictogram (`?hanger=vis`), then the neighbour."""
    chosen = request.GET.get("hanger", "")
    people = []
    if chosen in TAG_PICTOS:
        people = queries.with_tag(actor.place, chosen, also_off_screen=True)
    context = {"pictos": TAG_PICTOS.items(), "chosen": chosen if chosen in TAG_PICTOS else "",
               "people": people, "once": uuid.uuid4()}  # fmt: skip
    return render(request, "visits/help_in.html", context)


@require_POST
@at_place(may_receive)
def write_note(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Two lines for the next host."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _table(request, actor, form, status=422)
    note = commands_table.write_note(
        actor, text=form.cleaned_data["text"], once=form.cleaned_data["once"]
    )
    undo = reverse("visits:take_back_note", args=[actor.place.slug, note.once])
    offer_undo(request, _("Dit leest wie hierna komt."), undo)
    return _back(actor)


@require_POST
@at_place(may_receive)
def take_back_note(request: HttpRequest, actor: Actor, once: str) -> HttpResponse:
    """Take back what I wrote for the next host."""
    try:
        commands_table.take_back_note(actor, once=uuid.UUID(once))
    except ValueError:
        pass  # no such note: then there is nothing to take back
    return _back(actor)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_place(may_receive)
def set_aside(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What a tablet sent and nobody could simply count: „Tel mee“ or „Tel niet mee“."""
    if request.method == "POST":
        row = request.POST.get("row", "")
        if row.isdecimal() and len(row) < 19:
            commands_table.settle(actor, row=int(row), counts=request.POST.get("counts") == "1")
            say(request, _("Bewaard."))
        return redirect("visits:set_aside", place_slug=actor.place.slug)
    return render(request, "visits/set_aside.html", {"rows": queries.set_aside(actor.place)})
