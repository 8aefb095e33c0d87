"""Pages for residents who begin something and lead it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.refused import Refused, allow
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, queries
from .commands_series import every_of
from .forms import TILES, AttendanceForm, BeginForm, ChangeForm
from .permissions import leads, may_pull

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
@at_place(may_pull)
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """*Ik begin iets*: twelve drawings."""
    invites = queries.invites_for(actor.someone, actor.place)
    context = {"tiles": list(TILES.values()), "invites": invites}
    return render(request, "activities/begin.html", context)


@require_http_methods(GET_POST)
@never_cache
@at_place(may_pull)
def how(request: HttpRequest, actor: Actor, picto: str) -> HttpResponse:
    """What and when; the title is filled in, today and now are chosen. *Zet op de deur*."""
    tile = TILES.get(picto)
    if tile is None:
        raise Http404
    title = str(tile.title)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BeginForm(*sent, initial={"title": title}, name=title)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = commands.begin(
                actor, title=said["title"], picto=picto, starts=said["starts"],
                weekly=said["weekly"], once=said["once"], sound=form.sound(),
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect("activities:begun", actor.place.slug, row.code)
    return _how(request, form, {"tile": tile})


def _how(request: HttpRequest, form: BeginForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "activities/how.html", {"form": form, **context}, status=status)


@require_safe
@never_cache
@at_place(may_pull)
def begun(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """It hangs on the door: who pulls it, and that together is easier."""
    row = queries.occurrence(actor.place, code)
    allow(leads(actor, row))
    context = {"row": row, "is_now": row.is_now, "clock_note": queries.clock_note(row)}
    return render(request, "activities/begun.html", context)


@require_POST
@at_place(may_pull)
def take_down(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Maak ongedaan* after *Zet op de deur*."""
    row = queries.occurrence(actor.place, code)
    commands.take_down(actor, occurrence=row)
    say(request, _("Het hangt niet meer op de deur."))
    return redirect("activities:begin", actor.place.slug)


@require_http_methods(GET_POST)
@never_cache
@at_place(may_pull)
def change(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Change one time, or a series from this time on, or every time to come."""
    row = queries.occurrence(actor.place, code)
    allow(leads(actor, row))
    local = timezone.localtime(row.starts)
    initial = {
        "title": row.title, "day": local.date(), "clock": local.time(), "minutes": row.minutes,
        "capacity": row.capacity, "limit_by": row.limit_by, "limit_what": row.limit_what,
        "every": every_of(row.series) if row.series else "week",
        "skips_holidays": bool(row.series and row.series.skips_holidays),
    }  # fmt: skip
    form = ChangeForm(request.POST or None, initial=initial, series=row.series is not None)
    if request.method == "POST" and form.is_valid():
        try:
            _change(actor, row, form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Het is veranderd."))
            return redirect("activities:occurrence", actor.place.slug, code)
    status = 422 if form.is_bound else 200
    return render(request, "activities/change.html", {"row": row, "form": form}, status=status)


def _change(actor: Actor, row: Any, said: dict[str, Any]) -> None:
    limit = commands.Limit(said["capacity"], said["limit_by"], said["limit_what"])
    if said.get("scope", "one") == "one":
        commands.change_one(
            actor, occurrence=row, title=said["title"], starts=said["starts"],
            minutes=said["minutes"], limit=limit,
        )  # fmt: skip
        return
    plan = commands.Plan(
        said["title"], said["day"], said["clock"], said["minutes"], limit, said["every"],
        said["skips_holidays"],
    )  # fmt: skip
    commands.change_series(actor, occurrence=row, plan=plan, whole=said["scope"] == "all")


@require_POST
@at_place(may_pull)
def cancel(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """This time it is off; one tap takes that back."""
    row = queries.occurrence(actor.place, code)
    commands.cancel(actor, occurrence=row)
    back = reverse("activities:restore", args=[actor.place.slug, code])
    offer_undo(request, _("Dit gaat deze keer niet door."), back)
    return redirect("activities:occurrence", actor.place.slug, code)


@require_POST
@at_place(may_pull)
def restore(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """It is on after all."""
    commands.restore(actor, occurrence=queries.occurrence(actor.place, code))
    say(request, _("Het gaat weer door."))
    return redirect("activities:occurrence", actor.place.slug, code)


@require_POST
@at_place(may_pull)
def ask_stand_in(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik kan deze keer niet*: the page asks who stands in; or *Ik kan toch wel*."""
    asks = "toch_wel" not in request.POST
    commands.ask_stand_in(actor, occurrence=queries.occurrence(actor.place, code), asks=asks)
    return redirect("activities:occurrence", actor.place.slug, code)


@require_POST
@at_place(may_pull)
def stand_in(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik val in*: this one time."""
    commands.stand_in(actor, occurrence=queries.occurrence(actor.place, code))
    back = reverse("activities:not_stand_in", args=[actor.place.slug, code])
    offer_undo(request, _("Jij valt deze keer in. Dank je wel."), back)
    return redirect("activities:occurrence", actor.place.slug, code)


@require_POST
@at_place(may_pull)
def not_stand_in(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """No stand-in after all."""
    commands.not_stand_in(actor, occurrence=queries.occurrence(actor.place, code))
    return redirect("activities:occurrence", actor.place.slug, code)


@require_http_methods(GET_POST)
@never_cache
@at_place(may_pull)
def attendance(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Who was there: tick names, or only write a number."""
    row = queries.occurrence(actor.place, code)
    allow(leads(actor, row))
    comers = queries.comers(actor.place, row)
    more = queries.askable(actor.place, but=comers.people)
    form = AttendanceForm(request.POST or None, people=[*comers.people, *more])
    if request.method == "POST" and form.is_valid():
        try:
            _attended(actor, row, form, counted=request.POST.get("how") == "counted")
        except Refused as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Het staat erbij. Dank je wel."))
            return redirect("activities:occurrence", actor.place.slug, code)
    context = {"row": row, "form": form, "comers": comers, "more": more}
    status = 422 if form.is_bound else 200
    return render(request, "activities/attendance.html", context, status=status)


def _attended(actor: Actor, row: Any, form: AttendanceForm, *, counted: bool) -> None:
    said = form.cleaned_data
    if counted:
        if said["number"] is None:
            raise Refused("no-number", _("Schrijf een getal, zoals 12."), field="number")
        commands.count(actor, occurrence=row, number=said["number"])
        return
    commands.tick(actor, occurrence=row, people=form.chosen(), others=said["others"] or 0)
