"""Pages of *Even op stal*: ideas, what rests, picking up, letting go."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.play import play
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, queries
from .forms import TILES, DescribeForm, HowForm, IdeaForm, PersonForm
from .permissions import (
    TIDIES,
    may_have_idea,
    may_hear,
    may_look_in_stable,
    may_pull,
    pulls,
)
from .queries_recordings import recording

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@at_place(may_look_in_stable)
def resting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What rests and waits for somebody who begins; and what of mine woke up."""
    context = {
        "rests": queries.resting(actor.place, person=actor.someone),
        "moved": queries.moved_for(actor.someone, actor.place),
        "may_pull": may_pull(actor),
        "tidies": bool(actor.roles & TIDIES),
    }
    return render(request, "activities/resting.html", context)


@require_http_methods(GET_POST)
@never_cache
@at_place(may_have_idea)
def idea(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hang up an idea; you need not do it yourself."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = IdeaForm(*sent)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.have_idea(
                actor, title=said["title"], picto=said["picto"], once=said["once"],
                sound=form.sound(),
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Je idee hangt er. Wie pakt het op?"))
            return redirect("activities:resting", actor.place.slug)
    status = 422 if form.is_bound else 200
    context = {"form": form, "tiles": list(TILES.values())}
    return render(request, "activities/idea.html", context, status=status)


@require_safe
@cache_control(private=True, no_store=True)  # what is wiped, sounds nowhere any more
@at_place(may_hear)
def sound(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """What was said about an activity, for neighbours of the room."""
    found = recording(actor.place, code)
    if found is None:
        raise NotFound
    return play(request, found.mime, bytes(found.sound), name=code)


@require_POST
@at_place(may_hear)
def forget_recording(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Take the recording away; the activity stays."""
    commands.forget_recording(actor, activity=queries.activity(actor.place, code))
    say(request, _("De opname is gewist."))
    return redirect("activities:resting", actor.place.slug)


@require_safe
@never_cache
@at_place(may_pull)
def pulled(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """What I pull: choose a day, say more about it, ask a neighbour along, let it go."""
    activity = queries.activity(actor.place, code)
    allow(pulls(actor, activity))
    context = {
        "activity": activity,
        "wishes": queries.wish_count(activity),
        "next": queries.next_of(actor.place, activity, timezone.now()),
        "pullers": queries.pullers_of(actor.place, {activity.pk}).get(activity.pk, []),
    }
    return render(request, "activities/pulled.html", context)


@require_POST
@at_place(may_pull)
def pull(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik pak dit op*."""
    activity = queries.activity(actor.place, code)
    commands.pull(actor, activity=activity)
    back = reverse("activities:stop_pulling", args=[actor.place.slug, code])
    offer_undo(request, _("Jij trekt dit nu."), back)
    return redirect("activities:pulled", actor.place.slug, code)


@require_POST
@at_place(may_pull)
def stop_pulling(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """I stop; when nobody is left it rests by itself, and the page says so."""
    activity = commands.stop_pulling(actor, activity=queries.activity(actor.place, code))
    back = reverse("activities:pull", args=[actor.place.slug, code])
    done = _("Jij trekt dit niet meer. Anderen gaan door.")
    if not activity.is_pulled:
        done = _("Dit staat nu even op stal. Dat is goed.")
    offer_undo(request, done, back)
    return redirect("activities:resting", actor.place.slug)


@require_POST
@at_place(may_have_idea)
def wish(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik doe mee*."""
    commands.wish(actor, activity=queries.activity(actor.place, code))
    return redirect("activities:resting", actor.place.slug)


@require_POST
@at_place(may_have_idea)
def unwish(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Toch niet*."""
    commands.unwish(actor, activity=queries.activity(actor.place, code))
    return redirect("activities:resting", actor.place.slug)


@require_http_methods(GET_POST)
@never_cache
@at_place(may_pull)
def plan(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Choose a day for what I pull."""
    activity = queries.activity(actor.place, code)
    allow(pulls(actor, activity))
    form = HowForm(request.POST or None, initial={"title": activity.title})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = commands.plan(
                actor, activity=activity, title=said["title"], starts=said["starts"],
                weekly=said["weekly"], once=said["once"],
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect("activities:begun", actor.place.slug, row.code)
    status = 422 if form.is_bound else 200
    context = {"form": form, "activity": activity}
    return render(request, "activities/how.html", context, status=status)


@require_http_methods(GET_POST)
@never_cache
@at_place(may_pull)
def describe(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Say more about it, and what it costs."""
    activity = queries.activity(actor.place, code)
    allow(pulls(actor, activity))
    initial = {
        "about": activity.about, "costs": activity.costs_cents,
        "costs_about": activity.costs_about, "contribution": activity.contribution_cents,
    }  # fmt: skip
    form = DescribeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.describe(
                actor, activity=activity, about=said["about"], costs_cents=said["costs"],
                costs_about=said["costs_about"], contribution_cents=said["contribution"],
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Het staat erbij."))
            return redirect("activities:pulled", actor.place.slug, code)
    status = 422 if form.is_bound else 200
    context = {"form": form, "activity": activity}
    return render(request, "activities/describe.html", context, status=status)


@require_POST
@at_place(may_pull)
def end(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """It is done, for good."""
    commands.end(actor, activity=queries.activity(actor.place, code))
    back = reverse("activities:not_end", args=[actor.place.slug, code])
    offer_undo(request, _("Dit is klaar. Mooi gedaan."), back)
    return redirect("activities:resting", actor.place.slug)


@require_POST
@at_place(may_pull)
def not_end(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """It is not done after all."""
    commands.not_end(actor, activity=queries.activity(actor.place, code))
    return redirect("activities:pulled", actor.place.slug, code)


@require_http_methods(GET_POST)
@never_cache
@at_place(may_pull)
def ask_along(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Samen is makkelijker*: ask a neighbour to pull along, by tag."""
    activity = queries.activity(actor.place, code)
    allow(pulls(actor, activity))
    pullers = queries.pullers_of(actor.place, {activity.pk}).get(activity.pk, [])
    form = PersonForm(
        request.POST or None, people=queries.askable(actor.place, but=[*pullers, actor.someone])
    )
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.known[form.cleaned_data["person"]]
            commands.ask_along(actor, activity=activity, person=chosen)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Gevraagd. Je buur ziet het en kiest zelf."))
            return redirect("activities:pulled", actor.place.slug, code)
    status = 422 if form.is_bound else 200
    context = {"form": form, "activity": activity}
    return render(request, "activities/ask_along.html", context, status=status)


@require_POST
@at_place(may_pull)
def pull_along(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """My answer to the question to pull along: yes or no, one tap."""
    activity = queries.activity(actor.place, code)
    yes = request.POST.get("antwoord") == "ja"
    commands.pull_along(actor, activity=activity, yes=yes)
    if yes:
        return redirect("activities:pulled", actor.place.slug, code)
    say(request, _("Dat is goed. Niemand vraagt waarom."))
    return redirect("activities:begin", actor.place.slug)
