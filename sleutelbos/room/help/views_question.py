"""The page of one question, and what the asker and the neighbour do there."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.journal.queries import readings_of
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.play import play
from sleutelbos.kit.refused import NotFound, Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say
from sleutelbos.room.talents import queries_concepts as concepts

from . import (
    commands,
    commands_messages,
    commands_peers,
    commands_read,
    commands_steps,
    forms,
    queries,
)
from .models import Helper, Message
from .permissions import may_ask

Act = Callable[[HttpRequest, Actor, str], str]


@never_cache
@require_safe
@at_place(may_ask)
def question(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """A question: for who asked it, who may read it, or who was asked to help."""
    return _page(request, actor, code)


def _page(request: HttpRequest, actor: Actor, code: str, **filled: forms.PlainForm) -> HttpResponse:
    """The page; what was `filled` in and cannot be done stands there again, with why."""
    seen = commands_read.read(actor, code=code)
    if isinstance(seen, queries.Asked):
        return render(request, "help/asked.html", {"asked": seen})
    mine = seen.stand.part == "asker"
    now = next((line.step for line in seen.steps if line.when == "now"), None)
    typed = filled.get("message")
    lines = [_line(seen, helper, typed) for helper in seen.writing_with]
    lost = typed if typed and not any(line.form is typed for line in lines) else None
    context = {
        "page": seen, "q": seen.question, "mine": mine, "step": forms.StepForm(),
        "day": forms.DayForm(auto_id="dag_%s", initial={"day": now.day if now else None}),
        "who": (forms.OutsideForm if mine else forms.ThirdForm)(auto_id="wie_%s"),
        "wrong": next(iter(filled.values()), None), **filled,
        "readings": readings_of(actor.someone, seen.question) if mine else [],
        "lines": lines, "unsent": lost["words"].value() if lost else "",
    }  # fmt: skip
    status = 422 if filled else 200
    return render(request, "help/mine.html" if mine else "help/helping.html", context, status)


@dataclass(frozen=True)
class Line:
    """What two people wrote each other, who the other is, and the form for more. `me` is the key
    of who looks: the other has none here when they asked not to be found (R32)."""

    helper: Helper
    other: Person
    me: int
    messages: list[Message]
    form: forms.PlainForm


def _line(seen: queries.Page, helper: Helper, filled: forms.PlainForm | None) -> Line:
    between = f"bericht_{helper.person.code}_%s"
    form = filled if filled and filled.auto_id == between else forms.MessageForm(auto_id=between)
    asker = seen.question.person
    other, me = (asker, seen.me.person_id) if seen.me else (helper.person, asker.pk)
    return Line(helper, other, me, [m for m in seen.messages if m.helper_id == helper.pk], form)


@never_cache
@require_safe
@at_place(may_ask)
def voice(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The recording, or a piece of it, for who may read the question."""
    from_start = request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
    heard = commands_read.listen(actor, code=code, from_start=from_start)
    return play(request, heard.mime, heard.sound, name=code)


def _who(request: HttpRequest) -> str:
    return (request.POST.get("who") or request.GET.get("who", ""))[:200]


def _agree(request: HttpRequest, actor: Actor, code: str) -> str:
    commands_peers.agree(actor, code=code, who=_who(request))
    return _("Deze buur leest nu je vraag.")


def _this(request: HttpRequest, actor: Actor, code: str) -> str:
    commands_peers.rather_this(actor, code=code, who=_who(request))
    return _("Goed. Alles is weer zoals het was.")


def _all(request: HttpRequest, actor: Actor, code: str) -> str:
    commands_peers.ask_all(actor, code=code)
    return _("Wij vragen nu iedereen die hiervan weet.")


def _coordinator(request: HttpRequest, actor: Actor, code: str) -> str:
    commands.coordinator_reads(actor, code=code, who=_who(request))
    return _("De coördinator leest nu mee.")


def _no_coordinator(request: HttpRequest, actor: Actor, code: str) -> str:
    commands.coordinator_stops(actor, code=code)
    return _("De coördinator leest niet meer mee.")


def _open(request: HttpRequest, actor: Actor, code: str) -> str:
    commands.open_up(actor, code=code, wide=True)
    return _("Iedereen van de kamer leest dit, zonder jouw naam.")


def _narrow(request: HttpRequest, actor: Actor, code: str) -> str:
    commands.open_up(actor, code=code, wide=False)
    return _("Nu leest alleen wie jij koos dit.")


def _no_outside(request: HttpRequest, actor: Actor, code: str) -> str:
    commands.think_along(actor, code=code, who="")
    return _("Niemand van een organisatie denkt mee.")


def _third_yes(request: HttpRequest, actor: Actor, code: str) -> str:
    if commands_peers.answer_third(actor, code=code, yes=True):
        return _("Het mag. Zegt een buur ja, dan beslis jij of die het leest.")
    return _("Wij vonden nu niemand. Kom langs, dan zoeken wij samen.")


def _third_no(request: HttpRequest, actor: Actor, code: str) -> str:
    commands_peers.answer_third(actor, code=code, yes=False)
    return _("Goed. Er komt niemand bij.")


def _reopen(request: HttpRequest, actor: Actor, code: str) -> str:
    commands.reopen(actor, code=code)
    return _("Je vraag is weer open.")


ASKER: dict[str, Act] = {
    "ja": _agree, "toch-deze": _this, "iedereen-vragen": _all,
    "coordinator": _coordinator, "geen-coordinator": _no_coordinator, "open": _open,
    "dicht": _narrow, "geen-organisatie": _no_outside,
    "derde": _third_yes, "geen-derde": _third_no, "toch-niet-klaar": _reopen,
}  # fmt: skip


@never_cache
@require_POST
@at_place(may_ask)
def asker(request: HttpRequest, actor: Actor, code: str, act: str) -> HttpResponse:
    """What only the asker does."""
    if act == "wis":
        commands.wipe(actor, code=code)
        say(request, _("Je vraag is helemaal weg."))
        return redirect("ring:mine")
    if act == "klaar":
        commands.close(actor, code=code)
        undo = _address(actor, "asker", code, act="toch-niet-klaar")
        offer_undo(request, _("Je vraag is klaar."), undo)
        return redirect("help:done", actor.place.slug, code)
    if act == "organisatie":
        return _outside(request, actor, code)
    if act == "liever-anders":
        return _other(request, actor, code)
    if act not in ASKER:
        raise Http404
    say(request, ASKER[act](request, actor, code))
    return redirect("help:question", actor.place.slug, code)


def _outside(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    form = forms.OutsideForm(request.POST, auto_id="wie_%s")
    if not form.is_valid():
        _refuse_unless(actor, code, "asker")
        return _page(request, actor, code, who=form)
    commands.think_along(actor, code=code, who=form.cleaned_data["who"])
    say(request, _("Dit staat nu zo."))
    return redirect("help:question", actor.place.slug, code)


def _refuse_unless(actor: Actor, code: str, part: str) -> None:
    """What was filled in comes back only to who may send it: raises `NotFound` for another."""
    found = queries.stand(actor, code)
    if found is None or found.part != part or not found.question.is_open:
        raise NotFound


def _other(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    who = _who(request)
    commands_peers.rather_other(actor, code=code, who=who)
    undo = _address(actor, "asker", code, act="toch-deze")
    said = _("Deze buur leest het niet meer. Wij zoeken verder.")
    offer_undo(request, said, f"{undo}?{urlencode({'who': who})}")
    return redirect("help:question", actor.place.slug, code)


def _offer(request: HttpRequest, actor: Actor, code: str) -> str:
    commands_peers.offer(actor, code=code)
    return _("Fijn. Je buur hoort nu dat jij wil helpen.")


def _after_all(request: HttpRequest, actor: Actor, code: str) -> str:
    commands_peers.after_all(actor, code=code)
    return _("Goed. Alles is weer zoals het was.")


def _aloud(request: HttpRequest, actor: Actor, code: str) -> str:
    commands_peers.asked_aloud(actor, code=code)
    return _("Dank je wel.")


@never_cache
@require_POST
@at_place(may_ask)
def helper(request: HttpRequest, actor: Actor, code: str, act: str) -> HttpResponse:
    """What a neighbour does who was asked, or who helps."""
    if act == "nu-niet":
        commands_peers.not_now(actor, code=code)
        undo = _address(actor, "helper", code, act="toch-wel")
        offer_undo(request, _("Goed. Dat mag altijd."), undo)
        return redirect("ring:mine")
    if act == "geef-terug":
        commands_peers.give_back(actor, code=code)
        say(request, _("Goed. Dat mag altijd."))
        return redirect("ring:mine")
    if act == "derde":
        return _third(request, actor, code)
    if act not in HELPER:
        raise Http404
    say(request, HELPER[act](request, actor, code))
    return redirect("help:question", actor.place.slug, code)


HELPER: dict[str, Act] = {"ik-help": _offer, "toch-wel": _after_all, "gevraagd": _aloud}


def _third(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    form = forms.ThirdForm(request.POST, auto_id="wie_%s")
    if not form.is_valid():
        _refuse_unless(actor, code, "reader")
        return _page(request, actor, code, who=form)
    commands_peers.ask_third(actor, code=code, name=form.cleaned_data["who"])
    say(request, _("Wij vragen het eerst aan je buur."))
    return redirect("help:question", actor.place.slug, code)


@never_cache
@require_POST
@at_place(may_ask)
def step(request: HttpRequest, actor: Actor, code: str, act: str) -> HttpResponse:
    """A step more, done, not done, on another day, or not needed."""
    found = queries.stand(actor, code)
    if found is None or not found.acts:
        raise NotFound
    if act == "erbij":
        return _one_more(request, actor, code)
    once = _uuid(request.POST.get("once") or request.GET.get("once", ""))
    if act == "gedaan":
        commands_steps.do_step(actor, code=code, once=once)
    elif act == "niet-gedaan":
        commands_steps.do_step(actor, code=code, once=once, done=False)
    elif act == "hoeft-niet":
        commands_steps.drop_step(actor, code=code, once=once)
        undo = _address(actor, "step", code, act="toch-wel")
        offer_undo(request, _("De stap is weg."), f"{undo}?{urlencode({'once': once})}")
    elif act == "toch-wel":
        commands_steps.keep_step(actor, code=code, once=once)
    elif act == "dag":
        return _other_day(request, actor, code, once)
    else:
        raise Http404
    return redirect("help:question", actor.place.slug, code)


def _other_day(request: HttpRequest, actor: Actor, code: str, once: UUID) -> HttpResponse:
    form = forms.DayForm(request.POST, auto_id="dag_%s")
    if form.is_valid():
        try:
            commands_steps.other_day(actor, code=code, once=once, day=form.cleaned_data["day"])
            return redirect("help:question", actor.place.slug, code)
        except NotFound:
            raise
        except Refused as refusal:
            form.refuse(refusal)
    return _page(request, actor, code, day=form)


def _one_more(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    form = forms.StepForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            commands_steps.add_step(
                actor, code=code, once=said["once"], text=said["text"],
                who=said["who"] or "together", day=said["day"],
            )  # fmt: skip
            return redirect("help:question", actor.place.slug, code)
        except NotFound:
            raise
        except Refused as refusal:
            form.refuse(refusal)
    return _page(request, actor, code, step=form)


@never_cache
@require_POST
@at_place(may_ask)
def message(request: HttpRequest, actor: Actor, code: str, act: str) -> HttpResponse:
    """A few words to who helps or who asked, or those words taken back."""
    found = queries.stand(actor, code)
    if found is None or not found.acts:
        raise NotFound
    if act == "haal-terug":
        once = _uuid(request.POST.get("once") or request.GET.get("once", ""))
        commands_messages.take_back(actor, code=code, once=once)
        say(request, _("Je bericht is weg."))
        return redirect("help:question", actor.place.slug, code)
    if act != "schrijf":
        raise Http404
    who = found.helper.person.code if found.helper else _who(request)
    form = forms.MessageForm(request.POST, auto_id=f"bericht_{who}_%s")
    if form.is_valid():
        once = form.cleaned_data["once"]
        try:
            commands_messages.write(
                actor, code=code, words=form.cleaned_data["words"], once=once, to=who
            )
            undo = _address(actor, "message", code, act="haal-terug")
            offer_undo(request, _("Je buur hoort dat er iets is."), f"{undo}?once={once}")
            return redirect("help:question", actor.place.slug, code)
        except NotFound:
            raise
        except Refused as refusal:
            form.refuse(refusal)
    return _page(request, actor, code, message=form)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _address(actor: Actor, name: str, code: str, **more: str) -> str:
    return reverse(f"help:{name}", kwargs={"place_slug": actor.place.slug, "code": code, **more})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_ask)
def done(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """It is done: how is it now, and what are you good at? (K1B)"""
    found = queries.stand(actor, code)
    if found is None or found.part != "asker" or found.question.is_open:
        raise Http404
    form = forms.OutcomeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        commands.tell_outcome(
            actor, code=code, outcome=said["outcome"], came_of_it=said["came_of_it"]
        )
        say(request, _("Bewaard."))
        return redirect("help:done", actor.place.slug, code)
    seen = queries.page(found)
    tiles = [(c.code, c.picto, c.offer) for c in concepts.common("offer")]
    context = {"form": form, "page": seen, "q": seen.question, "tiles": tiles,
               "outcome": queries.outcome_of(seen.question.outcome)}  # fmt: skip
    return render(request, "help/done.html", context, status=422 if form.errors else 200)
