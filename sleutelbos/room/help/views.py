"""Asking something; the questions everybody may read; and *daar weet ik van*."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor, at_home, at_place
from sleutelbos.commons.places.queries import neighbour, with_role
from sleutelbos.kit.life_areas import BY_CODE, LIFE_AREAS
from sleutelbos.kit.refused import Refused, allow
from sleutelbos.kit.render import is_htmx, render
from sleutelbos.kit.undo import say

from . import commands, commands_ask, commands_peers, forms, queries
from .permissions import may_ask, may_help, may_read_open, may_write_for


def _beside(request: HttpRequest, actor: Actor) -> Person | None:
    """The neighbour at the table for whom this is written down (`?met=`), if it is for one."""
    code = request.GET.get("met", "")
    if not code:
        return None
    allow(may_write_for(actor))
    found = neighbour(actor.place, code)
    if found is None or found == actor.person:
        raise Http404
    return found


@never_cache
@require_safe
@at_place(may_ask)
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Waar gaat het over? Twelve drawings."""
    context = {"areas": LIFE_AREAS, "asker": _beside(request, actor), "helps": may_read_open(actor)}
    return render(request, "help/ask.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_ask)
def about(request: HttpRequest, actor: Actor, area: str) -> HttpResponse:
    """The words, and who may read them."""
    if area not in BY_CODE:
        raise Http404
    asker = _beside(request, actor)
    whose = asker or actor.someone
    coordinator = with_role(actor.place, "coordinator").exclude(pk=whose.pk).first()
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.AskForm(
        *sent, area=area, coordinator=coordinator, asker=asker, can_help=may_help(actor)
    )
    if form.is_valid():
        try:
            asked = _asked(actor, form, asker)
        except Refused as refusal:
            _at_form(form, refusal)
        else:
            return _after(request, actor, asked, asker)
    context = {"form": form, "area": BY_CODE[area], "asker": asker}
    return render(request, "help/about.html", context, status=422 if form.errors else 200)


def _asked(actor: Actor, form: forms.AskForm, asker: Person | None) -> "queries.Question":
    said = form.cleaned_data
    return commands_ask.ask(
        actor, once=said["once"], areas=form.about(), words=said["words"], sound=form.sound(),
        readers=said["readers"] or commands.ONE, asker=asker,
    )  # fmt: skip


def _at_form(form: forms.AskForm, refusal: Refused) -> None:
    """A refusal of what was filled in goes back to the form; any other to its own page."""
    if refusal.status != Refused.status:
        raise refusal
    form.refuse(refusal)


def _after(
    request: HttpRequest, actor: Actor, asked: "queries.Question", asker: Person | None
) -> HttpResponse:
    """To the page of the question; who wrote for another and does not read it, to the room."""
    say(request, _("De vraag is gesteld."))
    if asker and queries.stand(actor, asked.code) is None:
        return redirect("help:ask", actor.place.slug)
    return redirect("help:question", actor.place.slug, asked.code)


@never_cache
@require_safe
@at_place(may_read_open)
def open_to_all(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Wie weet hier iets van? Questions everybody of the room may read; each reading is traced."""
    return render(request, "help/all.html", {"questions": commands_peers.read_open(actor)})


@never_cache
@require_POST
@at_place(may_read_open)
def take(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik help* with one of those."""
    commands_peers.take_open(actor, code=code)
    say(request, _("Fijn. Je buur hoort nu dat jij wil helpen."))
    return redirect("help:question", actor.place.slug, code)


@never_cache
@require_safe
@at_home(may_ask)
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mijn vragen: what I asked, help with, and am asked. A part of *Mijn bos*, or a page."""
    part = "#mine" if is_htmx(request) else ""
    context = {"mine": queries.mine(actor), "helps": may_help(actor)}
    return render(request, f"help/my_questions.html{part}", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_home(may_help)
def know(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Daar weet ik van: what neighbours may ask me about; taking it back is ticking nothing."""
    held = queries.knowing_of(actor.someone, actor.place)
    initial = {"areas": held.areas.split() if held else []}
    form = forms.KnowForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        commands_peers.know(actor, areas=form.cleaned_data["areas"])
        say(request, _("Dit staat nu zo."))
        return redirect("help:know")
    context = {"form": form, "held": held, "words": commands_peers.consent_to_be_asked()}
    return render(request, "help/know.html", context, status=422 if form.errors else 200)
