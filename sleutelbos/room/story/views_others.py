"""Between two people: showing a door, reading one, and writing for each other."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_home
from sleutelbos.kit.pictos import TAG_PICTOS
from sleutelbos.kit.play import play
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands_pens, commands_sharing, forms, queries
from .permissions import may_tell
from .views import address, at_form
from .views_door import GET_POST, my_door


def _people(request: HttpRequest, actor: Actor) -> dict[str, object]:
    """Who can be chosen; `?hanger=` looks by key tag, empty shows the tags."""
    tag = request.GET.get("hanger")
    picto = tag if tag in TAG_PICTOS else ""
    people = [] if tag == "" else queries.choosable(
        actor.place, but=actor.someone, picto=picto
    )  # fmt: skip
    return {"people": people, "tag": tag, "tags": TAG_PICTOS.items()}


@never_cache
@require_http_methods(GET_POST)
@at_home(may_tell)
def show(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Laat deze deur zien: one neighbour, until a day."""
    found = my_door(actor, code)
    form = forms.ShowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            said = form.cleaned_data
            share = commands_sharing.show(actor, door=code, to=said["to"], days=said["days"])
        except Refused as refusal:
            at_form(form, refusal)
        else:
            sentence = _("%(name)s mag deze deur lezen.") % {"name": share.reader.called}
            offer_undo(request, sentence, address("stop", code, share.code))
            return redirect("story:door", code)
    context = {"form": form, "door": found, **_people(request, actor)}
    return render(request, "story/show.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@at_home(may_tell)
def stop(request: HttpRequest, actor: Actor, code: str, share: str) -> HttpResponse:
    """Stop showing; works at once."""
    commands_sharing.stop_showing(actor, door=code, share=share)
    say(request, _("Gestopt. Deze buur kan het niet meer lezen."))
    return redirect("story:door", code)


@never_cache
@require_http_methods(GET_POST)
@at_home(may_tell)
def pens(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Iemand schrijft met mij: choose who, or stop it."""
    form = forms.ShowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            pen = commands_pens.give_pen(actor, to=form.cleaned_data["to"])
        except Refused as refusal:
            at_form(form, refusal)
        else:
            sentence = _("%(name)s mag voor jou schrijven.") % {"name": pen.writer.called}
            offer_undo(request, sentence, address("take-pen", pen.code))
            return redirect("story:mine")
    mine = queries.pens_of(actor.someone, timezone.now())
    context = {"form": form, "pens": mine, **_people(request, actor)}
    return render(request, "story/pens.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@at_home(may_tell)
def take_pen(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """This neighbour writes for me no more."""
    commands_pens.take_pen(actor, pen=code)
    say(request, _("Gestopt. Deze buur schrijft niet meer voor jou."))
    return redirect("story:mine")


@never_cache
@require_safe
@at_home(may_tell)
def from_others(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What neighbours show me, and for whom I write. No word of a story yet."""
    now = timezone.now()
    context = {
        "shares": queries.shown_to(actor.someone, now),
        "pens": list(queries.open_pens(actor.someone, now)),
    }
    return render(request, "story/from_others.html", context)


@never_cache
@require_POST
@at_home(may_tell)
def read(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Read a door that is shown to me: a POST, because it leaves a line for its person (R26)."""
    share = commands_sharing.read(actor, door=code)
    door = queries.as_shown(share)
    return render(request, "story/read.html", {"share": share, "door": door})


@never_cache
@require_safe
@at_home(may_tell)
def hear(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Hear a door that I opened just now."""
    found = queries.heard(actor.someone, code, timezone.now())
    if found is None:
        raise Http404
    return play(request, found.mime, found.sound, name=code)


@never_cache
@require_POST
@at_home(may_tell)
def close(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """I do not need to read this any more."""
    commands_sharing.close(actor, door=code)
    say(request, _("Deze deur is voor jou dicht."))
    return redirect("story:from-others")


@never_cache
@require_http_methods(GET_POST)
@at_home(may_tell)
def write_for(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Write down for a neighbour what they tell; below it what still waits to be read back."""
    pen = queries.open_pens(actor.someone, timezone.now()).filter(code=code).first()
    if pen is None:
        raise Http404
    form = forms.DoorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            said = {name: form.cleaned_data[name] for name in ("words", "helped", "state", "once")}
            written = commands_pens.write_for(actor, pen=code, **said)
        except Refused as refusal:
            at_form(form, refusal)
        else:
            sentence = _("Opgeschreven. Lees het nu samen terug.")
            offer_undo(request, sentence, address("withdraw", code, written.code))
            return redirect("story:write-for", code)
    drafts = list(queries.drafts_by(actor.someone, pen.owner))
    context = {"form": form, "pen": pen, "drafts": drafts}
    return render(request, "story/write_for.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@at_home(may_tell)
def withdraw(request: HttpRequest, actor: Actor, code: str, door: str) -> HttpResponse:
    """Take back what I wrote for a neighbour and they did not hear yet."""
    commands_pens.withdraw(actor, pen=code, door=door)
    say(request, _("Weg. Alsof het er niet stond."))
    return redirect("story:write-for", code)
