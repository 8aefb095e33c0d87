"""The pages of places to work: one line for the resident, one step for who guides it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.door import Actor, at_home, at_place
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import say

from . import commands_steps as commands
from . import forms, queries
from .permissions import may_guide, may_step

WORDS = ("form", "where", "since", "until", "agreements", "goals", "version")
MEASURED = ("percent", "made_on", "measured_by", "words")


@never_cache
@require_safe
@at_home(may_step)
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """*Mijn werk*: my steps as one line."""
    return render(request, "workplaces/mine.html", {"steps": queries.line_of(actor)})


@never_cache
@require_safe
@at_place(may_guide)
def guided(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The places to work that I guide here, and nobody else's."""
    return render(request, "workplaces/guided.html", {"steps": queries.guided_by(actor)})


def _filled(
    request: HttpRequest, actor: Actor, form: Any, does: Callable[..., Any], page: dict[str, Any]
) -> HttpResponse:
    """A form of a step: filled in well, `does` it and goes to the step; else shows it again."""
    if form.is_valid():
        told = form.told() if isinstance(form, forms.Minutes) else form.cleaned_data
        try:
            step = does(actor, **told)
        except Refused as refusal:
            if refusal.status != Refused.status:
                raise
            form.refuse(refusal)
        else:
            say(request, _("Bewaard."))
            return _to(actor, getattr(step, "code", "") or page["code"])
    status = 422 if form.errors else 200
    return render(request, "workplaces/form.html", {"form": form, **page}, status=status)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_guide)
def propose(request: HttpRequest, actor: Actor, person: str) -> HttpResponse:
    """Propose a place to work to a resident."""
    resident = places.neighbour(actor.place, person)
    if resident is None or resident == actor.person:
        raise Http404
    form = forms.StepForm(_sent(request), initial={"since": timezone.localdate()})
    page = {"title": _("Een werkplek voorstellen"), "resident": resident, "code": ""}

    def does(actor: Actor, **said: Any) -> Any:
        return commands.propose(actor, person=person, **said)

    return _filled(request, actor, form, does, page)


def _page(request: HttpRequest, actor: Actor, code: str, *, is_read: bool = False) -> HttpResponse:
    found = queries.seen(actor, code, is_read=is_read)
    if found is None:
        raise Http404
    form = None
    if found.is_read and found.step.is_open:  # a guide has opened it, which left a trace
        told = {name: getattr(found.step, name) for name in WORDS}
        hours = found.step.minutes // 60 if found.step.minutes else None
        form = forms.ChangeForm(initial={**told, "hours": hours})
    return render(request, "workplaces/step.html", {"seen": found, "form": form})


@never_cache
@require_safe
@at_place(may_step)
def step(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One step: the resident reads everything, the guide opens it with a tap."""
    return _page(request, actor, code)


@never_cache
@require_POST
@at_place(may_step)
def read(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Open what is agreed; the resident sees that it was read."""
    commands.read(actor, code=code)
    return _page(request, actor, code, is_read=True)


@require_POST
@at_place(may_step)
def agree(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Yes."""
    commands.agree(actor, code=code)
    return _to(actor, code)


@require_POST
@at_place(may_step)
def decline(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """No. Nothing of it stays."""
    commands.decline(actor, code=code)
    say(request, _("Goed. Er staat niets meer."))
    return redirect("workplaces:mine")


@require_POST
@at_place(may_step)
def change(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Change what was agreed; the form stands with the words, where they were opened. When the
    other changed it meanwhile, both stand there."""
    _known(actor, code)
    form, page = forms.ChangeForm(request.POST), _titled(_("Wat wij afspreken"), code)

    def does(actor: Actor, **said: Any) -> Any:
        try:
            return commands.change(actor, code=code, **said)
        except Refused as refusal:
            if refusal.code == "changed-meanwhile":
                page["now"] = commands.read(actor, code=code)  # a guide leaves a trace
                form.show_again(page["now"].version)
            raise

    return _filled(request, actor, form, does, page)


@require_POST
@at_place(may_step)
def choose_guide(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Who guides me from now on."""
    commands.choose_guide(actor, code=code, to=request.POST.get("wie", ""))
    say(request, _("Bewaard."))
    return _to(actor, code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_step)
def end(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """It is done, with what came of it."""
    _known(actor, code)

    def does(actor: Actor, **said: Any) -> Any:
        return commands.end(actor, code=code, **said)

    form = forms.EndForm(_sent(request))
    return _filled(request, actor, form, does, _titled(_("Deze werkplek is klaar"), code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_guide)
def next_step(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """From this step to the next; the resident says yes to it."""
    if _known(actor, code).is_mine:
        raise Http404

    def does(actor: Actor, **said: Any) -> Any:
        return commands.step_on(actor, code=code, **said)

    form = forms.NextForm(_sent(request), initial={"since": timezone.localdate()})
    return _filled(request, actor, form, does, _titled(_("De volgende stap"), code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_step)
def plan(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Plan a wage value review."""
    _known(actor, code)

    def does(actor: Actor, **said: Any) -> Any:
        return commands.plan_review(actor, code=code, **said).step

    form = forms.PlanForm(_sent(request))
    return _filled(request, actor, form, does, _titled(_("Loonwaarde: plan een dag"), code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_step)
def record(request: HttpRequest, actor: Actor, code: str, review: str) -> HttpResponse:
    """Write down what came of a review; of one that was made it opens what stands there."""
    found = queries.review_of(actor, code, review)
    if found is None:
        raise Http404
    begin: dict[str, Any] = {"made_on": timezone.localdate()}
    if found.is_made and request.method == "GET":
        commands.read(actor, code=code)  # a guide leaves a trace
        begin = {name: getattr(found, name) for name in MEASURED}

    def does(actor: Actor, **said: Any) -> Any:
        return commands.record_review(actor, code=code, review=review, **said).step

    form = forms.RecordForm(_sent(request), initial=begin)
    return _filled(request, actor, form, does, _titled(_("Loonwaarde opschrijven"), code))


@require_POST
@at_place(may_step)
def wipe(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Wis deze werkplek*."""
    commands.wipe(actor, code=code)
    say(request, _("Alles is gewist."))
    return redirect("workplaces:mine")


def _known(actor: Actor, code: str) -> queries.Seen:
    found = queries.seen(actor, code)
    if found is None:
        raise Http404
    return found


def _titled(title: str, code: str) -> dict[str, Any]:
    return {"title": title, "code": code}


def _to(actor: Actor, code: str) -> HttpResponse:
    return redirect("workplaces:step", place_slug=actor.place.slug, code=code)
