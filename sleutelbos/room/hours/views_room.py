"""Hours of an activity, by who led it; hours of the room, for the team and the board."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.csv_file import csv_file
from sleutelbos.kit.refused import Refused, allow
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say
from sleutelbos.room.activities import queries as activities
from sleutelbos.room.activities.permissions import leads

from . import commands, queries
from .forms import ForAllForm
from .permissions import may_see_hours_of_all
from .views import uuid_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place()
def for_all(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Uren voor iedereen: all who were there are ticked, as long as it lasted is chosen."""
    row = activities.occurrence(actor.place, code)
    allow(leads(actor, row))
    present = queries.present(actor.place, row)
    form = ForAllForm(request.POST or None, present=present, lasted=min(row.minutes, 720))
    if request.method == "POST" and form.is_valid():
        try:
            done = commands.write_for_all(
                actor, occurrence=row, minutes=form.cleaned_data["how_long"],
                people=form.cleaned_data["people"], once=form.cleaned_data["once"],
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            _tell(
                request,
                done,
                reverse("hours:undo-for-all", args=[actor.place.slug, code, done.once]),
            )
            return redirect("hours:for-all", actor.place.slug, code)
    context = {"row": row, "form": form, "begun": row.starts <= timezone.now()}
    return render(request, "hours/for_all.html", context, status=422 if form.errors else 200)


def _tell(request: HttpRequest, done: commands.Together, undo: str) -> None:
    number = len(done.entries)
    for person in done.too_much:
        told = _("Voor %(called)s is niets opgeschreven. Vraag het %(called)s zelf even.")
        say(request, told % {"called": person.called})  # not why: it may be of another room
    if number:
        told = ngettext(
            "Uren opgeschreven voor %(number)s buur.",
            "Uren opgeschreven voor %(number)s buren.",
            number,
        )
        offer_undo(request, told % {"number": number}, undo)


@require_POST
@at_place()
def undo_for_all(request: HttpRequest, actor: Actor, code: str, once: str) -> HttpResponse:
    """Take back what I wrote for everybody."""
    row = activities.occurrence(actor.place, code)
    allow(leads(actor, row))
    commands.correct_together(actor, together=uuid_of(once))
    say(request, _("Deze uren zijn weg."))
    return redirect("hours:for-all", actor.place.slug, code)


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("jaar", "")
    return int(asked) if re.fullmatch(r"20\d\d", asked) else timezone.localdate().year


@never_cache
@require_safe
@at_place(may_see_hours_of_all)
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The hours of every neighbour in a year, by name, and of the room together."""
    context = {
        "year": queries.yearly(actor.place, _year(request)),
        "years": queries.years(actor.place, timezone.localdate()),
    }
    return render(request, "hours/overview.html", context)


@never_cache
@require_safe
@at_place(may_see_hours_of_all)
def overview_csv(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same, as a file for a spreadsheet."""
    year = queries.yearly(actor.place, _year(request))
    rows: list[tuple[str, int]] = [(row.called, row.minutes) for row in year.rows]
    rows += [(_("En andere buren"), year.others), (_("Samen"), year.total)]
    return csv_file(f"uren-{actor.place.slug}-{year.year}", [_("Naam"), _("Minuten")], rows)
