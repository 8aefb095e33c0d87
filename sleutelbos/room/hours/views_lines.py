"""Thank you; and *Ik gaf*, *Ik kreeg*: pages that only one person sees."""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sleutelbos.commons.places.door import Actor, at_home, at_place
from sleutelbos.kit.refused import NotFound, Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say
from sleutelbos.room.activities import queries as activities
from sleutelbos.room.activities.permissions import leads

from . import commands, queries
from .forms import LineForm, ThankForm
from .permissions import may_keep_lines, may_thank
from .views import uuid_of

LEAF = 20
ALL = "all"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_thank)
def thank(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Dank je wel, to who led this; who led it thanks everybody who was there."""
    row = activities.occurrence(actor.place, code)
    leading = leads(actor, row)
    others = [person for person in row.pullers if person != actor.person]
    form = ThankForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _thank(request, actor, form, row, others)
            return redirect("hours:thank", actor.place.slug, code)
        except Refused as refusal:
            if refusal.status != 409:
                raise
            form.refuse(refusal)
    said = queries.said_for(actor.someone, actor.place, row)
    people = [(person, said.pop(person.pk, None)) for person in others]
    context = {"row": row, "form": form, "people": people, "leading": leading,
               "all_thanked": leading and bool(said)}  # fmt: skip
    return render(request, "hours/thank.html", context, status=422 if form.errors else 200)


def _thank(
    request: HttpRequest, actor: Actor, form: ThankForm, row: "queries.Occurrence",
    others: "list[queries.Person]",
) -> None:  # fmt: skip
    to, what, once = (form.cleaned_data[name] for name in ("to", "what", "once"))
    if to == ALL:
        commands.thank_all(actor, occurrence=row, what=what, once=once)
        say(request, _("Je dank je wel is gezegd."))
        return
    person = next((person for person in others if person.code == to), None)
    if person is None:
        raise NotFound
    said = commands.thank(actor, to=person, what=what, occurrence=row, once=once)
    offer_undo(
        request, _("Je dank je wel is gezegd."),
        reverse("hours:undo-thanks", kwargs={"once": said.once}),
    )  # fmt: skip


@never_cache
@require_POST
@at_home(may_thank)
def undo_thanks(request: HttpRequest, actor: Actor, once: str) -> HttpResponse:
    """Take my thank-you back."""
    commands.take_thanks_back(actor, once=uuid_of(once))
    say(request, _("Je dank je wel is terug."))
    return redirect("ring:mine")


@never_cache
@require_POST
@at_home(may_thank)
def seen(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Fijn: put away the thank-yous I have read."""
    commands.see_thanks(actor, said=_ids(request.POST.getlist("once")))
    return redirect("ring:mine")


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts[:100]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_home(may_keep_lines)
def gave(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ik gaf."""
    return _lines(request, actor, "gave")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_home(may_keep_lines)
def got(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ik kreeg."""
    return _lines(request, actor, "got")


def _lines(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    form = LineForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        line = commands.keep(
            actor, kind=kind, picto=said["picto"], text=said["text"], with_whom=said["with_whom"],
            once=said["once"],
        )  # fmt: skip
        offer_undo(request, _("Het staat erbij."), reverse("hours:away", args=[line.once]))
        return redirect("ring:mine")
    number = _leaf(request)
    found = queries.lines(
        actor.someone, actor.place, kind, skip=(number - 1) * LEAF, limit=LEAF + 1
    )
    context = {"form": form, "kind": kind, "lines": found[:LEAF], "number": number,
               "more": len(found) > LEAF}  # fmt: skip
    return render(request, "hours/lines.html", context, status=422 if form.errors else 200)


def _leaf(request: HttpRequest) -> int:
    asked = request.GET.get("p", "")
    return int(asked) if re.fullmatch(r"[1-9]\d{0,2}", asked, re.ASCII) else 1


@never_cache
@require_POST
@at_home(may_keep_lines)
def away(request: HttpRequest, actor: Actor, once: str) -> HttpResponse:
    """Take a line away; it can come back."""
    line = commands.take_away(actor, once=uuid_of(once))
    offer_undo(request, _("Het staat er niet meer."), reverse("hours:back", args=[line.once]))
    return redirect("hours:gave" if line.kind == "gave" else "hours:got")


@never_cache
@require_POST
@at_home(may_keep_lines)
def back(request: HttpRequest, actor: Actor, once: str) -> HttpResponse:
    """Bring a line back."""
    line = commands.bring_back(actor, once=uuid_of(once))
    say(request, _("Het staat er weer bij."))
    return redirect("hours:gave" if line.kind == "gave" else "hours:got")
