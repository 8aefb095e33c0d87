"""The pages of the wall: choosing, hanging up, finding. What two people say is in `views_touch`."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place, at_public_place
from sleutelbos.kit.play import play
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo

from . import commands, forms, queries
from . import queries_concepts as concepts
from .permissions import may_hang, may_take_down, may_touch, shows_hanging

PAGE = 12  # posts of each kind on one page of the wall
OWN_WORDS = "iets-anders"


@dataclass(frozen=True)
class Pager:
    """Where we are on a wall that is not counted: a page number, and whether there is more."""

    number: int
    more: bool


def page_number(request: HttpRequest) -> int:
    """The page that `?p=` asks for, or the first."""
    asked = request.GET.get("p", "1")
    return min(int(asked), 500) if asked.isdecimal() and len(asked) < 6 and int(asked) else 1


@require_safe
@at_public_place()
def wall(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is asked and offered in a room, or what answers to a few words. Public."""
    form = forms.SearchForm(request.GET if "q" in request.GET else None)
    query = form.cleaned_data["q"].strip() if form.is_valid() else ""
    context: dict[str, Any] = {"form": form, "query": query}
    context |= {"may": may_touch(actor), "may_hang": shows_hanging(actor, request.user)}
    if query:
        asked, offered = queries.found(actor.place, query, viewer=actor.person)
        context |= {"likely": concepts.meant(query, "ask", limit=1)}
    else:
        number = page_number(request)
        skip, me = (number - 1) * PAGE, actor.person
        asked = queries.asked(actor.place, PAGE + 1, viewer=me, skip=skip)
        offered = queries.offered(actor.place, PAGE + 1, viewer=me, skip=skip)
        more = max(len(asked), len(offered)) > PAGE
        context |= {"pager": Pager(number, more)}
        asked, offered = asked[:PAGE], offered[:PAGE]
    context |= {"asked": asked, "offered": offered}
    return render(request, "talents/wall.html", context, status=422 if form.errors else 200)


@require_safe
@at_public_place()
def post(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One talent or question, with how to get in touch. Public."""
    found = queries.post(actor.place, code, viewer=actor.person)
    if found is None:
        raise Http404
    may = {"may": may_touch(actor), "may_take_down": may_take_down(actor, mine=found.mine)}
    return render(request, "talents/post.html", {"post": found, **may})


@require_safe
@at_place(may_hang)
def choose(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """The first screen of *Ik kan iets* and *Ik vraag iets*; `?groep=` shows one group."""
    group = concepts.group(request.GET.get("groep", ""))
    shown = concepts.concepts_of(group, kind) if group else concepts.common(kind)
    tiles = [(c.code, c.picto, c.title(kind)) for c in shown]
    context = {"kind": kind, "group": group, "tiles": tiles, "own_words": OWN_WORDS}
    groups = [] if group else concepts.groups(kind)
    return render(request, "talents/choose.html", {**context, "groups": groups})


@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_hang)
def hang(request: HttpRequest, actor: Actor, kind: str, concept: str) -> HttpResponse:
    """The second screen: say it or type it, and hang it up."""
    known = concepts.concept(concept)
    if concept != OWN_WORDS and (known is None or not known.fits(kind)):
        raise Http404
    title = known.title(kind) if known else request.GET.get("woorden", "")[:140]
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.PostForm(*sent, title=title, is_ask=kind == "ask")
    if form.is_valid():
        try:
            hung = commands.hang(
                actor, kind=kind, concept=known.code if known else "", sound=form.sound(),
                **{name: form.cleaned_data[name] for name in ("once", "words", "with_name")},
            )  # fmt: skip
        except Refused as refusal:
            _at_form(form, refusal)
        else:
            offer_undo(request, _said_hung(kind), _address(actor, "take-down", hung.code))
            return redirect(_address(actor, "hung", hung.code))
    context = {"form": form, "kind": kind, "concept": known}
    return render(request, "talents/hang.html", context, status=422 if form.errors else 200)


def _at_form(form: forms.PostForm, refusal: Refused) -> None:
    """A refusal of what was filled in goes back to the form; any other to its own page."""
    if refusal.status != Refused.status:
        raise refusal
    form.refuse(refusal)


def _said_hung(kind: str) -> str:
    return _("Je vraag hangt op de muur.") if kind == "ask" else _("Het hangt aan je bos.")


def _address(actor: Actor, name: str, code: str) -> str:
    return reverse(f"talents:{name}", kwargs={"place_slug": actor.place.slug, "code": code})


@require_safe
@at_place(may_hang)
def hung(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """It hangs. For own words: what they may mean, to be found in every language."""
    found = queries.post(actor.place, code, viewer=actor.person)
    if found is None or not found.mine or not found.hangs:
        raise Http404
    likely = queries.hint_of(actor.place, code)
    tiles = [(c.code, c.picto, c.title(found.kind)) for c in likely]
    return render(request, "talents/hung.html", {"post": found, "tiles": tiles})


@require_POST
@at_place(may_hang)
def mean(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Choose what my own words mean."""
    commands.mean(actor, post=code, concept=request.POST.get("concept", ""))
    return redirect(_address(actor, "hung", code))


@require_POST
@at_place(may_hang)
def take_down(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Take it off the wall, with undo for the one whose it is."""
    found = commands.take_down(actor, post=code)
    if found.person_id == actor.someone.pk:
        offer_undo(request, _("Het hangt er niet meer."), _address(actor, "hang-again", code))
    wall = reverse("talents:wall", kwargs={"place_slug": actor.place.slug})
    return _back(request, wall)


@require_POST
@at_place(may_hang)
def hang_again(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Undo: it hangs again."""
    commands.hang_again(actor, post=code)
    return redirect(_address(actor, "post", code))


def _back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """To the page of ours that the form names in `next`, or else to `otherwise`."""
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return HttpResponseRedirect(asked)
    return HttpResponseRedirect(otherwise)


@require_safe
@cache_control(private=True, no_store=True)  # what is wiped, sounds nowhere any more
@at_place(may_touch)
def sound(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The recording of a post, for neighbours of the room; in pieces when a player asks so."""
    found = queries.recording(actor.place, code, viewer=actor.someone)
    if found is None:
        raise Http404
    return play(request, found.mime, bytes(found.sound), name=code)
