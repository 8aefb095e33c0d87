"""The pages of going along. Nobody but the two of them gets anything; a stranger sees no page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo
from sleutelbos.kit.undo import say as speak

from . import commands_asks, forms, queries_map
from . import commands_together as commands
from . import queries_together as queries
from .permissions import may_ask, may_be_along, may_go_along


@never_cache
@require_safe
@at_place(may_be_along)
def together(request: HttpRequest, actor: Actor) -> HttpResponse:
    """*Samen op pad*: what is asked of me, where I go, and with whom I go along."""
    context = {"mine": queries.mine(actor), "may_go": may_go_along(actor)}
    return render(request, "referral/together.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_go_along)
def go(request: HttpRequest, actor: Actor) -> HttpResponse:
    """*Wij gaan samen*: where, with whom, when. `?waar=` fills in where."""
    form = forms.GoForm(
        request.POST if request.method == "POST" else None,
        institutions=queries_map.on_map(actor.place), asked=request.GET.get("waar", ""),
        companions=queries.can_be_asked(actor.place, actor.someone),
    )  # fmt: skip
    if form.is_valid():
        try:
            made = commands.go(actor, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _to(actor, "going", made.code)
    status = 422 if form.errors else 200
    said = [commands.wording_to_go(alone=alone) for alone in (False, True)]
    return render(request, "referral/go.html", {"form": form, "said": said}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_ask)
def ask(request: HttpRequest, actor: Actor, person: str) -> HttpResponse:
    """Ask a resident for a yes. Nothing is written about them."""
    resident = places.neighbour(actor.place, person)
    if resident is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = forms.AskForm(sent, institutions=queries_map.on_map(actor.place))
    if form.is_valid():
        try:
            commands_asks.ask(actor, resident=person, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            speak(request, _("De vraag ligt bij je buur. Die kiest zelf."))
            return redirect("referral:together", place_slug=actor.place.slug)
    status = 422 if form.errors else 200
    return render(request, "referral/ask.html", {"form": form, "resident": resident}, status=status)


@never_cache
@require_safe
@at_place(may_be_along)
def asked(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """What is asked of me, with the very sentence I would say yes to."""
    found = queries.asked_of(actor, code)
    if found is None:
        raise Http404
    sentence = commands_asks.wording(found.kind, found.institution)
    return render(request, "referral/asked.html", {"ask": found, "sentence": sentence})


@require_POST
@at_place(may_be_along)
def agree(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Yes."""
    seen = request.POST.get("seen", "")
    return _to(actor, "going", commands_asks.agree(actor, code=code, seen=seen).code)


@require_POST
@at_place(may_be_along)
def decline(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """No. Nothing stays."""
    commands_asks.decline(actor, code=code)
    speak(request, _("Goed. Er staat niets opgeschreven."))
    return redirect("referral:together", place_slug=actor.place.slug)


@never_cache
@require_safe
@at_place(may_be_along)
def going(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One going: the resident reads everything, who goes along opens it with a tap."""
    return _page(request, actor, code)


def _page(
    request: HttpRequest, actor: Actor, code: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    found = queries.seen(actor, code)
    if found is None:
        raise Http404
    lines = more.pop("lines", found.lines)
    context = {
        "seen": found, "lines": lines,
        "line": more.get("line", forms.LineForm(prefix="zeg")),
        "outcome": more.get("outcome", forms.OutcomeForm(prefix="klaar")),
    }  # fmt: skip
    return render(request, "referral/going.html", context, status=status)


@never_cache
@require_POST
@at_place(may_be_along)
def read(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Open what stands there; the resident sees that it was read."""
    return _page(request, actor, code, lines=commands.read(actor, code=code))


@require_POST
@at_place(may_be_along)
def say(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Write down what was said."""
    form = forms.LineForm(request.POST, prefix="zeg")
    if form.is_valid():
        try:
            commands.say(actor, code=code, **form.cleaned_data)
        except Refused as refusal:
            _back_to(form, refusal)
        else:
            speak(request, _("Bewaard."))
            return _to(actor, "going", code)
    return _page(request, actor, code, status=422, line=form)


@require_POST
@at_place(may_be_along)
def finish(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """It is done, with what came of it."""
    form = forms.OutcomeForm(request.POST, prefix="klaar")
    if form.is_valid():
        try:
            commands.finish(actor, code=code, **form.cleaned_data)
        except Refused as refusal:
            _back_to(form, refusal)
        else:
            undo = reverse("referral:reopen", args=[actor.place.slug, code])
            offer_undo(request, _("Het is klaar."), undo)
            return _to(actor, "going", code)
    return _page(request, actor, code, status=422, outcome=form)


@require_POST
@at_place(may_be_along)
def reopen(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo of *Klaar*: it goes on."""
    commands.reopen(actor, code=code)
    return _to(actor, "going", code)


def _back_to(form: forms.LineForm, refusal: Refused) -> None:
    if refusal.status != Refused.status:
        raise refusal
    form.refuse(refusal)


@require_POST
@at_place(may_be_along)
def come_along(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik ga mee*."""
    commands.come_along(actor, code=code)
    return _to(actor, "going", code)


@require_POST
@at_place(may_be_along)
def stay_home(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik kan niet mee*, without a reason."""
    commands.stay_home(actor, code=code)
    speak(request, _("Goed. Je leest dit nu niet meer."))
    return redirect("referral:together", place_slug=actor.place.slug)


@require_POST
@at_place(may_be_along)
def withdraw(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik wil dit niet meer*: from now on only I can read it."""
    commands.withdraw(actor, code=code)
    speak(request, _("Gestopt. Nu kan alleen jij dit nog lezen."))
    return _to(actor, "going", code)


@require_POST
@at_place(may_be_along)
def wipe(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Wis alles*."""
    commands.wipe(actor, code=code)
    speak(request, _("Alles is gewist."))
    return redirect("referral:together", place_slug=actor.place.slug)


def _to(actor: Actor, name: str, code: str) -> HttpResponse:
    return redirect(f"referral:{name}", place_slug=actor.place.slug, code=code)
