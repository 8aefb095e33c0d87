"""My own hours: a tap, another day, taking back, taking along."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_home
from sleutelbos.kit.csv_file import csv_file
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import is_htmx, render
from sleutelbos.kit.undo import offer_undo, say
from sleutelbos.kit.words import hours
from sleutelbos.room.activities import queries as activities

from . import commands, queries
from .forms import WriteForm
from .permissions import may_write_hours

PAGE = 20


def uuid_of(text: str) -> UUID:
    """The id in an address; anything else is an address that is not there."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@never_cache
@require_safe
@at_home(may_write_hours)
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mijn uren: what I wrote and what was written for me, newest day first; per month in words."""
    pages = Paginator(queries.my_entries(actor.someone, actor.place), PAGE)
    page = pages.get_page(request.GET.get("p"))
    page.object_list = list(page.object_list)
    context = {
        "page": page,
        "months": queries.months_of(actor.someone, actor.place),
        "me": actor.someone,
    }
    return render(request, "hours/mine.html", context)


@never_cache
@require_safe
@at_home(may_write_hours)
def mine_csv(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My hours as a file for a spreadsheet."""
    header = [_("Dag"), _("Minuten"), _("Waarvoor")]
    rows = (
        (entry.day.isoformat(), entry.minutes, _what(entry))
        for entry in queries.my_entries(actor.someone, actor.place).iterator(chunk_size=2000)
    )
    return csv_file("mijn-uren", header, rows)


def _what(entry: queries.HoursEntry) -> str:
    return entry.what or (entry.occurrence.title if entry.occurrence else "")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_home(may_write_hours)
def write(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write hours for another day, of another length, or with own words."""
    form = WriteForm(request.POST or None, initial={"code": request.GET.get("code", "")[:6]})
    if request.method == "POST" and _written(request, actor, form):
        return redirect("hours:mine")
    return _form(request, actor, form)


@never_cache
@require_POST
@at_home(may_write_hours)
def tap(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One tap on *Mijn bos*: written, with undo."""
    form = WriteForm(request.POST)
    written = _written(request, actor, form)
    if is_htmx(request):
        return card(request, actor, form)
    return redirect("ring:mine") if written else _form(request, actor, form)


@never_cache
@require_POST
@at_home(may_write_hours)
def undo(request: HttpRequest, actor: Actor, once: str) -> HttpResponse:
    """Take hours back: mine, or those I wrote for somebody."""
    entry = queries.entry_of(actor.someone, actor.place, uuid_of(once))
    if entry is None:
        raise Http404
    commands.correct(actor, entry=entry)
    say(request, _("Deze uren zijn weg."))
    if is_htmx(request):
        return card(request, actor)
    return redirect("hours:mine" if request.POST.get("terug") == "uren" else "ring:mine")


def card(request: HttpRequest, actor: Actor, form: WriteForm | None = None) -> HttpResponse:
    """The part of *Mijn bos* about today, with what was wrong with a tap, if anything was."""
    context = {"card": queries.card(actor.someone, actor.place, timezone.now()), "form": form}
    wrong = bool(form and form.errors)
    return render(request, "hours/card.html#card", context, status=422 if wrong else 200)


def _written(request: HttpRequest, actor: Actor, form: WriteForm) -> bool:
    """Write what the form says; false when there is something to put right first."""
    if not form.is_valid():
        return False
    said = form.cleaned_data
    try:
        entry = commands.write_hours(
            actor, minutes=said["how_long"], day=said["on"] or timezone.localdate(),
            occurrence=_occurrence(actor, said["code"]), what=said["what"], once=said["once"],
        )  # fmt: skip
    except Refused as refusal:
        if refusal.status != 409:
            raise
        form.refuse(refusal)
        return False
    done = _("%(hours)s opgeschreven.") % {"hours": hours(entry.minutes)}
    offer_undo(request, done, reverse("hours:undo", kwargs={"once": entry.once}))
    return True


def _occurrence(actor: Actor, code: str) -> "queries.Occurrence | None":
    return activities.occurrence_to_come(actor.place, code) if code else None


def _form(request: HttpRequest, actor: Actor, form: WriteForm) -> HttpResponse:
    code = str(form["code"].value() or "")
    context = {"form": form, "occurrence": _occurrence(actor, code)}
    return render(request, "hours/write.html", context, status=422 if form.errors else 200)
