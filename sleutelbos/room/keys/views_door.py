"""Opening and closing the door, and the plan behind it."""

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.commons.places.permissions import is_inside
from sleutelbos.kit.refused import Refused, allow
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say
from sleutelbos.room.activities import queries as activities

from . import commands, queries
from .forms import OtherDayForm, UntilForm, WeekForm
from .models import Opening
from .permissions import may_close, may_open, may_plan
from .views import address, after, get_or_post, hook_or_404, today


def _is_open(
    request: HttpRequest, actor: Actor, form: UntilForm | None = None
) -> HttpResponse | None:
    """The page of the open door, with *Tot hoe laat?*; nothing when it is closed."""
    now = timezone.now()
    opening = queries.opening_now(actor.place, now)
    if opening is None:
        return None
    context = {
        "opening": opening, "choices": queries.closing_choices(opening, now), "form": form,
        "is_mine": opening.opened_by == actor.person,
    }  # fmt: skip
    return render(request, "keys/is_open.html", context, 422 if form else 200)


@get_or_post
@at_place(may_open)
def open_door(request: HttpRequest, actor: Actor) -> HttpResponse:
    """*Ik doe de deur open*: with my own key, or with one from the board."""
    if request.method == "POST":
        code = request.POST.get("key")
        key = hook_or_404(actor, code).key if code else None
        try:
            commands.open_room(actor, key=key)
        except Refused as refusal:
            if refusal.code != "already-open":
                raise
            say(request, refusal.message)
        return redirect(address(actor, "open"))
    return _is_open(request, actor) or render(
        request, "keys/open.html", {"board": queries.board(actor, everything=True)}
    )


@require_POST
@at_place(may_open)
def until(request: HttpRequest, actor: Actor) -> HttpResponse:
    """*Tot hoe laat?*"""
    form = UntilForm(request.POST)
    if form.is_valid():
        try:
            commands.keep_open_until(actor, closes_at=form.cleaned_data["until"])
            return redirect(today(actor))
        except Refused as refusal:
            if refusal.field is None:
                raise
            form.refuse(refusal)
    return _is_open(request, actor, form) or redirect(address(actor, "open"))


@require_POST
@at_place(may_open)
def open_undo(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The door was not opened after all."""
    commands.take_back_opening(actor)
    say(request, _("Ongedaan gemaakt. De deur is weer dicht."))
    return redirect(today(actor))


@get_or_post
@at_place(is_inside)
def close_door(request: HttpRequest, actor: Actor) -> HttpResponse:
    """*Ik doe de deur dicht* (POST); what is still planned before it, and what remains to be done
    with my keys after it (GET). Who opened the door closes it also without a key."""
    if request.method == "POST":
        if queries.opening_now(actor.place):  # a second tap finds it closed, and that is fine
            commands.close_room(actor)
        return redirect(address(actor, "close"))
    last, now = queries.last_opening(actor.place), timezone.now()
    allow(may_close(actor, last))
    opening = queries.opening_now(actor.place, now)
    context = {
        "opening": opening,
        "planned": activities.today(actor.place, now) if opening else [],
        "after": after(actor),
        "not_yet": address(actor, "open") if may_open(actor) else today(actor),
        "next": queries.next_opening(actor.place),
        "mine": queries.keys_of(actor.someone, actor.place),
        "may_reopen": _may_reopen(actor, last, now),
    }
    return render(request, "keys/close.html", context)


def _may_reopen(actor: Actor, last: Opening | None, now: datetime) -> bool:
    return last is not None and may_open(actor) and last.may_be_reopened_by(actor.person, now)


@require_POST
@at_place(may_open)
def close_undo(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The door is open again, until the same time."""
    commands.reopen_room(actor)
    return redirect(address(actor, "open"))


@get_or_post
@at_place(may_plan)
def hours(request: HttpRequest, actor: Actor) -> HttpResponse:
    """When the door is open: the week."""
    plan = queries.weekly_plan(actor.place)
    form = WeekForm(plan=plan)
    if request.method == "POST":
        form = WeekForm(request.POST, plan=plan)
        if form.is_valid():
            commands.set_hours(actor, hours=form.cleaned_data["hours"])
            say(request, _("Bewaard. Zo staat het nu op de bladzijde van de kamer."))
            return redirect(address(actor, "hours"))
    return _hours_page(request, actor, form, OtherDayForm())


@require_POST
@at_place(may_plan)
def other_day(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One day is different."""
    form = OtherDayForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["day"]
        times, why = form.cleaned_data["times"], form.cleaned_data["why"]
        commands.set_other_day(actor, day=day, times=times, why=why)
        undo = address(actor, "usual-day", day=day.isoformat())
        offer_undo(request, _("Bewaard. Deze dag is anders."), undo)
        return redirect(address(actor, "hours"))
    return _hours_page(request, actor, WeekForm(plan=queries.weekly_plan(actor.place)), form)


def _hours_page(
    request: HttpRequest, actor: Actor, form: WeekForm, day_form: OtherDayForm
) -> HttpResponse:
    wrong = day_form if day_form.errors else form
    context = {
        "form": form, "day_form": day_form, "wrong": wrong,
        "other_days": queries.other_days(actor.place, timezone.localdate()),
        "holidays": queries.coming_holidays(actor.place, timezone.localdate()),
    }  # fmt: skip
    return render(request, "keys/hours.html", context, 422 if wrong.errors else 200)


@require_POST
@at_place(may_plan)
def usual_day(request: HttpRequest, actor: Actor, day: str) -> HttpResponse:
    """One day is as the plan has it again."""
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    commands.set_usual_day(actor, day=wanted)
    say(request, _("Bewaard. Deze dag is weer gewoon."))
    return redirect(address(actor, "hours"))
