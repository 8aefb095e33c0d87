"""Counts on paper, from a file, and at counting moments."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.sheets import Sheet, read_tallies
from sleutelbos.kit.undo import offer_undo, say

from . import commands_counts, queries_counts
from .commands_counts import Line
from .forms import DayForm, MonthForm, UploadForm
from .permissions import may_count, may_receive

A_DAY = 24 * 60 * 60
SHOWN = 200  # lines of a file that the preview shows one by one


def _page(request: HttpRequest, actor: Actor, status: int = 200, **forms: Any) -> HttpResponse:
    tallies = queries_counts.recent_tallies(actor.place)
    context = {
        "day_form": forms.get("day_form") or DayForm(initial={"day": timezone.localdate()}),
        "month_form": forms.get("month_form") or MonthForm(),
        "upload_form": forms.get("upload_form") or UploadForm(),
        "wrong": next(iter(forms.values()), None),
        "tallies": tallies,
        "files": queries_counts.files_of(tallies),
    }
    return render(request, "visits/tallies.html", context, status=status)


@require_safe
@never_cache
@at_place(may_count)
def tallies(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write a day or a month down, or choose a file; below it what stands."""
    return _page(request, actor)


def _done(request: HttpRequest, actor: Actor, tally: Any) -> HttpResponse:
    undo = reverse("visits:take_back_tally", args=[actor.place.slug, tally.code])
    offer_undo(request, _("Opgeschreven. Dank je wel."), undo)
    return redirect("visits:tallies", place_slug=actor.place.slug)


@require_POST
@at_place(may_count)
def tally_day(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How many people came on a day, by part of it or for the whole."""
    form = DayForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            written = [
                commands_counts.write_tally(
                    actor, first_day=said["day"], last_day=said["day"], people=people, part=part,
                    activity=said["activity"], estimated=said["estimated"],
                    once=uuid.uuid5(said["once"], part),
                )
                for part, people in form.counts
            ]  # fmt: skip
            return _done(request, actor, written[-1])
        except Refused as refusal:
            form.refuse(refusal)
    return _page(request, actor, 422, day_form=form)


@require_POST
@at_place(may_count)
def tally_month(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How many people came in a month gone by."""
    form = MonthForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        first, last = form.days
        tally = commands_counts.write_tally(
            actor, first_day=first, last_day=last, people=said["people"],
            estimated=said["estimated"], once=said["once"],
        )  # fmt: skip
        return _done(request, actor, tally)
    return _page(request, actor, 422, month_form=form)


@require_POST
@at_place(may_count)
def take_back_tally(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Take one count back."""
    commands_counts.take_back_tally(actor, code=code)
    say(request, _("Teruggenomen."))
    return redirect("visits:tallies", place_slug=actor.place.slug)


@require_POST
@never_cache
@at_place(may_count)
def read_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Read a file and show line by line what we make of it; nothing is kept until „Zet erin“.

    The lines travel to the next step in the page itself, signed, so that what was seen is what
    goes in, and no copy of the file stays behind.
    """
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, actor, 422, upload_form=form)
    file = form.cleaned_data["file"]
    data = file.read()
    try:
        sheet = read_tallies(file.name, data, timezone.localdate())
    except Refused as refusal:
        form.add_error("file", refusal.message)
        return _page(request, actor, 422, upload_form=form)
    return _preview(request, actor, sheet, hashlib.sha256(data).hexdigest())


def _preview(request: HttpRequest, actor: Actor, sheet: Sheet, file: str) -> HttpResponse:
    lines = [
        (row, Line(row.first_day, row.last_day, row.part or "", row.activity or "", row.people,
                   row.estimated))
        for row in sheet.lines if not row.closed
    ]  # fmt: skip
    keyed = commands_counts.keyed_lines(actor, (line for _row, line in lines))
    known = queries_counts.same_lines(actor.place, set(keyed))
    days = {(line.first_day, line.last_day) for line in keyed.values()}
    before = queries_counts.counts_on(actor.place, days)
    onces = list(keyed)
    shown = [
        {"row": row, "known": once in known,
         "before": before.get((line.first_day, line.last_day), 0),
         "part_label": queries_counts.part_label(line.part)}
        for (row, line), once in zip(lines[:SHOWN], onces[:SHOWN], strict=True)
    ]  # fmt: skip
    fresh = [line for once, line in keyed.items() if once not in known]
    context = {
        "sheet": sheet, "shown": shown, "more": max(0, len(lines) - SHOWN), "new": len(fresh),
        "people": sum(line.people for line in fresh), "known": len(known),
        "closed": len(sheet.lines) - len(lines),
        "signed": _signed(actor, (line for _row, line in lines), file) if fresh else "",
    }  # fmt: skip
    return render(request, "visits/preview.html", context)


def _salt(actor: Actor) -> str:
    return f"visits.tallies.{actor.place.slug}"


def _signed(actor: Actor, lines: Iterable[Line], file: str) -> str:
    rows = [
        [r.first_day.isoformat(), r.last_day.isoformat(), r.part, r.activity, r.people, r.estimated]
        for r in lines
    ]
    return signing.dumps([file, rows], salt=_salt(actor), compress=True)


@require_POST
@at_place(may_count)
def put_in(request: HttpRequest, actor: Actor) -> HttpResponse:
    """„Zet erin“: put in what the preview showed; all of it can be taken back at once."""
    try:
        file, rows = signing.loads(request.POST.get("lines", ""), salt=_salt(actor), max_age=A_DAY)
    except signing.BadSignature:
        say(request, _("Dit stond te lang open. Kies het bestand nog een keer."))
        return redirect("visits:tallies", place_slug=actor.place.slug)
    lines = [Line(date.fromisoformat(a), date.fromisoformat(b), *rest) for a, b, *rest in rows]
    number = commands_counts.import_tallies(actor, lines=lines, file=file)
    told = ngettext("%(number)d regel staat erin.", "%(number)d regels staan erin.", number)
    undo = reverse("visits:take_back_import", args=[actor.place.slug, file])
    offer_undo(request, told % {"number": number}, undo)
    return redirect("visits:tallies", place_slug=actor.place.slug)


@require_POST
@at_place(may_count)
def take_back_import(request: HttpRequest, actor: Actor, file: str) -> HttpResponse:
    """Take back everything that came from one file."""
    number = commands_counts.take_back_import(actor, file=file)
    told = ngettext("%(number)d regel is eruit.", "%(number)d regels zijn eruit.", number)
    say(request, told % {"number": number})
    return redirect("visits:tallies", place_slug=actor.place.slug)


@require_safe
@never_cache
@at_place(may_receive)
def moments(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The counting moments of this month and the next, and what the door missed before."""
    today = timezone.localdate()
    rows = queries_counts.moments(actor.place, today)
    pairs = queries_counts.door_versus_counted(
        actor.place, today.replace(year=today.year - 1, day=1), today
    )
    return render(
        request, "visits/moments.html",
        {"rows": rows, "today": today, "pairs": pairs[-12:], "drawn": bool(rows)},
    )  # fmt: skip


@require_POST
@at_place(may_receive)
def draw(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Draw the counting moments of this month by lot."""
    commands_counts.draw_moments(actor, month=timezone.localdate())
    return redirect("visits:moments", place_slug=actor.place.slug)


@require_safe
@never_cache
@at_place(may_receive)
def moment(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One big „+1“ on the host's own phone."""
    try:
        found, people = queries_counts.moment_of(actor.place, code)
    except ObjectDoesNotExist:
        raise Http404 from None
    can_count = found.day <= timezone.localdate() and not found.finished_at
    context = {"moment": found, "people": people, "once": uuid.uuid4(), "can_count": can_count}
    return render(request, "visits/moment.html", context)


@require_POST
@at_place(may_receive)
def tick(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One press, or those a phone kept while it had no internet: `presses` as JSON [[id, step]]."""
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    people = commands_counts.tick(actor, code=code, presses=_presses(request))
    if wants_json:
        return JsonResponse({"people": people})
    return redirect("visits:moment", place_slug=actor.place.slug, code=code)


def _presses(request: HttpRequest) -> list[tuple[uuid.UUID, int]]:
    try:
        told = json.loads(request.POST.get("presses", "")) if "presses" in request.POST else [
            [request.POST.get("once", ""), request.POST.get("step", "")]
        ]  # fmt: skip
        return [(uuid.UUID(str(once)), 1 if int(step) > 0 else -1) for once, step in told[:500]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []


@require_POST
@at_place(may_receive)
def finish(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """„Klaar met tellen“."""
    commands_counts.finish_count(actor, code=code)
    return redirect("visits:moment", place_slug=actor.place.slug, code=code)
