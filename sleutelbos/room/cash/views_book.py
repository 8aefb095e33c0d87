"""The cash book: reading, writing, putting right, counting, taking along."""

import io
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.csv_file import csv_file, harmless
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say
from sleutelbos.kit.words import euros

from . import commands, queries
from .forms import CountForm, LineForm, year_of
from .permissions import may_keep_cash, may_see_book, may_see_words

PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
@at_place(may_see_book)
def book(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Het kasboek: what there is, and what went in and out, newest first."""
    page = Paginator(queries.lines(actor.place), PAGE).get_page(request.GET.get("p"))
    page.object_list = list(page.object_list)
    words = may_see_words(actor)
    context = {
        "page": page,
        "rows": [(line, queries.words_of(line) if words else "") for line in page.object_list],
        "balances": queries.balances(actor.place),
        "counts": queries.counts(actor.place) if words else [],
        "years": queries.years(actor.place, timezone.localdate()) if words else [],
        "keeps": may_keep_cash(actor),
        "words": words,
        "slug": actor.place.slug,
    }
    return render(request, "cash/book.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_keep_cash)
def write(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write a line, or money from one pot to the other."""
    form = LineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            once = _written(actor, form)
        except Refused as refusal:
            if refusal.status != 409:
                raise
            form.refuse(refusal)
        else:
            undo = reverse("cash:counter", args=[actor.place.slug, once])
            offer_undo(request, _("Het staat in het kasboek."), undo)
            return redirect("cash:cashbook", actor.place.slug)
    context = {"form": form, "slug": actor.place.slug}
    return render(request, "cash/write.html", context, status=422 if form.errors else 200)


def _written(actor: Actor, form: LineForm) -> UUID:
    said = form.cleaned_data
    same: dict[str, Any] = {name: said[name] for name in ("cents", "day", "once")}
    if form.moves:
        return commands.move(actor, out_of=form.moves, **same).out.once
    line = commands.write(actor, pot=said["pot"], kind=said["kind"], what=said["what"], **same)
    return line.once


@require_POST
@at_place(may_keep_cash)
def counter(request: HttpRequest, actor: Actor, once: str) -> HttpResponse:
    """Put a line right by its opposite."""
    try:
        known = UUID(once)
    except ValueError:
        raise Http404 from None
    commands.correct(actor, once=known)
    say(request, _("Het tegendeel staat nu in het kasboek."))
    return redirect("cash:cashbook", actor.place.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_keep_cash)
def count(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Count the tin. What the book says is shown afterwards, so that people really count."""
    form = CountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.count_tin(
                actor, cents=form.cleaned_data["amount"], once=form.cleaned_data["once"]
            )
        except Refused as refusal:
            if refusal.status != 409:
                raise
            form.refuse(refusal)
        else:
            told = _told(made.counted - made.expected)
            if made.line is None:
                say(request, told)
            else:
                undo = reverse("cash:counter", args=[actor.place.slug, made.line.once])
                offer_undo(request, told, undo)
            return redirect("cash:cashbook", actor.place.slug)
    context = {"form": form, "slug": actor.place.slug}
    return render(request, "cash/count.html", context, status=422 if form.errors else 200)


def _told(difference: int) -> str:
    if not difference:
        return _("Het klopt met het kasboek.")
    told = {"amount": euros(abs(difference))}
    if difference > 0:
        return _("Er zit %(amount)s meer in dan het boek zegt. Dat staat er nu bij.") % told
    return _("Er zit %(amount)s minder in dan het boek zegt. Dat staat er nu bij.") % told


@never_cache
@require_safe
@at_place(may_see_words)
def file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The book of a year as a file: CSV, or a sheet (`?soort=xlsx`)."""
    year = year_of(request.GET.get("jaar", ""), timezone.localdate())
    name = f"kasboek-{actor.place.slug}-{year}"
    header, *rows = queries.for_file(actor.place, year)
    if request.GET.get("soort") == "xlsx":
        return _sheet(name, [header, *rows])
    with_commas = [[_comma(cell) for cell in row] for row in rows]
    return csv_file(name, header, with_commas)


def _comma(cell: object) -> object:
    """An amount as spreadsheets here read it: 12,50."""
    return f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else cell


def _sheet(name: str, rows: list[list[Any]]) -> HttpResponse:
    from openpyxl import Workbook  # only who takes the book along needs it

    sheet = Workbook(write_only=True)
    tab = sheet.create_sheet(name[:31])
    for row in rows:
        tab.append([cell if isinstance(cell, int | float) else harmless(cell) for cell in row])
    made = io.BytesIO()
    sheet.save(made)
    answer = HttpResponse(made.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    answer["Cache-Control"] = "no-store, private"
    return answer
