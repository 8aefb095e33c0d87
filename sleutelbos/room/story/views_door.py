"""One door of my own route: say it differently, how it stands, a small step, which wall it is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_home
from sleutelbos.kit.play import play
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, commands_pens, commands_signals, commands_steps, forms, queries
from .permissions import may_tell
from .views import address, at_form

GET_POST = ["GET", "HEAD", "POST"]


def my_door(actor: Actor, code: str) -> queries.Door:
    """One of my doors. Raises `Http404`."""
    found = queries.door(actor.someone, code, timezone.now())
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
@at_home(may_tell)
def door(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One door of mine, with who may read it and who did."""
    found = my_door(actor, code)
    context = {"door": found, "readings": queries.looked(actor.someone, found)}
    return render(request, "story/door.html", context)


@never_cache
@require_http_methods(GET_POST)
@at_home(may_tell)
def change(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Say it differently."""
    found = my_door(actor, code)
    now = {"words": found.words, "helped": found.helped, "state": found.state}
    form = forms.DoorForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            said = {name: form.cleaned_data[name] for name in ("words", "helped", "state")}
            commands.change(actor, door=code, **said)
        except Refused as refusal:
            at_form(form, refusal)
        else:
            say(request, _("Bewaard."))
            return redirect("story:door", code)
    context = {"form": form, "door": found}
    return render(request, "story/change.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@at_home(may_tell)
def state(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """How the door stands, in one tap."""
    commands.set_state(actor, door=code, state=request.POST.get("state", ""))
    say(request, _("Bewaard."))
    return redirect("story:mine")


@never_cache
@require_POST
@at_home(may_tell)
def goal(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Hier wil ik heen."""
    commands.set_goal(actor, door=code)
    offer_undo(request, _("Bewaard."), address("no-goal", code))
    return redirect("story:mine")


@never_cache
@require_POST
@at_home(may_tell)
def no_goal(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Dit is niet meer mijn doel*."""
    commands.set_goal(actor, door=code, goal=False)
    offer_undo(request, _("Bewaard."), address("goal", code))
    return redirect("story:mine")


@never_cache
@require_POST
@at_home(may_tell)
def earlier(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One place earlier on the path."""
    stood = request.POST.get("position", "")
    position = int(stood) if stood.isascii() and stood.isdigit() and len(stood) < 5 else None
    commands.earlier(actor, door=code, position=position)
    return redirect("story:mine")


@never_cache
@require_POST
@at_home(may_tell)
def pause(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Nu even niet."""
    commands.pause(actor, door=code)
    offer_undo(request, _("Goed. Deze deur wacht op jou."), address("resume", code))
    return redirect("story:mine")


@never_cache
@require_POST
@at_home(may_tell)
def resume(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Ik ga weer verder."""
    commands.resume(actor, door=code)
    return redirect("story:mine")


@never_cache
@require_POST
@at_home(may_tell)
def away(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Off my route, with undo."""
    commands.take_away(actor, door=code)
    offer_undo(request, _("Het staat niet meer op je route."), address("back", code))
    return redirect("story:mine")


@never_cache
@require_POST
@at_home(may_tell)
def back(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo: it stands there again, for me alone."""
    commands.put_back(actor, door=code)
    return redirect("story:mine")


@never_cache
@require_POST
@at_home(may_tell)
def true(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Ja, zo is het: what was written for me is mine now."""
    commands_pens.says_true(actor, door=code)
    offer_undo(request, _("Het staat op je route."), address("away", code))
    return redirect("story:mine")


@never_cache
@require_http_methods(GET_POST)
@at_home(may_tell)
def step(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One small step, with somebody, at a moment."""
    found = my_door(actor, code)
    form = forms.StepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            said = {name: form.cleaned_data[name] for name in ("what", "with_whom", "once")}
            commands_steps.choose_step(actor, door=code, at=form.moment(), **said)
        except Refused as refusal:
            at_form(form, refusal)
        else:
            offer_undo(request, _("Je stapje staat erbij."), address("drop", code))
            return redirect("story:mine")
    context = {"form": form, "door": found}
    return render(request, "story/step.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@at_home(may_tell)
def done(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Gedaan, with undo."""
    commands_steps.did(actor, door=code)
    offer_undo(request, _("Gedaan. Mooi."), address("not-done", code))
    return redirect("story:mine")


@never_cache
@require_POST
@at_home(may_tell)
def not_done(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo of Gedaan."""
    commands_steps.did_not(actor, door=code)
    return redirect("story:mine")


@never_cache
@require_POST
@at_home(may_tell)
def drop(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Toch geen stapje, with undo."""
    commands_steps.drop(actor, door=code)
    offer_undo(request, _("Het stapje is weg. Dat is goed."), address("pick-up", code))
    return redirect("story:mine")


@never_cache
@require_POST
@at_home(may_tell)
def pick_up(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo: the step stands there again."""
    commands_steps.pick_up(actor, door=code)
    return redirect("story:mine")


@never_cache
@require_http_methods(GET_POST)
@at_home(may_tell)
def wall(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Which wall it looks like, whether it is of the system, and whether it may be counted."""
    found = my_door(actor, code)
    counted = found.counted is not None  # type: ignore[attr-defined]
    now = {"wall": found.wall, "of_system": found.of_system, "count": counted}
    form = forms.WallForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            commands_signals.say_wall(actor, door=code, **form.cleaned_data)
        except Refused as refusal:
            at_form(form, refusal)
        else:
            say(request, _("Bewaard."))
            return redirect("story:door", code)
    context = {"form": form, "door": found}
    return render(request, "story/wall.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@at_home(may_tell)
def sound(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """What I said aloud."""
    found = queries.recording(actor.someone, code)
    if found is None:
        raise Http404
    return play(request, found.mime, found.sound, name=code)
