"""The key board, and what happens to one key."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.commons.places.permissions import is_inside
from sleutelbos.kit.pictos import TAG_PICTOS
from sleutelbos.kit.refused import Refused, allow
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, queries
from .forms import HandOverForm, KeyForm
from .permissions import may_close, may_keep_keys, may_manage_keys, may_open, may_plan

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def address(actor: Actor, name: str, **kwargs: str) -> str:
    """An address of this module in the actor's place."""
    return reverse(f"keys:{name}", kwargs={"place_slug": actor.place.slug, **kwargs})


def after(actor: Actor) -> str:
    """Where *Klaar* leads: the board, or Vandaag for who has no key any more."""
    return address(actor, "board") if may_keep_keys(actor) else today(actor)


def today(actor: Actor) -> str:
    """The address of Vandaag."""
    try:
        return reverse("board:today", kwargs={"place_slug": actor.place.slug})
    except NoReverseMatch:
        return f"/k/{actor.place.slug}/"


def as_you(actor: Actor) -> dict[str, str]:
    """My own key tag, with *Jij* as the name, for the `tag` of a template."""
    me = actor.someone
    return {"tag_picto": me.tag_picto, "tag_colour": me.tag_colour, "called": _("Jij")}


def hook_or_404(actor: Actor, code: str) -> queries.Hook:
    """One key with where it is."""
    hook = queries.find_key(actor, code)
    if hook is None:
        raise Http404
    return hook


@require_safe
@at_place(may_keep_keys)
def board(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The wooden board: which key is where."""
    shown = queries.board(actor, everything="alle" in request.GET)
    free = queries.days_without_anyone(actor.place, timezone.localdate())
    context = {
        "me": as_you(actor), "board": shown, "free": free,
        "opening": queries.opening_now(actor.place),
        "may_manage": may_manage_keys(actor), "may_open": may_open(actor),
        "may_plan": may_plan(actor),
    }  # fmt: skip
    return render(request, "keys/board.html", context)


@require_safe
@at_place(may_keep_keys)
def key_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The register on one A4, to hang inside the cupboard."""
    context = {"hooks": queries.key_list(actor), "may_manage": may_manage_keys(actor),
               "today": timezone.localdate()}  # fmt: skip
    return render(request, "keys/list.html", context)


@get_or_post
@at_place(may_manage_keys)
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hang a new key on the board."""
    form = KeyForm(request.POST or None, initial={"number": queries.next_number(actor.place)})
    if request.method == "POST":
        form = KeyForm(request.POST)
        if form.is_valid():
            try:
                key = commands.add_key(actor, **form.cleaned_data)
                undo = address(actor, "retire", code=key.code)
                offer_undo(request, _("Sleutel %(number)s hangt op het bord.")
                           % {"number": key.number}, undo)  # fmt: skip
                return redirect(address(actor, "board"))
            except Refused as refusal:
                form.refuse(refusal)
    return render(request, "keys/add.html", {"form": form}, 422 if form.errors else 200)


@require_POST
@at_place(may_manage_keys)
def retire(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Take a key out of use."""
    key = hook_or_404(actor, code).key
    commands.retire_key(actor, key=key)
    said = _("Sleutel %(number)s doet niet meer mee.") % {"number": key.number}
    offer_undo(request, said, address(actor, "reinstate", code=code))
    return redirect(address(actor, "list"))


@require_POST
@at_place(may_manage_keys)
def reinstate(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Take a retired key into use again."""
    key = hook_or_404(actor, code).key
    commands.reinstate_key(actor, key=key)
    say(request, _("Sleutel %(number)s doet weer mee.") % {"number": key.number})
    return redirect(address(actor, "list"))


def _choose(request: HttpRequest, actor: Actor, hook: queries.Hook, name: str) -> HttpResponse:
    """The page *Aan wie geef je deze sleutel?*, for a key from the board or from my pocket."""
    tag = request.GET.get("hanger")
    takers = []
    if tag is None:
        takers = queries.takers(actor.place)
    elif tag in TAG_PICTOS:
        takers = queries.takers_by_tag(actor.place, tag)
    if name == "pass":
        takers = [taker for taker in takers if taker.person != actor.person]
    does = {taker.person.code: taker.does for taker in takers}
    form = HandOverForm(request.POST or None, place=actor.place, does=does)
    if request.method == "POST":
        form = HandOverForm(request.POST, place=actor.place, does=does)
        if form.is_valid():
            try:
                command = commands.pass_on if name == "pass" else commands.hand_over
                command(actor, key=hook.key, **form.cleaned_data)
                return redirect(address(actor, "handed", code=hook.key.code))
            except Refused as refusal:
                if refusal.field is None:
                    raise
                form.refuse(refusal)
    context = {
        "hook": hook, "takers": takers, "form": form, "tag": tag, "tags": TAG_PICTOS.items(),
        "chosen": form["to"].value(), "is_pass": name == "pass",
    }  # fmt: skip
    return render(request, "keys/hand.html", context, 422 if form.errors else 200)


@get_or_post
@at_place(may_keep_keys)
def hand(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Hand a key from the board to a neighbour."""
    return _choose(request, actor, hook_or_404(actor, code), "hand")


@get_or_post
@at_place(may_open)
def pass_on(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Pass a key on from my pocket into a neighbour's."""
    return _choose(request, actor, hook_or_404(actor, code), "pass")


@require_safe
@at_place(is_inside)
def handed(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Joy heeft sleutel 3*, with *Maak ongedaan* for who handed it over."""
    hook = hook_or_404(actor, code)
    mine = bool(hook.loan and hook.loan.handed_over_by_id == actor.someone.pk)
    allow(may_keep_keys(actor) or mine)
    if hook.loan is None:
        return redirect(after(actor))
    return render(request, "keys/handed.html", {"hook": hook, "mine": mine, "after": after(actor)})


@get_or_post
@at_place(is_inside)
def back(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Hang a key on the board again (POST), and say so, with *Maak ongedaan* (GET)."""
    hook = hook_or_404(actor, code)
    if request.method == "POST":
        allow(may_keep_keys(actor))
        if hook.state != "here":  # a second tap finds it hanging there, and that is fine
            commands.bring_back(actor, key=hook.key)
        return redirect(address(actor, "back", code=code))
    move = queries.last_move(hook.key)
    mine = bool(move and move.returned_by_id == actor.someone.pk)
    allow(may_keep_keys(actor) or mine)
    if hook.state != "here":
        return redirect(after(actor))
    opening = queries.opening_now(actor.place)
    context = {
        "hook": hook, "mine": mine, "move": move, "after": after(actor),
        "may_close": opening is not None and may_close(actor, opening),
    }  # fmt: skip
    return render(request, "keys/back.html", context)


@get_or_post
@at_place(may_open)
def mine_back(request: HttpRequest, actor: Actor) -> HttpResponse:
    """*Sleutel terug* from Vandaag: my one key at once, or which of my keys."""
    mine = queries.board(actor, everything=True).mine
    if request.method == "POST" and len(mine) == 1:
        commands.bring_back(actor, key=mine[0].key)
        return redirect(address(actor, "back", code=mine[0].key.code))
    return render(request, "keys/mine.html", {"mine": mine})


@require_POST
@at_place(is_inside)
def undo(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Take back the last move of a key."""
    key = hook_or_404(actor, code).key
    commands.take_back(actor, key=key)
    say(request, _("Ongedaan gemaakt. Sleutel %(number)s is weer waar hij was.")
        % {"number": key.number})  # fmt: skip
    return redirect(address(actor, "board"))


@get_or_post
@at_place(may_keep_keys)
def lost(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Goed dat je het zegt*: I look for it first, or it is lost."""
    hook = hook_or_404(actor, code)
    if request.method == "POST":
        searching = request.POST.get("how") == "searching"
        commands.report_lost(actor, key=hook.key, searching=searching)
        number = {"number": hook.key.number}
        if searching:
            say(request, _("Succes met zoeken. Morgen vragen wij het nog 1 keer."))
        else:
            offer_undo(request, _("Sleutel %(number)s is kwijt. Alle sleuteldragers zien het.")
                       % number, address(actor, "found", code=code))  # fmt: skip
        return redirect(address(actor, "board"))
    return render(request, "keys/lost.html", {"hook": hook})


@require_POST
@at_place(may_keep_keys)
def found(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """A lost key is found again."""
    hook = hook_or_404(actor, code)
    loan = commands.report_found(actor, key=hook.key)
    number = {"number": hook.key.number}
    if loan:
        said = _("Fijn. Sleutel %(number)s is weer bij jou.") % number
    else:
        said = _("Fijn. Sleutel %(number)s hangt weer op het bord.") % number
    offer_undo(request, said, address(actor, "lost", code=code))
    return redirect(address(actor, "board"))
